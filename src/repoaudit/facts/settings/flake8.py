"""Settings of flake8 and of mccabe; its plugins add their own. It reads `-` and `_` alike.

Source: the options of twenty releases from 3.0 to 7.5.0 that it reads from files, and 7.5.0 given wrong values, on
2026-11-26; ``output-file`` and ``verbose`` in a file of 3.7.9, 3.8.4 and 7.5.0 on 2026-11-27.

Checked on 2026-11-26.
"""

from repoaudit.typing import Final

OLDEST: Final = "3.0"
NEWEST: Final = "7.5.0"

TABLE: Final = """
-: any: builtins enable-extensions exclude exclude-from-doctest<7.0.0 extend-exclude>=3.8 filename format
    include-in-doctest<7.0.0 jobs output-file<3.8 per-file-ignores>=3.7 quiet require-plugins>=6.0 verbose<3.8
-: boolean: count disable-noqa doctests hang-closing show-source statistics tee>=3.1
-: codes: extend-ignore>=3.6 extend-select>=4.0 ignore select
-: integer: indent-size>=3.9 max-complexity max-doc-length>=3.7 max-line-length
"""
