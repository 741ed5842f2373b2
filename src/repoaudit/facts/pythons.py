"""When each minor version of Python ends, and the versions there are.

Source: ``release_management/python-releases.toml`` of github.com/python/peps (snapshot of 2026-08-22; where it names a
month, the last day of it, as endoflife.date does); before 3.6 the table "Unsupported versions" of the Python
Developer's Guide.

Checked on 2026-11-22.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

AS_OF: Final = "2026-11-22"
"""The day on which the tables were true; what counts as today where nobody says which day it is."""

END_OF_LIFE: Final[Mapping[str, str]] = {
    "2.6": "2013-10-29",
    "2.7": "2020-01-01",
    "3.0": "2009-06-27",
    "3.1": "2012-04-09",
    "3.2": "2016-02-20",
    "3.3": "2017-09-29",
    "3.4": "2019-03-18",
    "3.5": "2020-09-30",
    "3.6": "2021-12-23",
    "3.7": "2023-06-27",
    "3.8": "2024-10-07",
    "3.9": "2025-10-31",
    "3.10": "2026-10-31",
    "3.11": "2027-10-31",
    "3.12": "2028-10-31",
    "3.13": "2029-10-31",
    "3.14": "2030-10-31",
    "3.15": "2031-10-31",
}
"""Minor version → the day after which it gets no security fixes."""

RELEASED: Final = tuple(f"3.{minor}" for minor in range(16))
"""The minor versions of Python 3 that are released, oldest first."""

RUFF_TARGETS: Final = frozenset(f"3.{minor}" for minor in range(7, 16))
"""The versions that ruff 0.17.6 knows as ``target-version``, and infers from ``requires-python``."""

BLACK_TARGETS: Final = frozenset(f"3.{minor}" for minor in range(3, 16))
"""The versions that black 26.10.1 knows as ``target-version``, and infers from ``requires-python``."""

RUFF_INFERS_BESIDE: Final = "0.11"
"""The first ruff that infers the target from ``pyproject.toml`` when its own settings are in ``ruff.toml``.

Tried on 2026-11-23: 0.10.0 does not, 0.11.0 does.
"""
