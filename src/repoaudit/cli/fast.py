"""A reader of the common command lines; importing typer costs more than a whole run.

It knows the flags of `check` from a generated table and gives up on everything else: help, mistakes, other commands,
completion. The tests prove that it reads what it takes exactly as typer does.
"""

from collections.abc import Iterator, Sequence

from repoaudit.cli._flags import REPEATED, SWITCHES, VALUES
from repoaudit.cli.arguments import CheckArguments
from repoaudit.typing import Any


def read(words: Sequence[str]) -> CheckArguments | None:
    """Return what ``check`` is told by the words behind the program's name, or None where typer has to be asked."""
    if not words or words[0] != "check":
        return None
    values: dict[str, Any] = {}
    paths: list[str] = []
    rest = iter(words[1:])
    for word in rest:
        if word == "--":
            paths += rest
        elif not word.startswith("-"):
            paths.append(word)
        elif not _read_flag(word, rest, values):
            return None
    if paths:
        values["path"] = paths[0]
    return CheckArguments(**values) if len(paths) <= 1 else None


def _read_flag(word: str, rest: Iterator[str], values: dict[str, Any]) -> bool:
    """Read one flag, and the next word if it is the flag's value; False for anything but the plainest form."""
    if word in SWITCHES:
        name, switch = SWITCHES[word]
        values[name] = switch
        return True
    flag, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
    if flag not in VALUES:
        return False
    if not equals:
        value = next(rest, "-")
        if value.startswith("-"):
            return False
    name = VALUES[flag]
    values[name] = (*values.get(name, ()), value) if name in REPEATED else value
    return True
