"""How the tools behave: data with its source and date."""
