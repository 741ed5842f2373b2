"""tomllib reads the same TOML: the same texts are valid, with the same values, and edits come out as meant."""

import copy
import datetime as dt
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

import pytest
import tomlkit
from hypothesis import assume, example, given
from hypothesis import strategies as st
from tomlkit.exceptions import TOMLKitError

from comparing import LONG, examples, tally
from repoaudit.documents.toml import TomlDocument, parse_toml
from repoaudit.documents.toml.edits import add_items, remove, remove_items, rename, set_value
from repoaudit.errors import DocumentSyntaxError, EditRefusedError
from repoaudit.finding import ABSENT, Change, DataPath
from repoaudit.text import BOM, apply_edits

Data = dict[str, object]
MUTATIONS: Final = 40 if LONG else 4

TEXT: Final = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\"'\\\n\r\t #=[]{}.,\x00\x7f\x85"), max_size=6
)
KEYS: Final = st.sampled_from(
    [
        "a",
        "b",
        "c-d",
        "1",
        "3.10",
        "true",
        '"q k"',
        "'l k'",
        '"é\\u00e9"',
        "''",
        '"a.b"',
        "'a'",
        "_",
        "-",
        "inf",
        "2020-01-01",
    ]
)
NUMBERS: Final = st.sampled_from(
    [
        *(
            "0",
            "-0",
            "+1",
            "1_000",
            "0x1F",
            "0xdead_beef",
            "0o17",
            "0b1010",
            "1.0",
            "-1.5e3",
            "1e6",
            "6.02E+2_3",
            "inf",
        ),
        *(
            "-inf",
            "+nan",
            "0.0",
            "9223372036854775807",
            "99999999999999999999",
            "1__0",
            "01",
            "0x",
            "1.",
            ".5",
            "1e",
            "+0x1",
        ),
        *("_1", "1_", "0b12", "1.e3", "-nan", "Inf", "0xABCDEFabcdef", "1e1_0", "3.14_15", "0e0", "00", "-01"),
    ]
)
TIMES: Final = st.sampled_from(
    [
        *("1979-05-27", "1979-05-27T07:32:00Z", "1979-05-27 07:32:00", "1979-05-27t07:32:00.999999-07:00", "07:32:00"),
        *("07:32:00.5", "1979-05-27T00:32:00z", "1979-02-30", "25:00:00", "1979-05-27T07:32", "07:32", "1979-5-27"),
        *("1979-05-27T07:32:00.123456789+00:00", "1979-05-27T07:32:60Z", "0001-01-01", "1979-05-27T07:32:00+24:00"),
        *("1979-05-27  07:32:00", "2000-01-01T00:00:00-00:00", "23:59:60"),
    ]
)
LITERALS: Final = st.sampled_from(
    [
        *(
            "true",
            "false",
            "True",
            '""',
            "''",
            '"""\n"""',
            "'''x'''",
            '"\\t\\u00e9\\U0001F600"',
            '"\\e"',
            '"\\x41"',
            '"\\q"',
        ),
        *(
            "'''\na\n b'''",
            '"""a\\\n   b"""',
            '"""a\\  \n\n  b"""',
            '""""x""""',
            "''''x''''",
            '"""x"""""',
            "'it'",
            '"\\ud800"',
        ),
        *(
            '"a\nb"',
            "'a\nb'",
            '"unclosed',
            "'''",
            '"""\\"""',
            '"\\\\"',
            "'\\'",
            '"#"',
            "'# no'",
            '"""\r\nx\r\n"""',
            "'\x00'",
            "",
        ),
        *(
            "[1, 'a', [2]]",
            "[1,\n 2, # c\n]",
            "[,]",
            "[1,,2]",
            "[1 2]",
            "{}",
            "{ a = 1, b.c = 2 }",
            "{a = 1,}",
            "{a = 1\n}",
        ),
        *(
            "{a = 1, a = 2}",
            "{a.b = 1, a = 2}",
            "{a = {b = [{}]}}",
            "[{a = 1}, {a = 2}]",
            "[[[[]]]]",
            "{,}",
            "[\n\n]",
            "x",
        ),
        *("{ 'k k' = 1 }", "{a}", "{a = }", "[1] 2", "1 # c", "1# c", '"x"# c', "'x' 'y'", "{a.b.c = 1, a.b.d = 2}"),
    ]
)
VALUES: Final = st.one_of(NUMBERS, TIMES, LITERALS, TEXT.map(lambda text: tomlkit.item(text).as_string()))
DOTTED: Final = st.lists(KEYS, min_size=1, max_size=3).flatmap(
    lambda keys: st.sampled_from([".", " . ", "\t."]).map(lambda dot: dot.join(keys))
)
PAIRS: Final = st.builds(
    "{}{}{}{}".format, DOTTED, st.sampled_from(["=", " = ", "\t=  "]), VALUES, st.sampled_from(["", "  # c"])
)
HEADERS: Final = st.one_of(
    DOTTED.map(lambda key: f"[{key}]"), DOTTED.map(lambda key: f"[[{key}]]"), DOTTED.map(lambda key: f"[ {key} ] # c")
)
ODD_HEADERS: Final = st.sampled_from(
    ["[]", "[[a]", "[ [a]]", "[a.]", "[.a]", "[a..b]", "[a] x", "[[a]] # c", "[a]b = 1", "\t[a]"]
)
LINES: Final = st.one_of(
    PAIRS, PAIRS, PAIRS, HEADERS, st.sampled_from(["", "# c", "  ", "#\x01", "#\té", "= 1", "a", "a.b = 1"])
)
VALID_LINES: Final = st.one_of(
    st.builds(
        "{}{}{}".format,
        DOTTED,
        st.sampled_from([" = ", "=", "   = "]),
        st.sampled_from(
            [
                *(
                    "1",
                    "'x'",
                    '"x"  # why',
                    "[1, 2]",
                    "['a', # one\n  'b',\n]",
                    "{ a = 1, b = { c = [] } }",
                    "1979-05-27",
                ),
                *(
                    '"""\nx # no\n"""',
                    "'''a'b'''",
                    "[]",
                    "{}",
                    "[\n  { a = 1 },\n  { a = 2 }\n]",
                    "true",
                    "-1.5e3",
                    "0x1F",
                ),
                *("[[1, 2], ['x']]", "1979-05-27 07:32:00  # when", '"\\u00e9\\"]"', "[ 'x'\n, 'y' # comma first\n]"),
            ]
        ),
    ),
    HEADERS,
    st.sampled_from(["", "# c"]),
)


