"""A few lines of a file with one span marked: what a reader needs to see, measured in terminal cells."""

from rich.cells import cell_len

from repoaudit.record import NamedTuple
from repoaudit.report.escape import escape
from repoaudit.text import LineIndex, Span
from repoaudit.typing import Final

_TAB: Final = 4
_LONGEST: Final = 1000
"""Of a longer line only this many code points are looked at, so that a minified file costs no more than another."""

_BEFORE: Final = 200
_NARROWEST: Final = 20


class Source:
    """A text with its lines, indexed once for all snippets of a file."""

    __slots__ = ("lines", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = LineIndex(text)


class Mark(NamedTuple):
    """The cells of a shown line that lie under a span; ``last_line`` is where it ends when that is another line."""

    start: int
    length: int
    last_line: int | None


class SnippetLine(NamedTuple):
    """One line as it is shown."""

    number: int
    text: str
    mark: Mark | None = None


def snippet(source: Source, span: Span, *, context: int, room: int) -> list[SnippetLine]:
    """Return the first line of a span with its mark, and up to ``context`` lines around it, without blank ones.

    ``room`` is the number of cells a line may take, 0 for no limit.
    """
    marked = source.lines.at(span.start).line
    lines = []
    last = max(marked, min(source.lines.count, marked + context))  # a span may begin behind the final newline
    for number in range(max(1, marked - context), last + 1):
        if number == marked:
            lines.append(_marked(source, span, number, room))
        elif text := _show(_head(source, number)).rstrip():
            lines.append(SnippetLine(number, _crop(text, 0, room)))
    return lines


def _head(source: Source, number: int) -> str:
    start, end = source.lines.span_of(number)
    return source.text[start : min(end, start + _LONGEST)]


def _marked(source: Source, span: Span, number: int, room: int) -> SnippetLine:
    begin, end = _window(source.lines.span_of(number), span)
    more_before = "…" if begin > source.lines.span_of(number).start else ""
    more_after = "…" if end < source.lines.span_of(number).end else ""
    shown = more_before + _show(source.text[begin:end]) + more_after
    first = cell_len(more_before + _show(source.text[begin : span.start]))
    last = max(first + 1, cell_len(more_before + _show(source.text[begin : min(span.end, end)])))
    left = _scroll(max(last, cell_len(shown)), first, last, room)
    length = min(last - first, left + room - first) if room else last - first
    return SnippetLine(number, _crop(shown, left, room), Mark(first - left, length, _last_line(source, span, number)))


def _window(line: Span, span: Span) -> Span:
    """Return the part of a line that is looked at."""
    begin = max(line.start, span.start - _BEFORE) if line.end - line.start > _LONGEST else line.start
    return Span(begin, min(line.end, begin + _LONGEST))


def _last_line(source: Source, span: Span, first: int) -> int | None:
    last = source.lines.at(max(span.start, span.end - 1)).line
    return last if last > first else None


def _scroll(total: int, first: int, last: int, room: int) -> int:
    """Return the cell at which a line begins to be shown, so that its mark is seen with something before it."""
    if not room or total <= room or last < room:
        return 0
    return max(0, min(first - room // 4, total - room))


def _crop(text: str, left: int, room: int) -> str:
    """Return ``room`` cells of a text from cell ``left`` on; an ellipsis says where there is more."""
    total = cell_len(text)
    if not left and (not room or total <= room):
        return text
    more_before, more_after = left > 0, total > left + room
    begin, end = left + more_before, left + room - more_after
    shown, position, previous = "…" if more_before else "", 0, ""
    for character in text:
        size = cell_len(previous + character) - cell_len(previous)  # a variation selector widens what it follows
        previous = character
        if begin <= position and position + size <= end:
            shown += character
        elif begin < position + size <= end:
            shown += " " * (position + size - begin)  # the right half of a wide character
        position += size
    return shown + "…" if more_after else shown


def _show(text: str) -> str:
    """Return a line with its tabs as blanks and everything unsafe spelled out."""
    if "\t" not in text:
        return escape(text)
    *parts, rest = text.split("\t")
    shown, width = "", 0
    for part in parts:
        piece = escape(part)
        width += cell_len(piece)
        blanks = _TAB - width % _TAB
        shown += piece + " " * blanks
        width += blanks
    return shown + escape(rest)


def room_for(width: int, gutter: int) -> int:
    """Return the cells left beside a gutter; a very narrow terminal breaks lines itself."""
    return max(_NARROWEST, width - gutter) if width else 0
