"""Where a tool's own version can be read besides lists of requirements, and what new requirements ask for.

Source: the hook repositories and their tags, and the releases of 2026-11-22.

Checked on 2026-11-22.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

HOOK_REPOSITORIES: Final[Mapping[str, tuple[str, ...]]] = {
    "ruff": ("astral-sh/ruff-pre-commit", "charliermarsh/ruff-pre-commit"),
    "mypy": ("pre-commit/mirrors-mypy",),
    "black": ("psf/black", "psf/black-pre-commit-mirror", "ambv/black"),
    "isort": ("pycqa/isort", "timothycrosley/isort", "pre-commit/mirrors-isort"),
    "flake8": ("pycqa/flake8",),
    "pylint": ("pylint-dev/pylint", "pycqa/pylint", "pre-commit/mirrors-pylint"),
    "bandit": ("pycqa/bandit",),
    "uv": ("astral-sh/uv-pre-commit",),
    "poetry": ("python-poetry/poetry",),
}
"""Tool → repositories (owner/name, lower case) whose ``rev`` is the tool's version."""

BROUGHT_BY: Final[Mapping[str, str]] = {"ruff": "pytest-ruff"}
"""Tool → the distribution that runs it in whatever version is installed with it.

Source: the metadata of pytest-ruff 0.5 (``ruff>=0.0.242``).

Checked on 2026-11-27.
"""

REQUIRED_VERSION: Final[Mapping[str, tuple[str, ...]]] = {
    "ruff": ("tool", "ruff", "required-version"),
    "black": ("tool", "black", "required-version"),
    "uv": ("tool", "uv", "required-version"),
    "pytest": ("tool", "pytest", "ini_options", "minversion"),
}
"""Tool → key in ``pyproject.toml`` that constrains its version."""

MINIMUM: Final[Mapping[str, str]] = {
    "pytest": "8.0",
    "pytest-xdist": "3.5",
    "pytest-cov": "5.0",
    "pytest-timeout": "2.3",
    "pytest-benchmark": "4.0",
    "pytest-asyncio": "0.23",
    "pytest-randomly": "3.15",
    "pytest-rerunfailures": "14.0",
    "pytest-split": "0.9",
}
"""Package → the version that a new requirement asks for at least: released by mid 2024, for Python 3.8 and later."""

RESULTS_CHANGE_AT: Final[Mapping[str, int]] = {
    "ruff": 2,
    "black": 1,
    "mypy": 2,
    "isort": 2,
    "flake8": 2,
    "pylint": 2,
    "bandit": 2,
}
"""Tool → how many parts of two versions must be equal for equal results, by the policies of the tools.

black keeps its style within a calendar year, the others collect changes in minor releases; read on 2026-11-26.
"""

UV_GROUPS_SINCE: Final = "0.4.27"
"""The first uv that reads ``[dependency-groups]``.

Source: its release notes. uv 0.13.9 writes the same ``uv.lock`` for ``[tool.uv] dev-dependencies`` and for the group
``dev`` with the same entries, and ``uv lock --check`` passes after the move; tried on 2026-11-26.

Checked on 2026-11-26.
"""
