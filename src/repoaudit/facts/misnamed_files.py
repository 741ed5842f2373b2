"""Names under which a file looks like a tool's configuration, and is not read.

Source: each name tried with pytest 9.2.0, mypy 2.4.1, coverage 7.17.5, ruff 0.17.6, flake8 7.5.0, isort 9.0.2, pylint
4.1.4, tox 4.67.15, uv 0.13.9, pre-commit 4.7.0, prek 0.5.11 and GNU make 4.3 on Linux, 2026-11-26; GitHub's
documentation of workflows and of Dependabot, as it was then.

Checked on 2026-11-26.
"""

from repoaudit.record import NamedTuple
from repoaudit.typing import Final


class MisnamedFile(NamedTuple):
    """A name or a pattern of paths, the name that the tool reads instead, and the tool.

    ``holds`` are texts of which one must be in the file for it to be the tool's. ``is_root`` says that only the root of
    the repository may have it.
    """

    path: str
    right: str
    tool: str
    holds: tuple[str, ...]
    is_root: bool = False


def _each(paths: str, right: str, tool: str, *holds: str, is_root: bool = False) -> tuple[MisnamedFile, ...]:
    return tuple(MisnamedFile(path, right, tool, holds, is_root) for path in paths.split())


HOOKS: Final = ".pre-commit-config.yml"
"""prek reads this one, pre-commit does not."""

HOOK_FILES: Final = (
    HOOKS,
    "pre-commit-config.yaml",
    "pre-commit-config.yml",
    ".pre-commit.yaml",
    ".pre-commit.yml",
    "pre-commit.yaml",
    "pre-commit.yml",
    ".precommit-config.yaml",
    ".pre_commit_config.yaml",
    ".pre-commit_config.yaml",
    ".pre-commit-config",
)
"""Names of files that were meant for pre-commit."""

MISNAMED_FILES: Final = (
    *_each(
        "Pyproject.toml PyProject.toml pyProject.toml PYPROJECT.toml PYPROJECT.TOML pyproject.TOML pyproject.tml",
        "pyproject.toml",
        "pip",
        "[project",
        "[build-system",
        "[tool.",
    ),
    *_each(
        "pytest.cfg .pytest.cfg pytest.conf .pytestrc .pytest",
        "pytest.ini",
        "pytest",
        "[pytest]",
        "[tool:pytest]",
    ),
    *_each("mypy.cfg .mypy.cfg mypy.conf .mypyrc .mypy", "mypy.ini", "mypy", "[mypy"),
    *_each("mypy.toml .mypy.toml", "mypy.ini", "mypy", "[tool.mypy", "[mypy", "strict", "python_version"),
    *_each(
        ".coveragerc.ini .coveragerc.cfg .coverage.ini .coverage.cfg coverage.ini coverage.cfg coveragerc coverage.rc",
        ".coveragerc",
        "coverage",
        "[run]",
        "[report]",
        "[coverage:",
    ),
    *_each(
        "ruff.ini ruff.cfg .ruff.ini .ruff.cfg .ruffrc .ruff Ruff.toml",
        "ruff.toml",
        "ruff",
        "line-length",
        "select",
        "target-version",
        "[lint",
        "[tool.ruff",
    ),
    *_each(
        ".flake8.ini flake8.ini .flake8.cfg flake8.cfg .flake8rc flake8.rc .flake8.toml flake8.toml",
        ".flake8",
        "flake8",
        "[flake8]",
        "[tool.flake8]",
    ),
    *_each(
        "isort.cfg isort.ini .isort.ini .isortrc .isort .isort.toml isort.toml",
        ".isort.cfg",
        "isort",
        "[settings]",
        "[isort]",
        "[tool.isort]",
    ),
    *_each(
        "pylint.rc .pylint.rc pylint.ini pylint.cfg .pylint .pylintrc.ini pylintrc.ini .pylintrc.cfg",
        ".pylintrc",
        "pylint",
        "[MASTER]",
        "[MAIN]",
        "[MESSAGES CONTROL]",
        "[FORMAT]",
    ),
    *_each("tox.cfg .tox.ini tox.conf", "tox.ini", "tox", "[tox]", "[testenv"),
    *_each(".uv.toml UV.toml", "uv.toml", "uv", "="),
    *_each("MakeFile MAKEFILE gnumakefile", "Makefile", "make", ":"),
    *_each(" ".join(HOOK_FILES), ".pre-commit-config.yaml", "pre-commit", "repos:", is_root=True),
    *_each(".github/workflow/*.yml .github/workflow/*.yaml", ".github/workflows/", "GitHub", "jobs:", is_root=True),
    *_each("github/workflows/*.yml github/workflows/*.yaml", ".github/workflows/", "GitHub", "jobs:", is_root=True),
    *_each(
        "dependabot.yml dependabot.yaml .github/workflows/dependabot.yml .github/workflows/dependabot.yaml",
        ".github/dependabot.yml",
        "Dependabot",
        "package-ecosystem:",
        is_root=True,
    ),
)
