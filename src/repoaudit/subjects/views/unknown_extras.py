"""Extras that somebody asks for and that the project does not offer."""

from collections.abc import Iterator, Mapping
from functools import partial

from repoaudit.documents.versions import canonical_name
from repoaudit.record import NamedTuple
from repoaudit.subjects.files.extras import Extras, extras_of, groups_of
from repoaudit.subjects.views.asked_extras import AskedExtras, extras_asked
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_PROJECTS: Final = ("pyproject.toml", "setup.py", "setup.cfg")


class UnknownExtras:
    """Those of one word: how they are asked for, the file that lacks them, and all places that ask for the same.

    ``groups`` are the ones that are names of groups of dependencies, ``near`` maps others to an extra spelled alike.
    """

    __slots__ = ("groups", "names", "near", "path", "places", "spelled")
    reads: ClassVar[tuple[str, ...]] = ("pyproject.toml", "setup.cfg")

    def __init__(self, asked: AskedExtras, names: tuple[str, ...], owner: "Scope", extras: Extras) -> None:
        groups = groups_of(owner)
        self.names = names
        self.spelled = asked.spelled
        self.path = extras.path
        self.groups = tuple(each for each in names if canonical_name(each) in groups)
        alike = {each: _nearest(each, extras) for each in names if each not in self.groups}
        self.near: Mapping[str, str] = {each: other for each, other in alike.items() if other}
        self.places: dict[Place, None] = {}

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield all that is asked for in one project and is not there, the same names once."""
        known = scope.root.once(_known)
        found: dict[tuple[str, frozenset[str]], Self] = {}
        for asked in extras_asked(scope, partial(_may_be_unknown, known)) if known.by_folder else ():
            owner = None if _is_elsewhere(asked, known, scope) else _owner(asked, known)
            names = tuple(each for each in asked.extras if owner and not owner[1].has(each))
            if owner and names:
                key = owner[0].folder, frozenset(map(canonical_name, names))
                found.setdefault(key, cls(asked, names, *owner)).places[asked.find()] = None
        yield from found.values()


class _Known(NamedTuple):
    """The projects of a repository of whose extras all is known, by their folders and by their names."""

    by_folder: "Mapping[str, tuple[Scope, Extras]]"
    by_name: "Mapping[str, list[tuple[Scope, Extras]]]"


def _known(root: "Scope") -> _Known:
    by_folder = {each.folder: (each, extras) for each in (root, *root.members) if (extras := extras_of(each))}
    by_name: dict[str, list[tuple[Scope, Extras]]] = {}
    for each in by_folder.values():
        by_name.setdefault(each[1].project, []).append(each)
    return _Known(by_folder, by_name)


def _may_be_unknown(known: _Known, extras: str) -> bool:
    names = [each.strip() for each in extras.split(",")]
    return any(not offered.has(name) for _, offered in known.by_folder.values() for name in names)


def _is_elsewhere(asked: AskedExtras, known: _Known, scope: "Scope") -> bool:
    """Say whether a project may be meant of whose extras nothing is known."""
    others = (folder for folder in asked.folders if folder not in known.by_folder)
    return any(scope.repository.is_file(f"{folder}/{name}".lstrip("/")) for folder in others for name in _PROJECTS)


def _owner(asked: AskedExtras, known: _Known) -> "tuple[Scope, Extras] | None":
    """Return the project that is meant, as the first of the possible ones; None if another one has all extras."""
    if asked.name:
        meant = known.by_name.get(asked.name, [])
    else:
        meant = [known.by_folder[folder] for folder in asked.folders if folder in known.by_folder]
    if any(all(map(extras.has, asked.extras)) for _, extras in meant):
        return None
    return meant[0] if meant else None


def _nearest(name: str, extras: Extras) -> str:
    from difflib import get_close_matches  # hardly ever

    return next((extras.names[each] for each in get_close_matches(canonical_name(name), extras.names, 1, 0.7)), "")
