"""Words of shell text: against shlex and bash, with their offsets, read and spelled."""

import shlex
import shutil
import subprocess

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialects import DIALECTS
from repoaudit.documents.shell import Dialect, Script, SimpleCommand, Word, parse_shell, quote_word
from repoaudit.errors import EditRefusedError
from repoaudit.text import Span

BASH = shutil.which("bash")


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
        ("pytest -x tests", ["pytest", "-x", "tests"]),
        ("a 'b c' \"d e\"", ["a", "b c", "d e"]),
        ("a'b'\"c\"d", ["abcd"]),
        ("'' \"\"", ["", ""]),
        (r"a\ b \' \\ \"", ["a b", "'", "\\", '"']),
        (r'"\$a \` \" \\ \x"', ['$a ` " \\ \\x']),
        ("$'a\\n\\x41\\102\\u00e9\\'\\\\'", ["a\nAB\u00e9'\\"]),
        ("$'\\xc3\\q'", ["\\xc3\\q"]),
        ('$"a b"', ["a b"]),
        ("a \\\n  b\\\nc", ["a", "bc"]),
        ("a \\\r\n  b\r\n", ["a", "b"]),
        ('"a\\\nb"', ["ab"]),
        ("'a\\\nb'", ["a\\\nb"]),
        ("a # b 'c", ["a"]),
        ("a#b '#' \\#", ["a#b", "#", "#"]),
        ("$A ${B} $1 $? $@ $$ $", ["$A", "${B}", "$1", "$?", "$@", "$$", "$"]),
        (
            "${A:-b c} ${A:-'}'} ${A:-\"}\"} ${#A} ${A%%\\}}",
            ["${A:-b c}", "${A:-'}'}", '${A:-"}"}', "${#A}", "${A%%\\}}"],
        ),
        ('"${A:-it\'s}" "${A:-"}"}"', ["${A:-it's}", '${A:-"}"}']),
        ("$((1 + (2 * 3))) $(( $(a) ))", ["$((1 + (2 * 3)))", "$(( $(a) ))"]),
        (
            "${{ a || 'b }}' }} \"${{ c | 'd\"' }}\" '${{ e == 'f' }}'",
            ["${{ a || 'b }}' }}", "${{ c | 'd\"' }}", "${{ e == 'f' }}"],
        ),
        ("x${{ a }}y-${{ b }}", ["x${{ a }}y-${{ b }}"]),
        ("*.py a[bc] [ .[dev] a?", ["*.py", "a[bc]", "[", ".[dev]", "a?"]),
        ("ls !(a|b) @(c)", ["ls", "!(a|b)", "@(c)"]),
        ("{a,b} {1..3} {} {a}", ["{a,b}", "{1..3}", "{}", "{a}"]),
        ("{{ a b }}/c {args:x y} {root}", ["{{ a b }}/c", "{args:x y}", "{root}"]),
        ("diff <(a b) >(c)", ["diff", "<(a b)", ">(c)"]),
        ("declare -a A=(b 'c d')", ["declare", "-a", "A=(b 'c d')"]),
        ("[[ a < b && ( c =~ ^(d|e)$ ) ]]", "[[ a < b && ( c =~ ^ ( d | e ) $ ) ]]".split()),
        ("echo if then done }", ["echo", "if", "then", "done", "}"]),
        ("a é=日本", ["a", "é=日本"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert texts(one(text)) == expected


@pytest.mark.parametrize(
    ("text", "static", "quoted", "glob"),
    [
        ("a", True, False, False),
        ("'a'", True, True, False),
        ("a\\ b", True, True, False),
        ("'$a'", True, True, False),
        ('"$a"', False, True, False),
        ("$a", False, False, False),
        ("`a`", False, False, False),
        ("a*", False, False, True),
        ("'a*'", True, True, False),
        ("a\\*", True, True, False),
        ("[a]", False, False, True),
        ("[", True, False, False),
        ("a[]", True, False, False),
        ("{a,b}", False, False, False),
        ("{a}", True, False, False),
        ("{1..3}", False, False, False),
        ("{a.b}", True, False, False),
        ("'{a,b}'", True, True, False),
        ("~/a", False, False, False),
        ("a~", True, False, False),
        ("$", True, False, False),
        ("{{ a }}", False, False, False),
        ("${{ a }}", False, False, False),
        ("$'a'", True, True, False),
    ],
)
def test_what_a_word_is_made_of(text: str, *, static: bool, quoted: bool, glob: bool) -> None:
    word = one(f"echo {text}").words[1]
    assert (word.is_static, word.quoted, word.has_glob) == (static, quoted, glob)


PLAIN = st.text("ab1=./-:%@+,_é", min_size=1, max_size=4)
SINGLE = st.text('a \t\n"$`\\#;&|*é', max_size=5).map(lambda text: f"'{text}'")
DOUBLE = st.lists(st.sampled_from(["a", " ", "'", "\\\\", '\\"', "\\a", ";", "*", "é", "\n"])).map(
    lambda parts: '"' + "".join(parts) + '"'
)
ESCAPED = st.sampled_from([f"\\{character}" for character in "a '\"\\$`#;&|<>()*?[]{}~!"])
STATIC = st.lists(st.one_of(PLAIN, SINGLE, DOUBLE, ESCAPED), min_size=1, max_size=4).map("".join)


@given(st.lists(STATIC, min_size=1, max_size=5), st.sampled_from([" ", "\t", "  "]))
@settings(max_examples=200)
def test_static_words_are_those_of_shlex(words: list[str], blank: str) -> None:
    text = "program " + blank.join(words)
    command = one(text)
    assert texts(command) == shlex.split(text)
    assert [word.raw for word in command.words[1:]] == words
    assert all(word.is_static for word in command.words)


@pytest.mark.skipif(not BASH, reason="needs bash")
@given(
    st.lists(st.one_of(STATIC, st.sampled_from(["$'\\n\\x41'", "$'\\''", "a$", "a\\\nb", '"\\\n"', '"$"'])), min_size=1)
)
@settings(max_examples=60, deadline=None)
def test_static_words_are_those_of_bash(words: list[str]) -> None:
    text = "printf '%s\\0' " + " ".join(words)
    done = subprocess.run([str(BASH), "-c", text], capture_output=True, check=True)
    assert texts(one(text))[2:] == done.stdout.decode().split("\0")[:-1]


@given(st.text("ab '\"\\\t\n\r\v\u00a0#$`;&|<>(){}é-!", max_size=30))
@example("'a\\\\b' '\\\"' \"\\'\\\\\"")
@settings(max_examples=200)
def test_argv_is_shlex(text: str) -> None:
    script = parse_shell(text, dialect="argv")
    try:
        expected = shlex.split(text)
    except ValueError:
        assert not script.complete
        return
    assert script.complete
    assert [word for command in script.commands for word in texts(command)] == expected
    assert all(word.is_static for command in script.commands for word in command.words)


PIECES = st.sampled_from(
    """a b=c 'd' "e $f" $(g) `h` ${i:-j} $((1)) ${{ k }} $$ $(L) ' " \\ ` $ ( ) { } [[ ]] && || | ; & ! < > << <<-E #
    if then elif else fi for in do done while until case esac ;; function f() time set -e *.py (( )) é {posargs: x=(
    $' 2>&1
    """.split()
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "\n", "\r\n", "\\\n", "\t"])), max_size=25).map(
    lambda parts: "".join(piece + joint for piece, joint in parts)
)