@st.composite
def texts(draw: st.DrawFn, lines: st.SearchStrategy[str] = LINES) -> str:
    ending = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    text = ending.join(draw(st.lists(lines, max_size=8)))
    return draw(st.sampled_from(["", "", BOM])) + text + draw(st.sampled_from([ending, ""]))


@st.composite
def mutated(draw: st.DrawFn, originals: st.SearchStrategy[str]) -> str:
    """Change a few characters of a text."""
    text = draw(originals)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 2))
        text = text[:at] + draw(st.sampled_from(["", *"\"'\\\n\r\t #=[]{}.,0_-+:TZe\x00\ufeff"])) + text[at + length :]
    return text


def outcome(text: str) -> Data | None:
    try:
        return parse_toml("x.toml", text).data
    except DocumentSyntaxError:
        return None


def outcome_of_tomllib(text: str) -> Data | None:
    try:
        return tomllib.loads(text.removeprefix(BOM))
    except (tomllib.TOMLDecodeError, ValueError):
        return None


NEWER: Final = re.compile(r"\\[ex]|\d\d:\d\d(?!:\d)|\{[^{}]*[\n#,]\s*[^{}]*", re.DOTALL)
"""What TOML 1.1 allows and tomllib up to Python 3.14 does not: escapes, times without seconds, broad tables."""


def same(one: object, other: object) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dt.datetime) and isinstance(other, dt.datetime):
        return one == other and one.utcoffset() == other.utcoffset()
    return type(one) is type(other) and repr(one) == repr(other)


def hold(text: str) -> None:
    """Hold a text to tomllib: valid or not, the values, and the values of the spans that we give them."""
    ours, theirs = outcome(text), outcome_of_tomllib(text)
    if theirs is None:
        assert ours is None or NEWER.search(text), "tomllib rejects it"
        return
    assert ours is not None, "tomllib accepts it"
    assert same(ours, theirs)
    document = parse_toml("x.toml", text)
    for path in paths(ours):
        hold_span(document, path)


def hold_span(document: TomlDocument, path: DataPath) -> None:
    start, end = document.value_span(path)
    value = document.get(path)
    if isinstance(value, (dict, list)) and document.text[start:end][:1] + document.text[end - 1 : end] not in {
        "{}",
        "[]",
    }:
        return  # told by headers or dotted keys
    written = document.text[start:end]
    if isinstance(value, dict) and written.startswith("["):
        return
    if isinstance(value, list) and written.startswith("[[") and document.has_header((*path, 0)):
        return
    assert same(tomllib.loads(f"x = {written}")["x"], value)
    if isinstance(path[-1], str):
        key = document.key_span(path)
        assert tomllib.loads(f"{document.text[key.start : key.end]} = 1") == {path[-1]: 1}


