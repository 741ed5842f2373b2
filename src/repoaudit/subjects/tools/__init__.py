"""The second floor: each tool with its effective configuration and its runs."""
