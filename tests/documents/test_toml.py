"""TOML documents: values, places and comments; tomli is the oracle."""

import subprocess
import sys
from contextlib import suppress
from time import process_time

import pytest
import tomli

from repoaudit.documents.toml import TomlDocument, dotted, parse_toml
from repoaudit.errors import DocumentSyntaxError
from repoaudit.finding import ABSENT, DataPath, Place
from repoaudit.text import BOM, LineIndex, Span

TRICKY = """\
# first
title = "a # no comment ] = {" # a comment
"quoted key" = 1
'it is' . "a \\u0062" . c = 2 # dotted

[tool . mypy]   # header
strict=true
\tindented\t=\t[ 1 , [ "]" , 'x' ] , { y = 1979-05-27 07:32:00 } ]# glued
text = \"\"\"
# no comment
\\\"\"\" ] = \"\"\"\"\"
literal = '''
[not.a.table]
'''''
empty = { }
none = []
when = 07:32
far = -inf

[[fruit]]
name = "apple"
[fruit.physical]
colour = "röd"
[[fruit.variety]]
name = "red"
[[fruit.variety]]
name = "green"
[[fruit]]
[[fruit.variety]]
name = "plantain" # 🍌

[late.child] # implies late
x = 1
[late]
y = { a.b = 1, a.c = [
    2, # two
], }
"""


def doc(text: str) -> TomlDocument:
    return parse_toml("pyproject.toml", text)


def paths(value: object, path: DataPath = ()) -> list[DataPath]:
    members: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        members = list(value.items())
    elif isinstance(value, list):
        members = list(enumerate(value))
    return [path, *(deeper for step, member in members for deeper in paths(member, (*path, step)))]


def at(text: str, span: Span) -> str:
    return text[span.start : span.end]


@pytest.fixture(params=["as is", "crlf", "bom", "no final newline"])
def tricky(request: pytest.FixtureRequest) -> TomlDocument:
    return doc(
        {
            "as is": TRICKY,
            "crlf": TRICKY.replace("\n", "\r\n"),
            "bom": BOM + TRICKY,
            "no final newline": TRICKY.removesuffix("\n"),
        }[request.param]
    )


def test_values_are_those_of_tomli(tricky: TomlDocument) -> None:
    assert tricky.data == tomli.loads(TRICKY)


def test_every_value_span_reads_as_its_value(tricky: TomlDocument) -> None:
    checked = 0
    for path in paths(tricky.data)[1:]:
        raw = at(tricky.text, tricky.value_span(path))
        if tricky.has_header(path) or path == ("fruit",) or path[-1] == "variety":
            assert raw[0] + raw[-1] == "[]"
        elif not isinstance(tricky.get(path), dict) or tricky.is_inline(path):
            assert tomli.loads(f"x = {raw}")["x"] == tricky.get(path)
            checked += 1
    assert checked == 27


def test_every_key_span_reads_as_its_key(tricky: TomlDocument) -> None:
    for path in paths(tricky.data)[1:]:
        raw = at(tricky.text, tricky.key_span(path))
        if isinstance(path[-1], str):
            assert tomli.loads(f"{raw} = 1") == {path[-1]: 1}


def test_comments_are_all_and_only_the_comments(tricky: TomlDocument) -> None:
    assert [at(tricky.text, span) for span in tricky.comments()] == [
        "# first",
        "# a comment",
        "# dotted",
        "# header",
        "# glued",
        "# 🍌",
        "# implies late",
        "# two",
    ]


@pytest.mark.parametrize(
    ("path", "key", "whole"),
    [
        (("title",), "title", 'title = "a # no comment ] = {"'),
        (("it is", "a b", "c"), "c", "'it is' . \"a \\u0062\" . c = 2"),
        (("it is", "a b"), '"a \\u0062"', '"a \\u0062"'),
        (("tool",), "tool", "tool"),
        (("tool", "mypy"), "mypy", "[tool . mypy]"),
        (("tool", "mypy", "strict"), "strict", "strict=true"),
        (("tool", "mypy", "indented", 1, 0), '"]"', '"]"'),
        (("tool", "mypy", "indented", 2, "y"), "y", "y = 1979-05-27 07:32:00"),
        (("fruit",), "fruit", "[[fruit]]"),
        (("fruit", 0), "fruit", "[[fruit]]"),
        (("fruit", 0, "physical"), "physical", "[fruit.physical]"),
        (("fruit", 0, "variety", 1), "variety", "[[fruit.variety]]"),
        (("late",), "late", "[late]"),
        (("late", "y", "a"), "a", "a"),
        (("late", "y", "a", "b"), "b", "a.b = 1"),
    ],
)
def test_spans(path: DataPath, key: str, whole: str) -> None:
    document = doc(TRICKY)
    assert at(TRICKY, document.key_span(path)) == key
    assert at(TRICKY, document.span(path)) == whole


