"""INI documents: the oracles are `configparser` and, for pytest's files, `iniconfig`."""

import configparser
import io
from collections.abc import Callable

import iniconfig
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repoaudit.documents.ini import IniDocument, parse_ini
from repoaudit.documents.ini.edits import (
    add_line,
    remove_line,
    remove_option,
    rename_option,
    rename_section,
    set_value,
)
from repoaudit.documents.ini.pytest import iniconfig_problem, iniconfig_value
from repoaudit.errors import DocumentSyntaxError, EditRefusedError
from repoaudit.finding import ABSENT, Change, Place
from repoaudit.text import BOM, Span, apply_edits

Values = dict[tuple[str, str], str]

SETUP_CFG = """\
# how we test
[tool:pytest]
addopts = -ra --strict-markers
testpaths =
    tests
    # slow ones
    benchmarks

markers =
    slow: takes a minute
\tgpu: needs a card

[flake8]
max-line-length: 100
ignore=E203,W503  ; black
[mypy]

[mypy-numpy.*]
  ignore_missing_imports = True
  follow_imports = skip
[empty]
"""


def ini(text: str, path: str = "setup.cfg") -> IniDocument:
    return parse_ini(path, text)


def by_configparser(text: str) -> Values | None:
    """Return what configparser reads from a file with this text, or None where it refuses it."""
    parser = configparser.RawConfigParser(strict=False, default_section="no such section")
    try:
        parser.read_file(io.StringIO(text.removeprefix(BOM), newline=None))
    except configparser.Error:
        return None
    return {(section, option): parser.get(section, option) for section in parser for option in parser[section]}


def by_us(text: str) -> Values | None:
    try:
        document = ini(text)
    except DocumentSyntaxError:
        return None
    return {(each.name, option.folded): option.value for each in document.sections for option in each.options}


def after(document: IniDocument, change: Change) -> str:
    """Return the text after the change, once configparser has found exactly what is claimed."""
    text = apply_edits(document.text, change.edits)
    assert set(change.claim) == {document.path}
    expected: dict[object, object] = dict((by_configparser(document.text) or {}).items())
    claimed = change.claim[document.path]
    empty = [path for path, value in claimed.items() if value == {}]  # sections, of which the options tell nothing
    assert all(f"[{section}]" in text for (section,) in empty)
    expected.update((path, value) for path, value in claimed.items() if path not in empty)
    assert by_configparser(text) == {key: value for key, value in expected.items() if value is not ABSENT}
    return text


def test_sections_options_and_lines_know_where_they_are_written() -> None:
    document = ini(SETUP_CFG)
    assert [section.name for section in document.sections] == ["tool:pytest", "flake8", "mypy", "mypy-numpy.*", "empty"]
    pytest_section = document.sections[0]
    assert SETUP_CFG[slice(*pytest_section.header)] == "[tool:pytest]"
    assert SETUP_CFG[pytest_section.end :].startswith("[flake8]")
    testpaths = document.get("tool:pytest", "TestPaths")
    assert testpaths is not None
    assert testpaths.value == "\ntests\nbenchmarks"
    assert [(SETUP_CFG[slice(*line.span)], line.text) for line in testpaths.lines] == [
        ("tests", "tests"),
        ("benchmarks", "benchmarks"),
    ]
    assert SETUP_CFG[slice(*testpaths.key)] == "testpaths"
    assert SETUP_CFG[slice(*testpaths.span)].startswith("testpaths =\n")
    assert SETUP_CFG[slice(*testpaths.span)].endswith("benchmarks")
    assert SETUP_CFG[slice(*testpaths.value_span)] == "tests\n    # slow ones\n    benchmarks"


def test_comments_behind_values_belong_to_them() -> None:
    option = ini(SETUP_CFG).get("flake8", "ignore")
    assert option is not None
    assert option.value == "E203,W503  ; black"
    assert SETUP_CFG[option.delimiter] == "="


def test_full_line_comments_are_listed_also_within_values() -> None:
    document = ini(SETUP_CFG)
    assert [SETUP_CFG[slice(*span)] for span in document.comments()] == ["# how we test", "# slow ones"]


