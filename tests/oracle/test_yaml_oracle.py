"""PyYAML and ruamel.yaml read the same YAML.

Where the two differ our reader follows PyYAML, because pre-commit and most Python programs read with it: `yes`, `017`
and `1:30` have the types of YAML 1.1. What our edits write reads the same in both versions of YAML.
"""

import copy
import os
import re
import warnings
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

import pytest
import ruamel.yaml
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st
from ruamel.yaml.error import YAMLError as RuamelError

from comparing import LONG, examples, tally
from repoaudit.documents.yaml import YamlNode, parse_yaml
from repoaudit.documents.yaml.edits import (
    add_key,
    append_item,
    quote_scalar,
    remove_item,
    remove_key,
    rename_key,
    set_value,
)
from repoaudit.errors import DocumentSyntaxError, EditRefusedError, UnknownError
from repoaudit.finding import ABSENT, Change, DataPath
from repoaudit.text import BOM, apply_edits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MUTATIONS: Final = 40 if LONG else 3
Lines = list[str]

PLAIN: Final = st.sampled_from(
    [
        *(
            "x",
            "a b",
            "1",
            "-1",
            "+1",
            "017",
            "0o17",
            "0x1F",
            "0b11",
            "1_000",
            "1:30",
            "190:20:30.15",
            "1.5",
            "1e3",
            "1.5e+3",
        ),
        *(
            ".5",
            "1.",
            ".inf",
            "-.INF",
            ".nan",
            "yes",
            "No",
            "on",
            "OFF",
            "y",
            "n",
            "true",
            "TRUE",
            "tRUE",
            "~",
            "null",
            "Null",
        ),
        *(
            "2001-12-14",
            "2001-12-14t21:59:43.10-05:00",
            "2001-12-14 21:59:43.10 -5",
            "2001-1-1",
            "3.10",
            "1.2.3",
            "=",
            "<",
        ),
        *(
            "a#b",
            "a: b",
            "a:b",
            "-",
            "- x",
            "?",
            "? x",
            "@x",
            "`x",
            "%x",
            "!x",
            "&",
            "*",
            "x # c",
            "a, b",
            "[x",
            "x]",
            "é",
            "\u2028",
        ),
        *(
            "1__0",
            "_1",
            "0",
            "00",
            "08",
            "09.5",
            "1e",
            "e1",
            "-0",
            "+.inf",
            "0x",
            "0b",
            "12e03",
            "1,000",
            "685_230.15",
            "...x",
        ),
        *(
            "2024-13-45",
            "24:00",
            "-1:30",
            "0.0",
            "1.0E5",
            "+12.3",
            "--x",
            "::",
            "a\tb",
            "http://a/b#c",
            "${{ x }}",
            "v1.2",
            "",
        ),
    ]
)
QUOTED: Final = st.sampled_from(
    [
        *(
            "'x'",
            "'it''s'",
            "''",
            "'a\n  b'",
            "'a\n\n  b'",
            "'# no'",
            '"x"',
            '"\\t\\x41\\u00e9\\U0001F600"',
            '"a\\\n  b"',
            '""',
        ),
        *(
            '"a\n\n  b"',
            '"\\N\\_\\L\\P\\e\\0"',
            '"\\/"',
            '"\\q"',
            '"\\"',
            "'x",
            '"on"',
            "'3.10'",
            "'1'",
            '"a\\ b"',
            '"  x  "',
        ),
    ]
)
PROPERTIES: Final = st.sampled_from(
    [
        "",
        "",
        "",
        "",
        "!!str ",
        "!!int ",
        "!!float ",
        "!!bool ",
        "!!null ",
        "! ",
        "&a ",
        "&b ",
        "&a !!str ",
        "!!str &b ",
        "!local ",
    ]
)
FLOWS: Final = st.sampled_from(
    [
        *(
            "[]",
            "{}",
            "[x, 'y z', 3]",
            "{a: 1, b: [2]}",
            "[ x, ]",
            "{ a, b: }",
            "[x: y]",
            "[\n    x,\n    y\n  ]",
            "{a: &b x}",
        ),
        *(
            "[*a, *b]",
            "{<<: *a, c: 1}",
            "{'a': on, \"b\": ~}",
            "[[x], {y: }]",
            "{? x : y}",
            "[,]",
            "{a: b",
            "[a b: c]",
            "{*a : x}",
        ),
        *("!!seq [x]", "!!map {a: b}", "&a [x]", "&b {k: v}", "{a: 1, a: 2}", "[a:b, c]", '{"a":1}', "[1, 2]:"),
    ]
)
KEYS: Final = st.sampled_from(
    [
        "a",
        "b",
        "c",
        "on",
        "3.10",
        "'k k'",
        '"d"',
        "e-f",
        "é",
        "<<",
        "1",
        "~",
        "true",
        "!!str z",
        "? x",
        "&a k",
        "'<<'",
        "k k",
    ]
)
BODIES: Final = st.lists(st.sampled_from(["x", "", "  y", "# no", " z", "\tt", "a: b", "x  ", "é"]), max_size=4)