def paths(value: object, path: DataPath = ()) -> Iterator[DataPath]:
    members: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        members = list(value.items())
    elif isinstance(value, list):
        members = list(enumerate(value))
    for step, member in members:
        yield (*path, step)
        yield from paths(member, (*path, step))


@given(texts() | texts(VALID_LINES))
@example("a = 1\r\nb = '''\r\nx'''\r\n")
@example("a = 1\rb = 2\n")
@example("[a.b]\n[a]\n[a.b.c]\n")
@example("[a]\nb.c = 1\n[a.b]\n")
@example("[[a]]\n[a.b]\n[[a]]\n[a.b]\n[[a.c]]\n")
@example("a = []\n[[a]]\n")
@example("a.b = 1\n[a]\n")
@example("\ufeff\ufeffa = 1")
@example("a = 1979-05-27T07:32:00.1234567Z")
@examples(short=250, long=20000)
def test_what_is_valid_and_what_it_says(text: str) -> None:
    hold(text)
    tally("tomllib")


@given(mutated(texts(VALID_LINES)))
@examples(short=250, long=20000)
def test_texts_that_are_nearly_valid(text: str) -> None:
    hold(text)
    tally("tomllib")


INTENDED: Final = st.recursive(
    st.sampled_from(
        [True, 7, -1.5, "new", "it's", 'a "q"', "l1\nl2\n", "\\ ü \x7f", "", "# x", "'''", '"""', "\r\n", "a\tb"]
    )
    | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["k", "k l", "", "é", "3.10"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(texts(VALID_LINES), st.data(), INTENDED)
@examples(short=150, long=10000)
def test_edits_read_as_they_were_meant(text: str, data: st.DataObject, value: object) -> None:
    assume(outcome_of_tomllib(text) is not None)
    document = parse_toml("x.toml", text)
    path = data.draw(st.sampled_from([(), *paths(document.data)]))
    edits = [
        lambda: set_value(document, path, value),
        lambda: set_value(document, (*path, "new"), value, comment="why"),
        lambda: set_value(document, (*path, "new", "k k"), value),
        lambda: remove(document, path),
        lambda: rename(document, path, "z z"),
        lambda: add_items(document, path, [value]),
        lambda: remove_items(document, path, {0}),
    ]
    try:
        change = data.draw(st.sampled_from(edits))()
    except (EditRefusedError, KeyError, TypeError, IndexError):
        assume(False)  # noqa: FBT003
    hold_change(document, change)
    tally("tomllib")


def hold_change(document: TomlDocument, change: Change) -> None:
    """Hold an edit to its claim, as tomllib and tomlkit read it; tomlkit where it can read what was there before."""
    after = apply_edits(document.text, change.edits).removeprefix(BOM)
    expected = applied(document.data, dict(change.claim.get(document.path, {})))
    assert unordered(tomllib.loads(after), expected)
    if unordered(of_tomlkit(document.text.removeprefix(BOM)), document.data):
        assert unordered(of_tomlkit(after), expected)


def of_tomlkit(text: str) -> object:
    """Return what tomlkit reads, None where it cannot read what tomllib can."""
    try:
        return tomlkit.parse(text).unwrap()
    except (TOMLKitError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None


def unordered(one: object, other: object) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(unordered(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(unordered, one, other))
    return one == other or repr(one) == repr(other)


def applied(data: Data, claim: dict[DataPath, object]) -> Data:
    data = copy.deepcopy(data)
    for path, value in claim.items():
        at: object = data
        for step in path[:-1]:
            at = at[step] if isinstance(at, list) and isinstance(step, int) else at.setdefault(step, {})  # type: ignore[attr-defined]
        last = path[-1]
        if isinstance(at, dict) and value is ABSENT:
            del at[last]
        elif isinstance(at, (dict, list)):
            at[last] = value  # type: ignore[index]
    return data


@pytest.mark.skipif("REPOAUDIT_CORPUS" not in os.environ, reason="REPOAUDIT_CORPUS names no folder of repositories")
def test_files_of_real_repositories() -> None:
    random = Random(0)
    for file in sorted(Path(os.environ["REPOAUDIT_CORPUS"]).rglob("*.toml")):
        text = file.read_bytes().decode(errors="replace") if file.is_file() else ""
        if not 0 < len(text) < 60_000:
            continue
        hold(text)
        for _ in range(MUTATIONS):
            at = random.randrange(len(text))
            hold_quickly(text[:at] + random.choice("\"'[]{}=.,#\n x0") + text[at + random.randrange(2) :])
        tally("tomllib", 1 + MUTATIONS)


def hold_quickly(text: str) -> None:
    ours, theirs = outcome(text), outcome_of_tomllib(text)
    assert same(ours, theirs) or (theirs is None and NEWER.search(text)), "another verdict or value"
