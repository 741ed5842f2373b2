"""Where a command line goes: the fast reader takes what it can, typer the rest."""

import sys
from collections.abc import Sequence

from repoaudit import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:  # the name alone satisfies type checkers; typing is not imported for a version
    from repoaudit.cli.arguments import CheckArguments

_INTERRUPTED = 130
_BARE = {"--add-ignore": "--add-ignore="}
"""Flags whose value may lack, and what they mean without one: neither typer nor the fast reader has such flags."""


def run(words: Sequence[str]) -> int:
    """Run the command of the words behind the program's name and return the exit status."""
    if list(words) in (["--version"], ["-V"]):
        return _version()
    from repoaudit.cli.exits import guarded
    from repoaudit.cli.fast import read

    words = [_BARE.get(word, word) for word in words]
    arguments = read(words)
    if arguments is None:
        return guarded(lambda: _typer(words), verbose="-v" in words or "--verbose" in words)
    return guarded(lambda: _check(arguments), verbose=arguments.verbose)


def _version() -> int:
    """Say the version; everything else is not even imported for it."""
    stream = sys.stdout
    try:
        stream.write(f"repoaudit {__version__}\n")
        stream.flush()
    except OSError:  # nobody listens
        from repoaudit.cli.terminal import silence

        silence(stream)
    return 0


def _check(arguments: "CheckArguments") -> int:
    from repoaudit.cli.check import run_check

    return run_check(arguments)


def _typer(words: Sequence[str]) -> int:
    import typer

    from repoaudit.cli.app import app

    command = typer.main.get_command(app)
    try:
        status = command.main(args=list(words), prog_name="repoaudit", standalone_mode=False)
    except typer.Abort:
        return _INTERRUPTED
    except Exception as error:
        message = getattr(error, "format_message", None)
        if message is None:
            raise
        return _refuse(error, message(), words)
    return status if isinstance(status, int) else 0


def _refuse(error: Exception, message: str, words: Sequence[str]) -> int:
    """Say what typer did not like. Without arguments it likes nothing and its message is the help."""
    from repoaudit.cli.exits import Exit
    from repoaudit.cli.terminal import complain, say

    if type(error).__name__ == "NoArgsIsHelpError":
        say(f"{message}\n" if message else "")
    else:
        command = getattr(getattr(error, "ctx", None), "command_path", "repoaudit")
        complain(f"error: {in_our_words(message)}{_advice(message, words[0])}; see {command} --help")
    return Exit.MISTAKE


def in_our_words(message: str) -> str:
    """Bring a message of typer into the form of ours: no capital, no period, near names in brackets.

    Its releases differ: "No such command 'x'. Did you mean 'y'?", "No such option: -x (Possible options: -y, -z)".
    """
    import re

    what = " ".join(message.split())
    too_many = what.partition("unexpected extra argument")[2].partition(" (")[2]
    if too_many:
        return f"too many arguments: {too_many.removesuffix(')')}"
    what = re.sub(r"\.? \(?(?:Did you mean|Possible options:)(?: one of:?)? (.*?)\??\)?$", r" (did you mean \1?)", what)
    return f"{what[:1].lower()}{what[1:].removesuffix('.')}"


def _advice(message: str, word: str) -> str:
    """Return what to write where a path stands for the command, "" where none does."""
    from os.path import exists  # only for mistakes; Path.exists raises where a name is too long
    from shlex import quote

    is_path = message.startswith("No such command") and exists(word)  # noqa: PTH110  # see its import
    return f": to check a path, run repoaudit check {quote(word)}" if is_path else ""