def indented(lines: Lines, indent: int) -> Lines:
    return [" " * indent + line if line else line for line in lines]


@st.composite
def block_scalars(draw: st.DrawFn, head: str) -> Lines:
    indent = draw(st.integers(1, 4))
    told = draw(st.sampled_from(["", "", "", str(indent), "2", "0"]))
    chomping = draw(st.sampled_from(["", "-", "+"]))
    marks = told + chomping if draw(st.booleans()) else chomping + told
    comment = draw(st.sampled_from(["", " # c", "# c"]))
    return [f"{head} {draw(PROPERTIES)}{draw(st.sampled_from('|>'))}{marks}{comment}", *indented(draw(BODIES), indent)]


@st.composite
def entries(draw: st.DrawFn, head: str, depth: int) -> Lines:
    """Lines of a key or a dash with its value."""
    kind = draw(
        st.sampled_from(["scalar", "scalar", "flow", "literal", "alias", "missing"] + ["block"] * (3 * (depth > 0)))
    )
    comment = draw(st.sampled_from(["", "", "  # c"]))
    if kind == "literal":
        return draw(block_scalars(head))
    if kind == "block":
        below = draw(blocks(depth - 1))
        if head == "-" and draw(st.booleans()):
            return [f"- {below[0]}", *indented(below[1:], 2)]
        indent = draw(st.sampled_from([0, 1, 2, 4]))
        return [
            f"{head} {draw(st.sampled_from(['', '', '&a', '&b', '!!map', '!!seq']))}".rstrip() + comment,
            *indented(below, indent),
        ]
    values = {"scalar": PLAIN | QUOTED, "flow": FLOWS, "alias": st.sampled_from(["*a", "*b"]), "missing": st.just("")}
    properties = draw(PROPERTIES) if kind == "scalar" else ""
    return f"{head} {properties}{draw(values[kind])}{comment}".rstrip(" ").split("\n")


@st.composite
def blocks(draw: st.DrawFn, depth: int) -> Lines:
    heads = ["-"] * draw(st.integers(1, 3))
    if draw(st.booleans()):
        heads = [f"{key}:" for key in draw(st.lists(KEYS, min_size=1, max_size=4))]
    lines: Lines = []
    for head in heads:
        lines += draw(st.sampled_from([[], [], [], [""], ["# c"], ["  # c"]]))
        lines += draw(entries(head, depth))
    return lines


