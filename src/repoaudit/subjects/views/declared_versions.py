"""The versions of tools that a project declares: locked, pinned, limited, or taken by a hook."""

from collections.abc import Iterator, Sequence

from repoaudit.facts.versions import RESULTS_CHANGE_AT
from repoaudit.finding import Place
from repoaudit.subjects.collections.tool_versions import TOOLS, Strength, VersionPlace, tool_version
from repoaudit.subjects.files.manifests import ListKind
from repoaudit.subjects.views.declaration import (
    AGREES,
    DECIDES,
    Declaration,
    Judged,
    differs,
    unknown,
    until_unknown,
)
from repoaudit.subjects.views.version_skew import is_alike, is_used_outside
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.versions import Version
    from repoaudit.scope import Scope

_ORDER: Final = (Strength.LOCK, Strength.PIN, Strength.HOOK)
_OWN_RANGES: Final = frozenset({"pixi", "conda", "pipenv", "poetry"})
_UNREAD: Final = "ranges that only its manager knows are not read"


def declared_versions(scope: "Scope") -> Iterator[Declaration]:
    """Yield every place that speaks of the version of a tool."""
    for tool in TOOLS:
        yield from until_unknown(f"{tool} version", _of_tool(scope, tool))


def _of_tool(scope: "Scope", tool: str) -> Iterator[Declaration]:
    places = tool_version(scope, tool).places
    deciding = _deciding([each for each in places if not _is_unread(each)])
    fact, locked = f"{tool} version", set()
    for each in places:
        key = each.place.path, each.exact
        if each.strength is Strength.LOCK and key in locked:
            continue  # it is locked again for another platform
        locked.add(key)
        if _is_unread(each):
            yield Declaration(fact, "?", each.strength.value, each.place, *unknown(_UNREAD))
        else:
            judged = DECIDES if each in deciding else _judge(scope, tool, each, deciding)
            value = str(each.exact or each.allowed or "") or "any"
            yield Declaration(fact, value, each.strength.value, each.place, *judged)


def _deciding(places: Sequence[VersionPlace]) -> tuple[VersionPlace, ...]:
    """Return the lock, else the first pin, else the first hook, else the first range; a lock may hold several."""
    for strength in _ORDER:
        fixed = [each for each in places if each.strength is strength and each.exact and not each.is_conditional]
        if fixed and strength is Strength.LOCK:
            return tuple(each for each in fixed if each.place.path == fixed[0].place.path)
        if fixed:
            return (fixed[0],)
    return tuple(places[:1])


def _is_unread(each: VersionPlace) -> bool:
    """Say whether a range may stand there in a spelling of pixi, conda, pipenv or poetry, which is not read."""
    return not isinstance(each.source, Place) and each.source.list.manager in _OWN_RANGES and not _is_limited(each)


def _is_limited(each: VersionPlace) -> bool:
    return bool(each.exact or (each.allowed and each.allowed.clauses))


def _judge(scope: "Scope", tool: str, each: VersionPlace, deciding: Sequence[VersionPlace]) -> Judged:
    if any(_agree(tool, each, one) for one in deciding):
        return AGREES
    if each.is_conditional:
        return unknown("it holds under a condition")
    if each.exact is None and each.allowed is None:
        return unknown("it cannot be read")
    first = deciding[0]
    if Strength.HOOK in {each.strength, first.strength}:
        why = _may_differ(scope, tool, each, first)
        if why:
            return unknown(why)
    return differs(f"{first.strength.value} {first.exact or first.allowed}")


def _may_differ(scope: "Scope", tool: str, each: VersionPlace, first: VersionPlace) -> str:
    """Say why a hook and another place need not have the same version, "" where they should."""
    if tool not in RESULTS_CHANGE_AT:
        return "a hook need not run the same version"
    if any(not isinstance(one.source, Place) and one.source.list.kind is ListKind.RUNTIME for one in (each, first)):
        return "a hook need not run the version that users install"
    is_locked = Strength.LOCK in {each.strength, first.strength}
    return "it may be locked for another package" if is_locked and not is_used_outside(scope.root, tool) else ""


def _agree(tool: str, one: VersionPlace, other: VersionPlace) -> bool:
    if one.exact and other.exact:
        if Strength.HOOK in {one.strength, other.strength}:
            return is_alike(tool, one.exact, other.exact)
        return one.exact == other.exact
    if one.exact or other.exact:
        return _admits(one, other.exact) if other.exact else _admits(other, one.exact)
    return not one.allowed or not other.allowed or one.allowed.intersects(other.allowed)


def _admits(place: VersionPlace, version: "Version | None") -> bool:
    return version is None or (place.allowed is not None and place.allowed.contains(version))
