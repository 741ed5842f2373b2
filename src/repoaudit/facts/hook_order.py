"""Which programs that rewrite Python files leave behind what a formatter has to format again.

Source: on 2026-11-26 black 26.10.1 and ruff format 0.17.6 formatted a file, each fixer then changed it, and the
formatter was run once more: it changed the result of every fixer below (pyupgrade 3.22.0, autoflake 2.4.0, pycln 2.6.0,
flynt 1.0.6, reorder-python-imports 3.19.0, isort 9.0.2 without a profile, ``ruff check --fix``). isort with
``profile = "black"``, ``ruff check --select I --fix``, docformatter and django-upgrade left nothing to format.

Checked on 2026-11-26.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

FORMATTERS: Final = frozenset({"black", "ruff format", "yapf", "blue"})
"""Programs that decide on the layout of a whole file."""

FIXERS: Final[Mapping[str, str]] = {
    "ruff check": "its fixes",
    "isort": "the imports that it wraps",
    "pyupgrade": "the lines that it shortens",
    "autoflake": "the blank lines around what it removes",
    "pycln": "the blank lines around what it removes",
    "add-trailing-comma": "the commas that it adds",
    "reorder-python-imports": "the imports that it moves",
    "flynt": "the lines that it shortens",
}
"""Program → what of its work may need formatting."""

RUFF_FIXES: Final = ("--fix", "--fix-only")
RUFF_READS: Final = ("--no-fix", "--diff")
IMPORTS_ONLY: Final = frozenset({"I", "I0", "I00", "I001", "I002"})
"""Selectors of ruff whose fixes leave nothing to format."""

SAME_HOOKS: Final[Mapping[str, str]] = {
    "psf/black-pre-commit-mirror": "psf/black",
    "rbubley/mirrors-prettier": "pre-commit/mirrors-prettier",
    "adhtruong/mirrors-typos": "crate-ci/typos",
    "pre-commit/mirrors-isort": "pycqa/isort",
    "pre-commit/mirrors-autopep8": "hhatto/autopep8",
    "pre-commit/mirrors-yapf": "google/yapf",
    "pre-commit/mirrors-pylint": "pylint-dev/pylint",
    "gitlab.com/pycqa/flake8": "pycqa/flake8",
}
"""Mirror → the repository whose hooks it offers under the same ids; commonly known, not read that day."""

UNDOING: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "black": (("-l", "--line-length"), ("-t", "--target-version")),
    "ruff-format": (("--line-length",), ("--target-version",)),
    "isort": (("--profile",), ("-l", "-w", "--line-length", "--line-width"), ("-m", "--multi-line")),
    "autopep8": (("--max-line-length",),),
    "yapf": (("--style",),),
    "mixed-line-ending": (("-f", "--fix"),),
    "pretty-format-json": (("--indent",),),
    "prettier": (("--print-width",), ("--tab-width",), ("--end-of-line",), ("--prose-wrap",)),
    "mdformat": (("--wrap",), ("--end-of-line",)),
    "clang-format": (("-style", "--style"),),
}
"""Id of a hook that rewrites files → options of which two values make two runs undo each other, in their spellings.

Source: the ``--help`` of black 26.10.1, isort 9.0.2, ruff 0.17.6, yapf 0.43.0, autopep8 2.3.2, mdformat 1.0.0 and
pre-commit-hooks 6.0.0 on 2026-11-26. Options of prettier and clang-format are commonly known, not tried.

Checked on 2026-11-26.
"""