@st.composite
def texts(draw: st.DrawFn) -> str:
    lines = draw(st.sampled_from([[], [], ["# top", ""], ["---"], ["%YAML 1.1", "---"], ["--- # c"]])) + draw(blocks(2))
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
        lines += draw(st.sampled_from([["---"], ["...", "---"], ["...", "%YAML 1.1", "---"], ["--- |"]]))
        lines += draw(blocks(1))
    lines += draw(st.sampled_from([[], [], ["# end"], ["..."], [""]]))
    ending = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    return draw(st.sampled_from(["", "", "", BOM])) + ending.join(lines) + draw(st.sampled_from([ending, ""]))


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = draw(texts())
    for _ in range(draw(st.integers(1, 2))):
        at = draw(st.integers(0, len(text)))
        text = (
            text[:at]
            + draw(st.sampled_from(["", *"'\"\n\t #-:?&*!|>[]{},%@x0<\x00\x07\x85"]))
            + text[at + draw(st.integers(0, 2)) :]
        )
    return text


class TextKeys(yaml.CSafeLoader):
    """PyYAML's safe loader, but with keys as text, since configurations have no other keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[str, Any]:  # type: ignore[override]  # noqa: FBT001, FBT002
        self.flatten_mapping(node)
        found = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key that is no scalar", key.start_mark)
            found[key.value] = self.construct_object(value, deep=deep)
        return found


class UnreadableError(Exception):
    """A tool does not give a value."""


def of_pyyaml(text: str) -> list[object]:
    try:
        return list(yaml.load_all(text.removeprefix(BOM), TextKeys))
    except (
        yaml.constructor.ConstructorError,
        ValueError,
        LookupError,
        ArithmeticError,
        AttributeError,
        TypeError,
    ) as error:
        raise UnreadableError from error


def is_accepted(text: str) -> bool | None:
    """Say whether PyYAML's C parser, with which tools read, composes all documents.

    None for an anchor that is given twice, where it stops although YAML allows that, as do other readers and we.
    """
    try:
        list(yaml.compose_all(text.removeprefix(BOM), yaml.CSafeLoader))
    except yaml.YAMLError as error:
        return None if "found duplicate anchor" in str(error) else False
    return True


def effective(node: YamlNode) -> object:
    """Return what a node stands for, with what it merges."""
    node = node.resolved
    if node.kind == "scalar":
        return node.plain()
    if node.kind == "sequence":
        return [effective(item) for item in node.items()]
    found: dict[str, object] = {}
    for layer in reversed(list(node.layers())):
        found.update({key.resolved.value: effective(value) for key, value in layer.entries() if not key.is_merge})
    return found


def same(one: object, other: object) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and repr(one) == repr(other)


def hold(text: str) -> None:
    """Hold a text to PyYAML: valid or not, and every value; what holds itself is compared no further."""
    with suppress(RecursionError):
        compare(text)


def compare(text: str) -> None:
    accepted = is_accepted(text)
    if accepted is None:
        return
    try:
        document = parse_yaml("x.yaml", text)
    except DocumentSyntaxError:
        assert not accepted, "PyYAML accepts it"
        return
    assert accepted, "PyYAML rejects it"
    if any(has_odd_keys(node) for node in document.nodes()):
        return
    try:
        theirs = of_pyyaml(text)
    except UnreadableError:
        theirs = None
    if theirs is None or has_local_tags(text):
        return
    assert same([effective(root) for root in document.roots], theirs)
    for node in document.nodes():
        if node.kind == "scalar" and node.is_plain and node.tag is None:
            value = yaml.safe_load(node.value) if node.value in WORDS else None
            assert node.as_bool() == (value if isinstance(value, bool) else None) or not node.value.islower()


WORDS: Final = frozenset("yes no on off true false y n ~ null".split())


def has_odd_keys(node: YamlNode) -> bool:
    """Say whether a mapping has keys that are told apart by their types only, or are no scalars."""
    keys = [key.resolved for key, _ in node.entries()]
    return any(key.kind != "scalar" for key in keys)


def has_local_tags(text: str) -> bool:
    return "!local" in text


@given(texts())
@example("a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\nc: {<<: [{y: 9}, *a], z: 1}\n")
@example("a: |2-\n    x\n   y\n\nb: >+\n  x\n\n  y\n    z\n\n\nc: |\n")
@example("- &a !!str 1\n- *a\n- !!int '3'\n- ! 3\n- !!float 3\n")
@example("a: 1\na: 2\n")
@example("--- |\n x\n--- >-\n y\n...\n")
@example("? a\n: b\n? c\n")
@example("<<: {a: 1}\n<<: {a: 2, b: 3}\na: 0\n")
@example("'<<': {a: 1}\n")
@examples(short=250, long=20000)
def test_what_is_valid_and_what_it_says(text: str) -> None:
    hold(text)
    tally("PyYAML")


@given(mutated())
@examples(short=250, long=20000)
def test_texts_that_are_nearly_valid(text: str) -> None:
    hold(text)
    tally("PyYAML")


def of_ruamel(text: str) -> object:
    reader = ruamel.yaml.YAML(typ="safe", pure=True)
    reader.allow_duplicate_keys = True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return plain(reader.load(text.removeprefix(BOM)))


def plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


OLDER: Final = re.compile(
    r"(?i)y|n|yes|no|on|off|[-+]?0[0-7_]+|0b[01_]+|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|.*_.*|0o[0-7]+"
    r"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)(e[-+]?[0-9]+)?|=|[0-9]{4}-.*|[-+]?0x.*|08|09.*|[-+]?\.(inf|nan)"
)
"""Plain scalars that YAML 1.1 and 1.2 give different types or values."""


@given(PLAIN | QUOTED | st.from_regex(r"[-+]?[0-9_.:]{1,6}(e[-+]?[0-9]{1,2})?", fullmatch=True))
@examples(short=200, long=5000)
def test_scalars_are_those_of_ruamel_where_the_versions_of_yaml_agree(scalar: str) -> None:
    try:
        theirs = of_ruamel(f"k: {scalar}\n")
        (ours,) = (parse_yaml("x.yaml", f"k: {scalar}\n").roots[0].plain(),)
    except (RuamelError, DocumentSyntaxError, UnknownError, ValueError, ArithmeticError, NotImplementedError):
        assume(False)  # noqa: FBT003
    assert same(ours, theirs) or OLDER.fullmatch(scalar.strip()), (ours, theirs)
    tally("ruamel.yaml")


INTENDED: Final = st.recursive(
    st.sampled_from(
        [
            *(
                None,
                True,
                3,
                1.5,
                "on",
                "3.10",
                "x",
                "a: b",
                "# c",
                "x\ny\n",
                "x\n\ny",
                " z",
                "",
                "\t",
                "é\x85",
                "1e3",
                "0o17",
            ),
            *(
                "1:30",
                "y",
                "0x1F",
                "1_000",
                "=",
                "<<",
                "~",
                "null",
                "2001-01-01",
                "- x",
                "? x",
                "*a",
                "&a",
                "!x",
                "%x",
                "@",
                "`",
            ),
            *(
                "a #b",
                "{x}",
                "[x]",
                "x,y",
                "'",
                '"',
                "\\",
                "0b1",
                ".inf",
                "NaN",
                "1.",
                "08",
                "+1",
                "---",
                "...",
                "--- x",
                "|",
                ">",
            ),
            *(
                "012e5",
                "1e-3",
                ".5e1",
                "-.5",
                "+.inf",
                ".NaN",
                "0O7",
                "1E5",
                "-0o7",
                "TRUE",
                "n",
                "No",
                "x: ",
                "x:",
                ":x",
                "?",
                "-",
            ),
        ]
    )
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["k", "on", "a b", "1", "y", "0o7"]), inner, max_size=3)
    ),
    max_leaves=4,
)
SIMPLE: Final = st.sampled_from(
    [
        "a: 1\nb:\n  - x\n  - 'y'  # why\nc: {k: v, l: [1, 2]}\n",
        "- a: x\n  b: |\n    text\n\n- - 1\n  - 2\n# end\n",
        '# top\na:\n    b:\n        c: [x,\n            y]\n    d: "q"\n\ne:\n',
        "a: [x, 'y']\nb: {}\nc: []\nd: >-\n  folded\n  text\n",
        "a:\n- x\n- y: 1\n  z: 2\nb: 'it''s'\n",
        'repos:\n  - repo: local\n    hooks:\n      - id: a\n        args: [--x, "--y"]\n',
    ]
)


@given(SIMPLE, st.data(), INTENDED, st.sampled_from(["\n", "\r\n"]))
@examples(short=300, long=10000)
def test_edits_read_as_they_were_meant(text: str, data: st.DataObject, value: object, ending: str) -> None:
    text = text.replace("\n", ending)
    document = parse_yaml("x.yaml", text)
    before = of_ruamel(text)
    values, items, mappings, sequences = sites(before)
    name = data.draw(st.sampled_from(["new", "on", "n n", "y", "1e3", "0o7", "a: b", "", "é", "#"]))
    calls: list[Callable[[], Change]] = [
        *(partial(set_value, document, path, value) for path in [*values, *items]),
        *(partial(remove_key, document, path) for path in values),
        *(partial(rename_key, document, path, name) for path in values),
        *(partial(quote_scalar, document, path) for path in [*values, *items]),
        *(partial(remove_item, document, path) for path in items),
        *(partial(add_key, document, path, name, value) for path in mappings),
        *(partial(append_item, document, path, value) for path in sequences),
    ]
    try:
        change = data.draw(st.sampled_from(calls))()
    except EditRefusedError:
        assume(False)  # noqa: FBT003
    after = apply_edits(text, change.edits)
    expected = applied(before, dict(change.claim.get("x.yaml", {})))
    assert same(of_pyyaml(after)[0], expected), after
    assert same(of_ruamel(after), expected), after
    tally("ruamel.yaml")


Sites = tuple[list[DataPath], list[DataPath], list[DataPath], list[DataPath]]


def sites(value: object, path: DataPath = ()) -> Sites:
    """Return the paths of values of keys, of items, of mappings and of sequences."""
    found: Sites = ([], [], [], [])
    is_mapping = isinstance(value, dict)
    members: Iterator[tuple[Any, object]] = iter(())
    if isinstance(value, dict):
        found[2].append(path)
        members = iter(value.items())
    elif isinstance(value, list):
        found[3].append(path)
        members = iter(enumerate(value))
    for step, member in members:
        found[0 if is_mapping else 1].append((*path, step))
        for own, inner in zip(found, sites(member, (*path, step)), strict=True):
            own.extend(inner)
    return found


def applied(data: Any, claim: dict[DataPath, object]) -> object:  # noqa: ANN401 - plain data
    root = {"": copy.deepcopy(data)}
    for path, value in claim.items():
        at: Any = root
        for step in ("", *path)[:-1]:
            at = at[step]
        last = ("", *path)[-1]
        if value is ABSENT:
            del at[last]
        else:
            at[last] = value
    return root[""]


@pytest.mark.skipif("REPOAUDIT_CORPUS" not in os.environ, reason="REPOAUDIT_CORPUS names no folder of repositories")
def test_files_of_real_repositories() -> None:
    random = Random(0)
    root = Path(os.environ["REPOAUDIT_CORPUS"])
    for file in sorted([*root.rglob("*.yaml"), *root.rglob("*.yml")]):
        text = file.read_bytes().decode(errors="replace") if file.is_file() else ""
        if not 0 < len(text) < 20_000:
            continue
        hold(text)
        for _ in range(MUTATIONS):
            at = random.randrange(len(text))
            hold(text[:at] + random.choice("\"'[]{}:,#\n x-|&*!") + text[at + random.randrange(2) :])
        tally("PyYAML", 1 + MUTATIONS)
