"""Recipes and the commands of tox: against make."""

import shutil
import subprocess
from pathlib import Path

import pytest

from repoaudit.documents.shell import Dialect, Script, SimpleCommand, parse_shell
from repoaudit.text import Span

MAKE = shutil.which("make")


def texts(command: SimpleCommand) -> list[str]:
    return [word.text for word in command.words]


def one(text: str, dialect: Dialect = "sh") -> SimpleCommand:
    script = parse_shell(text, dialect=dialect)
    assert script.complete
    return script.commands[0]


def places(script: Script) -> list[tuple[str, Span]]:
    """Return every piece of text that a script quotes, with the span it claims for it."""
    found: list[tuple[str, Span]] = []
    for command in script.commands:
        values = [each.value for each in command.assignments] + [each.target for each in command.redirections]
        found += [(word.raw, word.span) for word in (*command.words, *values)]
        if command.swallowed:
            found.append((command.swallowed.text, command.swallowed.span))
    return found


@pytest.mark.parametrize(
    ("text", "expected", "static"),
    [
        ("$(PYTHON) -m ${TOOL} $@ $<", ["$(PYTHON)", "-m", "${TOOL}", "$@", "$<"], [False, True, False, False, False]),
        (
            "echo $$HOME $${A:-b} $$(c) $$$$",
            ["echo", "$HOME", "${A:-b}", "$(c)", "$$"],
            [True, False, False, False, False],
        ),
        ("awk '{print $$1}' '$(A)' \"$$\"", ["awk", "{print $1}", "$(A)", "$"], [True, True, False, True]),
        (
            "a $(shell b | c 'd' (e)) $(call f,$(g),h i)",
            ["a", "$(shell b | c 'd' (e))", "$(call f,$(g),h i)"],
            [True, False, False],
        ),
        ('a \\$$b "\\$$c" \\$(D)', ["a", "$b", "$c", "$(D)"], [True, True, True, False]),
        ("a b\\\n\tc \\\n\t d 'e\\\n\tf'", ["a", "bc", "d", "e\\\nf"], [True] * 4),
        ("@-+ a $$'b\\n'", ["a", "b\n"], [True, True]),
    ],
)
def test_recipes(text: str, expected: list[str], static: list[bool]) -> None:
    command = one(text, "make")
    assert texts(command) == expected
    assert [word.is_static for word in command.words] == static


@pytest.mark.skipif(not MAKE, reason="needs make")
@pytest.mark.parametrize(
    "words",
    ["'$$1' \"$$\"", "a\\\n\tb 'c\\\n\td' e", "\\$$x \"\\$$x\" '\\$$x'", "'a'\\''b' \"c\\\"d\" e\\ f", "\\# '#' a#b"],
)
def test_static_words_of_recipes_are_those_of_make(words: str, tmp_path: Path) -> None:
    recipe = f"printf '%s\\0' {words}"
    (tmp_path / "Makefile").write_text(f"all:\n\t@{recipe}\n")
    done = subprocess.run([str(MAKE), "-s", "-C", str(tmp_path)], capture_output=True, check=True)
    assert texts(one(recipe, "make"))[2:] == done.stdout.decode().split("\0")[:-1]


def test_failures_that_make_ignores() -> None:
    script = parse_shell("@-cd a && probe; b", dialect="make")
    assert [each.swallowed and each.swallowed.kind for each in script.commands] == ["semicolon", "semicolon", "ignored"]
    assert script.commands[-1].swallowed == ("ignored", Span(1, 2), "-")
    assert one("+@probe", "make").swallowed is None
    assert one("probe; true", "make").swallowed == ("semicolon_true", Span(5, 11), "; true")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pytest {posargs:tests -k 'a b'} -x", [["pytest", "{posargs:tests -k 'a b'}", "-x"]]),
        ("a\n\nb c\n", [["a"], ["b", "c"]]),
        ("a \\\n    b\\\n    c\nd", [["a", "bc"], ["d"]]),
        ("a # b \\\nc \\# d '\\#'", [["a"], ["c", "#", "d", "#"]]),
        ("a \\\n# b\n  c", [["a", "c"]]),
        ("a {env:X:{posargs}} {[base]b} {/} {x y", [["a", "{env:X:{posargs}}", "{[base]b}", "{/}", "{x", "y"]]),
        ('a \\{b\\} "{posargs:"c"}" []', [["a", "{b}", '{posargs:"c"}', "[]"]]),
        ("a && b | c > d", [["a", "&&", "b", "|", "c", ">", "d"]]),
        ("a\r\nb \\\r\nc\r\n", [["a"], ["b", "c"]]),
        ('python -c "print({1: 2})"', [["python", "-c", "print({1: 2})"]]),
    ],
)
def test_tox_commands(text: str, expected: list[list[str]]) -> None:
    script = parse_shell(text, dialect="tox")
    assert script.complete
    assert [texts(command) for command in script.commands] == expected
    assert all(raw.startswith(text[span.start]) for raw, span in places(script))


def test_tox_substitutions_are_not_static() -> None:
    command = one("a {posargs} '{env:X}' [] {1} b", "tox")
    assert [word.is_static for word in command.words] == [True, False, False, False, True, True]


def test_tox_prefixes() -> None:
    script = parse_shell("- a\n-b\n! c\n!d\n-\n'-e'", dialect="tox")
    assert [texts(command) for command in script.commands] == [["a"], ["b"], ["c"], ["!d"], ["e"]]
    assert [command.swallowed and (command.swallowed.kind, command.swallowed.span) for command in script.commands] == [
        ("ignored", Span(0, 1)),
        ("ignored", Span(4, 5)),
        ("negated", Span(7, 8)),
        None,
        ("ignored", Span(16, 20)),
    ]
    assert script.commands[1].words[0].span == Span(5, 6)
