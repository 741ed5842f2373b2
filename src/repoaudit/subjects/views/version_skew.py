"""Hooks whose revision is another version of a tool than the one that the project locks or pins."""

from collections.abc import Iterator

from repoaudit.documents.versions import Specifiers, Version
from repoaudit.facts.hooks import CONFIGURATIONS
from repoaudit.facts.moved_hooks import MOVED
from repoaudit.facts.versions import HOOK_REPOSITORIES, RESULTS_CHANGE_AT
from repoaudit.finding import Fix, Place
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.collections.tool_versions import Strength, VersionPlace, tool_version
from repoaudit.subjects.files.hooks import HookRepository, Hooks
from repoaudit.subjects.files.scripts import Runner
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_EXACT = frozenset({Strength.LOCK, Strength.PIN})


class VersionSkew:
    """One hook repository, the version of its tool, and another place with another version."""

    __slots__ = ("_repo", "asked", "hooked", "other", "other_place", "scope", "tool")
    reads: ClassVar[tuple[str, ...]] = CONFIGURATIONS

    def __init__(self, scope: "Scope", tool: str, repo: HookRepository, hooked: "Version", other: VersionPlace) -> None:
        self.scope = scope
        self.tool = tool
        self._repo = repo
        self.hooked = hooked
        self.other = other.exact
        self.asked = other.allowed
        self.other_place = other.place

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each hook repository that differs from what is locked, pinned or admitted in the repository."""
        for hooks in scope.all(Hooks):
            for repo in hooks.repos:
                tool = next((tool for tool in RESULTS_CHANGE_AT if repo.slug in HOOK_REPOSITORIES.get(tool, ())), "")
                other = _other(scope, tool, repo.version) if tool and repo.version else None
                if other and repo.version:
                    yield cls(scope, tool, repo, repo.version, other)

    @property
    def place(self) -> Place:
        """The revision of the hook."""
        return self._repo.rev_place

    @property
    def stated(self) -> str:
        """What the other place says: ``has 0.17.6``, ``asks for >=0.9``."""
        return f"has {self.other}" if self.other else f"asks for `{self.asked}`"

    @property
    def followed(self) -> Fix | None:
        """The fix by which the hook follows.

        None where the hook is ahead, so that the other should follow, where the revision is a commit, whose hash is not
        known, or the hook repository has no such version, and for a range.
        """
        if self.other is None or self.other < self.hooked or self._repo.is_commit or self._is_archived:
            return None
        prefix = "v" if self._repo.rev.startswith("v") else ""
        return self._repo.with_rev(f"{prefix}{self.other}").titled(f"set `rev` to {prefix}{self.other}")

    @property
    def _is_archived(self) -> bool:
        """Whether the hook repository got no tags any more, as a mirror that was given up."""
        moved = MOVED.get(self._repo.slug)
        return moved is not None and not moved.is_same


def _other(scope: "Scope", tool: str, hooked: "Version") -> VersionPlace | None:
    """Return a place outside of the hooks that fixes another version, None where some place fixes the same."""
    everywhere = [each for each in tool_version(scope, tool).places if each.strength is not Strength.HOOK]
    places = [each for each in everywhere if each.strength in _EXACT and each.exact]
    others = [each for each in places if each.place.path not in CONFIGURATIONS]
    if not places:
        return next((each for each in everywhere if _excludes(each, tool, hooked)), None)
    if not others or not is_used_outside(scope, tool):
        return None
    different = [each for each in others if each.exact and not is_alike(tool, each.exact, hooked)]
    return different[0] if len(different) == len(others) else None


def _excludes(place: VersionPlace, tool: str, hooked: "Version") -> bool:
    """Say whether a range outside of the hooks admits no version whose results are those of the hook."""
    if place.allowed is None or place.exact or place.place.path in CONFIGURATIONS:
        return False
    series = ".".join(map(str, hooked.release[: RESULTS_CHANGE_AT.get(tool)]))
    alike = Specifiers.parse(f"=={series}.*")
    return alike is not None and not place.allowed.intersects(alike)


def is_used_outside(scope: "Scope", tool: str) -> bool:
    """Say whether a project asks for the tool itself, or a command runs it: it may be locked for another's sake."""
    if any(each.all(Dependencies)[0].named(tool) for each in (scope.root, *scope.root.members)):
        return True
    return any(command.tool == tool and command.where.runner is not Runner.HOOK for command in all_commands(scope))


def is_alike(tool: str, one: "Version", other: "Version") -> bool:
    """Say whether two versions of a tool give the same results."""
    parts = RESULTS_CHANGE_AT.get(tool)
    return one.release[:parts] == other.release[:parts]
