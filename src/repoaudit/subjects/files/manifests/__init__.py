"""Every list of requirements that a project declares, wherever it stands, and how one more is written into it."""

from collections.abc import Callable, Iterable, Iterator

from repoaudit.choice import Choice
from repoaudit.documents.formats import BARE_REQUIREMENTS
from repoaudit.documents.pep508 import parse_requirement
from repoaudit.documents.versions import canonical_name
from repoaudit.finding import Fix, Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Protocol, Self

if TYPE_CHECKING:
    from repoaudit.documents.pep508 import Requirement
    from repoaudit.scope import Scope


class ListKind(Choice):
    """What a list of requirements is for."""

    RUNTIME = "dependencies"
    EXTRA = "extra"
    GROUP = "group"
    ENVIRONMENT = "environment"
    FILE = "file"
    CONSTRAINTS = "constraints"
    BUILD = "build"


_EGG: Final = lazy(r"[#&]egg=([A-Za-z0-9._-]+)")
PlaceOrFinder = Place | Callable[[], Place]
"""A place, or what finds it: in TOML that takes a scan of the file, and most requirements are in order."""


def _found(place: PlaceOrFinder) -> Place:
    return place if isinstance(place, Place) else place()


class Entry(NamedTuple):
    """What is known of a requirement when its list is read; it is parsed where the reader of the file has not."""

    text: str
    place: PlaceOrFinder
    requirement: "Requirement | None" = None


def _named_by_egg(text: str) -> str:
    """Return the name that a URL gives for pip and pdm: ``-e git+https://e.org/x.git#egg=name``."""
    found = _EGG.search(text) if "egg=" in text else None
    return canonical_name(found[1]) if found else ""


class Declared:
    """One requirement where it is declared; ``requirement`` is None for what cannot be read (a path, a variable).

    ``position`` is where it stands in the list, counted from 0; ``name`` is canonical, "" where none is given.
    """

    __slots__ = ("_place", "list", "name", "position", "requirement", "text")

    def __init__(self, entry: "Entry", position: int, group: "RequirementList") -> None:
        text, place, requirement = entry
        self.requirement = requirement or parse_requirement(text)
        self.name = self.requirement.canonical if self.requirement else _named_by_egg(text)
        self.text = text
        self.position = position
        self.list = group
        self._place = place

    @property
    def place(self) -> Place:
        """The item of its list."""
        return _found(self._place)

    @property
    def version_text(self) -> str:
        """What is asked of the version, "" for anything."""
        if self.requirement is None or self.requirement.specifiers is None:
            return ""
        return str(self.requirement.specifiers)


class Writer(Protocol):
    """Phrases the change that writes one more requirement into a list."""

    def __call__(self, text: str, beside: Declared) -> Fix | None:
        """Return the fix, None where the file cannot be edited."""


class RequirementList:
    """A list of requirements: one group, extra, environment or file.

    ``name`` is the group, extra or environment, or the file's path. ``is_complete`` is False where some of it cannot
    be read. ``includes`` names the lists of the same file that it takes over.
    """

    __slots__ = ("_place", "_write", "includes", "is_complete", "kind", "manager", "name", "path", "requirements")

    def __init__(  # noqa: PLR0913  # a record
        self,
        kind: ListKind,
        name: str,
        place: PlaceOrFinder,
        entries: Iterable[Entry],
        *,
        path: str = "",
        manager: str = "",
        write: Writer | None = None,
        is_complete: bool = True,
        includes: tuple[str, ...] = (),
    ) -> None:
        self.kind = kind
        self.name = name
        self.path = path or _found(place).path
        self._place = place
        self.manager = manager
        self.is_complete = is_complete
        self.includes = includes
        self._write = write
        self.requirements = tuple(Declared(entry, index, self) for index, entry in enumerate(entries))

    def __repr__(self) -> str:
        return f"<RequirementList {self.path} {self.kind.value} {self.name}>"

    @property
    def place(self) -> Place:
        """The list itself."""
        return _found(self._place)

    @property
    def label(self) -> str:
        """How a person would call it: ``group `dev` of pyproject.toml``."""
        if self.kind is ListKind.FILE:
            return f"`{self.path}`"
        if self.kind is ListKind.RUNTIME:
            return f"the dependencies in `{self.path}`"
        return f"{self.kind.value} `{self.name}` in `{self.path}`"

    def add(self, text: str, beside: Declared) -> Fix | None:
        """Phrase the fix that writes a requirement behind another one, None where the file cannot be edited."""
        return self._write(text, beside) if self._write else None


def unread_list(kind: ListKind, path: str, manager: str) -> RequirementList:
    """Return what is known of a file that cannot be read: its tool may read it, as pip does UTF-16."""
    return RequirementList(kind, path, Place(path), (), manager=manager, is_complete=False)


def place_for(text: str, beside: Declared) -> int:
    """Return the position behind which a requirement belongs: that of another, or of its plugins that sort before."""
    added, position = parse_requirement(text), beside.position
    name = added.canonical if added else ""
    for each in beside.list.requirements[position + 1 :]:
        if not each.name.startswith(f"{beside.name}-") or each.name > name:
            break
        position = each.position
    return position


_PATTERNS: Final = (
    "pyproject.toml",
    "setup.cfg",
    "setup.py",
    "*requirements*.txt",
    "*requirements*.in",
    "requirements/*.txt",
    "requirements/*.in",
    *BARE_REQUIREMENTS,
    "environment*.yml",
    "environment*.yaml",
    "Pipfile",
    "tox.ini",
    "noxfile.py",
    "hatch.toml",
    "pixi.toml",
)


class Manifests:
    """All lists of requirements of one project.

    ``is_complete`` is False where a list is made by a program or stands in a file that cannot be read: then a package
    that is not found may be declared all the same.
    """

    __slots__ = ("is_complete", "lists", "scope")
    reads: ClassVar[tuple[str, ...]] = _PATTERNS

    def __init__(self, scope: "Scope", lists: tuple[RequirementList, ...], *, is_complete: bool) -> None:
        self.scope = scope
        self.lists = lists
        self.is_complete = is_complete

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the manifests of one project, which may have none."""
        from repoaudit.subjects.files.manifests.sources import read_lists

        lists, complete = read_lists(scope)
        yield cls(scope, lists, is_complete=complete and all(each.is_complete for each in lists))
