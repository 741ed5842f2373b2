"""Settings of black, which reads `-` and `_` alike.

Source: the options of ``black.main`` in 27 releases from 22.1 to 26.10.1, and 26.10.1 given every key with values of
every type, on 2026-11-26.

Checked on 2026-11-26.
"""

from repoaudit.typing import Final

OLDEST: Final = "22.1"
NEWEST: Final = "26.10.1"

TABLE: Final = """
-: any: cache-dir>=26.10 code config experimental-string-processing<24.1.1 line-ranges>=23.11 python-cell-magics
    quiet required-version stdin-filename verbose
-: boolean: check color diff fast ipynb no-cache>=25.11 preview pyi skip-magic-trailing-comma
    skip-source-first-line>=22.10 skip-string-normalization unstable>=24.1
-: integer: line-length workers
-: targets: target-version
-: texts: enable-unstable-feature>=24.1
-: verbose: exclude extend-exclude force-exclude include
"""
