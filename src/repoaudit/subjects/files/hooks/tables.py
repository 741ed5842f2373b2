"""One view of the mappings of a hook configuration, whether YAML or TOML holds them."""

from collections.abc import Callable, Mapping, Sequence

from repoaudit.typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from repoaudit.finding import Change, Fix, Place
    from repoaudit.scope import Scope
    from repoaudit.text import Span

Offset = Callable[[int], int | None]
Rewrite = Callable[["Span", str], "Change"]


class HookTable(Protocol):
    """A mapping of the file. A value of another type than asked for counts as absent.

    ``index`` names an item of a list of strings.
    """

    @property
    def path(self) -> str:
        """The file."""

    @property
    def index(self) -> int:
        """Its number in the list that holds it, 0 where none does."""

    def has(self, key: str) -> bool:
        """Say whether the key is given, whatever its value."""

    def text(self, key: str) -> str | None:
        """Return a string."""

    def flag(self, key: str) -> bool | None:
        """Return a boolean."""

    def texts(self, key: str) -> tuple[str, ...] | None:
        """Return a list of strings."""

    def table(self, key: str) -> "HookTable | None":
        """Return a mapping inside this one."""

    def tables(self, key: str) -> tuple["HookTable", ...]:
        """Return the mappings of a list."""

    def place(self, key: str = "", index: int | None = None) -> "Place":
        """Return where a key stands with its value, or an item of its list, or the mapping itself."""

    def comment(self, key: str) -> str | None:
        """Return what the comment on the line of a value says."""

    def offset(self, key: str, index: int | None = None) -> Offset:
        """Return what maps an index of a string to its offset in the file, None where that is inexact."""

    def rewrite(self, key: str, index: int | None = None) -> Rewrite | None:
        """Return what phrases a change inside of a string, None where it cannot be edited."""

    def set(self, key: str, value: object) -> "Fix":
        """Phrase the fix that gives a key a value."""

    def insert(self, key: str, value: Mapping[str, object] | str, at: int | None = None) -> "Fix":
        """Phrase the fix that adds a mapping or a string to a list, at its end or in front of another."""

    def without_items(self, key: str, indexes: Sequence[int]) -> "Fix":
        """Phrase the fix that takes items out of a list."""

    def move(self, key: str, source: int, target: int) -> "Fix | None":
        """Phrase the fix that moves one of the mappings of a list behind another, None where the format has none."""

    def replace(self, key: str, items: Mapping[int, str]) -> "Fix":
        """Phrase the fix that puts other strings in the place of some items, by their indexes."""


def read_table(scope: "Scope", path: str) -> HookTable | None:
    """Read a hook configuration, None for a file without a mapping at its top.

    Raises:
        UnreadableError: the file cannot be read.
        DocumentSyntaxError: the text is not valid.

    """
    if path.endswith(".toml"):
        from repoaudit.documents.toml import parse_toml
        from repoaudit.subjects.files.hooks.toml import TomlHookTable

        return TomlHookTable(scope.document(parse_toml, path), ())
    from repoaudit.documents.yaml import parse_yaml
    from repoaudit.subjects.files.hooks.yaml import YamlHookTable

    document = scope.document(parse_yaml, path)
    root = document.root.resolved if document.root else None
    return YamlHookTable(document, root, ()) if root and root.kind == "mapping" else None
