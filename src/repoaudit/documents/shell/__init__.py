"""Command text: the words and commands of recipes, `run` steps, hook entries and scripts. Nothing is ever run.

Every span is a range of offsets into the text that was given. Nothing is raised: what has no end (a quote, an `if`)
makes the script incomplete, and then nothing is known of it but what could be read.
"""

from repoaudit.documents.shell.plain import plain_words
from repoaudit.documents.shell.tree import (
    Assignment,
    Dialect,
    Redirection,
    Script,
    SimpleCommand,
    Swallow,
    SwallowKind,
    Word,
)
from repoaudit.errors import EditRefusedError
from repoaudit.regex import lazy
from repoaudit.text import BOM, Span
from repoaudit.typing import Final

__all__ = [
    "Assignment",
    "Dialect",
    "Redirection",
    "Script",
    "SimpleCommand",
    "Swallow",
    "SwallowKind",
    "Word",
    "parse_shell",
    "quote_word",
]

_PREFIX: Final = lazy(r"[@+\-\s]*+")
_WAIT: Final = lazy(r"\bwait[ \t]+[^\s;&|)]")
_SAFE: Final = lazy(r"[A-Za-z0-9_@%+=:,./-]++")
_TOX_SPECIAL: Final = lazy(r"[{}\[\]#]")


def parse_shell(  # noqa: PLR0913 - each says something else about the same text
    text: str,
    *,
    start: int = 0,
    end: int | None = None,
    dialect: Dialect = "sh",
    errexit: bool = False,
    pipefail: bool = False,
) -> Script:
    """Read ``text[start:end]``; spans are offsets into ``text`` itself.

    ``errexit`` and ``pipefail`` are the options that the shell is started with: GitHub runs `bash -e` for a step
    without `shell`, and `bash -eo pipefail` for one with `shell: bash` (GitHub's "Workflow syntax", `jobs.<job_id>.
    steps[*].shell`); make runs each line of a recipe with `sh -c`. A line of a recipe may have its prefixes `@`, `-`
    and `+`.
    """
    stop = len(text) if end is None else end
    if dialect in ("argv", "tox"):
        return _parse_without_shell(text, start, stop, dialect)
    ignored = None
    if dialect == "make":
        prefix = _PREFIX.match(text, start, stop)
        ignored = _ignored(text, prefix.group(), start) if prefix else None
        start = prefix.end() if prefix else start
    elif text.startswith(BOM, start, stop):
        start += 1
    if words := plain_words(text, start, stop):
        span = Span(words[0].span.start, words[-1].span.end)
        only = SimpleCommand(words, span, swallowed=ignored, errexit=errexit, pipefail=pipefail)
        return Script((only,), complete=True, errexit=errexit, pipefail=pipefail)
    return _parse_shell(text, start, stop, ignored, make=dialect == "make", errexit=errexit, pipefail=pipefail)


def _parse_without_shell(text: str, start: int, stop: int, dialect: Dialect) -> Script:
    words = plain_words(text, start, stop) if dialect == "argv" else ()
    if words:
        return Script((SimpleCommand(words, Span(words[0].span.start, words[-1].span.end)),), complete=True)
    from repoaudit.documents.shell import argv as shell_argv

    return (shell_argv.parse_argv if dialect == "argv" else shell_argv.parse_tox)(text, start, stop)


def _parse_shell(  # noqa: PLR0913 - as for `parse_shell`
    text: str, start: int, stop: int, ignored: Swallow | None, *, make: bool, errexit: bool, pipefail: bool
) -> Script:
    """Read any text."""
    from repoaudit.documents.shell.failures import FailureReader
    from repoaudit.documents.shell.grammar import Grammar
    from repoaudit.documents.shell.outcomes import Outcomes

    grammar = Grammar(text, start, stop, make=make)
    sequence = grammar.script()
    reader = FailureReader(
        text,
        Outcomes(text, grammar.functions),
        known=grammar.complete,
        errexit=errexit or _shebang_exits(text, start, stop),
        pipefail=pipefail,
        waited=_WAIT.search(text, start, stop) is not None,
    )
    reader.read(sequence, ignored)
    commands = sorted(reader.commands, key=lambda command: command.span.start)
    return Script(tuple(commands), complete=grammar.complete, errexit=reader.errexit, pipefail=reader.pipefail)


def _ignored(text: str, prefix: str, start: int) -> Swallow | None:
    """Return what the prefix `-` of a recipe line does to all that follows."""
    at = prefix.find("-")
    return Swallow("ignored", Span(start + at, start + at + 1), text[start + at]) if at >= 0 else None


def _shebang_exits(text: str, start: int, end: int) -> bool:
    """Tell whether the first line is a `#!/bin/bash -e`; a script called in another way may do without."""
    if not text.startswith("#!", start, end):
        return False
    stop = text.find("\n", start, end)
    line = text[start : end if stop < 0 else stop]
    return any(word[0] == "-" and word[1:2] != "-" and "e" in word for word in line.split()[1:])


def quote_word(text: str, dialect: Dialect = "sh") -> str:
    """Spell an argument so that the program gets exactly this text.

    Raises:
        EditRefusedError: the dialect has no way to write it: a line break in a recipe or a tox command, or NUL.

    """
    if "\0" in text or ("\n" in text and dialect in ("make", "tox")):
        raise EditRefusedError(f"this text cannot be written as one word: {text!r}")
    if _SAFE.fullmatch(text):
        return text
    quoted = "'" + text.replace("'", "'\"'\"'") + "'"
    if dialect == "make":
        return quoted.replace("$", "$$")
    if dialect == "tox":
        return _TOX_SPECIAL.sub(r"\\\g<0>", quoted)
    # GitHub would take `${{` for an expression wherever it stands.
    return quoted.replace("${{", "$''{{") if dialect == "sh" else quoted
