"""Extras that somebody asks for and that the project does not offer."""

from collections.abc import Iterator, Mapping
from functools import partial

from repoaudit.documents.versions import canonical_name
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
        known = [(each, extras) for each in (scope.root, *scope.root.members) if (extras := extras_of(each))]
        found: dict[tuple[str, frozenset[str]], Self] = {}
        for asked in extras_asked(scope, partial(_may_be_unknown, known)) if known else ():
            owner = None if _is_elsewhere(asked, known, scope) else _owner(asked, known)
            names = tuple(each for each in asked.extras if owner and not owner[1].has(each))
            if owner and names:
                key = owner[0].folder, frozenset(map(canonical_name, names))
                found.setdefault(key, cls(asked, names, *owner)).places[asked.find()] = None
        yield from found.values()


def _may_be_unknown(known: "list[tuple[Scope, Extras]]", extras: str) -> bool:
    names = [each.strip() for each in extras.split(",")]
    return any(not offered.has(name) for _, offered in known for name in names)


def _is_elsewhere(asked: AskedExtras, known: "list[tuple[Scope, Extras]]", scope: "Scope") -> bool:
    """Say whether a project may be meant of whose extras nothing is known."""
    read = {each.folder for each, _ in known}
    others = (folder for folder in asked.folders if folder not in read)
    return any(scope.repository.is_file(f"{folder}/{name}".lstrip("/")) for folder in others for name in _PROJECTS)


def _owner(asked: AskedExtras, known: "list[tuple[Scope, Extras]]") -> "tuple[Scope, Extras] | None":
    """Return the project that is meant, as the first of the possible ones; None if another one has all extras."""
    if asked.name:
        meant = [each for each in known if each[1].project == asked.name]
    else:
        meant = [each for folder in asked.folders for each in known if each[0].folder == folder]
    if any(all(map(extras.has, asked.extras)) for _, extras in meant):
        return None
    return meant[0] if meant else None


def _nearest(name: str, extras: Extras) -> str:
    from difflib import get_close_matches  # hardly ever

    return next((extras.names[each] for each in get_close_matches(canonical_name(name), extras.names, 1, 0.7)), "")
