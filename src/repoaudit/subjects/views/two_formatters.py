"""Two formatters that rewrite the same files of one project."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Self

from repoaudit.subjects.tools.targets import may_meet
from repoaudit.subjects.views.python_runs import hook_of, python_runs

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command


class TwoFormatters:
    """A run of black and a run of ``ruff format`` in one project."""

    __slots__ = ("_black", "_ruff", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope", black: "Command", ruff: "Command") -> None:
        self.scope = scope
        self._black = black
        self._ruff = ruff

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the first pair of runs that may treat the same files."""
        pairs = ((a, b) for a in python_runs(scope, "black") for b in python_runs(scope, "ruff format"))
        for black, ruff in pairs:
            if may_meet(black, ruff, scope.repository) and _have_equal_files(black, ruff, scope):
                yield cls(scope, black, ruff)
                return

    @property
    def black(self) -> "Place":
        """The hook or the command that runs black."""
        return place_of(self._black, self.scope)

    @property
    def ruff(self) -> "Place":
        """The hook or the command that runs ``ruff format``."""
        return place_of(self._ruff, self.scope)


def place_of(command: "Command", scope: "Scope") -> "Place":
    """Return the hook that runs a command, else the command."""
    hook = hook_of(command, scope)
    return hook.place if hook else command.place


def _have_equal_files(one: "Command", other: "Command", scope: "Scope") -> bool:
    """Say whether neither hook is limited by ``files`` to what the other may not get."""
    hooks = [hook for hook in (hook_of(one, scope), hook_of(other, scope)) if hook]
    limits = {hook.files for hook in hooks}
    return len(limits) < len(hooks) or not any(limits)