def test_an_empty_value_has_no_lines_and_a_span_behind_its_delimiter() -> None:
    option = ini("[a]\nkey =  \n").get("a", "key")
    assert option is not None
    assert (option.value, option.lines, option.value_span) == ("", (), Span(9, 9))


@pytest.mark.parametrize(
    ("text", "span", "reason"),
    [
        ("key = 1\n[a]\n", "key = 1", "no section header"),
        ("  key = 1\n", "key = 1", "no section header"),
        ("[a]\nkey\n", "key", "neither `\\[section\\]` nor `option = value`$"),
        ("[a]\n= 1\n", "= 1", "neither"),
        ("[]\n", "[]", "no section header"),
        ("[a]\n[]\n", "[]", "neither"),
        ("[a]\n<<<<<<< HEAD\n", "<<<<<<< HEAD", "neither"),
        ("[a\nkey = 1\n", "[a", "no section header"),
    ],
)
def test_what_configparser_refuses_is_a_syntax_error(text: str, span: str, reason: str) -> None:
    assert by_configparser(text) is None
    with pytest.raises(DocumentSyntaxError, match=reason) as caught:
        ini(text)
    assert text[slice(*caught.value.span)] == span


def test_an_editorconfig_may_begin_without_a_section() -> None:
    document = ini("root = true\n[*]\nindent_size = 4\n", "sub/.editorconfig")
    root = document.get("", "root")
    assert root is not None
    assert root.value == "true"


def test_duplicates_are_kept_and_the_last_is_in_force() -> None:
    text = "[a]\nx = 1\nX = 2\n[b]\n[a]\ny = 3\nx = 4\n"
    document = ini(text)
    found = document.get("a", "x")
    assert found is not None
    assert found.value == "4"
    assert by_configparser(text) == {("a", "x"): "4", ("a", "y"): "3"}
    assert [option.value for option in document.options("a")] == ["4", "3"]
    assert [(first.name, later.name) for first, later in document.duplicates()] == [("x", "X"), ("a", "a"), ("x", "x")]


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("[a]\nx=1\nx=2\n", True),
        ("[a]\nx=1\nX=2\n", True),
        ("[a]\n[a]\n", True),
        ("[a]\nx=1\n[b]\nx=1\n", False),
        ("[DEFAULT]\nx=1\n[DEFAULT]\ny=1\n", False),
        ("[DEFAULT]\nx=1\n[DEFAULT]\nx=1\n", True),
    ],
)
def test_a_strict_configparser_stops_where_there_are_duplicates(text: str, *, refused: bool) -> None:
    assert bool(list(ini(text).duplicates())) is refused
    parser = configparser.RawConfigParser()
    if not refused:
        parser.read_string(text)
        return
    with pytest.raises((configparser.DuplicateSectionError, configparser.DuplicateOptionError)):
        parser.read_string(text)


def test_places_name_what_is_there_and_where_the_rest_belongs() -> None:
    document = ini(SETUP_CFG)
    option = document.get("tool:pytest", "addopts")
    assert option is not None
    assert document.place("tool:pytest", "addopts") == Place("setup.cfg", option.span, "tool:pytest.addopts")
    assert document.place("flake8", anchor="x") == Place("setup.cfg", document.sections[1].header, "x")
    assert document.place("mypy", "strict").span == document.sections[2].header
    assert document.home("mypy", "strict") == Place("setup.cfg", document.sections[2].header, "mypy.strict")
    assert document.home("isort", "profile") == Place("setup.cfg", None, "isort.profile")
    assert document.place("isort") == Place("setup.cfg", None, "isort")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[pytest]\na =\n  x\n\n  y\n", "x\ny"),
        ("[pytest]\na = x # y\n", "x # y"),
        ("[pytest]\na = 1\n# c\n  2\n", "1\n2"),
    ],
)
def test_pytest_reads_values_without_empty_lines(text: str, value: str) -> None:
    option = ini(text).get("pytest", "a")
    assert option is not None
    assert iniconfig_problem(ini(text)) is None
    assert iniconfig_value(option) == value == iniconfig.IniConfig("pytest.ini", text)["pytest"]["a"]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("[pytest]\n  a = 1\n", "a"),
        ("  [pytest]\na = 1\n", "[pytest]"),
        ("[pytest] text\na = 1\n", "[pytest]"),
        ("[py#test]\na = 1\n", "[py#test]"),
        ("[pytest]\n[a = 1\n", "[a"),
    ],
)
def test_what_stops_pytest_and_not_configparser_is_told(text: str, span: str) -> None:
    problem = iniconfig_problem(ini(text))
    assert problem is not None
    assert text[slice(*problem.span)] == span
    with pytest.raises(iniconfig.ParseError):
        iniconfig.IniConfig("pytest.ini", text)


