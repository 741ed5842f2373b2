"""What ruff does unless it is told otherwise, and what its releases changed.

Source: ``ruff check --isolated --show-settings`` of 0.0.292, 0.1.15, 0.9.10, 0.15.0, 0.15.22, 0.16.0, 0.17.0 and 0.17.6
on 2026-11-22, and warnings of 0.17.6 about a file that sets every linter option at the top level, on 2026-11-23.

Checked on 2026-11-22.
"""

from collections.abc import Mapping
from functools import lru_cache

from repoaudit.typing import Final

LINT_TABLE_SINCE: Final = "0.0.292"
"""The oldest release that was seen to read ``lint.*``; since 0.2 ruff warns of the older spelling."""

LINE_LENGTH: Final = 88

DESCRIPTIONS: Final[Mapping[str, str]] = {
    "F821": "undefined name",
    "F811": "redefined while unused redefinition of unused name from line",
    "F401": "unused import imported but unused",
    "E402": "module level import not at top of file",
}
"""Code → the words of its name and message; ``ruff rule`` of 0.17.6 on 2026-11-27."""

DEFAULT_SELECTORS: Final = (("0", ("E", "F")), ("0.1", ("E4", "E7", "E9", "F")))
"""Release → what it and later ones select by default, before 0.16."""

LEGACY_SETTINGS: Final = frozenset(
    {
        "allowed-confusables",
        "dummy-variable-rgx",
        "explicit-preview-rules",
        "extend-fixable",
        "extend-ignore",
        "extend-per-file-ignores",
        "extend-safe-fixes",
        "extend-select",
        "extend-unfixable",
        "extend-unsafe-fixes",
        "external",
        "fixable",
        "flake8-annotations",
        "flake8-bandit",
        "flake8-boolean-trap",
        "flake8-bugbear",
        "flake8-builtins",
        "flake8-comprehensions",
        "flake8-copyright",
        "flake8-errmsg",
        "flake8-gettext",
        "flake8-implicit-str-concat",
        "flake8-import-conventions",
        "flake8-pytest-style",
        "flake8-quotes",
        "flake8-self",
        "flake8-tidy-imports",
        "flake8-type-checking",
        "flake8-unused-arguments",
        "ignore",
        "ignore-init-module-imports",
        "isort",
        "logger-objects",
        "mccabe",
        "pep8-naming",
        "per-file-ignores",
        "pycodestyle",
        "pydocstyle",
        "pyflakes",
        "pylint",
        "pyupgrade",
        "select",
        "task-tags",
        "typing-modules",
        "unfixable",
    }
)
"""Linter settings that ruff still reads at the top level; where ``lint`` has the key as well, that one alone counts."""

COMMANDS: Final = frozenset(
    {
        "analyze",
        "check",
        "clean",
        "config",
        "format",
        "generate-shell-completion",
        "linter",
        "rule",
        "server",
        "version",
    }
)
"""Sub-commands; before 0.5 ``ruff`` without one was ``ruff check``."""

RULE_NAMES: Final[Mapping[str, str]] = {
    "invalid-argument-name": "N803",
    "non-lowercase-variable-in-function": "N806",
    "line-too-long": "E501",
    "unused-noqa": "RUF100",
    "missing-trailing-comma": "COM812",
    "incorrect-blank-line-before-class": "D203",
    "blank-line-before-class": "D211",
    "multi-line-summary-first-line": "D212",
    "multi-line-summary-second-line": "D213",
    "single-line-implicit-string-concatenation": "ISC001",
    "unsorted-imports": "I001",
    "module-import-not-at-top-of-file": "E402",
    "none-comparison": "E711",
    "unused-import": "F401",
    "redefined-while-unused": "F811",
    "undefined-name": "F821",
    "complex-structure": "C901",
    "assert": "S101",
    "debugger": "T100",
    "print": "T201",
    "glob": "PTH207",
}
"""Names of rules → codes, for the rules that are asked for, and all names of one word; selectors with ``preview``.

Source: ``ruff rule --all`` of 0.17.6; 0.16.3 takes them, too.

Checked on 2026-11-27.
"""

FORMATTER_CONFLICTS: Final = (
    ("0.9", ("COM812", "D203")),
    ("0.5", ("COM812", "ISC001", "D203")),
    ("0.2", ("COM812", "ISC001")),
)
"""Release → the rules that it and later ones warn of beside ``ruff format``, the newest first."""


REMOVED: Final = frozenset(
    "ANN101 ANN102 E999 PD901 PGH001 PGH002 PLR1701 PLR1706 PT004 PT005 RUF011 RUF035 S320 S410 TRY200 UP027 "
    "UP038".split()
)
"""Rules that 0.17.6 no longer has."""

OFF_BY_CONVENTION: Final[Mapping[str, frozenset[str]]] = {
    "google": frozenset("D203 D204 D213 D215 D400 D401 D404 D406 D407 D408 D409 D413".split()),
    "numpy": frozenset("D107 D203 D212 D213 D402 D413 D415 D416 D417".split()),
    "pep257": frozenset("D203 D212 D213 D214 D215 D404 D405 D406 D407 D408 D409 D410 D411 D413 D415 D416 D417".split()),
}
"""``pydocstyle.convention`` → the rules that it turns off, unless their whole code is selected."""

INCOMPATIBLE: Final[Mapping[str, str]] = {"D203": "D211", "D213": "D212"}
"""Rule → the one that turns it off where both are selected."""


