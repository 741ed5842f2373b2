"""Whether an application fixes what it runs with: a lock file, hashes, or pins."""

from collections.abc import Iterator
from posixpath import basename

from repoaudit.facts.lock_files import LOCK_TOOLS, OTHER_LOCKS, LockTool
from repoaudit.finding import ABSENT, Place
from repoaudit.regex import lazy
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.files.ignored_locks import ignoring_line
from repoaudit.subjects.files.manifests import Declared, ListKind, RequirementList
from repoaudit.subjects.files.metadata import pyproject_value
from repoaudit.subjects.views.project import Project
from repoaudit.subjects.views.requirement_drift import is_for_users
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_LISTED: Final = lazy(r"(?:requirements[^/]*|requirements/[^/]+|reqs/[^/]+)\.txt")
_REASON: Final = lazy(
    r"(?i)^[ \t]*#.*\b(?:local|because|instead|intention|purpose|library|not commit|n't commit|develop)"
)
_BACKED: Final = lazy(r"--hash=|--require-hashes|(?m:^[ \t]*(?:-c|--constraint))")


class ApplicationLock:
    """The lock of one project, or what stands in for it."""

    __slots__ = ("scope",)
    reads: ClassVar[tuple[str, ...]] = (
        "pyproject.toml", "Pipfile", "pixi.toml", "*requirements*.txt", "requirements/*.txt", "reqs/*.txt"
    )  # fmt: skip

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it for every project."""
        yield cls(scope)

    @property
    def unpinned(self) -> tuple[Declared, ...]:
        """The requirements of an application that admit several versions, what it runs with first; () with a lock."""
        files = sorted(self._files, key=lambda group: (not is_for_users(self.scope, group), group.path))
        found = tuple(each for group in files if not self._is_backed(group) for each in _floating(group))
        is_relevant = any(is_for_users(self.scope, group) for group in files)
        if not found or not is_relevant or self._is_locked or self.ignored or not self._is_application:
            return ()
        return found

    @property
    def unlocked(self) -> Place | None:
        """The dependencies of an application that uses a manager with locks, and has none; None for all others."""
        group = next((each for each in self._managed if each.requirements), None)
        if group is None or self._is_locked or self._files or self.ignored or not self._is_application:
            return None
        return group.place

    @property
    def ignored(self) -> tuple[Place, LockTool] | None:
        """The line by which git ignores the lock of an application's manager, None where some lock is tracked."""
        for tool in LOCK_TOOLS.values():
            line = ignoring_line(self.scope.root, self.scope.path(tool.file))
            if line is None or not self._uses(tool, line.anchor) or self._is_tracked(tool):
                continue
            if self._is_application and not _is_explained(self.scope, line):
                return line, tool
        return None

    @property
    def first_ignored(self) -> tuple[Place, LockTool] | None:
        """The same for the first project of the repository that has one; None but at the root."""
        scopes = (self.scope, *self.scope.members) if self.scope.is_root else ()
        found = (scope.all(ApplicationLock)[0].ignored for scope in scopes)
        return next(filter(None, found), None)

    @property
    def managers(self) -> str:
        """The command that makes a lock."""
        managers = {each.manager for each in self._managed}
        named = [name for name in LOCK_TOOLS if name in managers]
        used = (tool.name for tool in LOCK_TOOLS.values() if self._uses(tool, ""))
        return f"{named[0] if named else next(used, 'uv')} lock"

    @property
    def _is_application(self) -> bool:
        offers_hooks = self.scope.is_root and self.scope.exists(".pre-commit-hooks.yaml")
        return not offers_hooks and not self.scope.all(Project)[0].is_library

    @property
    def _files(self) -> tuple[RequirementList, ...]:
        lists = self.scope.all(Dependencies)[0].manifests.lists
        start = self.scope.path("")
        return tuple(
            each for each in lists if each.kind is ListKind.FILE and _LISTED.fullmatch(each.path.removeprefix(start))
        )

    @property
    def _managed(self) -> Iterator[RequirementList]:
        for group in self.scope.all(Dependencies)[0].manifests.lists:
            is_pixi = group.manager == "pixi" and group.name == "default"
            if is_pixi or (group.kind is ListKind.RUNTIME and group.manager != "setuptools"):
                yield group

    def _is_backed(self, group: RequirementList) -> bool:
        return bool(_BACKED.search(self.scope.repository.read(group.path)))

    @property
    def _is_locked(self) -> bool:
        if any(not ignoring_line(self.scope.root, lock.path) for lock in self.scope.all(Dependencies)[0].locks):
            return True
        names = self.scope.repository.list_dir(self.scope.folder)
        return any(name in OTHER_LOCKS or ("lock" in name and "require" in name) for name in names)

    def _is_tracked(self, tool: LockTool) -> bool:
        """Say whether git tracks a lock that it ignores, or another manager's lock stands beside it."""
        others = [each.file for each in LOCK_TOOLS.values() if each is not tool]
        if any(
            self.scope.exists(name) and not ignoring_line(self.scope.root, self.scope.path(name)) for name in others
        ):
            return True
        files = self.scope.repository.files()
        return files.tracked and self.scope.path(tool.file) in files

    def _uses(self, tool: LockTool, pattern: str) -> bool:
        """Say whether the manifests of the project are a manager's, or the pattern itself names uv's lock."""
        if tool.name in {"pipenv", "pixi"}:
            return self.scope.exists(tool.manifest)
        if pyproject_value(self.scope, "tool", tool.table) is not ABSENT:
            return True
        return pattern.endswith("uv.lock") and tool.name == "uv" and bool(tuple(self._managed))


def _is_explained(scope: "Scope", line: Place) -> bool:
    """Say whether a comment above a line gives a reason for it, rather than a heading."""
    text = scope.repository.read(line.path)[: line.span.start if line.span else 0]
    return bool(_REASON.search(text.rstrip("\r\n").rpartition("\n")[2]))


def _floating(group: RequirementList) -> Iterator[Declared]:
    """Yield the requirements of a list that admit several versions, and that no other of them pins."""
    pinned = {each.name for each in group.requirements if _pins(each)}
    yield from (each for each in group.requirements if _floats(each) and each.name not in pinned)


def _pins(declared: Declared) -> bool:
    """Say whether a requirement fixes the version wherever the list is installed."""
    requirement = declared.requirement
    return bool(requirement and requirement.specifiers and not requirement.marker) and not _floats(declared)


def _floats(declared: Declared) -> bool:
    requirement = declared.requirement
    if requirement is None or requirement.specifiers is None or basename(declared.list.path).startswith("constraint"):
        return False
    return not any(clause.operator in {"==", "==="} for clause in requirement.specifiers.clauses)