LINES = st.sampled_from(
    "[a]/[b] # c/ [a]/[DEFAULT]/[a]]/[]/[/=/word/# c/  ; c//   /key = 1/Key: 2/k=v = w : x/  key = 1/\tz = 1/é = ü"
    "/k =/ k :/k = # no/  more/\tmore/    more ; still/\u2028x = 1/k = a\x0cb/\u00a0x = 2".split("/")
)
BREAKS = st.sampled_from(["\n", "\r\n", "\r"])
TEXTS = st.tuples(
    st.sampled_from(["", BOM]), st.sampled_from(["[s]\n", ""]), st.lists(st.tuples(LINES, BREAKS), max_size=10), LINES
).map(lambda parts: parts[0] + parts[1] + "".join(line + end for line, end in parts[2]) + parts[3])


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_reads_exactly_what_configparser_reads(text: str) -> None:
    assert by_us(text) == by_configparser(text)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_reads_exactly_what_iniconfig_reads_unless_it_says_why_not(text: str) -> None:
    try:
        document = ini(text)
    except DocumentSyntaxError:
        return
    try:
        config = iniconfig.IniConfig("pytest.ini", io.StringIO(text.removeprefix(BOM), newline=None).read())
    except iniconfig.ParseError:
        twice = [each.name for each in document.sections].count("DEFAULT") > 1  # which configparser alone allows
        assert iniconfig_problem(document) is not None or twice or list(document.duplicates())
        return
    if iniconfig_problem(document) is None:
        ours = {
            each.name: {o.name: iniconfig_value(o) for o in document.options(each.name)} for each in document.sections
        }
        folded = {name: {key.lower(): value for key, value in found.items()} for name, found in config.sections.items()}
        assert {name: {key.lower(): value for key, value in found.items()} for name, found in ours.items()} == folded


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_spans_are_ordered_and_hold_what_they_say(text: str) -> None:
    if by_configparser(text) is None:
        with pytest.raises(DocumentSyntaxError) as caught:
            ini(text)
        assert 0 <= caught.value.span.start < caught.value.span.end <= len(text)
        return
    document = ini(text)
    position = 0
    for section in document.sections:
        assert text[slice(*section.header)] == f"[{section.name}]"
        assert position <= section.header.start
        for option in section.options:
            assert section.header.end <= option.key.start < option.key.end <= option.delimiter < option.span.end
            assert all(text[slice(*line.span)] == line.text for line in option.lines)
            assert option.span.end <= section.end <= len(text)
        position = section.end


