"""Development dependencies in tables that their tools have given up for groups."""

from collections.abc import Iterator
from functools import partial

from repoaudit.documents.toml import parse_toml
from repoaudit.errors import UnknownError
from repoaudit.facts.versions import UV_GROUPS_SINCE
from repoaudit.finding import ABSENT, Applicability, Fix
from repoaudit.subjects.collections.tool_versions import tool_version
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.finding import DataPath, Place
    from repoaudit.scope import Scope

_TABLES: Final[tuple[tuple["DataPath", str], ...]] = (
    (("tool", "uv", "dev-dependencies"), "dependency-groups.dev"),
    (("tool", "poetry", "dev-dependencies"), "tool.poetry.group.dev.dependencies"),
)
_GROUP: Final = ("dependency-groups", "dev")


class LegacyDevDependencies:
    """One such table or list, and the name of what took its place."""

    __slots__ = ("_document", "path", "scope", "successor")
    reads: ClassVar[tuple[str, ...]] = ("pyproject.toml",)

    def __init__(self, scope: "Scope", document: "TomlDocument", path: "DataPath", successor: str) -> None:
        self.scope = scope
        self._document = document
        self.path = path
        self.successor = successor

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield uv's list and poetry's table of one project."""
        try:
            document = scope.document(parse_toml, scope.path("pyproject.toml"))
        except UnknownError:
            return
        for path, successor in _TABLES:
            if document.get(path) is not ABSENT:
                yield cls(scope, document, path, successor)

    @property
    def tool(self) -> str:
        """The tool that reads it."""
        return str(self.path[1])

    @property
    def place(self) -> "Place":
        """The list or the table."""
        return self._document.place(self.path)

    @property
    def moved(self) -> Fix | None:
        """The fix that moves uv's list into the group `dev`; None for poetry, and where a comment would be lost.

        It is safe unless a uv that knows no groups may run: the lock stays as it is.
        """
        items, group = self._document.get(self.path), self._document.get(_GROUP)
        if self.tool != "uv" or not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            return None
        span = self.place.span
        if span is None or "#" in self._document.text[slice(*span)] or not isinstance(group, (list, type(ABSENT))):
            return None
        from repoaudit.documents.toml.edits import add_items, remove

        drafts = (partial(add_items, self._document, _GROUP, items), partial(remove, self._document, self.path))
        return Fix("move them to `[dependency-groups]`", drafts, self._applicability)

    @property
    def _applicability(self) -> Applicability:
        version = tool_version(self.scope, "uv")
        is_new = not version.places or version.at_least(UV_GROUPS_SINCE)
        return Applicability.SAFE if is_new else Applicability.UNSAFE
