"""One file's settings of a tool as plain data, whatever its format, with the place of each and the edits of each."""

from collections.abc import Mapping
from functools import partial

from repoaudit.documents.toml import parse_toml
from repoaudit.finding import DataPath, Fix, Place
from repoaudit.subjects.files.tables import spelled
from repoaudit.typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument

Data = Mapping[str, object]


class Given(Protocol):
    """The settings in one file.

    In INI every value is text. ``group`` is what the format calls a table. ``is_typed`` says that values must have the
    types that the tool means, where elsewhere it would read them out of text.
    """

    is_ini: bool
    is_typed: bool
    group: str

    @property
    def path(self) -> str:
        """The file."""

    @property
    def data(self) -> Data:
        """The settings, in tables inside tables."""

    def place(self, path: DataPath) -> Place:
        """Return where a value stands."""

    def written(self, path: DataPath) -> str:
        """Return a value as the file spells it."""

    def name(self, path: DataPath) -> str:
        """Return the name that a person would use."""

    def table(self, dotted: str) -> str:
        """Return what a person would call a table of the schema."""

    def set(self, path: DataPath, value: object) -> Fix:
        """Phrase the fix that gives a setting a value."""

    def quote(self, path: DataPath) -> Fix:
        """Phrase the fix that puts quotes around a value."""


class TomlGiven:
    """Settings in a table of a TOML file."""

    __slots__ = ("_document", "_prefix")
    is_ini = False
    is_typed = False
    group = "table"

    def __init__(self, document: "TomlDocument", prefix: DataPath) -> None:
        self._document = document
        self._prefix = prefix

    @property
    def path(self) -> str:
        """The file."""
        return self._document.path

    @property
    def data(self) -> Data:
        """The settings."""
        found = self._document.get(self._prefix)
        return found if isinstance(found, dict) else {}

    def place(self, path: DataPath) -> Place:
        """Return where a key stands."""
        return self._document.place((*self._prefix, *path))

    def written(self, path: DataPath) -> str:
        """Return a value as the file spells it."""
        start, end = self._document.value_span((*self._prefix, *path))
        return self._document.text[start:end]

    def name(self, path: DataPath) -> str:
        """Return the key, with the tables inside the tool's own."""
        return ".".join(str(step) for step in path if isinstance(step, str))

    def table(self, dotted: str) -> str:
        """Return the header of a table."""
        name = ".".join((*map(str, self._prefix), *filter(None, [dotted])))
        return f"`[[{name.replace('[]', '')}]]`" if name.endswith("[]") else f"`[{name}]`" if name else "the top level"

    def set(self, path: DataPath, value: object) -> Fix:
        """Phrase the fix that gives a key a value."""
        from repoaudit.documents.toml.edits import set_value

        draft = partial(set_value, self._document, (*self._prefix, *path), value)
        return Fix(f"set `{self.name(path[-1:])}` to {spelled(value)}", (draft,))

    def quote(self, path: DataPath) -> Fix:
        """Phrase the fix that puts quotes around a value."""
        return self.set(path, self.written(path)).titled(f'write `"{self.written(path)}"`')


class TypedGiven(TomlGiven):
    """Settings in the table of pytest whose values are typed; ``ini_options`` inside it is a table of its own."""

    __slots__ = ()
    is_typed = True

    @property
    def data(self) -> Data:
        """The settings."""
        return {key: value for key, value in super().data.items() if key != "ini_options"}


NOTHING: Final = TomlGiven(parse_toml("", ""), ())
"""The settings of a tool that is not configured."""