@given(TEXTS, st.sampled_from(DIALECTS), st.text("x \n", max_size=3), st.text("'\"$(`", max_size=3))
@settings(max_examples=200)
def test_offsets_of_any_text(text: str, dialect: Dialect, before: str, after: str) -> None:
    script = parse_shell(text, dialect=dialect)
    assert all(text[slice(*span)] == raw for raw, span in places(script))
    starts = [command.span.start for command in script.commands]
    assert starts == sorted(starts)
    whole = before + text + after
    moved = parse_shell(whole, start=len(before), end=len(before) + len(text), dialect=dialect)
    assert moved.complete == script.complete
    shift = len(before)
    assert places(moved) == [(raw, Span(span.start + shift, span.end + shift)) for raw, span in places(script)]


@given(st.text(max_size=12), st.sampled_from(DIALECTS))
@settings(max_examples=200)
def test_a_spelled_word_reads_as_it_was_meant(text: str, dialect: Dialect) -> None:
    if "\0" in text or ("\n" in text and dialect in ("make", "tox")):
        with pytest.raises(EditRefusedError):
            quote_word(text, dialect)
        return
    line = f"echo {quote_word(text, dialect)} end"
    words: tuple[Word, ...] = one(line, dialect).words
    assert [word.text for word in words] == ["echo", text, "end"]
    assert words[1].is_static


@pytest.mark.parametrize(
    ("text", "dialect", "expected"),
    [
        ("--cov=src/a", "sh", "--cov=src/a"),
        ("", "sh", "''"),
        ("a b", "sh", "'a b'"),
        ("it's", "sh", "'it'\"'\"'s'"),
        ("not slow", "argv", "'not slow'"),
        ("a$b", "make", "'a$$b'"),
        ("${{ a }}", "sh", "'$''{{ a }}'"),
        ("[dev]", "tox", "'\\[dev\\]'"),
    ],
)
def test_spelling(text: str, dialect: Dialect, expected: str) -> None:
    assert quote_word(text, dialect) == expected


@pytest.mark.skipif(not BASH, reason="needs bash")
@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=1, max_size=20))
@settings(max_examples=20, deadline=None)
def test_bash_reads_spelled_words_as_they_were_meant(words: list[str]) -> None:
    text = "printf '%s\\0' " + " ".join(map(quote_word, words))
    done = subprocess.run([str(BASH), "-c", text], capture_output=True, check=True)
    assert done.stdout.decode().split("\0")[:-1] == words
