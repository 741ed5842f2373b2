"""Commands of shell text: their order, their parts, their options, and what has no end."""

import pytest

from dialects import DIALECTS
from repoaudit.documents.shell import Dialect, Script, SimpleCommand, parse_shell
from repoaudit.text import Span


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
    ("text", "expected"),
    [
        ("a; b\nc & d && e || f | g", "a b c d e f g"),
        ("(a; b)", "a b"),
        ("((a); (b))", "a b"),
        ("{ a; b; }", "a b"),
        ("if a; then b; elif c\nthen d; else e; fi > f", "a b c d e"),
        ("while a; do b; done; until c; do d; done", "a b c d"),
        ("for x in 1 $(a) 2; do b; done; for y; do c; done; for z\ndo d; done", "a b c d"),
        ("for ((i = 0; i < 3; i++)); do a; done; ((i++)); b", "a b"),
        ("select x in 1 2; do a; done", "a"),
        ("case $x in a|b) a;; (c) b;& *) c; esac; case x in esac", "a b c"),
        ("case $x in\n# comment\na)\n  a\n  ;;\nesac", "a"),
        ("f() { a; }\nfunction g { b; }\nfunction h() ( c )\nf", "a b c f"),
        ("! a; ! (b | c)", "a b c"),
        ("time (a); time { b; }", "a b"),
        ("a <<E; b <<'F'\n$(no) ' \" (\nE\nnot E\nF\nc", "a b c"),
        ("a <<E\n\tE\nE\nb", "a b"),
        ("a <<-E\n\tno\n\tE\nb", "a b"),
        ("a <<-E\n\t\tE\nb <<-F\n E\n\tF \nF\nc", "a b c"),
        ("function f () { a; }\nfunction g() ( b )\nfunction h  {\nc\n}", "a b c"),
        ("[[ a && b ]] && c; [[ -f d ]]; e\n[[\nf ==\n g ]] || h", "[[ c [[ e [[ h"),
        ("x=(1\n2 # no\n\n 3) a", "a"),
        ("x=(1\n2\n)\na", "- a"),
        ("a <<< 'x' # no\nb", "a b"),
        ("x=$(a <<E\nno )\nE\n)\nb", "- a b"),
        ("a > b 2>&1 <c &>> d", "a"),
        ("&> a b; > c", "b -"),
        ("A=1 B=(c d) e", "e"),
        ("\n\n# only a comment\n", ""),
        ("", ""),
    ],
)
def test_commands_in_order(text: str, expected: str) -> None:
    script = parse_shell(text)
    assert script.complete
    assert " ".join(command.words[0].text if command.words else "-" for command in script.commands) == expected


@pytest.mark.parametrize(
    ("text", "outer", "nested"),
    [
        ("a $(b `c d`)", "a", "b c"),
        ('a "x $(b | c) ${y:-$(d)}"', "a", "b c d"),
        ("x=$(a)", "-", "a"),
        ("x=$((a); (b))", "-", "a b"),
        ("a <(b) > >(c)", "a", "b c"),
        ("for x in $(a); do b; done", "b", "a"),
        ("case $(a) in b) c;; esac", "c", "a"),
        ("[[ $(a) == b ]]", "[[", "a"),
        ("x=( $(a) )", "-", "a"),
        ("while read x; do a; done < <(b)", "read a", "b"),
        ("a '$(b)' \\$(", "", ""),
        ("a $((b)) `c \\`d\\``", "a", ""),
    ],
)
def test_nested_commands(text: str, outer: str, nested: str) -> None:
    script = parse_shell(text)
    if not script.complete:
        assert not outer
        return
    split: dict[bool, list[str]] = {False: [], True: []}
    for command in script.commands:
        split[command.nested].append(command.words[0].text if command.words else "-")
    assert (" ".join(split[False]), " ".join(split[True])) == (outer, nested)


def test_parts_of_a_command() -> None:
    text = "  A=1 B+='c d' \\\n env X=2 2> log <<E >&- ; next\nbody\nE\n"
    command = one(text)
    assert [(name, value.text) for name, value in command.assignments] == [("A", "1"), ("B", "c d")]
    assert texts(command) == ["env", "X=2"]
    assert [(each.operator, each.descriptor, each.target.text) for each in command.redirections] == [
        (">", "2", "log"),
        ("<<", "", "E"),
        (">&", "", "-"),
    ]
    assert text[slice(*command.redirections[0].span)] == "2> log"
    assert text[slice(*command.span)] == "A=1 B+='c d' \\\n env X=2 2> log <<E >&-"


def test_a_test_is_one_command_up_to_its_brackets() -> None:
    text = "  [[ -n $A && b == c* ]]  && d"
    command = parse_shell(text).commands[0]
    assert texts(command) == ["[[", "-n", "$A", "&&", "b", "==", "c*", "]]"]
    assert [text[slice(*word.span)] for word in command.words] == texts(command)
    assert text[slice(*command.span)] == "[[ -n $A && b == c* ]]"


