"""What tools take for a value, and what is said of the rest."""

from datetime import date

import pytest

from repoaudit.subjects.tools.settings import forms, values
from repoaudit.subjects.tools.settings.texts import judge_text
from repoaudit.subjects.tools.settings.values import Reader, Wrong

BOOL = "`true` or `false`"
TARGET = 'a name such as `"py311"`'
VERSION = 'a string such as `"3.12"`'


@pytest.mark.parametrize(
    ("read", "taken"),
    [
        (values.read_any, [None, 1, "a", [], {}]),
        (values.read_bool, [True, False]),
        (values.read_boolean, [True, False, 1, 0, "true", "Yes", "OFF", "n", "t"]),
        (values.read_flag, [True, False, "true", "False", "$FLAG"]),
        (values.read_int, [1, 0, -7]),
        (values.read_integer, [1, True, 3.5, "7", "-1", "1.5", "$N"]),
        (values.read_percent, [0, 100, 99.5, "0", "100", "$M"]),
        (values.read_text, ["", "a", "1"]),
        (values.read_choice, ["", "a"]),
        (values.read_texts, [[], ["a", "b"]]),
        (values.read_words, ["a b", [], ["a"]]),
        (values.read_list, [[], [1, "a"]]),
        (values.read_table, [{}, {"a": 1}]),
        (values.read_tables, [[], [{}, {"a": 1}]]),
        (values.read_map_of(values.read_int), [{}, {"a": 1, "b": 2}]),
        (forms.read_regex, ["", "a|b", "(?i)a"]),
        (forms.read_stripped, ["a", " (?i)a ", "\n(?x) a\n"]),
        (forms.read_verbose, ["a", "a\n# (", 3, True, 1.5]),
        (forms.read_regexes, [[], ["a", "b"]]),
        (forms.read_modules, ["a", "a.*", "*", "a/b", "a.*.b,c", [], ["a", "b.*"], [1]]),
        (forms.read_target, ["py38", "py311"]),
        (forms.read_targets, [[], ["py38", "py311"]]),
    ],
)
def test_what_is_taken(read: Reader, taken: list[object]) -> None:
    assert [read(value, str(value)) for value in taken] == [None] * len(taken)


