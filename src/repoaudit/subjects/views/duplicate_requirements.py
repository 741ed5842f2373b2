"""Packages that one list asks for twice, each time otherwise."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.files.generated import says_generated
from repoaudit.subjects.files.manifests import Declared, ListKind, RequirementList
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.documents.pep508 import Requirement
    from repoaudit.documents.versions import Specifiers
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_CONDITIONAL: Final = frozenset({"tox", "pixi", "conda", "poetry", "pipenv"})
"""Managers whose lists have conditions of their own, or cannot name a package twice."""


class DuplicateRequirement:
    """Two requirements for one package in one list that may apply together."""

    __slots__ = ("first", "scope", "second")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope", first: Declared, second: Declared) -> None:
        self.scope = scope
        self.first = first
        self.second = second

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the first such pair for each package of each list."""
        for group in scope.all(Dependencies)[0].manifests.lists:
            if group.manager not in _CONDITIONAL and group.kind is not ListKind.ENVIRONMENT:
                pairs = tuple(_pairs(group))
                if pairs and not (group.kind is ListKind.FILE and says_generated(scope, group.path)):
                    yield from (cls(scope, first, second) for first, second in pairs)

    @property
    def place(self) -> "Place":
        """The second one."""
        return self.second.place

    @property
    def name(self) -> str:
        """The package, as the second one writes it."""
        return self.second.requirement.name if self.second.requirement else self.second.name

    @property
    def ranges(self) -> tuple[str, str]:
        """What both want, in the order of the list; "" for any version."""
        return self.first.version_text, self.second.version_text

    @property
    def is_impossible(self) -> bool:
        """Whether no version satisfies both."""
        one, other = _specifiers(self.first), _specifiers(self.second)
        return bool(one and other and not one.intersects(other))


def _pairs(group: RequirementList) -> Iterator[tuple[Declared, Declared]]:
    names = [each.name for each in group.requirements if each.name]
    if len(names) == len(set(names)):
        return  # as nearly always
    found: defaultdict[str, list[Declared]] = defaultdict(list)
    for each in group.requirements:
        if each.requirement and each.requirement.specifiers is not None:
            found[each.name].append(each)
    for same in found.values():
        pair = next((pair for pair in combinations(same, 2) if _differ(*pair)), None)
        if pair:
            yield pair


def _differ(first: Declared, second: Declared) -> bool:
    """Say whether two requirements may apply together and want different versions.

    Where their markers differ, one may narrow the other on purpose (a newer Python needs a newer release), and so may
    one that only adds an extra.
    """
    one, other = _specifiers(first), _specifiers(second)
    if first.requirement is None or second.requirement is None or one is None or other is None:
        return False
    if _clauses(one) == _clauses(other):
        return False
    same_marker = _marker(first.requirement) == _marker(second.requirement)
    adds_extra = first.requirement.extras != second.requirement.extras and not (one.clauses and other.clauses)
    if (not same_marker or adds_extra) and one.intersects(other):
        return False
    from repoaudit.subjects.views.markers import overlap

    return overlap(first.requirement, second.requirement)


def _marker(requirement: "Requirement") -> str:
    return requirement.marker.text.replace("'", '"').replace(" ", "") if requirement.marker else ""


def _specifiers(declared: Declared) -> "Specifiers | None":
    return declared.requirement.specifiers if declared.requirement else None


def _clauses(specifiers: "Specifiers") -> frozenset[tuple[str, str]]:
    return frozenset((each.operator, each.version_text) for each in specifiers.clauses)
