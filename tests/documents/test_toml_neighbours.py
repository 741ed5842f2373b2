"""New items and keys right behind a neighbour; at the end where that does not stand as the others do."""

import pytest

from repoaudit.documents.toml import parse_toml
from repoaudit.documents.toml.neighbours import add_item_behind, set_value_behind
from repoaudit.text import apply_edits

PATH = "pyproject.toml"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('a = ["b", "d"]\n', 'a = ["b", "c", "d"]\n'),
        ('a = ["b","d"]\n', 'a = ["b", "c","d"]\n'),
        ('a = ["b"]\n', 'a = ["b", "c"]\n'),
        ("a = [\n    'b',  # why\n    'd'\n]\n", "a = [\n    'b',  # why\n    'c',\n    'd'\n]\n"),
        ('a = [\n  "b", "d",\n  "e",\n]\n', 'a = [\n  "b", "c", "d",\n  "e",\n]\n'),
        ('a = [\n  "b"\n  , "d"\n]\n', 'a = [\n  "b"\n  , "d"\n  , "c"\n]\n'),
        ('a = ["b",\n     "d"]\n', 'a = ["b",\n     "d",\n     "c"]\n'),
    ],
)
def test_an_item_follows_its_neighbour(before: str, after: str) -> None:
    document = parse_toml(PATH, before)
    change = add_item_behind(document, ("a",), 0, "c")
    assert apply_edits(before, change.edits) == after
    assert parse_toml(PATH, after).get(("a",)) == change.claim[PATH]["a",]


def test_an_unknown_neighbour_is_the_last() -> None:
    text = 'a = ["b", "d"]\n'
    assert apply_edits(text, add_item_behind(parse_toml(PATH, text), ("a",), -1, "c").edits) == 'a = ["b", "d", "c"]\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[a]\nb = 1  # why\nd = 2\n", "[a]\nb = 1  # why\nc = 3\nd = 2\n"),
        ("[a]\n  b=1\n  d=2", "[a]\n  b=1\n  c=3\n  d=2"),
        ("[a]\nb.x = 1\nd = 2\n", "[a]\nb.x = 1\nd = 2\nc = 3\n"),
        ("[a.b]\nx = 1\n", "[a]\nc = 3\n\n[a.b]\nx = 1\n"),
        ("a = {b = 1, d = 2}\n", "a = {b = 1, d = 2, c = 3}\n"),
        ("[a]\nb = 1\nc = 2\nd = 2\n", "[a]\nb = 1\nc = 3\nd = 2\n"),
    ],
)
def test_a_key_follows_its_neighbour(before: str, after: str) -> None:
    document = parse_toml(PATH, before)
    assert apply_edits(before, set_value_behind(document, ("a", "c"), "b", 3).edits) == after