def test_subshells_bound_what_a_cd_reaches() -> None:
    text = "cd a; (cd b && c); d | e; f $(g) & h"
    reach = {
        command.words[-1].text: text[slice(*command.subshell)] if command.subshell else None
        for command in parse_shell(text).commands
    }
    assert reach == {
        "a": None,
        "b": "(cd b && c)",
        "c": "(cd b && c)",
        "d": "d",
        "e": "e",
        "$(g)": "f $(g)",
        "g": "$(g)",
        "h": None,
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("set -e; a", "e"),
        ("set -euo pipefail; a", "ep"),
        ("set -o errexit -o pipefail; a", "ep"),
        ("set -eo pipefail +e; a", "p"),
        ("set -u; a", ""),
        ("set -- -e; a", ""),
        ("set -e; set +e; a", ""),
        ("(set -e); a", ""),
        ("x=$(set -e); a", ""),
        ("set -e | b; a", ""),
        ("{ set -e; }; a", "e"),
        ("if b; then set -e; fi; a", "e"),
        ("set -e; if b; then set +e; fi; a", "e"),
        ("set -e; b && set +e; a", "e"),
        ("#!/bin/bash -eu\na", "e"),
        ("#!/usr/bin/env -S bash -e\na", "e"),
        ("\ufeff#!/bin/sh -e\na", "e"),
        ("#!/usr/bin/env bash\na", ""),
        ("#!/bin/bash --posix\na", ""),
        ("trap 'exit 1' ERR; a", "e"),
    ],
)
def test_options_in_force(text: str, expected: str) -> None:
    script = parse_shell(text)
    last = script.commands[-1]
    assert "e" * last.errexit + "p" * last.pipefail == expected
    assert (script.errexit, script.pipefail) == (last.errexit, last.pipefail)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a 'b", ["a", "b"]),
        ('a "b', ["a", "b"]),
        ("a `b", ["a", "`b"]),
        ("a `b )`", ["a", "`b )`"]),
        ("a `b`; )", ["a", "`b`"]),
        ("a ${b", ["a", "${b"]),
        ("a ${{ b", ["a", "${{ b"]),
        ("a $'b", ["a", "'b"]),
        ("a $(b", ["a", "$(b"]),
        ("a (b", ["a"]),
        ("(a", ["a"]),
        ("a )", ["a"]),
        ("a; fi; b", ["a"]),
        ("if a; then b", ["a"]),
        ("if a; fi", ["a"]),
        ("for x in a b", []),
        ("while a; done", ["a"]),
        ("case a in b", []),
        ("case a of b) c;; esac", ["c"]),
        ("a <<E\nb", ["a"]),
        ("a <<E", ["a"]),
        ("a &&", ["a"]),
        ("a |", ["a"]),
        ("a | ! b", ["a"]),
        ("a >", ["a"]),
        ("; a", ["a"]),
        ("a;; b", ["a"]),
        ("[[ a", ["[[", "a"]),
        ("f() ", []),
        ("a=(b", []),
        ("!(a", ["a"]),
        ("x !(a", ["x", "!(a"]),
        ("{ a", ["a"]),
    ],
)
def test_what_has_no_end_is_read_as_far_as_it_goes(text: str, expected: list[str]) -> None:
    script = parse_shell(text)
    assert not script.complete
    assert [word.text for command in script.commands[:1] for word in command.words] == expected
    assert all(command.swallowed is None for command in script.commands)


@pytest.mark.parametrize(
    ("text", "dialect"), [("a 'b", "argv"), ("a \\", "argv"), ('a "b', "tox"), ("a $(B", "make"), ("a '$(B'", "make")]
)
def test_what_has_no_end_in_other_dialects(text: str, dialect: Dialect) -> None:
    script = parse_shell(text, dialect=dialect)
    assert not script.complete
    assert script.commands[0].words[0].text == "a"


@pytest.mark.parametrize(
    "unit",
    [
        *("$(", "`$(", '"$(', "${x:-", '"${x:-', "x=(", "a x=(", "( ", "{ ", "if ", "while ", "f() ", "time (", "<("),
        *(
            "case x in a) ",
            "$(( ",
            "(( ",
            "!(",
            "{{ ",
            "${{ '",
            "a <<E\n",
            "a <<E;",
            "[[ ",
            "if a; then b; elif c; then ",
        ),
        *("else if ", "function f ", "$(X", "{posargs:", "for x in $( "),
    ],
)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_nesting_beyond_all_reason(unit: str, dialect: Dialect) -> None:
    for text in (unit * 1500, unit * 1500 + ")" * 1500):
        script = parse_shell(text, dialect=dialect, errexit=True)
        assert all(text[slice(*span)] == raw for raw, span in places(script))
        assert not (script.complete and dialect == "sh" and unit == "$(")


@pytest.mark.parametrize("unit", ["a && ", "a || ", "a | ", "a; ", "! ", "a & ", "if a; then b; fi; ", "{ a; } || "])
def test_long_scripts_take_linear_space(unit: str) -> None:
    script = parse_shell(unit * 3000 + "a", errexit=True)
    assert script.complete
    assert sum(len(raw) for raw, _ in places(script)) < 100_000


def test_real_nesting_is_read() -> None:
    text = "( " * 5 + 'if a; then { b $(c "$(d `e`)"); }; fi' + ")" * 5
    script = parse_shell(text)
    assert script.complete
    assert [command.words[0].text for command in script.commands] == ["a", "b", "c", "d", "e"]
