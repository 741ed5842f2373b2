"""The short cut for plain commands gives what the full reader gives."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialects import DIALECTS
from repoaudit.documents import shell
from repoaudit.documents.shell import Dialect, Script, parse_shell
from repoaudit.documents.shell.commands import CommandReader
from repoaudit.documents.shell.plain import plain_words

WORDS = st.text("ab1_@%+:,./=-", min_size=1, max_size=5) | st.sampled_from(
    "time exit set if do ! { [ [[ A=1 # 'q'".split()
)
LINES = st.tuples(
    st.sampled_from(["", " ", "\t", "@", "-", "\n", "\ufeff"]),
    st.lists(WORDS, max_size=4).map(" ".join),
    st.sampled_from(["", "\n", " ", " \n", "\n\n", "\r\n"]),
).map("".join)


PARTS = st.lists(WORDS | st.just("'q r'"), max_size=3).map(" ".join)
JOINTS = st.sampled_from(
    (
        *("\n", " \n\t", "; ", ";", " && ", "||", " | ", "|&", " & ", " &>", " >", "2>&1", " # c\n", " \\\n", "\r\n"),
        *(" $(", ") ", "\nif ", "; then ", "\nfi\n", "\nset -e\n", "`", "\n(", " ;; ", "() {\n", "\n}\n", "<<e\n"),
    )
)
SCRIPTS = st.lists(st.tuples(PARTS, JOINTS).map("".join), min_size=1, max_size=6).map("".join)


def description(script: Script) -> object:
    commands = [
        (
            [(word.text, word.raw, word.span, word.is_static, word.quoted, word.has_glob) for word in command.words],
            *(repr(getattr(command, name)) for name in command.__slots__ if name != "words"),
        )
        for command in script.commands
    ]
    return commands, script.complete, script.errexit, script.pipefail


@given(LINES, st.sampled_from(DIALECTS), st.sets(st.sampled_from(["e", "p"])), st.sampled_from(["", "x "]))
@example("pytest -n auto tests", "sh", {"e", "p"}, "")
@example("-pytest -n auto\n", "make", set(), "x ")
@settings(max_examples=1500)
def test_the_short_cut_gives_the_same(line: str, dialect: Dialect, on: set[str], before: str) -> None:
    def parse() -> object:
        text = before + line
        return description(parse_shell(text, start=len(before), dialect=dialect, errexit="e" in on, pipefail="p" in on))

    short = parse()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shell, "plain_words", lambda *_: ())
        assert parse() == short


@given(SCRIPTS, st.sampled_from(["sh", "make"]), st.sets(st.sampled_from(["e", "p"])))
@example("pip install -U pip\nruff check | cat && mypy src; exit 1\npytest &\nwait", "sh", {"e"})
@example("a\nif b; then c\nd\nfi\ne", "sh", {"e"})
@example("a &>b\nc |& d", "sh", set())
@settings(max_examples=1500)
def test_plain_commands_of_a_script_are_read_the_same(text: str, dialect: Dialect, on: set[str]) -> None:
    short = description(parse_shell(text, dialect=dialect, errexit="e" in on, pipefail="p" in on))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CommandReader, "plain", lambda _: None)
        assert description(parse_shell(text, dialect=dialect, errexit="e" in on, pipefail="p" in on)) == short


def test_which_commands_take_it() -> None:
    assert [word.text for word in plain_words("x ruff check .\n", 2, 15)] == ["ruff", "check", "."]
    assert all(
        not plain_words(text, 0, len(text)) for text in ("", "a\nb", "A=1 b", "a 'b'", "a $b", "exit 1", "a | b")
    )
