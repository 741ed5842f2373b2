"""A piece of code in a text, and the command lines in it."""

from collections.abc import Iterator

from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.text import Span
from repoaudit.typing import Final

_PROMPT: Final = lazy(r"[ \t]*(?:\([\w.-]+\)[ \t]*)?(?:[$%\u276f\u279c][ \t]+)")
_CONTINUED: Final = lazy(r"(?<!\\)(?:\\\\)*\\[ \t]*\r?$")


class Code(NamedTuple):
    """Code between the offsets of ``span``; ``language`` is in lower case, "" where none is named."""

    language: str
    span: Span
    is_block: bool


def code_lines(text: str, code: Code) -> Iterator[Span]:
    """Yield the span of each command line, without its prompt; lines that a backslash joins are one.

    Where some lines of a block begin with a prompt (``$``, ``%``), the others are what the commands print.
    """
    lines = list(_logical_lines(text, code.span))
    prompted = [(match, line) for line in lines if (match := _PROMPT.match(text, line.start, line.end))]
    if prompted:
        yield from (Span(match.end(), line.end) for match, line in prompted)
    else:
        yield from lines


def _logical_lines(text: str, span: Span) -> Iterator[Span]:
    start = at = span.start
    while at < span.end:
        found = text.find("\n", at, span.end)
        end = span.end if found < 0 else found
        if not _CONTINUED.search(text[at:end]) or found < 0:
            yield Span(start, end)
            start = end + 1
        at = end + 1
