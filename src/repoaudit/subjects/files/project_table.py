"""``[project]`` of ``pyproject.toml``: the metadata of PEP 621, as they are written."""

from collections.abc import Iterator

from repoaudit.documents.toml import parse_toml
from repoaudit.finding import ABSENT
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.finding import DataPath, Place
    from repoaudit.scope import Scope


class ProjectTable:
    """The table of one project that has one."""

    __slots__ = ("document", "scope")
    reads: ClassVar[tuple[str, ...]] = ("pyproject.toml",)

    def __init__(self, scope: "Scope", document: "TomlDocument") -> None:
        self.scope = scope
        self.document = document

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the table where there is one."""
        document = toml_of(scope)
        if document is not None and isinstance(document.get(("project",)), dict):
            yield cls(scope, document)

    def get(self, *keys: str | int) -> object:
        """Return a value, or `ABSENT`."""
        return self.document.get(("project", *keys))

    def text(self, *keys: str | int) -> str:
        """Return a string, "" for any other value and where there is none."""
        value = self.get(*keys)
        return value if isinstance(value, str) else ""

    def strings(self, *keys: str | int) -> tuple[tuple[int, str], ...]:
        """Return the strings of an array, each with its position."""
        value = self.get(*keys)
        items = enumerate(value) if isinstance(value, list) else ()
        return tuple((index, item) for index, item in items if isinstance(item, str))

    def names(self, *keys: str | int) -> tuple[str, ...]:
        """Return the keys of a table, or of a table inside it."""
        value = self.get(*keys)
        return tuple(value) if isinstance(value, dict) else ()

    @property
    def dynamic(self) -> tuple[str, ...]:
        """What the build backend finds out elsewhere."""
        return tuple(item for _, item in self.strings("dynamic"))

    def states(self, key: str) -> bool:
        """Say whether something is given, here or by the backend."""
        return self.get(key) is not ABSENT or key in self.dynamic

    def place(self, *keys: str | int) -> "Place":
        """Return where a value stands, or where it would belong."""
        path: DataPath = ("project", *keys)
        if self.document.get(path) is not ABSENT:
            return self.document.place(path)
        home = self.document.home(path)
        return home if home.span else self.document.place(("project",), home.anchor)


def toml_of(scope: "Scope") -> "TomlDocument | None":
    """Return the document of ``pyproject.toml``, None without one.

    Raises:
        UnknownError: it cannot be read or parsed.

    """
    return scope.document(parse_toml, scope.path("pyproject.toml")) if scope.exists("pyproject.toml") else None
