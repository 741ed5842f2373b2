"""`.github/workflows/ci.yml`: hooks and types once, tests with every supported Python."""

from repoaudit.facts.starter import ACTION_TAGS
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.starter.traits import Traits


def workflow_text(traits: "Traits") -> str:
    """Return the text of the file."""
    from repoaudit.documents.yaml.spelling import spell_text

    newest = traits.pythons[-1]
    checks = [traits.runs("pre-commit run --all-files"), traits.runs("mypy"), traits.runs("pip-audit")]
    return "".join(
        (
            _HEAD.format(branch=spell_text(traits.branch, flow=True)),
            _JOB.format(id="checks", minutes=15, strategy=""),
            _steps(traits, f'"{newest}"', checks),
            "\n",
            _JOB.format(id="tests", minutes=30, strategy=_MATRIX.format(pythons=_list(traits.pythons))),
            _steps(traits, "${{ matrix.python-version }}", [traits.runs("pytest -n auto --cov")]),
        )
    )


_HEAD = """name: CI

on:
  push:
    branches: [{branch}]
  pull_request:

permissions:
  contents: read

concurrency:
  group: ${{{{ github.workflow }}}}-${{{{ github.ref }}}}
  cancel-in-progress: true

jobs:
"""

_JOB = """  {id}:
    runs-on: ubuntu-latest
    timeout-minutes: {minutes}
{strategy}    steps:
"""

_MATRIX = """    strategy:
      fail-fast: false
      matrix:
        python-version: [{pythons}]
"""


def _list(pythons: tuple[str, ...]) -> str:
    return ", ".join(f'"{python}"' for python in pythons)


def _steps(traits: "Traits", python: str, commands: list[str]) -> str:
    return "".join(f"      - {step}\n" for step in (*_set_up(traits, python), *(f"run: {line}" for line in commands)))


def _set_up(traits: "Traits", python: str) -> list[str]:
    checkout = f"{_uses('actions/checkout')}\n        with:\n          persist-credentials: false"
    if traits.manager == "uv":
        action = f"{_uses('astral-sh/setup-uv')}\n        with:\n          python-version: {python}"
        return [checkout, action, f"run: {traits.install} --locked"]
    cache = "\n          cache: pip\n          cache-dependency-path: pyproject.toml" if traits.manager == "pip" else ""
    action = f"{_uses('actions/setup-python')}\n        with:\n          python-version: {python}{cache}"
    tool = [] if traits.manager == "pip" else [f"run: python -m pip install {traits.manager}"]
    return [checkout, action, *tool, f"run: {traits.install}"]


def _uses(action: str) -> str:
    return f"uses: {action}@{ACTION_TAGS[action]}"
