"""What the standards forbid in ``[project]``, ``[build-system]``, ``[dependency-groups]`` and lists of classifiers."""

from collections.abc import Iterator

from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.files.build_system import build_system
from repoaudit.subjects.files.classifiers import classifiers
from repoaudit.subjects.files.project_table import ProjectTable, toml_of
from repoaudit.subjects.files.projects import has_blanks
from repoaudit.subjects.views.group_problems import group_problems, poetry_problems
from repoaudit.subjects.views.project_problems import project_problems
from repoaudit.subjects.views.shape_problems import build_problems, shape_problems
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope


_JOINED: Final = lazy(
    r"(?<=[^\s:])(?:Development Status|Environment|Framework|Intended Audience|License|Natural Language"
    r"|Operating System|Programming Language|Topic|Typing) :: "
)
"""Where a second classifier begins inside of one."""


class Problem(NamedTuple):
    """Where something is wrong, what, and another place that it contradicts."""

    place: "Place"
    message: str
    other: "Place | None" = None


class MetadataProblem:
    """One thing that is forbidden."""

    __slots__ = ("message", "other", "place")
    reads: ClassVar[tuple[str, ...]] = ("pyproject.toml", "setup.cfg", "setup.py")

    def __init__(self, problem: Problem) -> None:
        self.place = problem.place
        self.message = problem.message
        self.other = problem.other

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield every one of one project; a form with blanks is not yet one."""
        yield from map(cls, _joined_classifiers(scope))
        document = toml_of(scope)
        if document is None or has_blanks(scope):
            return
        found = build_system(scope)
        backend = found.backend if found else None
        for table in scope.all(ProjectTable):
            yield from (cls(Problem(*each)) for each in shape_problems(table, backend))
            yield from (cls(Problem(*each)) for each in project_problems(table, backend))
        yield from (cls(Problem(*each)) for each in build_problems(document))
        yield from (cls(Problem(*each)) for each in group_problems(document))
        yield from (cls(Problem(*each)) for each in poetry_problems(document))


def _joined_classifiers(scope: "Scope") -> Iterator[Problem]:
    """Yield the classifiers that Python made one of, as no comma is between them."""
    found = classifiers(scope)
    for item in found.items if found else ():
        second = _JOINED.search(item.text)
        if second:
            first = item.text[: second.start()]
            message = f"no comma is behind the classifier `{first}`, so that it is one with the next: PyPI refuses it"
            yield Problem(item.place, message)