@pytest.mark.parametrize(
    ("before", "edit", "expected"),
    [
        ("[a]\nx = 1\n", lambda d: set_value(d, "a", "x", "2"), "[a]\nx = 2\n"),
        ("[a]\nx=1  \ny=2", lambda d: set_value(d, "a", "x", "5"), "[a]\nx=5  \ny=2"),
        ("[a]\nx :1\n\n[b]\n", lambda d: set_value(d, "a", "y", "2"), "[a]\nx :1\ny :2\n\n[b]\n"),
        ("[a]\nx=1\n", lambda d: set_value(d, "a", "y", "2"), "[a]\nx=1\ny=2\n"),
        ("[a]\nx = 1", lambda d: set_value(d, "a", "y", "2"), "[a]\nx = 1\ny = 2"),
        ("[a]\n", lambda d: set_value(d, "a", "y", "2"), "[a]\ny = 2\n"),
        ("[a]", lambda d: set_value(d, "a", "y", "2"), "[a]\ny = 2"),
        ("[a]\n  x = 1\n", lambda d: set_value(d, "a", "y", "\n1\n2"), "[a]\n  x = 1\n  y =\n    1\n    2\n"),
        ("", lambda d: set_value(d, "a", "y", "2"), "[a]\ny = 2\n"),
        ("[a]\nx=1\n", lambda d: set_value(d, "b", "y", "2"), "[a]\nx=1\n\n[b]\ny=2\n"),
        ("[a]\nx=1\n\n", lambda d: set_value(d, "b", "y", "2"), "[a]\nx=1\n\n[b]\ny=2\n"),
        ("[a]\nx=1", lambda d: set_value(d, "b", "y", "2"), "[a]\nx=1\n\n[b]\ny=2"),
        ("[a]\r\nx=1\r\n", lambda d: set_value(d, "b", "y", "\n2"), "[a]\r\nx=1\r\n\r\n[b]\r\ny=\r\n    2\r\n"),
        ("\ufeff[a]\nx = 1\n", lambda d: set_value(d, "a", "x", "é"), "\ufeff[a]\nx = é\n"),
        ("[a]\nx =   \ny = 1\n", lambda d: set_value(d, "a", "x", "2"), "[a]\nx = 2\ny = 1\n"),
        ("[a]\nx = 1\n\n  2\n", lambda d: set_value(d, "a", "x", ""), "[a]\nx =\n"),
        ("[a]\nx =\n\t1\n", lambda d: set_value(d, "a", "x", "\n1\n\n2"), "[a]\nx =\n\t1\n\n\t2\n"),
        ("[a]\nx =\n  1\n\n[b]\n", lambda d: add_line(d, "a", "x", "2"), "[a]\nx =\n  1\n  2\n\n[b]\n"),
        ("[a]\nx = 1\n  # c\n", lambda d: add_line(d, "a", "x", "2"), "[a]\nx = 1\n    2\n  # c\n"),
        ("[a]\r\nx =\r\n\t1", lambda d: add_line(d, "a", "x", "2"), "[a]\r\nx =\r\n\t1\r\n\t2"),
        ("[a]\nx =\n", lambda d: add_line(d, "a", "x", "2"), "[a]\nx =\n    2\n"),
        ("[a]\nx =\n  1\n  # c\n  2\n", lambda d: remove_line(d, "a", "x", 0), "[a]\nx =\n  # c\n  2\n"),
        ("[a]\nx = 1\n  2\n", lambda d: remove_line(d, "a", "x", 0), "[a]\nx =\n  2\n"),
        ("[a]\nx = 1\n  2", lambda d: remove_line(d, "a", "x", 1), "[a]\nx = 1"),
        ("[a]\r\nx = 1\r\n\r\n  2", lambda d: remove_line(d, "a", "x", 1), "[a]\r\nx = 1\r\n"),
        ("[a]\nx = 1\n", lambda d: remove_line(d, "a", "x", 0), "[a]\nx =\n"),
        ("[a]\n# c\nx = 1\n  2\ny = 3\n", lambda d: remove_option(d, "a", "X"), "[a]\n# c\ny = 3\n"),
        ("[a]\r\nx = 1", lambda d: remove_option(d, "a", "x"), "[a]"),
        ("[pytest] ; c\nx=1\n", lambda d: rename_section(d, "pytest", "tool:pytest"), "[tool:pytest] ; c\nx=1\n"),
        ("[a]\nold : 1\n", lambda d: rename_option(d, "a", "old", "New"), "[a]\nNew : 1\n"),
        ("[a]\nold = 1\n", lambda d: rename_option(d, "a", "old", "OLD"), "[a]\nOLD = 1\n"),
    ],
)
def test_edits_change_what_they_claim_and_nothing_else(
    before: str, edit: Callable[[IniDocument], Change], expected: str
) -> None:
    document = ini(before)
    assert after(document, edit(document)) == expected


