"""The last release of each tool that runs on an old Python: every later one needs a newer Python.

Source: what ``uv pip compile --no-deps --python-version X`` resolved for each tool and Python on 2026-11-26; a Python
on which the newest release runs is left out.

Checked on 2026-11-27.
"""

from collections.abc import Mapping

from repoaudit.typing import Final

LAST_FOR: Final[Mapping[str, Mapping[str, str]]] = {
    "pytest": {"3.7": "7.4.4", "3.8": "8.3.5", "3.9": "8.4.2"},
    "pytest-xdist": {"3.7": "3.5.0", "3.8": "3.6.1"},
    "pytest-cov": {"3.7": "4.1.0", "3.8": "5.0.0"},
    "pytest-asyncio": {"3.7": "0.21.2", "3.8": "0.24.0", "3.9": "1.2.0"},
    "pytest-mock": {"3.7": "3.11.1", "3.8": "3.14.1", "3.9": "3.15.1"},
    "coverage": {"3.7": "7.2.7", "3.8": "7.6.1", "3.9": "7.10.7", "3.10": "7.16.2"},
    "hypothesis": {"3.7": "6.79.4", "3.8": "6.113.0", "3.9": "6.141.1", "3.10": "6.168.5"},
    "mypy": {"3.7": "1.4.1", "3.8": "1.14.1", "3.9": "1.19.1"},
    "black": {"3.7": "23.3.0", "3.8": "24.8.0", "3.9": "25.11.0"},
    "isort": {"3.7": "5.11.5", "3.8": "5.13.2", "3.9": "6.1.0"},
    "flake8": {"3.7": "5.0.4", "3.8": "5.0.4", "3.9": "7.3.0", "3.10": "7.4.1"},
    "pylint": {"3.7": "2.13.9", "3.8": "3.2.7", "3.9": "3.3.9"},
    "pre-commit": {"3.7": "2.21.0", "3.8": "3.5.0", "3.9": "4.3.0", "3.10": "4.6.2"},
    "tox": {"3.7": "4.8.0", "3.8": "4.25.0", "3.9": "4.30.3", "3.10": "4.65.0"},
    "nox": {"3.7": "2024.4.15", "3.8": "2026.2.9", "3.9": "2026.4.10"},
}
"""Tool → Python → the last release that runs on it. Needs are monotonic: no later release went back."""

TEST_TOOLS: Final = frozenset({"pytest", "pytest-xdist", "pytest-cov", "pytest-asyncio", "pytest-mock", "coverage"})
"""Tools that run on every Python that the tests run on; the others run on one that somebody chose."""
