"""One run as a whole: what the preset makes of the options of rules."""

import pytest

from repoaudit.config import load_policy
from repoaudit.registry import builtin_entries
from repoaudit.repository import MemoryRepository
from repoaudit.run import run

IDLE_EXCLUDE = """repos:
  - repo: local
    hooks:
      - id: lint
        name: lint
        entry: ruff check
        language: system
        types: [python]
        exclude: ^legacy/
"""


@pytest.mark.parametrize(
    ("settings", "count"),
    [
        ("", 0),
        ("[tool.repoaudit]\npreset = 'strict'\n", 1),
        ("[tool.repoaudit.rules.hook-matches-nothing]\nexcludes = true\n", 1),
        ("[tool.repoaudit]\npreset = 'strict'\n[tool.repoaudit.rules.hook-matches-nothing]\nexcludes = false\n", 0),
    ],
)
def test_strict_turns_on_the_options_that_are_off(settings: str, count: int) -> None:
    files = {".pre-commit-config.yaml": IDLE_EXCLUDE, "pyproject.toml": settings, "a.py": "x = 1\n"}
    repository = MemoryRepository(files)
    policy = load_policy(repository, {"select": ("hook-matches-nothing",)}, builtin_entries())
    assert len(run(repository, policy, builtin_entries()).diagnostics) == count
