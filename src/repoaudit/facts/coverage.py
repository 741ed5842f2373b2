"""What coverage.py and pytest-cov do by themselves, and since which version.

Source: ``DEFAULT_EXCLUDE`` in the wheels of coverage 6.5.0, 7.0.0 to 7.10.3, 7.10.7, 7.13.0, 7.14.0 and 7.17.3; small
projects measured with coverage 7.13.5 with pytest-cov 6.3.0, and coverage 7.17.3 with pytest-cov 7.1.0 and pytest-xdist
3.8.0, on 2026-11-26; covdefaults 2.3.0, read.

Checked on 2026-11-26.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

EXCLUDE_ALSO: Final = "7.2"
"""The version that brought ``exclude_also``; earlier ones warn "Unrecognized option" and go on."""

EXCLUDES_TYPE_CHECKING: Final = "7.10.1"
"""The version that leaves out ``if TYPE_CHECKING:`` blocks by itself (7.10.0 does not yet)."""

COMBINES: Final = "7.14"
"""The version whose reports combine parallel data by themselves; earlier ones end with "No data to report"."""

PATCHES: Final = "7.10"
"""The version that brought ``patch``; ``patch = subprocess`` measures subprocesses and implies ``parallel``."""

PYTEST_COV_LEAVES_SUBPROCESSES: Final = "7.0"
"""The version of pytest-cov that measures no subprocesses any more unless coverage is told to."""

TYPE_CHECKING_LINES: Final = ("if TYPE_CHECKING:", "if typing.TYPE_CHECKING:")
"""How code asks whether a type checker reads it."""

PRAGMA_LINES: Final = r"#\s*(pragma|PRAGMA)[:\s]?\s*(no|NO)\s*(cover|COVER)"
"""The default that leaves out what a comment marks, ``# pragma: nocoverage`` as well."""

PLUGIN_SETTINGS: Final[Mapping[str, frozenset[str]]] = {
    "covdefaults": frozenset({"branch", "source", "exclude_lines", "fail_under"}),
}
"""Plugins of coverage that configure it, and what of it they decide."""

SOURCE_SETTINGS: Final = ("source", "source_pkgs", "source_dirs", "include")
"""Settings of ``[run]`` that say what is measured; with none of them it is all that is imported."""

RUN_SOURCES: Final = ("--source", "--source-dirs", "--include")
"""The options of ``coverage run`` that do the same."""

RUN_VALUED: Final = frozenset(
    "--source --source-dirs --omit --include --rcfile --data-file --context --concurrency --save-signal".split()
)
"""The options of ``coverage run`` that take the next word."""

PARALLEL_FLAGS: Final = ("-p", "--parallel-mode", "--parallel")
"""Flags of ``coverage run`` that give each process a data file of its own; the last is an abbreviation."""

MERGING: Final = (
    *("codecov", "coveralls", "codacy", "sonar", "codeclimate", "qlty", "deepsource", "codecover", "undercover"),
    *("coverage-comment", "coverage_pth", "combine"),
)
"""Words of services and actions that merge the data of several runs themselves."""

MEASURES: Final = (
    r"--cov\b|\bcoverage3? (?:run|report|xml|html|combine)|--with-coverage|\bcodecov|\bcoveralls|\bslipcover"
    r"|hatch test[^\n]*(?:--cover|\s-c\b)|test --cov|COVERAGE_|\bcov(?:erage)?\s*:|-m cov\w*"
    r"|\b(?:run|make|-e|-s) cov\w*"
)
"""What a command, a build file or a guide says that has coverage measured."""

MEASURES_HOLDS: Final = ("cov", "hatch test")
"""Of which a text that says so holds one, in small letters; to look for them takes a tenth of the time."""

MEASURES_IN_CI: Final = r"cov|test"
"""Words of what cannot be followed and may measure; running tests may be enough."""

MEASURING_PACKAGES: Final = ("pytest-cov", "coverage", "pytest-cover", "slipcover", "codecov", "coveralls")
"""Packages that measure coverage, or bring what does."""