@lru_cache(maxsize=8)
def _codes(text: str) -> frozenset[str]:
    return frozenset(
        family + number
        for family, _, numbers in (group.partition(":") for group in text.split())
        for number in numbers.split(",")
    )


def default_codes(*, since_017: bool) -> frozenset[str]:
    """Return the codes that ruff 0.16 (413) or 0.17 (407) selects by default."""
    codes = _codes(_DEFAULT_017)
    return codes if since_017 else (codes | _codes(_ONLY_016)) - {"F406"}


def preview_default_codes() -> frozenset[str]:
    """Return the codes that ``preview`` adds to the defaults of 0.17.6."""
    return _codes(_PREVIEW_DEFAULTS)


PREVIEW_DROPS: Final = frozenset({"S102"})
"""What ``preview`` takes out of the defaults of 0.17.6."""


def preview_codes() -> frozenset[str]:
    """Return the codes that are selected only with ``preview`` (0.17.6)."""
    return _codes(_PREVIEW)


_DEFAULT_017: Final = (
    "ASYNC:100,105,115,116,210,220,221,222,230,251 B:002,003,004,005,006,008,009,010,012,013,014,015,016,017,018,"
    "019,020,021,022,023,025,026,029,030,031,032,033,035,039 BLE:001 C:400,401,402,403,404,405,406,408,409,410,"
    "411,413,414,415,417,418,419 D:419 DTZ:002,003,004 E:722,902 EXE:001,002,004,005 F:401,402,404,406,407,501,"
    "502,503,504,505,506,507,508,509,521,522,523,524,525,541,601,602,621,622,631,632,633,634,701,702,704,706,707,"
    "811,821,822,823,841,842,901 FA:100,102 FLY:002 FURB:105,122,129,132,136,157,161,162,163,166,167,168,169,177,"
    "181,188,192 G:010,101,201,202 I:001 INT:001,002,003 ISC:004 LOG:001,002,009,014,015 N:999 PERF:101,102,402 "
    "PGH:005 PIE:790,794,796,800,804,807,808,810 PLC:0105,0131,0132,0205,0206,0208,0414,3002 PLE:0100,0101,0115,"
    "0116,0117,0118,0303,0304,0305,0307,0308,0309,0604,0605,0643,0704,1132,1142,1205,1206,1300,1307,1310,1507,"
    "1519,1520,1700,2502,2510,2512,2513,2514,2515 PLR:0124,0133,0206,0402,1704,1708,1711,1716,1722,1730,1733,"
    "1736,2044 PLW:0120,0127,0128,0129,0131,0133,0177,0211,0245,0406,0602,0604,0642,0711,1501,1507,1508,1509,"
    "1510,2101 PT:010,014,020,025,026,031 PTH:124,210 PYI:001,002,003,004,005,006,007,008,009,010,012,013,015,"
    "016,017,018,019,020,025,026,029,030,032,033,034,035,036,041,042,043,044,045,046,047,048,049,050,052,055,057,"
    "058,059,061,062,063,064,066 RET:501 RUF:007,008,009,010,012,013,015,016,017,018,019,020,022,023,024,026,028,"
    "030,032,033,034,040,041,046,048,049,051,053,057,058,059,063,068,100,101,200 S:102,110,112 SIM:101,102,103,"
    "107,113,114,115,117,118,201,202,208,210,211,220,221,222,223,401,905,911 T:100 TC:004,005,007,010 TRY:002,"
    "004,201,203,401 UP:001,003,004,005,006,007,008,009,010,011,012,014,017,018,019,020,021,022,023,024,025,026,"
    "028,029,030,031,032,033,034,035,036,037,039,040,041,043,044,045,046,047,049,050 W:605 YTT:101,102,103,201,"
    "202,203,204,301,302,303"
)

_ONLY_016: Final = "DTZ:001,005,006,007,011,012,901"

_PREVIEW: Final = (
    "AIR:003,004,201,202,304,321 ASYNC:119,401 B:043,901,903,909 D:420,421 DOC:102,201,202,402,403,501,502 E:111,"
    "112,113,114,115,116,117,201,202,203,204,211,221,222,223,224,225,226,227,228,231,241,242,251,252,261,262,265,"
    "266,271,272,273,274,275,301,302,303,304,305,306,502 FURB:101,103,113,118,131,140,142,145,148,152,154,156,"
    "180,189 PLC:1901,2701,2801 PLE:0211,1141,4703 PLR:0202,0203,0904,0914,0916,1702,1712,6104,6201,6301 "
    "PLW:0244,0717,1514,3201 PT:029 RUF:027,029,031,038,039,045,047,050,052,054,055,056,065,066,067,069,070,072,"
    "073,074,075,077,105,106,201,202 S:401,402,403,404,405,406,407,408,409,411,412,413,415 TC:008 UP:048,051,052 "
    "W:391"
)

_PREVIEW_DEFAULTS: Final = (
    "AIR:001,002,003,004,201,202,304 ASYNC:212,240,250 B:024,027,043,901,909 C:420 COM:818 D:301 DJ:008,012,013 "
    "FAST:001,002,003 FURB:110,113,131,142,145,148,152,156,171,180,189 NPY:001,002,003,201 PD:003,004,012,015 "
    "PLC:0207,2801 PLE:0211,0241,1141,4703 PLR:0202,0203,1712 PLW:0108,0244 PT:008,012,024,028 RUF:027,036,037,"
    "038,043,045,047,050,054,055,056,060,061,064,065,066,069,071,072,073,074,075,077,102,103,104,106,202 SIM:110 "
    "TID:255 UP:042,048,051,052"
)
