"""The versions that `repoaudit init` writes into a repository that has no configuration yet.

Source: the package index for what is on it (pre-commit-hooks, ruff, bandit and uv are tagged as they are released
there), on 2026-11-26; the first major versions of the actions that run on node 24, by their release pages.

Checked on 2026-11-26.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

HOOK_TAGS: Final[Mapping[str, str]] = {
    "pre-commit/pre-commit-hooks": "v6.0.0",
    "astral-sh/ruff-pre-commit": "v0.17.6",
    "astral-sh/uv-pre-commit": "0.13.9",
    "PyCQA/bandit": "1.9.4",
}
"""Hook repository → its newest tag.

Source: the package index: each is tagged as it, or what it is named after, is released there.

Checked on 2026-11-27.
"""

ACTION_TAGS: Final[Mapping[str, str]] = {
    "actions/checkout": "v5",
    "actions/setup-python": "v6",
    "astral-sh/setup-uv": "v7",
}
"""Action → the tag that a workflow names."""

TOOLS: Final[Mapping[str, str]] = {
    "pytest": "pytest>=8.0",
    "pytest-cov": "pytest-cov>=5.0",
    "pytest-xdist": "pytest-xdist>=3.5",
    "ruff": "ruff>=0.9",
    "mypy": "mypy>=1.14",
    "bandit": "bandit[toml]>=1.7",
    "pip-audit": "pip-audit>=2.7",
    "pre-commit": "pre-commit>=4.0",
}
"""Development tool → how it is required."""