@pytest.mark.parametrize(
    ("read", "value", "wrong"),
    [
        (values.read_bool, "Yes", Wrong(BOOL, "a string", new=True)),
        (values.read_bool, "off", Wrong(BOOL, "a string", new=False)),
        (values.read_bool, "maybe", Wrong(BOOL, "a string")),
        (values.read_bool, 1, Wrong(BOOL, "a number")),
        (values.read_bool, None, Wrong(BOOL, "")),
        (values.read_boolean, 7, Wrong(BOOL, "a number")),
        (values.read_boolean, "7", Wrong(BOOL, "a string")),
        (values.read_boolean, [True], Wrong(BOOL, "a list")),
        (values.read_flag, "yes", Wrong(BOOL, "a string", new=True)),
        (values.read_flag, 1, Wrong(BOOL, "a number")),
        (values.read_int, True, Wrong("a whole number", "`true`")),
        (values.read_int, "07", Wrong("a whole number", "a string", new=7)),
        (values.read_int, "-1", Wrong("a whole number", "a string")),
        (values.read_int, "²", Wrong("a whole number", "a string")),
        (values.read_int, 1.5, Wrong("a whole number", "a number")),
        (values.read_integer, "many", Wrong("a whole number", "a string")),
        (values.read_integer, {}, Wrong("a whole number", "a table")),
        (values.read_percent, 100.5, Wrong("a number between 0 and 100", "`100.5`")),
        (values.read_percent, "-1", Wrong("a number between 0 and 100", "`-1`")),
        (values.read_percent, "many", Wrong("a number", "a string")),
        (values.read_percent, [1], Wrong("a number", "a list")),
        (values.read_text, 3, Wrong("a string", "a number", is_bare=True)),
        (values.read_text, False, Wrong("a string", "`false`", is_bare=True)),
        (values.read_text, date(2026, 1, 1), Wrong("a string", "a date", is_bare=True)),
        (values.read_text, None, Wrong("a string", "")),
        (values.read_text, ["a"], Wrong("a string", "a list")),
        (values.read_text, {}, Wrong("a string", "a table")),
        (values.read_choice, 3, Wrong("a string", "a number")),
        (values.read_texts, "a, b,,c", Wrong("a list of strings", "a string", new=["a", "b", "c"])),
        (values.read_texts, 3, Wrong("a list of strings", "a number")),
        (values.read_texts, ["a", 1, 2], Wrong("a string", "a number", steps=(1,), is_bare=True)),
        (values.read_words, 3, Wrong("a list of strings", "a number")),
        (values.read_words, [[]], Wrong("a string", "a list", steps=(0,))),
        (values.read_list, "a", Wrong("a list", "a string")),
        (values.read_table, [], Wrong("a table", "a list")),
        (values.read_tables, {}, Wrong("a list of tables", "a table")),
        (values.read_tables, [{}, "a"], Wrong("a table", "a string", steps=(1,))),
        (values.read_map_of(values.read_int), 3, Wrong("a table", "a number")),
        (
            values.read_map_of(values.read_texts),
            {"a": ["b"], "c": ["d", 1]},
            Wrong("a string", "a number", steps=("c", 1), is_bare=True),
        ),
        (forms.read_regex, 3, Wrong("a string", "a number", is_bare=True)),
        (forms.read_stripped, 3, Wrong("a string", "a number", is_bare=True)),
        (forms.read_verbose, [], Wrong("a string", "a list")),
        (forms.read_verbose, None, Wrong("a string", "")),
        (forms.read_regexes, "a", Wrong("a list of strings", "a string", new=["a"])),
        (forms.read_regexes, ["a", 1], Wrong("a string", "a number", steps=(1,), is_bare=True)),
        (forms.read_modules, 3, Wrong("a list of strings", "a number")),
        (forms.read_target, "3.11", Wrong(TARGET, "`3.11`", new="py311")),
        (forms.read_target, "Python38", Wrong(TARGET, "`Python38`", new="py38")),
        (forms.read_target, "py2", Wrong(TARGET, "`py2`")),
        (forms.read_target, "py3111", Wrong(TARGET, "`py3111`")),
        (forms.read_targets, "py311", Wrong("a list of strings", "a string", new=["py311"])),
        (forms.read_targets, ["py311", "3.12"], Wrong(TARGET, "`3.12`", new="py312", steps=(1,))),
    ],
)
def test_what_is_wrong(read: Reader, value: object, wrong: Wrong) -> None:
    assert read(value, str(value)) == wrong


@pytest.mark.parametrize(
    ("read", "value", "steps", "fault"),
    [
        (
            forms.read_regex,
            "a(",
            (),
            "is not a valid regular expression (missing ), unterminated subpattern at position 1)",
        ),
        (forms.read_stripped, " a(", (), "unterminated subpattern at position 1"),
        (forms.read_stripped, "a(?i)", (), "global flags not at the start"),
        (forms.read_verbose, "a # (", (), "unterminated subpattern at position 4"),
        (forms.read_verbose, "a(\n", (), "unterminated subpattern at position 1"),
        (forms.read_regexes, ["a", "("], (1,), "unterminated subpattern at position 0"),
        (forms.read_modules, "a*", (), "holds `a*`, which is no pattern of modules such as `demo.*`"),
        (forms.read_modules, "a,b.c*.d", (), "holds `b.c*.d`"),
        (forms.read_modules, ["a", "b?"], (1,), "holds `b?`"),
        (forms.read_modules, [1, "[a]"], (1,), "holds `[a]`"),
        (forms.read_modules, "a.!b", (), "holds `a.!b`"),
    ],
)
def test_what_is_no_pattern(read: Reader, value: object, steps: tuple[int, ...], fault: str) -> None:
    wrong = read(value, str(value))
    assert wrong is not None
    assert fault in wrong.fault
    assert (wrong.wanted, wrong.found, wrong.steps) == ("", "", steps)