@pytest.mark.parametrize(
    ("before", "edit", "reason"),
    [
        ("[a]\nx=1\n", lambda d: set_value(d, "a", "x", "1"), "already"),
        ("[a]\nx=1\n", lambda d: set_value(d, "a", "x", "1\n# 2"), "spell"),
        ("[a]\nx=1\n", lambda d: set_value(d, "a", "x", " 1"), "spell"),
        ("[a]\nx=1\n", lambda d: set_value(d, "a", "y=z", "1"), "spell"),
        ("[a]\nx=1\n", lambda d: set_value(d, "b\n[c]", "y", "1"), "valid"),
        ("[a]\nx =\n  1\n  # c\n  2\n", lambda d: set_value(d, "a", "x", "1"), "comment"),
        ("[a]\nx=1\nX=2\n", lambda d: set_value(d, "a", "x", "3"), "several times"),
        ("[a]\n[a]\n", lambda d: set_value(d, "a", "x", "3"), "several sections"),
        ("[a]\n  [b]\n", lambda d: set_value(d, "a", "x", "3"), "spell"),
        ("[a]\rx=1\ry=2\r", lambda d: remove_option(d, "a", "x"), "carriage return"),
        ("[a]\nx=1\n", lambda d: add_line(d, "a", "x", "; 2"), "spell"),
        ("[a]\n", lambda d: add_line(d, "a", "x", "2"), "no `x`"),
        ("[a]\nx=1\n", lambda d: remove_line(d, "a", "x", 1), "no line 1"),
        ("[a]\nx=1\n", lambda d: remove_option(d, "b", "x"), "no `x`"),
        ("[a]\nx=1\n[b]\n", lambda d: rename_section(d, "a", "b"), "already"),
        ("[a]\nx=1\n", lambda d: rename_section(d, "a", ""), "valid"),
        ("[a]\n", lambda d: rename_section(d, "b", "c"), "no section"),
        ("[a]\nx=1\ny=1\n", lambda d: rename_option(d, "a", "x", "Y"), "already"),
    ],
)
def test_impossible_edits_are_refused(before: str, edit: Callable[[IniDocument], Change], reason: str) -> None:
    with pytest.raises(EditRefusedError, match=reason):
        edit(ini(before))


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.data())
def test_any_edit_changes_what_it_claims_or_is_refused(text: str, data: st.DataObject) -> None:
    try:
        document = ini(text)
    except DocumentSyntaxError:
        return
    section = data.draw(st.sampled_from(["s", "a", "b", "new"]))
    option = data.draw(st.sampled_from(["key", "k", "x", "fresh"]))
    value = data.draw(st.sampled_from(["1", "", "\na\nb", "a\n\nb", "# a", "a\n[b]", "a = b"]))
    edits: list[Callable[[], Change]] = [
        lambda: set_value(document, section, option, value),
        lambda: add_line(document, section, option, value),
        lambda: remove_line(document, section, option, 0),
        lambda: remove_option(document, section, option),
        lambda: rename_section(document, section, "renamed"),
        lambda: rename_option(document, section, option, "renamed"),
    ]
    try:
        change = data.draw(st.sampled_from(edits))()
    except EditRefusedError:
        return
    changed = after(document, change)
    there = document.get(section, option)
    within = there.span if there else Span(0, 0)  # comments in the middle of a removed value go with it
    kept = [text[slice(*span)] for span in document.comments() if not within.start < span.start < within.end]
    left = [changed[slice(*span)] for span in ini(changed).comments()]
    assert all(left.count(comment) >= kept.count(comment) for comment in kept)


def test_hostile_texts_take_linear_time() -> None:
    assert by_us("[a]\nx" + " " * 200_000 + "\n") is None
    assert len(ini("[a]\n" + "x = 1\n" * 20_000).sections[0].options) == 20_000
    assert len(ini("[a]\nx =\n" + "  y\n" * 50_000).sections[0].options[0].lines) == 50_000
