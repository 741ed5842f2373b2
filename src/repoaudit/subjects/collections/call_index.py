"""The commands of a repository by what calls them: the target, environment, session, task or script that holds them."""

from repoaudit.errors import UnknownError
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Argument, Command
    from repoaudit.subjects.files.scripts import Runner
    from repoaudit.text import Span


class CallIndex:
    """Every command, by the group it runs in, by the name of its task and folder, and by the script it is part of."""

    __slots__ = ("_commands", "_groups", "_names", "_scripts")

    def __init__(self, commands: tuple["Command", ...]) -> None:
        self._groups: dict[tuple[Runner, str], list[Command]] = {}
        self._names: dict[tuple[Runner, str | None, str], list[Command]] = {}
        self._commands = commands
        self._scripts: dict[tuple[str, Span | None], list[Command]] | None = None
        for command in commands:
            runner, name, group, *_ = command.where
            self._groups.setdefault((runner, group), []).append(command)
            self._names.setdefault((runner, command.script.folder, name), []).append(command)

    def in_group(self, runner: "Runner", group: str) -> list["Command"]:
        """Return the commands of an environment, a session or a file."""
        return self._groups.get((runner, group), [])

    def groups(self, runner: "Runner") -> list[str]:
        """Return the names of the groups of one runner."""
        return [group for each, group in self._groups if each is runner]

    def named(self, runner: "Runner", folder: str, name: str) -> list["Command"]:
        """Return the commands of a task that is defined in a folder."""
        return self._names.get((runner, folder, name), [])

    def at(self, path: str, span: "Span") -> list["Command"]:
        """Return the commands of the script at a place."""
        if self._scripts is None:  # their places are far to seek
            self._scripts = {}
            for command in self._commands:
                place = command.script.place
                self._scripts.setdefault((place.path, place.span), []).append(command)
        return self._scripts.get((path, span), [])


def call_index(scope: "Scope") -> CallIndex:
    """Return the index of the whole repository, made once."""
    return scope.root.once(_index)


def _index(root: "Scope") -> CallIndex:
    return CallIndex(all_commands(root))


def folder_of(command: "Command") -> str:
    """Return the working directory of a command. Raises `UnknownError` where it cannot be known."""
    if command.folder is None:
        raise UnknownError(f"the folder in which `{command.tool}` runs is not known", *command.place[:2])
    return command.folder


def scope_in(root: "Scope", folder: str) -> "Scope | None":
    """Return the project of a folder, None where that is no project."""
    return next((scope for scope in (root, *root.members) if scope.folder == folder), None)


def must_be_known(argument: "Argument") -> None:
    """Raise `UnknownError` for a word that a variable fills."""
    if not argument.is_static:
        raise UnknownError(f"what `{argument.text}` stands for is not known", *argument.place[:2])
