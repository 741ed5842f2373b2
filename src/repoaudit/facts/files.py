"""The configuration files of the field: where they stand, and which tools read them.

Source: the tools named in `facts.sources`, tried on 2026-11-22 with files that are empty, broken or not there.

Checked on 2026-11-22.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

PROJECT_FILES: Final = (
    "pyproject.toml",
    "setup.cfg",
    "tox.ini",
    "pytest.ini",
    ".pytest.ini",
    "pytest.toml",
    ".pytest.toml",
    "mypy.ini",
    ".mypy.ini",
    "ruff.toml",
    ".ruff.toml",
    ".coveragerc",
    ".coveragerc.toml",
    ".flake8",
    ".isort.cfg",
    "pylintrc",
    "pylintrc.toml",
    ".pylintrc",
    ".pylintrc.toml",
    "uv.toml",
    "hatch.toml",
    "tox.toml",
    "pixi.toml",
    "poetry.toml",
    "Pipfile",
    "Makefile",
    "makefile",
    "GNUmakefile",
    "*requirements*.txt",
    "*requirements*.in",
    "requirements/*.txt",
    "requirements/*.in",
)
"""Files of any project; ``*`` within one part of a path."""

REPOSITORY_FILES: Final = (
    ".pre-commit-config.yaml",
    ".pre-commit-config.yml",
    ".pre-commit-hooks.yaml",
    "prek.toml",
    "repoaudit.toml",
    ".github/workflows/*.yml",
    ".github/workflows/*.yaml",
    ".github/dependabot.yml",
    ".github/dependabot.yaml",
    ".gitlab-ci.yml",
    ".readthedocs.yaml",
    ".readthedocs.yml",
    "codecov.yml",
    ".codecov.yml",
    "environment.yml",
    "environment.yaml",
)
"""Files that only the root of a repository has."""

LOSE_SILENTLY: Final[Mapping[str, tuple[str, ...]]] = {
    "pyproject.toml": ("mypy", "isort", "pylint"),
    "setup.cfg": ("mypy", "isort", "pylint"),
    "mypy.ini": ("mypy",),
    ".mypy.ini": ("mypy",),
    ".isort.cfg": ("isort",),
    "tox.ini": ("isort", "pylint"),
    "pylintrc.toml": ("pylint",),
    ".pylintrc.toml": ("pylint",),
}
"""Tools that go on without their configuration when a file cannot be parsed, and hardly say so."""

SECTIONS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "mypy": ("mypy", "tool.mypy"),
    "isort": ("isort", "tool:isort", "settings", "tool.isort"),
    "pylint": ("pylint", "tool.pylint"),
}
"""Names of sections by which a text that cannot be parsed shows that it configures a tool."""
