"""Facts that several files declare and that must agree, each place judged against the one that decides.

Nothing is collected here: the views of the floors below are put side by side. What cannot be known is a row that says
so, never an error.
"""

from collections.abc import Iterator

from repoaudit.subjects.views.declaration import Declaration
from repoaudit.subjects.views.declared_figures import declared_lengths, declared_minima
from repoaudit.subjects.views.declared_paths import declared_branches, declared_packages
from repoaudit.subjects.views.declared_pythons import declared_pythons
from repoaudit.subjects.views.declared_versions import declared_versions
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_READERS = (
    declared_pythons,
    declared_versions,
    declared_minima,
    declared_lengths,
    declared_packages,
    declared_branches,
)


class Declarations:
    """The facts of one project, each with every place that declares it."""

    __slots__ = ("scope",)
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the declarations of every project, which may make none."""
        yield cls(scope)

    @property
    def all(self) -> tuple[Declaration, ...]:
        """Every declaration once, fact by fact; in a project below the root those of its own files."""
        rows = (each for reader in _READERS for each in reader(self.scope))
        return tuple(dict.fromkeys(each for each in rows if self._is_own(each.place)))

    def _is_own(self, place: "Place") -> bool:
        return self.scope.is_root or not place.path or place.path.startswith(f"{self.scope.folder}/")
