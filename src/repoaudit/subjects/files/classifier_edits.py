"""Edits of a list of classifiers: some taken out, others put in before the one that they precede."""

from collections.abc import Collection, Sequence

from repoaudit.errors import EditRefusedError
from repoaudit.finding import Change, DataPath
from repoaudit.text import Edit, line_ending, line_start
from repoaudit.typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from repoaudit.documents.ini import IniDocument
    from repoaudit.documents.toml import TomlDocument

Insertion = tuple[str, int]
"""A new text, and the position of the one that it goes before."""


class Editor(Protocol):
    """Builds the changes of one list in one file; both raise `EditRefusedError`."""

    def remove(self, positions: Collection[int]) -> Change:
        """Take some items out."""

    def insert(self, insertions: Sequence[Insertion]) -> Change:
        """Put others in."""


class TomlEditor:
    """Edits an array of strings."""

    __slots__ = ("_document", "_path")

    def __init__(self, document: "TomlDocument", path: DataPath) -> None:
        self._document = document
        self._path = path

    def remove(self, positions: Collection[int]) -> Change:
        """Take some items out, with their lines."""
        from repoaudit.documents.toml.edits import remove_items

        return remove_items(self._document, self._path, positions)

    def insert(self, insertions: Sequence[Insertion]) -> Change:
        """Put others in, on lines of their own where the list has its items so."""
        value = self._document.get(self._path)
        if not isinstance(value, list):
            raise EditRefusedError("the classifiers are no list")
        edits = tuple(self._edit(text, position) for text, position in insertions)
        return Change(edits, {self._document.path: {self._path: _with(value, insertions)}})

    def _edit(self, new: str, position: int) -> Edit:
        text = self._document.text
        start = self._document.value_span((*self._path, position)).start
        quote = text[start]
        lead = text[line_start(text, start) : start]
        space = f"{line_ending(text)}{lead}" if not lead.strip(" \t") else " "
        return Edit(self._document.path, start, start, f"{quote}{new}{quote},{space}")


class IniEditor:
    """Edits the lines of an option."""

    __slots__ = ("_document", "_option", "_section")

    def __init__(self, document: "IniDocument", section: str, option: str) -> None:
        self._document = document
        self._section = section
        self._option = option

    def remove(self, positions: Collection[int]) -> Change:
        """Take some lines out."""
        from repoaudit.documents.ini.edits import remove_line

        edits = [
            edit
            for position in sorted(positions)
            for edit in remove_line(self._document, self._section, self._option, position).edits
        ]
        lines = self._lines()
        gone = set(positions)
        numbers = [number for number, line in enumerate(lines) if line]
        kept = [line for number, line in enumerate(lines) if number not in {numbers[position] for position in gone}]
        return self._change(edits, kept)

    def insert(self, insertions: Sequence[Insertion]) -> Change:
        """Put lines in; refused before an item on the line of its key."""
        lines = self._lines()
        if not lines or lines[0]:
            raise EditRefusedError("the classifiers begin on the line of their key")
        numbers = [number for number, line in enumerate(lines) if line]
        where = [(text, numbers[position]) for text, position in insertions]
        return self._change([self._edit(text, position) for text, position in insertions], _with(lines, where))

    def _edit(self, new: str, position: int) -> Edit:
        text = self._document.text
        option = self._document.get(self._section, self._option)
        if option is None:
            raise EditRefusedError("there are no classifiers")
        start = option.lines[position].span.start
        lead = text[line_start(text, start) : start]
        return Edit(self._document.path, start, start, f"{new}{line_ending(text)}{lead}")

    def _lines(self) -> list[str]:
        option = self._document.get(self._section, self._option)
        return option.value.split("\n") if option else []

    def _change(self, edits: Sequence[Edit], lines: Sequence[object]) -> Change:
        option = self._document.get(self._section, self._option)
        name = option.name if option else self._option
        value = "\n".join(map(str, lines)).rstrip()
        return Change(tuple(edits), {self._document.path: {(self._section, name): value}})


def _with(items: Sequence[object], insertions: Sequence[Insertion]) -> list[object]:
    """Return a list with the new texts, each before the item at its position; those of one position in their order."""
    result: list[object] = []
    for position, item in enumerate(items):
        result += [text for text, before in insertions if before == position]
        result.append(item)
    return result
