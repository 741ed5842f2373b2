"""Edits of YAML documents: every expected text is also held to its claim by the independent judge."""

import re
from collections.abc import Callable

import pytest
import yaml

from repoaudit.documents.yaml import parse_yaml
from repoaudit.documents.yaml.edits import (
    add_key,
    append_item,
    quote_scalar,
    remove_item,
    remove_key,
    rename_key,
    replace_item,
    set_value,
)
from repoaudit.documents.yaml.moves import move_item
from repoaudit.documents.yaml.spelling import is_safe_plain, spell_scalar
from repoaudit.errors import EditRefusedError
from repoaudit.finding import ABSENT, Change
from repoaudit.judges import judge
from repoaudit.text import BOM, apply_edits

HOOKS = """\
# See https://pre-commit.com
default_stages: [pre-commit]

# all of them
repos:
-   repo: https://github.com/x/y
    rev: v4.5.0  # frozen: v1
    hooks:
    -   id: a
        # why
        args: [--x]

    -   id: b
        types: [python]
        # more

-   repo: local
    hooks: []
"""

WORKFLOW = """\
name: CI
on:
  push:
    branches: [main]
  pull_request:

jobs:
  test:
    strategy:
      matrix:
        python: ["3.9", "3.10"]
        os:
          - ubuntu  # first
          - windows
    steps:
      - uses: actions/setup-python@v5
        with:
          python-version: 3.10
      - run: |
          make test

          make lint

      - name: last
        run: echo
"""

MATRIX = ("jobs", "test", "strategy", "matrix")
STEPS = ("jobs", "test", "steps")


def edited(text: str, edit: Callable[..., Change], *arguments: object, **options: object) -> str:
    """Return the text after an edit that the judge accepts, the same with carriage returns and a byte order mark."""
    after = _judged(text, edit, *arguments, **options)
    if "\n" not in text:
        return after
    windows = BOM + text.replace("\n", "\r\n")
    assert _judged(windows, edit, *arguments, **options) == BOM + after.replace("\n", "\r\n")
    return after


def _judged(text: str, edit: Callable[..., Change], *arguments: object, **options: object) -> str:
    document = parse_yaml("a.yaml", text)
    change = edit(document, *arguments, **options)
    after = apply_edits(text, change.edits)
    judge("a.yaml", text, after, change.claim["a.yaml"])
    return after


def lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines that went and those that came, when the others are unchanged and in one place."""
    old, new = before.splitlines(), after.splitlines()
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return old[head : len(old) - tail], new[head : len(new) - tail]


def refused(text: str, edit: Callable[..., Change], *arguments: object, because: str, **options: object) -> None:
    with pytest.raises(EditRefusedError, match=re.escape(because)):
        edit(parse_yaml("a.yaml", text), *arguments, **options)


@pytest.mark.parametrize(
    ("text", "value", "after"),
    [
        ("a: b", "c", "a: c"),
        ("a: b  # c\n", "d", "a: d  # c\n"),
        ("a: 'b'", "it's", "a: 'it''s'"),
        ('a: "b"', 'x"y', 'a: "x\\"y"'),
        ('a: "b"', True, "a: true"),
        ("a: b", "on", 'a: "on"'),
        ("a: b", "3.10", 'a: "3.10"'),
        ("a: b", "6.1.0", "a: 6.1.0"),
        ("a: b", 3, "a: 3"),
        ("a: b", None, "a: null"),
        ("a: b", "", 'a: ""'),
        ("a: b", 1e16, "a: 1.0e+16"),
        ("a:", "b", "a: b"),
        ("a:  # c\n", "b", "a: b  # c\n"),
        ("a:\n  b\nc: d\n", "e", "a:\n  e\nc: d\n"),
        ("a: b\n  c\n", "e", "a: e\n"),
        ("a: |\n  b\n\nc: d\n", "e", "a: e\n\nc: d\n"),
        ("a: {b: c}", "d", "a: d"),
        ("a:\n  b: c\n# d\n", "e", "a: e\n# d\n"),
        ("x: &x y\na: *x\n", "b", "x: &x y\na: b\n"),
        ("a: b", ["c", "3.10", 3], 'a: [c, "3.10", 3]'),
        ("a: b\n", {"c": {"d": ["e", {"f": "g"}]}}, "a:\n  c:\n    d:\n      - e\n      - f: g\n"),
        ("a:  # c\nb: d\n", {"e": 1}, "a:  # c\n  e: 1\nb: d\n"),
        ("a: b\n", "c\nd\n", "a: |\n  c\n  d\n"),
        ("a: b\n", "c\n\nd", "a: |-\n  c\n\n  d\n"),
        ("a: b  \n", "c\nd\n", "a: |\n  c\n  d\n"),
        ("a: b", "c\nd\n", 'a: "c\\nd\\n"'),
        ("a:\n- b\n", [], "a: []\n"),
        ("a:\n- b\n", {}, "a: {}\n"),
        ("a:\tb\n", "c", "a:\tc\n"),
        ("{a: b}", "c, d", '{a: "c, d"}'),
        ("{a, b: c}", "d", "{a: d, b: c}"),
        ("{a: , b: c}", "d", "{a: d , b: c}"),
        ('{"a":1}', 2, '{"a":2}'),
        ("x: y\na: 1\na: 2\n", 3, "x: y\na: 1\na: 3\n"),
        ("b: c\n", "d", "b: c\na: d\n"),
        ("b: c", "d", "b: c\na: d"),
    ],
)
def test_set_value(text: str, value: object, after: str) -> None:
    if "\t" in text:
        pytest.importorskip("yaml._yaml", reason="only libyaml takes tabs behind a colon")
    assert edited(text, set_value, ("a",), value) == after


@pytest.mark.parametrize(
    ("text", "value", "after"),
    [
        ('["3.9", "3.10"]', ["3.9", "3.10", "3.11"], '["3.9", "3.10", "3.11"]'),
        ("['3.9', b]", ["b", "c"], "[b, c]"),
        ("[ b ]", ["c"], "[ c ]"),
        ("[]", ["c", "d"], "[c, d]"),
        ("[b, c]", [], "[]"),
        ("[\n    b,  # x\n    c\n  ]", ["b", "c", "d"], "[\n    b,  # x\n    c,\n    d\n  ]"),
        ("[\n    b,\n    c,\n  ]", ["d", "b"], "[\n    d,\n    b,\n  ]"),
        ("\n- b  # x\n- c", ["b", "c", "d", "e"], "\n- b  # x\n- c\n- d\n- e"),
        ("\n  -   'b'\n  -   c", ["c", "3.10"], '\n  -   c\n  -   "3.10"'),
    ],
)
def test_set_a_list_of_scalars(text: str, value: list[object], after: str) -> None:
    assert edited(f"a: {text}\n", set_value, ("a",), value) == f"a: {after}\n"


def test_a_list_that_stays_the_same_is_no_edit() -> None:
    assert set_value(parse_yaml("a.yaml", "a: [b]\n"), ("a",), ["b"]) == Change((), {})


def test_an_item_is_claimed_by_its_index() -> None:
    change = set_value(parse_yaml("a.yaml", "a: [b, c]\n"), ("a", 1), "d")
    assert change.claim == {"a.yaml": {("a", 1): "d"}}


@pytest.mark.parametrize(
    ("text", "path", "value", "because"),
    [
        ("a: !x b\n", ("a",), "c", "`!x`"),
        ("a: &x b\n", ("a",), "c", "`&x`"),
        ("a: &x {b: c}\nd: *x\n", ("a", "b"), "e", "`&x`"),
        ("a: &x {b: c}\nd: *x\n", ("d", "b"), "e", "`*x`"),
        ("a: [&x b]\nd: *x\n", ("a",), "e", "an alias elsewhere"),
        ("a: {b: c, # d\n  e: f}\n", ("a",), "g", "a comment"),
        ("a: # c\n  - b\n", ("a",), "d", "a comment"),
        ("a:\n  - b\n  # c\n  - d\n", ("a",), ["d"], "a comment"),
        ("a: |  # c\n  b\n", ("a",), "d", "a comment"),
        ("a: b  # c\n", ("a",), {"d": 1}, "a comment"),
        ("a: 1\n---\na: 2\n", ("a",), 3, "exactly one document"),
        ("# nothing\n", ("a",), 3, "exactly one document"),
        ("a: 1\rb: 2\r", ("a",), 3, "line breaks"),
        ("a: 1\n", (), 3, "as a whole"),
        ("a: 1\n", ("b", "c"), 3, "there is no `b`"),
        ("a: [1]\n", ("a", 1), 3, "there is no `a[1]`"),
        ("a: [1]\n", ("a", "b"), 3, "there is no `a.b`"),
        ("? a\nb: 1\n", ("a",), 3, "no colon"),
        ("? a\nb: 1\n", ("a",), {"c": 3}, "no colon"),
        ("{a b\n  c, d}", ("a b c",), 3, "no colon"),
        ("a: 1\n", ("a",), 1j, "no scalar"),
        ("a: 1\n", ("a",), float("nan"), "no scalar"),
        ("a: 1\n", ("a",), "\ud800", "surrogate"),
        ("a: 1\n", ("a",), {1: 2}, "no text"),
        ("a: 1\n", ("b" * 2000,), 1, "too long"),
    ],
)
def test_set_value_refuses(text: str, path: tuple[str | int, ...], value: object, because: str) -> None:
    refused(text, set_value, path, value, because=because)


@pytest.mark.parametrize(
    ("options", "new"),
    [
        ({"before": "repos"}, ["new: [a, b]", ""]),
        ({"before": "default_stages"}, ["new: [a, b]"]),
        ({"after": "default_stages"}, ["", "new: [a, b]"]),
        ({}, ["", "new: [a, b]"]),
        ({"before": "repos", "comment": "why"}, ["new: [a, b]  # why", ""]),
    ],
)
def test_add_a_key_at_the_root(options: dict[str, str], new: list[str]) -> None:
    after = edited(HOOKS, add_key, (), "new", ["a", "b"], **options)
    gone, came = lines(HOOKS, after)
    assert gone == []
    assert sorted(came) == sorted(new)
    if options.get("before") == "repos":
        assert "\n\n# all of them\nrepos:" in after
    if options.get("before") == "default_stages":
        assert after.startswith("new:")


@pytest.mark.parametrize(
    ("path", "value", "options", "new"),
    [
        (("repos", 0, "hooks", 0), ["x"], {}, ["        new: [x]"]),
        (("repos", 0, "hooks", 1), ["x"], {"after": "id"}, ["        new: [x]"]),
        (("repos", 0, "hooks", 1), "x", {}, ["        new: x"]),
        (("repos", 0), {"x": ["q", {"z": 1}]}, {}, ["    new:", "        x:", "        -   q", "        -   z: 1"]),
    ],
)
def test_add_a_key_to_an_item(
    path: tuple[str | int, ...], value: object, options: dict[str, str], new: list[str]
) -> None:
    assert lines(HOOKS, edited(HOOKS, add_key, path, "new", value, **options)) == ([], new)


def test_comments_that_are_indented_deeper_stay_with_what_they_follow() -> None:
    text = "a:\n  - b\n    # of b\n# of c\n"
    assert edited(text, add_key, (), "d", 1) == "a:\n  - b\n    # of b\nd: 1\n# of c\n"
    text = "a:\n  - b\n\n    # of b\n\n# of c\n"
    assert edited(text, add_key, (), "d", "e\nf\n") == "a:\n  - b\n\n    # of b\nd: |\n  e\n  f\n\n# of c\n"
    text = "a:\n  - b\n  # of b\nc: d\n"
    assert edited(text, add_key, (), "e", 1, before="c") == "a:\n  - b\n  # of b\ne: 1\nc: d\n"


@pytest.mark.parametrize(
    ("text", "after", "options"),
    [
        ("- a: 1\n  c: 2\n", "- b: x\n  a: 1\n  c: 2\n", {"before": "a"}),
        ("- a: 1\n  c: 2\n", "- a: 1\n  b: x\n  c: 2\n", {"before": "c"}),
        ("- {a: 1}\n", "- {a: 1, b: x}\n", {}),
        ("- {a: 1}\n", "- {b: x, a: 1}\n", {"before": "a"}),
        ("- {a: 1, c: 2}\n", "- {a: 1, b: x, c: 2}\n", {"after": "a"}),
        ("- { a: 1, }\n", "- { a: 1, b: x, }\n", {}),
        ("- {}\n", "- {b: x}\n", {}),
        ("- {a: }\n", "- {a: , b: x }\n", {}),
        ("- {\n    a:\n  }\n", "- {\n    a: ,\n    b: x\n  }\n", {}),
        ("- {\n    a: 1,  # c\n  }\n", "- {\n    a: 1,  # c\n    b: x,\n  }\n", {}),
        ("- {\n    a: 1\n  }\n", "- {\n    a: 1,\n    b: x\n  }\n", {}),
        ("- {\n    a: 1 }\n", "- {\n    a: 1,\n    b: x }\n", {}),
        ("- {\n    a: 1\n  }\n", "- {\n    b: x,\n    a: 1\n  }\n", {"before": "a"}),
        ("- &x\n  a: 1\n", "- &x\n  a: 1\n  b: x\n", {}),
        ("-\n", "- b: x\n", {}),
        ("- ~  # c\n- d\n", None, {}),
        ("- a: |+\n    c\n\n\n", "- a: |+\n    c\n\n\n  b: x\n", {}),
        ("- a: |\n    c\n\n\n", "- a: |\n    c\n  b: x\n\n\n", {}),
        ("- a: |-\n    c", "- a: |-\n    c\n  b: x", {}),
        ("---\n- a: 1\n...\n", "---\n- a: 1\n  b: x\n...\n", {}),
        ("- ? a\n  : 1\n", "- ? a\n  : 1\n  b: x\n", {}),
        ("- a: 1  # c", "- a: 1  # c\n  b: x", {}),
    ],
)
def test_add_a_key_in_every_layout(text: str, after: str | None, options: dict[str, str]) -> None:
    if after is None:
        refused(text, add_key, (0,), "b", "x", because="a comment", **options)
    else:
        assert edited(text, add_key, (0,), "b", {"x": 1} if "~" in text else "x", **options) == after


@pytest.mark.parametrize(
    ("text", "path", "because", "options"),
    [
        ("a: 1\n", (), "already", {}),
        ("b: 1\n", ("b",), "no mapping", {}),
        ("b: [c: 1]\n", ("b", 0), "no mapping", {}),
        ("b: !x {c: 1}\n", ("b",), "no mapping", {}),
        ("b: &x {c: 1}\nd: *x\n", ("b",), "`&x`", {}),
        ("b: &x {c: 1}\nd: *x\n", ("d",), "`*x`", {}),
        ("b: 1\n", (), "`c` next to which", {"before": "c"}),
        ("b: {c: 1}\n", ("b",), "takes no comment", {"comment": "d"}),
        ("b: 1\n", (), "one line", {"comment": "d\ne"}),
        ("b: |\n  c", (), "block scalar", {}),
        ("b: |+\n  c", (), "block scalar", {}),
        ("b: {c: 1 # d\n}\n", ("b",), "a comment", {}),
    ],
)
def test_add_key_refuses(text: str, path: tuple[str | int, ...], because: str, options: dict[str, str]) -> None:
    refused(text, add_key, path, "a", 1, because=because, **options)


def test_add_a_key_to_an_empty_value() -> None:
    after = edited(WORKFLOW, add_key, ("on", "pull_request"), "branches", ["main"])
    assert lines(WORKFLOW, after) == ([], ["    branches: [main]"])


@pytest.mark.parametrize(
    ("path", "value", "at", "new"),
    [
        (("repos",), {"repo": "x", "hooks": [{"id": "z"}]}, None, ["", "-   repo: x", "    hooks:", "    -   id: z"]),
        (("repos", 0, "hooks"), {"id": "z"}, None, ["    -   id: z", ""]),
        (("repos", 0, "hooks"), {"id": "z"}, 1, ["    -   id: z", ""]),
        (("repos", 0, "hooks"), {"id": "z"}, 0, ["    -   id: z"]),
    ],
)
def test_append_to_a_block_sequence(path: tuple[str | int, ...], value: object, at: int | None, new: list[str]) -> None:
    gone, came = lines(HOOKS, edited(HOOKS, append_item, path, value, at=at))
    assert gone == []
    assert sorted(came) == sorted(new)


@pytest.mark.parametrize(
    ("path", "value", "gone", "came"),
    [
        ((*MATRIX, "python"), "3.11", ['        python: ["3.9", "3.10"]'], ['        python: ["3.9", "3.10", "3.11"]']),
        ((*MATRIX, "os"), "macos", [], ["          - macos"]),
        (STEPS, {"run": "a\nb\n"}, [], ["", "      - run: |", "          a", "          b"]),
        (("on", "pull_request"), "x", ["  pull_request:"], ["  pull_request: [x]"]),
    ],
)
def test_append_to_a_workflow(path: tuple[str | int, ...], value: object, gone: list[str], came: list[str]) -> None:
    assert lines(WORKFLOW, edited(WORKFLOW, append_item, path, value)) == (gone, came)


def test_append_in_flow_and_in_nested_dashes() -> None:
    assert edited("a: [b]\n", append_item, ("a",), {"c": ["d"]}) == "a: [b, {c: [d]}]\n"
    assert edited("- - a\n", append_item, (0,), "b") == "- - a\n  - b\n"
    assert edited("- - a\n", append_item, (0,), "b", at=0) == "- - b\n  - a\n"
    assert edited("- a\n", append_item, (), [["b"], {}]) == "- a\n- - [b]\n  - {}\n"
    assert edited("- - a: 1\n", add_key, (0, 0), "b", 2) == "- - a: 1\n    b: 2\n"
    assert edited("-\n- b\n", append_item, (), "c") == "-\n- b\n- c\n"
    assert edited("- a: &x\n  - b\n", append_item, (0, "a"), "c") == "- a: &x\n  - b\n  - c\n"


def test_append_refuses() -> None:
    refused("a: b\n", append_item, ("a",), "c", because="no sequence")
    refused("a: &x [b]\nc: *x\n", append_item, ("a",), "c", because="`&x`")
    refused("a: [!x b]\n", append_item, ("a",), "c", because="!x")
    refused("a: [b]\n", append_item, ("a",), "c", at=3, because="no item 3")
    refused("a: [b]\n", append_item, ("d",), "c", because="there is no `d`")


@pytest.mark.parametrize(
    ("text", "path", "after"),
    [
        ("a: 1\nb: 2\nc: 3\n", ("b",), "a: 1\nc: 3\n"),
        ("a: 1\n# of b\nb: 2  # x\nc: 3\n", ("b",), "a: 1\n# of b\nc: 3\n"),
        ("a: 1\n\nb:\n  # x\n  - y\n\nc: 3\n", ("b",), "a: 1\n\nc: 3\n"),
        ("a: 1\n\nb: 2\n", ("b",), "a: 1\n"),
        ("a: 1\nb: 2", ("b",), "a: 1\n"),
        ("a: |+\n  x\n\nb: 2\n\nc: 3\n", ("b",), "a: |+\n  x\n\nc: 3\n"),
        ("a: |+\n  x\n\nb: 2\n", ("b",), "a: |+\n  x\n\n"),
        ("a: 1\n\nb: 2\n", ("a",), "b: 2\n"),
        ("a: 1\n\nb: |+\n  x\n\n", ("a",), "b: |+\n  x\n\n"),
        ("a: 1\nb: 2\n\nc: |+\n  x\n\n", ("b",), "a: 1\n\nc: |+\n  x\n\n"),
        ("[a]: 1\nb: 2\n", ("b",), "[a]: 1\n"),
        ("a: 1\n'b': 2\n{c: d}: 3\n", ("b",), "a: 1\n{c: d}: 3\n"),
        ("- a: 1\n  b: 2\n", (0, "a"), "- b: 2\n"),
        ("a:\n  b: 1\nc: 2\n", ("a", "b"), "a: {}\nc: 2\n"),
        ("- a: 1\n", (0, "a"), "- {}\n"),
        ("a: 1\n", ("a",), "{}\n"),
        ("x: {a: 1, b: 2}", ("x", "a"), "x: {b: 2}"),
        ("x: {a: 1, b: 2}", ("x", "b"), "x: {a: 1}"),
        ("x: { a: 1, }", ("x", "a"), "x: {}"),
        ("x: {a: , b: 2}", ("x", "b"), "x: {a: }"),
        ("x: {\n  a: 1,\n  b: 2,\n}", ("x", "a"), "x: {\n  b: 2,\n}"),
    ],
)
def test_remove_key(text: str, path: tuple[str | int, ...], after: str) -> None:
    assert edited(text, remove_key, path) == after


@pytest.mark.parametrize(
    ("text", "path", "after"),
    [
        ("- a\n- b\n- c\n", (1,), "- a\n- c\n"),
        ("- a\n\n- b\n\n- c\n", (1,), "- a\n\n- c\n"),
        ("- - a\n  - b\n", (0, 0), "- - b\n"),
        ("x:\n- a\n", ("x", 0), "x: []\n"),
        ("[a, b, c]", (2,), "[a, b]"),
        ("[a]", (0,), "[]"),
        ("[a, # x\n b]", (1,), None),
        ("[a, # x\n b, c]", (2,), "[a, # x\n b]"),
        ("[a, b # x\n , c]", (2,), None),
        ("- a: 1\n- b: 2\n", (0,), "- b: 2\n"),
    ],
)
def test_remove_item(text: str, path: tuple[str | int, ...], after: str | None) -> None:
    if after is None:
        refused(text, remove_item, path, because="a comment")
    else:
        assert edited(text, remove_item, path) == after


def test_remove_refuses() -> None:
    refused("a: 1\na: 2\n", remove_key, ("a",), because="more than once")
    refused("x: &x {a: 1}\nb:\n  <<: *x\n  a: 2\n", remove_key, ("b", "a"), because="more than once")
    refused("a: &x 1\nb: *x\n", remove_key, ("a",), because="an alias")
    refused("- &x 1\n- *x\n", remove_item, (0,), because="an alias")
    refused("- a: 1\n  # of b\n  b: 2\n", remove_key, (0, "a"), because="a comment")
    refused("a: &x\n  b: 1\n", remove_key, ("a", "b"), because="`&x`")
    refused("[a: 1]", remove_key, (0, "a"), because="pair")
    refused("a: 1\n", remove_item, ("a",), because="as a key")
    refused("[1]\n", remove_key, (0,), because="a key")
    refused("a: 1\n", remove_key, ("b",), because="there is no")
    refused("a: 1\n", remove_key, (), because="as a whole")
    refused("[]\n", remove_item, (), because="as a whole")


def test_rename_key() -> None:
    assert edited("a: {b: 1}  # c\n", rename_key, ("a",), "d") == "d: {b: 1}  # c\n"
    assert edited("'a': 1\n", rename_key, ("a",), "it's") == "'it''s': 1\n"
    assert edited("{a: 1}", rename_key, ("a",), "b: c") == '{"b: c": 1}'
    assert edited("? a\n: 1\n", rename_key, ("a",), "on") == '? "on"\n: 1\n'
    change = rename_key(parse_yaml("a.yaml", "a: 010\n"), ("a",), "b")
    assert change.claim == {"a.yaml": {("a",): ABSENT, ("b",): 8}}


def test_rename_refuses() -> None:
    refused("a: 1\nb: 2\n", rename_key, ("a",), "b", because="already")
    refused("&x a: 1\nb: *x\n", rename_key, ("a",), "c", because="`&x`")
    refused("b: &x a\n*x : 1\n", rename_key, ("a",), "c", because="not written out")
    refused("?\n: 1\n", rename_key, ("",), "c", because="not written out")
    refused("a: !x 1\n", rename_key, ("a",), "c", because="!x")
    refused("- 1\n", rename_key, (0,), "c", because="not the value of a key")


def test_quote_scalars() -> None:
    path = ("jobs", "test", "steps", 0, "with", "python-version")
    after = edited(WORKFLOW, quote_scalar, path)
    assert lines(WORKFLOW, after)[1] == ['          python-version: "3.10"']
    assert edited("a: [3.9, 3.10]\n", quote_scalar, ("a", 1), "'") == "a: [3.9, '3.10']\n"
    assert edited("a: b\n  c\n", quote_scalar, ("a",)) == 'a: "b c"\n'


def test_quote_several_scalars_of_a_list_by_their_nodes() -> None:
    text = "a: [3.9, 3.10]\n"
    document = parse_yaml("a.yaml", text)
    assert document.root is not None
    first, second = document.root.children[1].children
    change = quote_scalar(document, first) + quote_scalar(document, second)
    after = apply_edits(text, change.edits)
    assert after == 'a: ["3.9", "3.10"]\n'
    judge("a.yaml", text, after, change.claim["a.yaml"])


def test_quote_refuses() -> None:
    refused("a: '1'\n", quote_scalar, ("a",), because="not a plain scalar")
    refused("a: !!str 1\n", quote_scalar, ("a",), because="`!!str`")
    document = parse_yaml("a.yaml", "a: 1\na: 2\n")
    assert document.root is not None
    key, first = document.root.children[:2]
    with pytest.raises(EditRefusedError, match="not a plain"):
        quote_scalar(document, first)
    with pytest.raises(EditRefusedError, match="not a value"):
        quote_scalar(document, key)


def test_replace_item() -> None:
    assert edited("a: [b, 'c']\n", replace_item, ("a", 1), "d") == "a: [b, 'd']\n"
    assert edited("-   b  # c\n- d\n", replace_item, (0,), "on") == '-   "on"  # c\n- d\n'
    refused("a: b\n", replace_item, ("a",), "c", because="not a scalar in a list")
    refused("- b\n", replace_item, (0,), ["c"], because="not a scalar in a list")
    refused("- [b]\n", replace_item, (0,), "c", because="not a scalar in a list")


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "a b",
        "^tests/(a|b)$",
        "--fix",
        "-x",
        "~/a",
        "$HOME",
        "${{ matrix.x }}",
        "v1.2.3",
        "1.2.3",
        "a:b",
        "a#b",
        "é",
        "https://x/y#z",
        "C++",
        "a=b",
    ],
)
def test_text_that_needs_no_quotes(text: str) -> None:
    assert is_safe_plain(text)
    assert yaml.safe_load(f"k: {text}\n") == {"k": text}


@pytest.mark.parametrize(
    "text",
    [
        "on",
        "y",
        "N",
        "True",
        "null",
        "~",
        "",
        "1",
        "-1",
        "3.10",
        "1e3",
        "0o17",
        "010",
        "08",
        "1_000",
        "1:30",
        ".5",
        ".inf",
        ".NaN",
        "2024-01-02",
        "=",
        "<<",
        "a: b",
        "a #b",
        "#a",
        "- a",
        "-",
        "--- a",
        "? a",
        "@a",
        "`a",
        "%a",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "[a",
        "{a",
        "'a",
        '"a',
        "a:",
        " a",
        "a ",
        "a\tb",
        "a\nb",
        "\x85",
        "\u2028",
    ],
)
def test_text_that_needs_quotes(text: str) -> None:
    assert not is_safe_plain(text)
    for style in ("", "'", '"'):
        assert yaml.safe_load(f"k: {spell_scalar(text, style)}\n") == {"k": text}
        assert yaml.safe_load(f"[{spell_scalar(text, style, flow=True)}]") == [text]


@pytest.mark.parametrize(
    ("text", "source", "target", "after"),
    [
        ("- a\n- b\n- c\n", 0, 1, "- b\n- a\n- c\n"),
        ("- a\n- b\n- c", 0, 2, "- b\n- c\n- a"),
        (
            "# all\n\n# one\n- a  # 1\n\n# two\n- b: |\n    x\n# end\n",
            0,
            1,
            "# all\n\n# two\n- b: |\n    x\n\n# one\n- a  # 1\n# end\n",
        ),
        ("- a: 1\n  # inside\n- b\n", 0, 1, "- b\n- a: 1\n  # inside\n"),
    ],
)
def test_move_item(text: str, source: int, target: int, after: str) -> None:
    assert edited(text, move_item, (), source, target) == after


@pytest.mark.parametrize(
    ("text", "path", "because"),
    [
        ("[a, b]\n", (), "no lines"),
        ("- - a\n  - b\n", (0,), "behind the dash"),
        ("- &x a\n- *x\n", (), "an alias"),
        ("- a\n", (), "no lines"),
        ("a: 1\n", (), "no list"),
    ],
)
def test_items_that_do_not_move(text: str, path: tuple[int, ...], because: str) -> None:
    refused(text, move_item, path, 0, 1, because=because)