@pytest.mark.parametrize(
    ("value", "written", "wrong"),
    [
        ("3.10", '"3.10"', None),
        (3.11, "3.11", None),
        (3.1, "3.10", Wrong("a string", "`3.10` without quotes, which is 3.1", is_bare=True)),
        (3.2, "3.20", Wrong("a string", "`3.20` without quotes, which is 3.2", is_bare=True)),
        (3.1, "3.1", Wrong(VERSION, "`3.1`")),
        (3.11, "+3.11", Wrong(VERSION, "`+3.11`")),
        (3, "3", Wrong(VERSION, "`3`")),
        (None, "null", Wrong(VERSION, "`null`")),
    ],
)
def test_versions_without_quotes(value: object, written: str, wrong: Wrong | None) -> None:
    assert forms.read_unquoted(value, written) == wrong


@pytest.mark.parametrize(
    ("kind", "taken"),
    [
        ("bool", ["true", "No", " on ", "$FLAG", "%(flag)s", "{posargs}", ""]),
        ("boolean", ["0", "F"]),
        ("flag", ["true", "${FLAG}"]),
        ("int", ["3", " -3 ", "${N}", ""]),
        ("integer|more", ["3"]),
        ("percent", ["0", "100", " 99.5 ", "$MINIMUM"]),
        ("regex", ["a|b", " (?i)a ", ""]),
        ("stripped", ["\n(?x) a\n"]),
        ("regexes", ["a\n\nb", ""]),
        ("codes", ["E203", "E, W503\nB9 ABC123", "$CODES", ""]),
        ("version", ["3.12", " 2.7 ", "{env:PYTHON}", ""]),
        ("modules", ["a.*,b"]),
        ("any", ["anything", ""]),
    ],
)
def test_texts_that_are_taken(kind: str, taken: list[str]) -> None:
    assert [judge_text(kind, text) for text in taken] == [None] * len(taken)


@pytest.mark.parametrize(
    ("kind", "text", "wrong"),
    [
        ("bool", "maybe", Wrong(BOOL, "`maybe`")),
        ("bool", "true  # yes", Wrong(BOOL, "`true  # yes` (a comment needs a line of its own)")),
        ("boolean", "true ; yes", Wrong(BOOL, "`true ; yes` (a comment needs a line of its own)")),
        ("boolean", "true\nfalse", Wrong(BOOL, "`true`")),
        ("flag", "", Wrong(BOOL, "")),
        ("int", "3.5", Wrong("a whole number", "`3.5`")),
        ("integer|more", "many", Wrong("a whole number", "`many`")),
        ("percent", "", Wrong("a number", "")),
        ("percent", "80%", Wrong("a number", "`80%`")),
        ("percent", "100.5", Wrong("a number between 0 and 100", "`100.5`")),
        ("percent", "-1", Wrong("a number between 0 and 100", "`-1`")),
        ("version", "'3.12'", Wrong("a version such as `3.12`", "`'3.12'`", new="3.12")),
        ("version", '"3.x"', Wrong("a version such as `3.12`", '`"3.x"`')),
        ("version", "3", Wrong("a version such as `3.12`", "`3`")),
        ("codes", "E203, e501", Wrong("", "", fault="holds `e501`, which is no code such as `E203`")),
        (
            "codes",
            "E203 # why",
            Wrong("", "", fault="holds `#`, which is no code such as `E203`; a comment needs a line of its own"),
        ),
        ("codes", "E2034", Wrong("", "", fault="holds `E2034`, which is no code such as `E203`")),
        ("modules", "a.b*", Wrong("", "", fault="holds `a.b*`, which is no pattern of modules such as `demo.*`")),
        (
            "regexes",
            "a\n\nb)",
            Wrong("", "", steps=(1,), fault="is not a valid regular expression (unbalanced parenthesis at position 1)"),
        ),
        (
            "regex",
            " b)",
            Wrong("", "", fault="is not a valid regular expression (unbalanced parenthesis at position 1)"),
        ),
    ],
)
def test_texts_that_are_wrong(kind: str, text: str, wrong: Wrong) -> None:
    assert judge_text(kind, text) == wrong
