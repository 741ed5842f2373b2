"""Programs that take long, so that they keep people waiting at a commit.

Source: common knowledge, not measured. ty, pyrefly and the daemon of mypy are fast by design, and not here.

Checked on 2026-11-26.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

WHOLE_TREE: Final = frozenset({"mypy", "pylint", "pyright", "basedpyright", "pytype"})
"""Checkers that take long over a whole tree, and not over the files of a commit."""

WHOLE_TREE_OPTIONS: Final = ("-p", "--package", "-m", "--module")
"""Options of mypy that name what it checks."""

LONG: Final[Mapping[tuple[str, ...], str]] = {
    ("build",): "builds the package",
    ("poetry", "build"): "builds the package",
    ("uv", "build"): "builds the package",
    ("pdm", "build"): "builds the package",
    ("hatch", "build"): "builds the package",
    ("flit", "build"): "builds the package",
    ("docker", "build"): "builds an image",
    ("sphinx-build",): "builds the documentation",
    ("mkdocs", "build"): "builds the documentation",
    ("jupyter-book", "build"): "builds the documentation",
    ("papermill",): "runs notebooks",
    ("treon",): "runs notebooks",
}
"""Program, with its sub-command where that decides → what it does."""

NOTEBOOKS: Final = ("--execute",)
"""Options with which ``jupyter nbconvert`` runs notebooks."""
