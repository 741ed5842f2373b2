"""Comments and the lines they stand on."""

from bisect import bisect_left

from repoaudit.text import Span, line_end, line_start, next_line
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.documents.toml.layout import Layout


def stands_first(text: str, offset: int) -> bool:
    """Tell whether only blanks stand before the offset on its line."""
    return not text[line_start(text, offset) : offset].strip(" \t")


def comment_behind(text: str, layout: "Layout", offset: int) -> Span | None:
    """Return the comment on the rest of the line of ``offset``."""
    index = _first_at(layout, offset)
    comment = layout.comments[index] if index < len(layout.comments) else None
    return comment if comment and comment.start < line_end(text, offset) else None


def comments_between(layout: "Layout", start: int, end: int) -> list[Span]:
    """Return the comments that begin in the range."""
    return layout.comments[_first_at(layout, start) : _first_at(layout, end)]


def comments_above(text: str, layout: "Layout", offset: int) -> list[Span]:
    """Return the comments that have lines of their own directly above the line of ``offset``, in the text's order."""
    start = line_start(text, offset)
    last = first = _first_at(layout, start)
    while first:
        comment = layout.comments[first - 1]
        if next_line(text, comment.start) != start or not stands_first(text, comment.start):
            break
        first -= 1
        start = line_start(text, comment.start)
    return layout.comments[first:last]


def comments_below(text: str, layout: "Layout", offset: int) -> list[Span]:
    """Return the comments that have lines of their own directly below the line of ``offset``."""
    start = next_line(text, offset)
    first = last = _first_at(layout, start)
    while last < len(layout.comments):
        comment = layout.comments[last]
        if line_start(text, comment.start) != start or not stands_first(text, comment.start):
            break
        last += 1
        start = next_line(text, comment.start)
    return layout.comments[first:last]


def comment_text(text: str, comment: Span) -> str:
    """Return what a comment says, without its ``#`` and the blanks around."""
    return text[comment.start + 1 : comment.end].strip()


def _first_at(layout: "Layout", offset: int) -> int:
    return bisect_left(layout.comments, Span(offset, 0))
