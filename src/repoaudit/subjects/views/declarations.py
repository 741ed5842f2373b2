"""Facts that several files declare and that must agree: one function for each fact, over the floors below.

Nothing is collected here. What cannot be known is left out and makes the list incomplete, never an error: a table that
is shown to people does better with a gap than without the rest.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.subjects.collections.tool_versions import TOOLS, VersionPlace, tool_version
from repoaudit.subjects.tools.coverage import Coverage
from repoaudit.subjects.views.named_pythons import named_pythons
from repoaudit.subjects.views.project import Project

if TYPE_CHECKING:
    from repoaudit.scope import Scope

T = TypeVar("T")


class Declaration(NamedTuple):
    """One place that declares a fact: the fact's name, the value as people write it, and who declares it."""

    fact: str
    value: str
    place: Place
    by: str


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
        """Every declaration, fact by fact."""
        return (*self.pythons, *self.tool_versions, *self.minimum_coverage)

    @property
    def pythons(self) -> tuple[Declaration, ...]:
        """The Pythons that are asked for, tested and named."""
        return tuple(self._pythons())

    def _pythons(self) -> Iterator[Declaration]:
        project = self.scope.all(Project)[0]
        required = _known(lambda: project.requires_python)
        if required:
            yield Declaration("python", required.text, required.place, "requires-python")
        for named in _until_unknown(named_pythons(self.scope)):
            yield Declaration("python", str(named.version), named.place, named.namer.value)

    @property
    def tool_versions(self) -> tuple[Declaration, ...]:
        """What hooks, lock files, pins and ranges say of the version of each tool."""
        return tuple(
            Declaration(
                f"{tool} version", str(place.exact or place.allowed or "any"), place.place, place.strength.value
            )
            for tool in TOOLS
            for place in (_known(partial(_places, self.scope, tool)) or ())
        )

    @property
    def minimum_coverage(self) -> tuple[Declaration, ...]:
        """The figures that coverage must reach."""
        minima = _known(lambda: self.scope.all(Coverage)[0].minima) or ()
        return tuple(Declaration("minimum coverage", f"{each.value:g}", each.place, "fail_under") for each in minima)


def _places(scope: "Scope", tool: str) -> tuple[VersionPlace, ...]:
    return tool_version(scope, tool).places


def _known(ask: Callable[[], T]) -> T | None:
    """Return an answer, None where it cannot be known."""
    try:
        return ask()
    except UnknownError:
        return None


def _until_unknown(items: Iterator[T]) -> Iterator[T]:
    """Yield items up to the first that cannot be known."""
    try:
        yield from items
    except UnknownError:
        return
