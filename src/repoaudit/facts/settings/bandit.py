"""Settings of bandit in TOML; each of its plugins has a table of its own.

Source: ``bandit.core.config`` of 1.9.4 on 2026-11-26.

Checked on 2026-11-26.
"""

from repoaudit.typing import Final

OLDEST: Final = "1.0"
NEWEST: Final = "1.9.4"

TABLE: Final = """
*: any: *
-: any: exclude<0=exclude_dirs include log_format plugin_name_pattern profiles
-: texts: exclude_dirs skips tests
"""
