"""`.pre-commit-config.yaml`: fast checks on commit, types and tests on push."""

from repoaudit.facts.starter import HOOK_TAGS
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.starter.traits import Traits


def hooks_text(traits: "Traits") -> str:
    """Return the text of the file."""
    parts = [
        "default_install_hook_types: [pre-commit, pre-push]\n\nrepos:\n",
        _repository(
            "pre-commit/pre-commit-hooks",
            "check-added-large-files",
            "check-merge-conflict",
            "check-toml",
            "check-yaml",
            "end-of-file-fixer",
        ),
        _repository("astral-sh/ruff-pre-commit", "ruff-check\n        args: [--fix]", "ruff-format"),
        _repository("PyCQA/bandit", _BANDIT),
        *([_repository("astral-sh/uv-pre-commit", "uv-lock")] if traits.manager == "uv" else []),
        _LOCAL.format(mypy=traits.runs("mypy"), pytest=traits.runs("pytest -n auto --cov")),
    ]
    return "".join(parts)


_BANDIT = """bandit
        args: [-c, pyproject.toml]
        additional_dependencies: ["bandit[toml]=={version}"]""".format(version=HOOK_TAGS["PyCQA/bandit"])

_LOCAL = """  - repo: local
    hooks:
      - id: mypy
        name: types
        entry: {mypy}
        language: system
        types: [python]
        pass_filenames: false
        stages: [pre-push]
      - id: pytest
        name: tests with coverage
        entry: {pytest}
        language: system
        types: [python]
        pass_filenames: false
        stages: [pre-push]
"""


def _repository(slug: str, *hooks: str) -> str:
    head = f"  - repo: https://github.com/{slug}\n    rev: {HOOK_TAGS[slug]}\n    hooks:\n"
    return head + "".join(f"      - id: {hook}\n" for hook in hooks)
