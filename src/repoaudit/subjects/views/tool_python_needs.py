"""Tools whose fixed version needs a newer Python than the oldest one that they run on."""

from collections.abc import Iterator

from repoaudit.documents.versions import Version, canonical_name
from repoaudit.facts.tool_pythons import LAST_FOR, TEST_TOOLS
from repoaudit.finding import ABSENT, Place
from repoaudit.record import NamedTuple
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.files.manifests import Declared, ListKind, RequirementList
from repoaudit.subjects.files.metadata import pyproject_value
from repoaudit.subjects.views.project import Project
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_KINDS: Final = frozenset({ListKind.GROUP, ListKind.EXTRA, ListKind.FILE})


class FixedTool(NamedTuple):
    """One tool, the version that a pin or a lock fixes, and where."""

    tool: str
    version: Version
    place: Place


class ToolPythonNeed:
    """One tool, and the Python that its version is too new for; ``last`` is the last release that runs on it."""

    __slots__ = ("fixed", "floor", "floor_place", "last", "scope")
    reads: ClassVar[tuple[str, ...]] = ("pyproject.toml", "setup.cfg", "setup.py")

    def __init__(self, scope: "Scope", fixed: FixedTool, floor: tuple[Version, Place], last: str) -> None:
        self.scope = scope
        self.fixed = fixed
        self.floor, self.floor_place = floor
        self.last = last

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each such tool of a project that says which Pythons it supports."""
        fixed = tuple(_fixed(scope))
        floor = _floor(scope) if fixed else None
        if floor:
            found = ((each, _last(each, floor[0])) for each in fixed)
            yield from (cls(scope, each, floor, last) for each, last in found if last)


def _fixed(scope: "Scope") -> Iterator[FixedTool]:
    """Yield the versions of tools that are pinned or locked for every Python that may be too new for some."""
    seen: set[str] = set()
    groups = (group for group in scope.all(Dependencies)[0].manifests.lists if group.kind in _KINDS)
    for declared in (each for group in groups for each in _unconditional(scope, group)):
        version, place = _pinned(declared) or _locked(scope, declared)
        if version and place and declared.name not in seen and _is_too_new_for_some(declared.name, version):
            seen.add(declared.name)
            yield FixedTool(declared.name, version, place)


def _pinned(declared: Declared) -> tuple[Version, Place] | None:
    specifiers = declared.requirement.specifiers if declared.requirement else None
    return (specifiers.exact, declared.place) if specifiers and specifiers.exact else None


def _unconditional(scope: "Scope", group: RequirementList) -> Iterator[Declared]:
    """Yield the tools of a list that is installed where the tests run, those left out that a marker limits."""
    names = [each.name for each in group.requirements]
    if not TEST_TOOLS.isdisjoint(names):
        for each in group.requirements:
            if (
                each.name in LAST_FOR
                and names.count(each.name) == 1
                and each.requirement
                and not each.requirement.marker
                and not _is_limited(scope, each.name)
            ):
                yield each


def _is_limited(scope: "Scope", name: str) -> bool:
    """Say whether a list of poetry limits a package to some Pythons."""
    poetry = pyproject_value(scope, "tool", "poetry")
    groups = poetry.get("group") if isinstance(poetry, dict) else None
    tables = (
        [group.get("dependencies") for group in groups.values() if isinstance(group, dict)]
        if isinstance(groups, dict)
        else []
    )
    if isinstance(poetry, dict):
        tables += [poetry.get("dependencies"), poetry.get("dev-dependencies")]
    entries = (entry for table in tables if isinstance(table, dict) for entry in table.items())
    return any(
        canonical_name(key) == name and isinstance(value, dict) and ("python" in value or "markers" in value)
        for key, value in entries
    )


def _locked(scope: "Scope", declared: Declared) -> tuple[Version | None, Place | None]:
    """Return the one version that a lock has for a tool; None where Pythons may have different ones."""
    if declared.list.kind is ListKind.FILE or pyproject_value(scope, "tool", "uv", "dependency-groups") is not ABSENT:
        return None, None
    for lock in scope.all(Dependencies)[0].locks:
        entries = lock.named(declared.name)
        if len(entries) == 1 and entries[0].version and entries[0].version_span:
            place = Place(lock.path, entries[0].version_span, f"{declared.name}.version")
            return Version.parse(entries[0].version), place
    return None, None


def _is_too_new_for_some(tool: str, version: Version) -> bool:
    lasts = (Version.parse(last) for last in LAST_FOR[tool].values())
    return any(last and version > last for last in lasts)


def _floor(scope: "Scope") -> tuple[Version, Place] | None:
    """Return the oldest Python that tests run with, else the oldest that is supported; None where none is stated."""
    project = scope.all(Project)[0]
    stated = project.requires_python
    oldest = stated.oldest if stated else None
    if stated is None or oldest is None:
        return None
    tested = project.tested_pythons.versions
    return max((oldest, *tested[:1])), stated.place


def _last(fixed: FixedTool, floor: Version) -> str | None:
    """Return the last release that runs on a Python, None where the version does."""
    text = LAST_FOR[fixed.tool].get(f"{floor.major}.{floor.minor}")
    last = Version.parse(text) if text else None
    return text if last and fixed.version > last else None