def test_tables_of_one_name_have_spans_of_their_own() -> None:
    document = doc(TRICKY)
    starts = [document.span(("fruit", 0, "variety", 1)).start, document.span(("fruit", 1, "variety", 0)).start]
    assert starts == [TRICKY.index('[[fruit.variety]]\nname = "green"'), TRICKY.index('[[fruit.variety]]\nname = "pl')]


def test_root() -> None:
    document = doc(TRICKY)
    assert document.get(()) is document.data
    assert document.value_span(()) == Span(0, len(TRICKY))
    assert document.place(()) == Place("pyproject.toml", None, "")
    assert not document.has_header(())


@pytest.mark.parametrize(
    "path", [("no",), ("title", "no"), ("title", 0), ("fruit", 2), ("fruit", -1), ("fruit", "no"), ("tool", 0), (0,)]
)
def test_missing_paths(path: DataPath) -> None:
    document = doc(TRICKY)
    assert document.get(path) is ABSENT
    assert not document.is_inline(path)
    assert not document.has_header(path)
    for method in (document.span, document.key_span, document.value_span, document.place, document.comment_on):
        with pytest.raises(KeyError):
            method(path)


def test_kinds_of_tables() -> None:
    document = doc(TRICKY)
    assert [document.has_header(path) for path in [("tool",), ("tool", "mypy"), ("fruit",), ("fruit", 0)]] == [
        False,
        True,
        False,
        True,
    ]
    assert document.is_inline(("late", "y"))
    assert not document.is_inline(("late", "y", "a"))


def test_place_and_anchor() -> None:
    document = doc(TRICKY)
    span = document.span(("fruit", 1, "variety", 0))
    assert document.place(("fruit", 1, "variety", 0)) == Place("pyproject.toml", span, "fruit[1].variety[0]")
    assert document.place(("title",), "custom").anchor == "custom"


@pytest.mark.parametrize(
    ("path", "anchor"),
    [
        (("tool", "mypy", "overrides", 0, "module"), "tool.mypy.overrides[0].module"),
        (("tool", "x", "tests/*.py", 1), 'tool.x."tests/*.py"[1]'),
        (("a b", ""), 'a b.""'),
        ((), ""),
    ],
)
def test_dotted(path: DataPath, anchor: str) -> None:
    assert dotted(path) == anchor


@pytest.mark.parametrize(
    ("path", "near"),
    [
        (("tool", "mypy", "python_version"), "[tool . mypy]"),
        (("tool", "mypy", "missing", "deep"), "[tool . mypy]"),
        (("late", "y", "z"), None),
        (("it is", "a b", "z"), '"a \\u0062"'),
        (("tool", "black", "x"), ""),
        (("fruit", 1, "physical", "colour"), "[[fruit]]"),
        (("title", "x"), ""),
        (("zzz",), ""),
        ((), ""),
    ],
)
def test_home(path: DataPath, near: str | None) -> None:
    place = doc(TRICKY).home(path)
    assert (place.path, place.anchor) == ("pyproject.toml", dotted(path))
    found = at(TRICKY, place.span) if place.span else ""
    assert found == (near if near is not None else at(TRICKY, doc(TRICKY).span(("late", "y"))))


def test_comments_on_and_above() -> None:
    document = doc(
        "# stray\n\n# one\n  # two\na = 1 #three\n[t] # head\nb = [  # opening\n  # four\n  1, 2,  # both\n  3\n]\n"
        "c = [ # why\n]  # end\nd = ['#'] #\n"
    )
    assert document.comments_above(("a",)) == ("one", "two")
    assert document.comment_on(("a",)) == "three"
    assert document.comment_on(("t",)) == "head"
    assert document.comments_above(("t",)) == ()
    assert document.comment_on(("t", "b")) == "opening"
    assert document.comments_above(("t", "b", 0)) == ("four",)
    assert [document.comment_on(("t", "b", index)) for index in range(3)] == ["both", "both", None]
    assert document.comment_on(("t", "c")) == "end"
    assert document.comment_on(("t", "d")) == ""


