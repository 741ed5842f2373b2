"""What releases of mypy accept.

Source: 33 releases from 0.910 to 2.4.1, each run with every ``python_version`` on 2026-11-22; boundaries also read from
``mypy/defaults.py``.
"""

from typing import Final

FLOORS: Final = (("2.0", "3.10"), ("1.17", "3.9"), ("1.9", "3.8"), ("1.6", "3.7"), ("0.750", "3.4"))
"""Release → oldest ``python_version`` that it and later ones accept, the newest first."""

UNKNOWN_FLOOR: Final = "3.9"
"""The lowest floor of any mypy from 1.17 to 1.20, for a repository that does not say which mypy it runs."""

FALLS_BACK_TO_FLOOR: Final = "1.17"
"""Since this release a value below the floor in a file makes mypy use the floor; before, the running Python."""
