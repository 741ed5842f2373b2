"""Phrase the change of a few words inside a longer text: a command in a string, a recipe line, an option's value.

An instance is what `Script` takes as ``rewrite``: it is called with a span of the decoded text and the new words. The
claim is the whole new value. `EditRefusedError` where the span is not written in the file as it reads.
"""

from collections.abc import Callable, Sequence

from repoaudit.errors import EditRefusedError
from repoaudit.finding import Change, DataPath
from repoaudit.text import Edit, Span
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.documents.ini import IniDocument, IniOption

Offset = Callable[[int], int | None]


class ValueRewrite:
    """Rewrites inside a string of TOML or a scalar of YAML at a data path."""

    __slots__ = ("_file", "_offset", "_path", "_text")

    def __init__(self, file: str, path: DataPath, text: str, offset: Offset) -> None:
        self._file = file
        self._path = path
        self._text = text
        self._offset = offset

    def __call__(self, span: Span, new: str) -> Change:
        """Build the change."""
        edit = _edit(self._file, self._offset, span, new)
        return Change((edit,), {self._file: {self._path: _within(self._text, span, new)}})


class OptionRewrite:
    """Rewrites inside one line of the value of an INI option."""

    __slots__ = ("_document", "_offset", "_option", "_section")

    def __init__(self, document: "IniDocument", section: str, option: str, offset: Offset) -> None:
        self._document = document
        self._section = section
        self._option = option
        self._offset = offset

    def __call__(self, span: Span, new: str) -> Change:
        """Build the change."""
        path = self._document.path
        found = self._document.get(self._section, self._option)
        edit = _edit(path, self._offset, span, new)
        if found is None:
            raise EditRefusedError(f"{path} has no {self._option} in [{self._section}]")
        return Change((edit,), {path: {(self._section, found.folded): _with_edit(found, edit)}})

    def with_line(self, line: str) -> Change:
        """Build the change that adds a line to the whole value."""
        from repoaudit.documents.ini.edits import add_line

        return add_line(self._document, self._section, self._option, line)


def _with_edit(option: "IniOption", edit: Edit) -> str:
    """Return the value as configparser reads it after an edit inside one of its lines."""
    lines = option.value.split("\n")
    filled = [number for number, line in enumerate(lines) if line]
    for number, line in zip(filled, option.lines, strict=True):
        if line.span.start <= edit.start and edit.end <= line.span.end:
            inner = Span(edit.start - line.span.start, edit.end - line.span.start)
            lines[number] = _within(line.text, inner, edit.text)
    return "\n".join(lines)


class RecipeRewrite:
    """Rewrites inside one line of a recipe; ``lines`` are all of them, at a data path of the Makefile."""

    __slots__ = ("_file", "_lines", "_number", "_offset", "_path")

    def __init__(self, file: str, path: DataPath, lines: Sequence[str], number: int, offset: Offset) -> None:
        self._file = file
        self._path = path
        self._lines = lines
        self._number = number
        self._offset = offset

    def __call__(self, span: Span, new: str) -> Change:
        """Build the change."""
        edit = _edit(self._file, self._offset, span, new)
        lines = [_within(line, span, new) if at == self._number else line for at, line in enumerate(self._lines)]
        return Change((edit,), {self._file: {self._path: lines}})


def _within(text: str, span: Span, new: str) -> str:
    return text[: span.start] + new + text[span.end :]


def _edit(file: str, offset: Offset, span: Span, new: str) -> Edit:
    start, last = offset(span.start), offset(span.end - 1)
    if start is None or last is None or last - start != span.end - 1 - span.start:
        raise EditRefusedError(f"{file}: the text cannot be changed in place")
    return Edit(file, start, last + 1, new)