@pytest.mark.parametrize("text", ["", BOM, "\n\n", "# only\n", "# only", "\r\n# only\r\n"])
def test_texts_without_values(text: str) -> None:
    document = doc(text)
    assert document.data == {}
    assert len(list(document.comments())) == text.count("#")
    assert document.home(("a", "b")) == Place("pyproject.toml", None, "a.b")


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("a = 1\nb = \n", 2, 5, "Invalid value"),
        ("a = 1\r\nb = \r\nc = 1\r\n", 2, 5, "Invalid value"),
        (BOM + "b = ?", 1, 5, "Invalid value"),
        ("a = 1\na = 2\n", 2, 6, "Cannot overwrite a value"),
        ("[a]\n[a]\n", 2, 3, "Cannot declare ('a',) twice"),
        ("a = 'x", 1, 7, 'Expected "\'"'),
        ('é = "x\ny"', 1, 1, "Invalid statement"),
        ("a = 1\rb = 2", 1, 6, "Expected newline or end of document after a statement"),
    ],
)
def test_syntax_errors_say_where(text: str, line: int, column: int, reason: str) -> None:
    with pytest.raises(DocumentSyntaxError) as caught:
        doc(text)
    assert (caught.value.reason, caught.value.path) == (reason, "pyproject.toml")
    assert LineIndex(text).at(caught.value.span.start) == (line, column)
    assert caught.value.span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = 'x'\n" + ".".join("a" * 20_000) + " = 1", "."),
        ("[" + " . ".join(['"."'] * 101) + "]", "."),
        ("a = " + "[" * 100_000, "["),
        ("a = " + "[{b=" * 150 + "1" + "}]" * 150, "{"),
        ("a = 1\nb = " + "1" * 5_000 + "\n", "1" * 5_000),
    ],
)
def test_absurd_texts_are_refused(text: str, place: str) -> None:
    with pytest.raises(DocumentSyntaxError) as caught:
        doc(text)
    assert at(text, caught.value.span) == place


@pytest.mark.parametrize(
    "before",
    ["", '"[" = 1\n', "[[t]]\na = ']]' # ]\n", "a = [[1], {b = 2}]\n", "a = '''[['''\nb = \"[\\\"[\" # [[\n"],
)
def test_of_what_is_nested_too_deep_the_first_bracket_is_told(before: str) -> None:
    start = f"{before}c = [[], {{}}, "
    with pytest.raises(DocumentSyntaxError) as caught:
        doc(f"{start}{'[' * 101}{']' * 102}")
    assert caught.value.span == Span(len(start) + 98, len(start) + 99)


def test_nesting_that_keys_and_brackets_add_up_to_is_refused() -> None:
    with pytest.raises(DocumentSyntaxError, match="nested deeper than 100 levels") as caught:
        doc("[" + ".".join("a" * 60) + "]\nb = " + "[" * 60 + "]" * 60)
    assert caught.value.span == Span(0, 0)


def test_depth_that_is_only_unusual_is_read() -> None:
    text = ".".join("a" * 99) + " = 1\nb = " + "[" * 99 + "]" * 99 + "\nc = '" + "a." * 500 + "'\n# " + "a." * 500
    document = doc(text)
    assert at(text, document.key_span(("a",) * 99)) == "a"
    assert document.span(("b",) + (0,) * 98).end < len(text)


@pytest.mark.parametrize(
    "text",
    [
        'a = """' + '\\"" ' * 50_000 + '"""',
        'a = "' + "\\n" * 100_000 + '"',
        "a = [\n" + "  # c\n" * 30_000 + "]\n" + "# c\n" * 30_000,
        "[[a]]\n" * 20_000,
        'a = "' * 50_000,
        "[" + ".".join("a" * 99) + "]\n" + "".join(f"k{index} = 1\n" for index in range(5_000)),
    ],
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    started = process_time()
    with suppress(DocumentSyntaxError):
        doc(text).home(("a", "b"))
    assert process_time() - started < 5  # seconds; what is quadratic takes minutes


def test_reading_values_loads_neither_scanner_nor_speller() -> None:
    code = (
        "import sys; from repoaudit.documents.toml import parse_toml\n"
        "assert parse_toml('a', 'a = [1]').get(('a', 0)) == 1\n"
        "print([name for name in sys.modules if name.startswith(('repoaudit.documents.toml.', 'tomlkit'))])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
