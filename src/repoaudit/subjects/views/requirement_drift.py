"""Requirements files that contradict the dependencies of the package beside them."""

from collections.abc import Iterator
from posixpath import dirname

from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.profile import is_runtime
from repoaudit.subjects.files.manifests import Declared, ListKind, RequirementList
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_FOLDERS: Final = frozenset({"", "requirements", "reqs"})


class RequirementDrift:
    """One package of which a requirements file and the metadata want versions that exclude each other."""

    __slots__ = ("declared", "listed", "scope")
    reads: ClassVar[tuple[str, ...]] = ("*requirements*.txt", "*requirements*.in", "requirements/*", "reqs/*")

    def __init__(self, scope: "Scope", listed: Declared, declared: Declared) -> None:
        self.scope = scope
        self.listed = listed
        self.declared = declared

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each such package, once for each file."""
        lists = scope.all(Dependencies)[0].manifests.lists
        runtime = {each.name: each for group in lists if group.kind is ListKind.RUNTIME for each in group.requirements}
        for group in lists if runtime else ():
            if is_for_users(scope, group):
                found = ((each, runtime.get(each.name)) for each in group.requirements if each.name)
                yield from (cls(scope, one, other) for one, other in found if other and _exclude(one, other))

    @property
    def place(self) -> "Place":
        """The line of the requirements file."""
        return self.listed.place


def is_for_users(scope: "Scope", group: RequirementList) -> bool:
    """Say whether a list is a requirements file of what runs, which stands where such files stand."""
    folder = dirname(group.path).removeprefix(scope.folder).strip("/")
    return group.kind is ListKind.FILE and folder in _FOLDERS and is_runtime(group)


def _exclude(one: Declared, other: Declared) -> bool:
    if one.requirement is None or other.requirement is None:
        return False
    ours, theirs = one.requirement.specifiers, other.requirement.specifiers
    if ours is None or theirs is None or ours.intersects(theirs):
        return False
    from repoaudit.subjects.views.markers import overlap

    return overlap(one.requirement, other.requirement)
