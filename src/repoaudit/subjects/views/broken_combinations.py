"""Locked or pinned versions that are known to misbehave together, given how they are used here."""

from collections.abc import Iterator

from repoaudit.documents.versions import Specifiers
from repoaudit.facts.combinations import COMBINATIONS, Combination
from repoaudit.subjects.collections.commands import read_options
from repoaudit.subjects.collections.tool_versions import Strength, VersionPlace, tool_version
from repoaudit.subjects.tools.pytest import Pytest
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_EXACT = frozenset({Strength.LOCK, Strength.PIN})


class BrokenCombination:
    """One known combination, the option that makes it matter, and where its versions are fixed."""

    __slots__ = ("combination", "place", "scope", "versions")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, scope: "Scope", combination: Combination, place: "Place", versions: tuple[VersionPlace, ...]
    ) -> None:
        self.scope = scope
        self.combination = combination
        self.place = place
        self.versions = versions

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each combination that is in force in one project."""
        for combination in COMBINATIONS:
            place = _use(scope, combination)
            versions = tuple(_fixed(scope, *each) for each in combination.versions.items()) if place else ()
            known = tuple(each for each in versions if each)
            if place and len(known) == len(versions):
                yield cls(scope, combination, place, known)

    @property
    def label(self) -> str:
        """The versions as a person would name them."""
        pairs = zip(self.combination.versions, self.versions, strict=True)
        return " with ".join(f"{name} {version.exact}" for name, version in pairs)


def _fixed(scope: "Scope", package: str, wanted: str) -> VersionPlace | None:
    """Return a place that fixes a version within a range, None where some place admits or fixes another."""
    range_, places = Specifiers.parse(wanted), tool_version(scope, package).places
    exact = [each for each in places if each.strength in _EXACT and each.exact]
    if range_ is None or not exact or not all(each.exact and range_.contains(each.exact) for each in exact):
        return None
    return exact[0]


def _use(scope: "Scope", combination: Combination) -> "Place | None":
    pytest = scope.all(Pytest)[0]
    calls = [pytest.addopts, *(run.arguments for run in pytest.runs)]
    calls = [words for words in calls if any(combination.value in word.text for word in words)]
    found = (option for words in calls for option in read_options(tuple(words), (combination.option,)))
    return next((option.place for option in found if option.value == combination.value), None)
