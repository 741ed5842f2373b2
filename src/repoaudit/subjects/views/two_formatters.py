"""Two formatters that rewrite the same files of one project."""

from collections.abc import Iterator

from repoaudit.subjects.views.python_runs import Run, may_meet, runs_of
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope


class TwoFormatters:
    """Where black runs and where ``ruff format`` runs over the same files of one project."""

    __slots__ = ("black", "ruff", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope", black: "Place", ruff: "Place") -> None:
        self.scope = scope
        self.black = black
        self.ruff = ruff

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the first pair of runs that may treat the same files."""
        formats = tuple(runs_of(scope, "ruff format"))
        for black in runs_of(scope, "black") if formats else ():
            for ruff in formats:
                if may_meet(black, ruff, scope) and not _share(black, ruff):
                    yield cls(scope, black.place, ruff.place)
                    return


def _share(one: Run, other: Run) -> bool:
    """Say whether two hooks exclude different files: then they may share the files between them."""
    excludes = {run.hook.exclude for run in (one, other) if run.hook and run.hook.exclude}
    return len(excludes) > 1
