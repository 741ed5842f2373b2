"""What the pages of the documentation say of rules is true of the rules."""

import re
from pathlib import Path

import pytest

from repoaudit.entry import Entry
from repoaudit.registry import builtin_entries

DOCS = Path(__file__).parents[1] / "docs"
LESSONS = (DOCS / "lessons.md").read_text(encoding="utf-8")
NAMES = {entry.name for entry in builtin_entries()}
NO_RULES = frozenset({"minimum-coverage", "ruff-check", "ruff-format", "pre-commit", "pre-push", "pre-merge-commit"})
"""Words in the form of a rule's name that are settings, hooks and stages."""


def test_the_lessons_name_only_rules_that_exist() -> None:
    named = set(re.findall(r"`([a-z]+(?:-[a-z0-9]+)+)`", LESSONS)) - NO_RULES
    assert named - NAMES - {"uv-lock"} == set()


@pytest.mark.parametrize(
    "entry",
    [entry for entry in builtin_entries() if entry.lesson.strip("+ ")],
    ids=lambda entry: entry.name,
)
def test_every_rule_that_was_learned_is_named_beside_its_lesson(entry: Entry) -> None:
    assert f"`{entry.name}`" in LESSONS


def test_opt_in_rules_are_called_so() -> None:
    for line in LESSONS.splitlines():
        named = set(re.findall(r"`([a-z]+(?:-[a-z0-9]+)+)`", line)) & NAMES
        optional = {entry.name for entry in builtin_entries() if not entry.default} & named
        assert not optional or "opt-in" in line or "for who wants it" in line, line
