"""Hook repositories at addresses that should not be used any more, but for those of which another rule speaks."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.hooks import CONFIGURATIONS
from repoaudit.subjects.files.hooks import Hooks
from repoaudit.subjects.files.hooks.moves import MovedHooks
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.finding import Fix, Place
    from repoaudit.scope import Scope


class OutdatedAddress:
    """One address of hooks that moved, were archived or cannot be reached."""

    __slots__ = ("_moved", "scope")
    reads: ClassVar[tuple[str, ...]] = CONFIGURATIONS

    def __init__(self, scope: "Scope", moved: MovedHooks) -> None:
        self.scope = scope
        self._moved = moved

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each, but not a linter that ruff replaces where that is said of the linter itself."""
        for hooks in scope.all(Hooks):
            for moved in hooks.moved:
                if not moved.linter or not _is_replaced(scope, moved.linter):
                    yield cls(scope, moved)

    @property
    def place(self) -> "Place":
        """Where the address stands."""
        return self._moved.place

    @property
    def message(self) -> str:
        """Why it should go, and what to do."""
        return f"`{self._moved.url}` {self._moved.why}: {self._moved.advice}"

    @property
    def fix(self) -> "Fix | None":
        """The fix that writes another address, None where none is known to have the same hooks."""
        return self._moved.fix


def _is_replaced(scope: "Scope", linter: str) -> bool:
    """Say whether a linter is known as one that ruff would replace here, or does."""
    from repoaudit.subjects.views.legacy_linters import LegacyLinters
    from repoaudit.subjects.views.redundant_linters import RedundantLinter

    try:
        return any(use.name == linter for legacy in scope.all(LegacyLinters) for use in legacy.uses) or any(
            redundant.name == linter for redundant in scope.all(RedundantLinter)
        )
    except UnknownError:
        return False
