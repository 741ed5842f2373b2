"""What one file or one command line tells ruff, in both spellings: ``lint.select`` and the older ``select``."""

from collections.abc import Iterator
from functools import partial
from posixpath import dirname, join, normpath

from repoaudit.documents.toml import TomlDocument, parse_toml
from repoaudit.errors import DocumentSyntaxError, UnknownError
from repoaudit.facts.ruff import LEGACY_SETTINGS
from repoaudit.finding import ABSENT
from repoaudit.subjects.files.tables import TomlTable
from repoaudit.subjects.tools.readers import read_integer, read_lines
from repoaudit.subjects.tools.ruff.selection import Selection, Selector
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import DataPath, Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command, Option
    from repoaudit.subjects.tools.ruff.files import FileIgnore

_MAX_FILES: Final = 20
"""Files that extend one another; more are a circle, which ruff refuses."""


class Layer:
    """The settings of one file, or those that a command line gives as ``--config "KEY = VALUE"``.

    ``shown`` is the place of everything in it where its own positions mean nothing. ``folder`` is what patterns are
    relative to.
    """

    __slots__ = ("_selection", "folder", "shown", "table")

    def __init__(self, table: TomlTable, folder: str, shown: "Place | None" = None) -> None:
        self.table = table
        self.folder = folder
        self.shown = shown
        self._selection: Selection | None = None

    @property
    def document(self) -> TomlDocument:
        """The file."""
        return self.table.document

    def lint_keys(self, *keys: str) -> tuple[str, ...] | None:
        """Return where a linter setting is: under ``lint``, else at the top level; None where it is not set.

        Where the first key is in both places the older one is dead, as a whole.
        """
        if self.table.get("lint", keys[0]) is not ABSENT:
            return ("lint", *keys) if self.table.get("lint", *keys) is not ABSENT else None
        is_legacy = keys[0] in LEGACY_SETTINGS and self.table.get(*keys) is not ABSENT
        return keys if is_legacy else None

    def lint(self, *keys: str) -> object:
        """Return a linter setting, or `ABSENT`."""
        found = self.lint_keys(*keys)
        return ABSENT if found is None else self.table.get(*found)

    def names(self, *keys: str) -> tuple[str, ...] | None:
        """Return a linter setting that is a list of strings; None where it is not set."""
        raw = self.lint(*keys)
        return read_lines(raw) if isinstance(raw, list) else None

    @property
    def selection(self) -> Selection:
        """What it selects and ignores."""
        if self._selection is None:
            self._selection = Selection(
                self._selectors("select") if isinstance(self.lint("select"), list) else None,
                self._selectors("extend-select"),
                (*self._selectors("ignore"), *self._selectors("extend-ignore")),
            )
        return self._selection

    def _selectors(self, key: str) -> tuple[Selector, ...]:
        keys = self.lint_keys(key)
        raw = self.table.get(*keys) if keys else ABSENT
        if keys is None or not isinstance(raw, list):
            return ()
        path: DataPath = (*self.table.prefix, *keys)
        return tuple(
            Selector(text, partial(self._place, (*path, index)))
            for index, text in enumerate(raw)
            if isinstance(text, str)
        )

    def _place(self, path: "DataPath") -> "Place":
        return self.shown or self.document.place(path)

    def place(self, *keys: str) -> "Place":
        """Return where a setting is, or would belong."""
        return self.shown or self.table.place(*keys)

    def file_ignores(self, key: str) -> "tuple[FileIgnore, ...] | None":
        """Return the entries of ``per-file-ignores`` or ``extend-per-file-ignores``; None where it is not set."""
        raw = self.lint(key)
        return tuple(self._entries(raw)) if isinstance(raw, dict) else None

    def _entries(self, raw: dict[str, object]) -> "Iterator[FileIgnore]":
        from repoaudit.subjects.tools.ruff.files import FileIgnore

        for pattern, selectors in raw.items():
            yield FileIgnore(pattern, read_lines(selectors if isinstance(selectors, list) else []) or (), self.folder)

    @property
    def line_length_keys(self) -> tuple[str, ...] | None:
        """Where it sets the length that the formatter keeps, None where it does not."""
        return ("line-length",) if read_integer(self.table.get("line-length")) is not None else None

    @property
    def limit_keys(self) -> tuple[str, ...] | None:
        """Where it sets a length of its own for E501, None where it does not."""
        keys = self.lint_keys("pycodestyle", "max-line-length")
        return keys if keys and read_integer(self.table.get(*keys)) is not None else None


def layers_of(scope: "Scope", table: TomlTable) -> tuple[Layer, ...]:
    """Return the layers of a configuration file: those that it extends first.

    Raises:
        UnknownError: a file that it extends lies outside the repository, or cannot be read.

    """
    layers = [Layer(table, dirname(table.path))]
    while (name := layers[0].table.get("extend")) is not ABSENT:
        if len(layers) >= _MAX_FILES or not isinstance(name, str):
            raise UnknownError("the files that ruff is told to extend cannot be followed", table.path)
        layers.insert(0, _extended(scope, layers[0], name))
    return tuple(layers)


def _extended(scope: "Scope", layer: Layer, name: str) -> Layer:
    path = normpath(join(layer.folder, name))
    if name.startswith(("/", "~")) or path.startswith("..") or "$" in name or not scope.repository.is_file(path):
        raise UnknownError(f"ruff extends `{name}`, which is not in the repository", *layer.place("extend")[:2])
    return Layer(table_at(scope, path), dirname(path))


def table_at(scope: "Scope", path: str) -> TomlTable:
    """Return the settings in a file of ruff: the whole file, or the table of a ``pyproject.toml``.

    Raises:
        UnknownError: it cannot be read.

    """
    document = scope.document(parse_toml, path)
    return TomlTable(document, ("tool", "ruff") if path.rpartition("/")[2] == "pyproject.toml" else ())


def layer_of_options(options: "tuple[Option, ...]") -> Iterator[Layer]:
    """Yield the layers of ``--config "KEY = VALUE"``, in their order. Raises `UnknownError` for a value not known."""
    for option in options:
        if not option.is_static or option.value is None:
            raise UnknownError(f"the value of `{option.name}` is not known", *option.place[:2])
        if "=" in option.value:
            try:
                document = parse_toml(option.place.path, option.value)
            except DocumentSyntaxError as error:
                raise UnknownError("ruff is given a setting that is no TOML", *option.place[:2]) from error
            yield Layer(TomlTable(document, ()), "", option.place)


def selection_of(command: "Command") -> Selection:
    """Return what the options of a command select. Raises `UnknownError` where a variable may hold some."""
    return Selection(
        tuple(_given(command, "--select")) if command.options("--select") else None,
        tuple(_given(command, "--extend-select")),
        tuple(_given(command, "--ignore", "--extend-ignore")),
    )


def _given(command: "Command", *names: str) -> Iterator[Selector]:
    for option in command.options(*names):
        if not option.is_static:
            raise UnknownError(f"the value of `{option.name}` is not known", *option.place[:2])
        for text in (option.value or "").split(","):
            if text.strip():
                yield Selector(text.strip(), partial(_place_of, option))


def _place_of(option: "Option") -> "Place":
    return option.place
