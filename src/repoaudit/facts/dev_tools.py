"""Distributions that are tools of developers, and the modules that a program which needs one imports.

Source: the metadata of the distributions, read on 2026-11-26 and the day after. Tools that programs often embed (build,
twine, virtualenv, setuptools, pip) are left out on purpose.

Checked on 2026-11-26.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

DEV_TOOLS: Final[Mapping[str, tuple[str, ...]]] = {
    "pytest": ("pytest", "_pytest"),
    "pytest-cov": ("pytest_cov",),
    "pytest-xdist": ("xdist",),
    "pytest-mock": ("pytest_mock",),
    "pytest-asyncio": ("pytest_asyncio",),
    "pytest-timeout": ("pytest_timeout",),
    "pytest-benchmark": ("pytest_benchmark",),
    "pytest-randomly": ("pytest_randomly",),
    "pytest-html": ("pytest_html",),
    "pytest-env": ("pytest_env",),
    "pytest-sugar": ("pytest_sugar",),
    "pytest-repeat": ("pytest_repeat",),
    "pytest-rerunfailures": ("pytest_rerunfailures",),
    "pytest-split": ("pytest_split",),
    "pytest-instafail": ("pytest_instafail",),
    "pytest-httpx": ("pytest_httpx",),
    "ruff": ("ruff",),
    "mypy": ("mypy",),
    "pyright": ("pyright",),
    "basedpyright": ("basedpyright",),
    "pyrefly": ("pyrefly",),
    "ty": ("ty",),
    "black": ("black", "blib2to3"),
    "isort": ("isort",),
    "flake8": ("flake8",),
    "pylint": ("pylint",),
    "autopep8": ("autopep8",),
    "yapf": ("yapf",),
    "pyupgrade": ("pyupgrade",),
    "autoflake": ("autoflake",),
    "pydocstyle": ("pydocstyle",),
    "docformatter": ("docformatter",),
    "interrogate": ("interrogate",),
    "vulture": ("vulture",),
    "deptry": ("deptry",),
    "import-linter": ("importlinter",),
    "codespell": ("codespell_lib",),
    "pre-commit": ("pre_commit",),
    "coverage": ("coverage",),
    "tox": ("tox",),
    "nox": ("nox",),
    "bandit": ("bandit",),
    "pip-audit": ("pip_audit",),
    "commitizen": ("commitizen",),
    "bump2version": ("bumpversion",),
    "pip-tools": ("piptools",),
}
"""Canonical name → modules. The name itself, in quotes or behind ``-m``, shows that a source runs the tool."""

BUNDLES: Final = (
    *("lint", "style", "quality", "devtools", "dev-tools", "dev-deps", "toolkit", "toolchain", "standards", "bench"),
)
"""Parts of the names of packages that exist to bring tools along, or to measure with them."""

SUITES: Final = frozenset({"tests", "testsuite", "testing", "e2e"})
"""Words in the names of projects that are a suite of tests."""

PLUGIN_GROUPS: Final = ("pytest11", "flake8.extension", "flake8.report", "pylint", "tox", "nox", "mypy", "black")
"""Entry points by which a project becomes part of a tool."""
