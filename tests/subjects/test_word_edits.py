"""One word in the place of another, in prose and in YAML."""

import pytest

from repoaudit.fixes import HeldBackError, realise
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.scope import Scope
from repoaudit.subjects.files.word_edits import replacing
from repoaudit.text import Span


def replaced(path: str, text: str) -> str | None:
    """Write `new` wherever a text says `old`."""
    scope = Scope(MemoryRepository({path: text}), Policy())
    starts = [index for index in range(len(text)) if text.startswith("old", index)]
    fix = replacing(scope, path, [Span(start, start + 3) for start in starts], "new")
    if fix is None:
        return None
    assert fix.title == "write `new`"
    return realise(fix, scope.repository).texts[path]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("README.md", "# Demo\n\nSay old, then old.\n\nSay old, then old.\n"),
        ("README.md", "\ufeffold\r\nno\r\nold"),
        ("ci.sh", "SKIP=old run\nnew\n"),
        ("notes.txt", "old\n"),
        ("a.yml", "a: old\n"),
        ("a.yml", "\ufeffa: [b, old, {c: 'old old'}]\r\nd: \"old\"  # no\r\n"),
        ("a.yml", "a:\n  - |\n    first\n    SKIP=old run old\n\n    old\n  - b\n"),
        ("a.yaml", 'a: "\\told"\n'),
        ("a.yaml", "a: 'it''s old'\n"),
    ],
)
def test_every_word_is_replaced(path: str, text: str) -> None:
    assert replaced(path, text) == text.replace("old", "new")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: b  # old\n", "part of no value"),
        ("# old\n", "part of no value"),
        ("# old\na: b\n", "part of no value"),
        ("a: &x old\nb: *x\n", "part of no value"),
        ("a: [b] # old\nc: d\n", "part of no value"),
        ("a: >\n  run\n  old\n", "the scalar is folded or escaped"),
        ("a: b old\n   c\n", "the scalar is folded or escaped"),
    ],
)
def test_what_cannot_be_edited_is_refused(text: str, reason: str) -> None:
    with pytest.raises(HeldBackError, match=f"a.yml: (the word is )?{reason}( that can be edited)?$"):
        replaced("a.yml", text)


@pytest.mark.parametrize("path", ["a.toml", "setup.cfg", "Makefile", "a.py"])
def test_other_formats_are_left_alone(path: str) -> None:
    assert replaced(path, "a = 'old'\n") is None
