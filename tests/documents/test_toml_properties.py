"""What holds for every edit of every TOML document: the claim, and that everything else stays byte for byte."""

import copy
import os
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from repoaudit.documents.toml import TomlDocument, parse_toml
from repoaudit.documents.toml.edits import add_items, move, move_all, remove, remove_items, rename, set_value
from repoaudit.errors import EditRefusedError
from repoaudit.finding import ABSENT, Change, DataPath
from repoaudit.text import BOM, apply_edits

Data = dict[str, object]

ROOTS = [
    "",
    "# licence\n\n",
    "# about everything\n",
    "r = 1  # root\n\n",
    "'quoted key' = 'x'\nplain = 1\n",
    "r.dotted.a = 1 # one\n  r . dotted . b = [ 'x' ]\n",
    "r = { a = 1, b.c = 'x', b.d = [1, 2], deep = { e = { } } }  # inline\n",
    "r = {\n  # TOML 1.1\n  a = 1,  # one\n  b = 2\n}\n",
    'r = """\n# no comment ] } = \\""" \n""""" # real\n',
    "r = '''\n[no.table]\n''''\n",
    "none = []\nempty = {}\nwide   = 1\nw      = 2\n",
]
BLOCKS = [
    "[N]\n",
    "[N]\n# inside\n\n# before the end\n",
    "[N]\na = 1  # one\n# below\n\n",
    "[ N . 'sub table' ]   # header\n\tindented\t=\ttrue\n",
    "[N]\n'single' = 'quoted'\n'also' = ['x', 'y']\n\n\n",
    "[N]\nlist = [\n    'x',  # about x\n    'y',\n    # 'z',\n]\n\n",
    "[N]\nlist = [\n  1, 2, # two\n  3\n]  # end\n",
    "[N]\nlist = [\n    'a'\n  , 'b' # comma first\n  , 'c'\n]\n",
    "[N]\nlist = [1, 2,\n        3]\nother = [ # opening\n]\nlast = [ 1,2, ]\n",
    "[N]\nmixed = [{ a = 1 }, [1, [2]], 'x', 1979-05-27 07:32:00, 1.5]\n\n",
    "[N]\nrows = [\n  { name = 'a', tags = [] },  # first\n  { name = 'b' },\n]\n",
    "[N]\na.b.c = 1\na.b.d = 2 # d\n[N.a.z]\nx = 1\n\n",
    "[N.late]\nx = 1\n# about N\n[N]\ny = 2\n\n",
    "[[N]]\nx = 1\n[N.sub]\ny = 1\n\n[[N]]\n[[N.sub]]\nz = 1 # z\n[[N.sub]]\nz = 2\n\n",
    "# one\n[[N]] # two\nx = { a = 1 }\n",
    '[N]\nt = """\n  x\\\n  # no comment\n  """\n"ü" = "ß"  # ümläut\n',
    "[N.x.y]\na = 1\n\n[N.x.z]\na = 2\n",
]
VALUES = st.recursive(
    st.sampled_from([True, 7, 1.5, "new", "it's", 'a "q"', "l1\nl2\n", "\\ ü \x7f", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["k", "k l", ""]), inner, max_size=2),
    max_leaves=4,
)
COMMENTS = st.sampled_from([None, "why"])


@st.composite
def documents(draw: st.DrawFn) -> TomlDocument:
    blocks = draw(st.lists(st.sampled_from(BLOCKS), max_size=4))
    text = draw(st.sampled_from(ROOTS)) + "".join(block.replace("N", f"n{i}") for i, block in enumerate(blocks))
    style = draw(st.sampled_from(["", "crlf", "bom", "bare"]))
    text = text.replace("\n", "\r\n") if style == "crlf" else text
    text = text.rstrip("\n") if style == "bare" else text
    return parse_toml("x.toml", BOM + text if style == "bom" else text)


def paths(value: object, path: DataPath = ()) -> list[DataPath]:
    members: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        members = list(value.items())
    elif isinstance(value, list):
        members = list(enumerate(value))
    return [path, *(deeper for step, member in members for deeper in paths(member, (*path, step)))]


