"""Requirements files that were compiled from another file, and what they miss of it by now."""

import re
from collections.abc import Iterator
from posixpath import basename

from repoaudit.errors import UnknownError
from repoaudit.regex import lazy
from repoaudit.repository import join
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.files.manifests import Declared, ListKind, RequirementList
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_HEADER: Final = 1_000
_COMPILED: Final = lazy(r"^#.*(?:pip-compile|uv pip compile)", re.MULTILINE)
_INCLUDES: Final = lazy(r"^[ \t]*(?:-r|--requirement)\b", re.MULTILINE)
_INCLUDED: Final = lazy(r"^[ \t]*(?:-r|--requirement)[ \t=]*(?P<path>[^\s#]+\.in)[ \t]*\r?$", re.MULTILINE)
_LEFT_OUT: Final = frozenset({"pip", "setuptools", "distribute"})
"""What pip-compile does not write unless it is told to (`--allow-unsafe`)."""


class StaleRequirement:
    """One requirement of a ``.in`` file, and what the ``.txt`` compiled from it says: nothing, or another version."""

    __slots__ = ("compiled", "pinned", "scope", "source")
    reads: ClassVar[tuple[str, ...]] = ("*requirements*.in", "requirements/*.in", "reqs/*.in", "*/*requirements*.in")

    def __init__(self, scope: "Scope", source: Declared, compiled: RequirementList, pinned: Declared | None) -> None:
        self.scope = scope
        self.source = source
        self.compiled = compiled
        self.pinned = pinned

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each such requirement."""
        files = [each for each in scope.all(Dependencies)[0].manifests.lists if each.kind is ListKind.FILE]
        sources = [each for each in files if each.path.endswith(".in")]
        for source in sources:
            compiled = next((each for each in files if _is_compiled_from(scope, each, source)), None)
            if compiled:
                for part in _with_included(scope, source, sources):
                    yield from (cls(scope, *found) for found in _stale(part, compiled))

    @property
    def place(self) -> "Place":
        """The requirement; or the pin that contradicts it."""
        return self.pinned.place if self.pinned else self.source.place


def _is_compiled_from(scope: "Scope", compiled: RequirementList, source: RequirementList) -> bool:
    """Say whether a compiler wrote a file, by its header or its notes, and from this source by name or header."""
    if not compiled.path.endswith(".txt") or compiled.path.rpartition("/")[0] != source.path.rpartition("/")[0]:
        return False
    try:
        text = scope.repository.read(compiled.path)
    except UnknownError:
        return False
    header = text[:_HEADER]
    is_compiled = _COMPILED.search(header) or "# via" in text
    if not is_compiled or _INCLUDES.search(text) or not all(each.name for each in compiled.requirements):
        return False
    name = basename(source.path)
    named = re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", header) is not None
    return named or (".in" not in header and compiled.path.removesuffix(".txt") == source.path.removesuffix(".in"))


def _with_included(
    scope: "Scope", source: RequirementList, sources: list[RequirementList]
) -> tuple[RequirementList, ...]:
    """Return a source and those that it includes with ``-r``, which are compiled with it."""
    found, waiting = {source.path: source}, [source]
    while waiting:
        current = waiting.pop()
        folder = current.path.rpartition("/")[0]
        named = {join(folder, match["path"]) for match in _INCLUDED.finditer(scope.repository.read(current.path))}
        more = [each for each in sources if each.path in named and each.path not in found]
        found |= {each.path: each for each in more}
        waiting += more
    return tuple(found.values())


def _stale(
    source: RequirementList, compiled: RequirementList
) -> Iterator[tuple[Declared, RequirementList, Declared | None]]:
    for each in source.requirements:
        requirement = each.requirement
        if requirement is None or requirement.marker is not None or requirement.specifiers is None:
            continue
        pins = [pin for pin in compiled.requirements if pin.name == each.name]
        if not pins and each.name not in _LEFT_OUT:
            yield each, compiled, None
        elif pins and not any(_agree(each, pin) for pin in pins):
            yield each, compiled, pins[0]


def _agree(source: Declared, pin: Declared) -> bool:
    wanted = source.requirement.specifiers if source.requirement else None
    said = pin.requirement.specifiers if pin.requirement else None
    return wanted is None or said is None or wanted.intersects(said)
