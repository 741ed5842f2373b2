"""Offsets, lines and text edits: the vocabulary in which every document speaks of its text."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from repoaudit.record import NamedTuple
from repoaudit.typing import Final

BOM = "\ufeff"
_MANY: Final = 20
"""To count line breaks so often takes as long as to find all lines."""


class Span(NamedTuple):
    """A half-open range of code points of one text."""

    start: int
    end: int


class Position(NamedTuple):
    """A line and a column, both counted from one; columns count code points."""

    line: int
    column: int


class Edit(NamedTuple):
    """Replace ``[start, end)`` of the file at ``path`` by ``text``; an insertion has ``start == end``.

    ``path`` is POSIX and relative to the root of the repository.
    """

    path: str
    start: int
    end: int
    text: str


class LineIndex:
    """Turns offsets into positions and back; a byte order mark takes no column."""

    __slots__ = ("_asked", "_bom", "_known", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._bom = 1 if text.startswith(BOM) else 0
        self._known: list[int] | None = None
        self._asked = 0

    @property
    def _starts(self) -> list[int]:
        """The offsets at which lines begin."""
        if self._known is None:
            self._known = [0, *accumulate(len(line) + 1 for line in self._text.split("\n")[:-1])]
        return self._known

    @property
    def count(self) -> int:
        """Number of lines; a final newline does not begin another line."""
        last = self._starts[-1]
        return len(self._starts) - (1 if last == len(self._text) and len(self._starts) > 1 else 0)

    def at(self, offset: int) -> Position:
        """Return the position of an offset."""
        self._asked += 1
        if self._asked < _MANY:  # most files are asked about a few places: no list of lines is made for those
            line = self._text.count("\n", 0, offset) + 1
            column = offset - self._text.rfind("\n", 0, offset)
        else:
            line = bisect_right(self._starts, offset)
            column = offset - self._starts[line - 1] + 1
        if line == 1 and self._bom:
            column = max(1, column - 1)
        return Position(line, column)

    def span_of(self, line: int) -> Span:
        """Return the span of a line (counted from one) without its line ending."""
        start = self._starts[line - 1]
        if line == 1:
            start += self._bom
        end = self._starts[line] - 1 if line < len(self._starts) else len(self._text)
        if end > start and self._text[end - 1] == "\r":
            end -= 1
        return Span(start, end)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a position; the inverse of `at`."""
        start = self._starts[line - 1]
        if line == 1:
            start += self._bom
        return start + column - 1


class OverlapError(ValueError):
    """Two edits of one file replace the same text."""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text after the edits, which must all be of this text's file.

    Insertions at one offset are kept in the order given and do not overlap each other.

    Raises:
        OverlapError: two edits replace the same text, or an insertion lies inside a replaced span.

    """
    pieces: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < position:
            raise OverlapError(f"edits overlap at offset {edit.start} of {edit.path}")
        pieces += (text[position : edit.start], edit.text)
        position = edit.end
    pieces.append(text[position:])
    return "".join(pieces)


def line_ending(text: str) -> str:
    """Return the line ending that an edit of this text writes: the one its first line has."""
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def line_start(text: str, offset: int) -> int:
    """Return the offset at which the line of ``offset`` begins, behind a byte order mark."""
    start = text.rfind("\n", 0, offset) + 1
    return 1 if start == 0 and text.startswith(BOM) else start


def line_end(text: str, offset: int) -> int:
    """Return the offset at which the line of ``offset`` ends, before its line ending."""
    end = text.find("\n", offset)
    if end < 0:
        return len(text)
    return end - 1 if end > offset and text[end - 1] == "\r" else end


def next_line(text: str, offset: int) -> int:
    """Return the offset at which the line after that of ``offset`` begins, or the length of the text."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1


def indentation(text: str, offset: int) -> str:
    """Return the blanks at the start of the line of ``offset``."""
    start = line_start(text, offset)
    end = start
    while end < len(text) and text[end] in " \t":
        end += 1
    return text[start:end]