def applied(data: Data, claim: dict[DataPath, object]) -> Data:
    data = copy.deepcopy(data)
    for path, value in claim.items():
        at: object = data
        for step in path[:-1]:
            if isinstance(at, list) and isinstance(step, int):
                at = at[step]
            elif isinstance(at, dict):
                at = at.setdefault(step, {})
        last = path[-1]
        if isinstance(at, list) and isinstance(last, int):
            at[last] = value
        elif isinstance(at, dict) and value is ABSENT:
            del at[last]
        elif isinstance(at, dict):
            at[last] = value
    return data


def same(one: object, other: object) -> bool:
    """Compare by value and type."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and repr(one) == repr(other)


def comments(document: TomlDocument) -> Counter[str]:
    return Counter(document.text[start:end] for start, end in document.comments())


class Outcome(NamedTuple):
    change: Change
    document: TomlDocument


def hold(document: TomlDocument, change: Change) -> Outcome:
    """Hold a change to its claim and to the conventions of its file."""
    text = apply_edits(document.text, change.edits)
    expected = applied(document.data, dict(change.claim.get(document.path, {})))
    assert same(tomli.loads(text.removeprefix(BOM)), expected)
    if "\r\n" in document.text:
        assert text.count("\n") == text.count("\r\n")
    assert text.startswith(BOM) == document.text.startswith(BOM)
    if document.text.removeprefix(BOM) and text.removeprefix(BOM):
        assert text.endswith("\n") == document.text.endswith("\n")
    return Outcome(change, parse_toml(document.path, text))


def attempt(document: TomlDocument, make: Callable[[], Change]) -> Outcome | None:
    """Hold what a document does to its claim; to refuse is its right."""
    try:
        change = make()
    except EditRefusedError:
        return None
    return hold(document, change)


def chosen(draw: st.DataObject, document: TomlDocument, kind: type = object) -> DataPath:
    found = [path for path in paths(document.data) if isinstance(document.get(path), kind)]
    return draw.draw(st.sampled_from(found or [()]))


@given(documents(), st.data(), VALUES, COMMENTS)
@settings(max_examples=200, deadline=None)
def test_adding_a_key_is_never_refused_and_loses_nothing(
    document: TomlDocument, data: st.DataObject, value: object, comment: str | None
) -> None:
    table = chosen(data, document, dict)
    path = (*table, *data.draw(st.sampled_from([("new",), ("n e w",), ("new", "deep"), ("new", "deep", "er")])))
    after = hold(document, set_value(document, path, value, comment=comment)).document
    assert same(after.get(path), value)
    assert comments(after) == comments(document) + Counter(["# why"] * (comment is not None))
    replaced = [document.text[edit.start : edit.end] for edit in set_value(document, path, value).edits]
    assert all(not text.strip("{ }") for text in replaced)  # nothing but an empty inline table


@given(documents(), st.data(), VALUES, COMMENTS)
@settings(max_examples=200, deadline=None)
def test_replacing_a_value(document: TomlDocument, data: st.DataObject, value: object, comment: str | None) -> None:
    path = chosen(data, document)
    old = document.get(path)
    outcome = attempt(document, lambda: set_value(document, path, value, comment=comment))
    if outcome is None:
        assert isinstance(old, (dict, list))  # a scalar is never refused
        return
    assert same(outcome.document.get(path), value)
    if not isinstance(old, (dict, list)):
        assert not comments(document) - comments(outcome.document)


@given(documents(), st.data(), st.lists(VALUES, min_size=1, max_size=3), COMMENTS)
@settings(max_examples=200, deadline=None)
def test_adding_items(document: TomlDocument, data: st.DataObject, items: list[object], comment: str | None) -> None:
    path = chosen(data, document, list)
    old = document.get(path)
    outcome = attempt(document, lambda: add_items(document, path, items, comment=comment))
    if isinstance(old, list) and outcome:
        assert same(outcome.document.get(path), [*old, *items])
        assert not comments(document) - comments(outcome.document)
        assert (comment is None) == (comments(outcome.document) == comments(document))
    if isinstance(old, list) and outcome is None:
        assert old
        assert document.has_header((*path, 0))


@given(documents(), st.data())
@settings(max_examples=200, deadline=None)
def test_removing_items(document: TomlDocument, data: st.DataObject) -> None:
    path = chosen(data, document, list)
    old = document.get(path)
    if not isinstance(old, list) or not old:
        return
    doomed = data.draw(st.sets(st.integers(0, len(old) - 1)))
    outcome = hold(document, remove_items(document, path, doomed))
    rest = [item for index, item in enumerate(old) if index not in doomed]
    assert same(outcome.document.get(path), rest) or (not rest and outcome.document.get(path) is ABSENT)
    if not document.has_header((*path, 0)):
        kept = [index for index in range(len(old)) if index not in doomed]
        assert [outcome.document.comment_on((*path, index)) for index in range(len(kept))][:-1] == [
            document.comment_on((*path, index)) for index in kept
        ][:-1]


@given(documents(), st.data())
@settings(max_examples=200, deadline=None)
def test_removing(document: TomlDocument, data: st.DataObject) -> None:
    path = chosen(data, document)
    if not path:
        return
    outcome = hold(document, remove(document, path))
    if isinstance(path[-1], str):
        assert outcome.document.get(path) is ABSENT
    lost = comments(document) - comments(outcome.document)
    if not isinstance(document.get(path), (dict, list)):
        assert set(lost) <= {f"# {document.comment_on(path)}"}


@given(documents(), st.data(), st.sampled_from(["zz", "z'y.z", ""]))
@settings(max_examples=200, deadline=None)
def test_renaming(document: TomlDocument, data: st.DataObject, name: str) -> None:
    path = chosen(data, document)
    outcome = attempt(document, lambda: rename(document, path, name))
    if outcome:
        assert same(outcome.document.get((*path[:-1], name)), document.get(path))
        assert comments(outcome.document) == comments(document)
    else:
        assert not path or isinstance(path[-1], int)


@given(documents(), st.data())
@settings(max_examples=200, deadline=None)
def test_moving(document: TomlDocument, data: st.DataObject) -> None:
    moves = []
    for _ in range(data.draw(st.integers(1, 3))):
        source, table = chosen(data, document), chosen(data, document, dict)
        moves.append((source, (*table, *data.draw(st.sampled_from([(), ("new",), ("n e w", "deep")])))))
    outcome = attempt(document, lambda: move_all(document, moves))
    if outcome:
        assert comments(outcome.document) == comments(document)
        for source, table in moves:
            assert same(outcome.document.get((*table, source[-1])), document.get(source))


@given(documents(), st.data())
@settings(max_examples=100, deadline=None)
def test_a_key_moves_to_a_new_table_beside_it(document: TomlDocument, data: st.DataObject) -> None:
    path = chosen(data, document)
    if path and not any(isinstance(step, int) for step in path):
        outcome = hold(document, move(document, path, (*path[:-1], "new")))
        assert same(outcome.document.get((*path[:-1], "new", path[-1])), document.get(path))


@given(documents(), st.data(), VALUES)
@settings(max_examples=100, deadline=None)
def test_edits_upon_edits(document: TomlDocument, data: st.DataObject, value: object) -> None:
    for _ in range(4):
        path = chosen(data, document)
        makers = [
            partial(set_value, document, (*path, "more"), value),
            partial(remove, document, path),
            partial(add_items, document, path, [value]),
        ]
        outcome = attempt(document, data.draw(st.sampled_from(makers)))
        document = outcome.document if outcome else document


def corpus() -> list[Path]:
    root = os.environ.get("REPOAUDIT_CORPUS")
    if root is None:
        pytest.skip("REPOAUDIT_CORPUS names no folder of repositories")
    files = [path for path in sorted(Path(root).rglob("*.toml")) if path.is_file()]
    return [path for path in files if 0 < path.stat().st_size < 60_000]


@pytest.mark.parametrize("line_ending", ["\n", "\r\n"])
def test_real_files(line_ending: str) -> None:
    random = Random(0)  # the sample shall be the same every time
    files = corpus()
    assert files
    for file in files:
        text = file.read_bytes().decode().replace("\r\n", "\n").replace("\n", line_ending)
        document = parse_toml(file.name, text)
        found = paths(document.data)[1:]
        for path in random.sample(found, min(5, len(found))):
            value = document.get(path)
            hold(document, remove(document, path))
            attempt(document, partial(set_value, document, path, ["x", "y"]))
            attempt(document, partial(add_items, document, path, ["x"], comment="why"))
            if isinstance(value, dict):
                hold(document, set_value(document, (*path, "n e w"), 1))
                hold(document, set_value(document, (*path, "n e w", "er"), 1))
