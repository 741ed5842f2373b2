"""The folders that the commands of a script run in: ``cd``, ``pushd`` and ``popd``, followed from the start."""

from repoaudit.record import NamedTuple
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.subjects.collections.commands import Argument
    from repoaudit.subjects.files.scripts import Script
    from repoaudit.text import Span

HOME: Final = "~"
"""The working directory behind ``cd ~/other``: somewhere below the home of whoever runs it."""

_CHANGES: Final = frozenset({"cd", "pushd", "popd"})


class Folder(NamedTuple):
    """A working directory: relative to the root of the repository, or None and the known end of its path."""

    path: str | None
    end: str = ""


class Folders:
    """The working directory of a script and of each of its subshells, at the command that is being read."""

    __slots__ = ("_now", "_stacks")

    def __init__(self, script: "Script") -> None:
        self._now: dict[Span | None, Folder] = {None: Folder(script.folder, script.beyond)}
        self._stacks: dict[Span | None, list[Folder]] = {}

    def of(self, subshell: "Span | None") -> Folder:
        """Return the working directory of a command."""
        return self._now.get(subshell, self._now[None])

    def follow(self, subshell: "Span | None", arguments: "tuple[Argument, ...]") -> bool:
        """Say whether a command changes the working directory, and follow it."""
        if not arguments or arguments[0].text not in _CHANGES:
            return False
        before = self.of(subshell)
        stack = self._stacks.setdefault(subshell, [])
        if arguments[0].text == "popd":
            self._now[subshell] = stack.pop() if stack and len(arguments) == 1 else Folder(None)
            return True
        if arguments[0].text == "pushd":
            stack.append(before)
        self._now[subshell] = _change(before, arguments[1:])
        return True


def _change(folder: Folder, arguments: "tuple[Argument, ...]") -> Folder:
    """Return the working directory after a ``cd``; its path is None where it cannot be known or leaves the repository.

    Below a folder that is not known, the path that leads on is kept as the end.
    """
    if arguments and arguments[0].text.partition("/")[0] == HOME:
        return Folder(HOME)
    if folder.path == HOME:
        return folder
    if len(arguments) != 1 or not arguments[0].is_static or arguments[0].text.startswith(("/", "-")):
        return Folder(None)
    return _below(folder, arguments[0].text)


def _below(folder: Folder, text: str) -> Folder:
    from posixpath import join, normpath

    path = normpath(join(folder.end if folder.path is None else folder.path, text))
    path = "" if path == "." else path
    if path.startswith(".."):
        return Folder(None)
    return Folder(None, path) if folder.path is None else Folder(path)
