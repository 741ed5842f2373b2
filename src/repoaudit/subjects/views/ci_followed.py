"""Every command that CI comes to run, followed through make, tox, nox, tasks and scripts."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.subjects.collections.calls import called_by
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.views.ci_gaps import Gap, opaque, text_behind, words_of
from repoaudit.subjects.views.ci_step_gaps import gaps_of_configuration
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command


_MAX_COMMANDS: Final = 20_000


class Followed:
    """Every command that CI comes to run, each once, nearest first, and what could not be followed.

    Nothing is followed further than somebody asks: most questions are answered by the commands of the steps themselves.
    """

    __slots__ = ("_commands", "_gaps", "_next", "_root", "_seen")

    def __init__(self, root: "Scope") -> None:
        self._root = root
        self._commands = [command for command in all_commands(root) if command.where.runner.is_ci]
        self._seen = set(self._commands)
        self._gaps: list[Gap] = []
        self._next = 0

    def __iter__(self) -> Iterator["Command"]:
        commands = self._commands
        index = 0
        while True:
            while index < len(commands):
                yield commands[index]
                index += 1
            if not self._follow():
                return

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What cannot be followed; to know it, all is followed that can be."""
        while self._follow():
            pass
        return (*self._root.once(gaps_of_configuration), *self._gaps)

    def _follow(self) -> bool:
        """Follow one command more; False when none is left."""
        if self._next >= len(self._commands):
            return False
        command = self._commands[self._next]
        self._next += 1
        try:
            inner = called_by(command, self._root)
        except UnknownError as error:
            self._gaps.append(Gap(error, text_behind(command, self._root), words_of(command)))
            return True
        if len(self._commands) > _MAX_COMMANDS:
            self._gaps.append(Gap(UnknownError("CI runs too much to follow"), None))
            self._next = len(self._commands)
            return False
        if not inner:
            self._gaps += opaque(command, self._root)
            return True
        new = [each for each in dict.fromkeys(inner) if each not in self._seen]
        self._seen.update(new)
        self._commands += new  # in place: whoever iterates sees them
        return True


def followed(root: "Scope") -> Followed:
    """Follow the commands of CI through make, tox, nox, tasks and scripts, as far as somebody asks."""
    return Followed(root)
