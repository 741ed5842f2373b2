"""Where a text goes beyond what is read: keys of many parts, deep nesting, numbers of thousands of digits.

The texts need not be valid.
"""

from collections.abc import Iterator

from repoaudit.documents.toml.scan import string_end
from repoaudit.regex import lazy
from repoaudit.text import Span, line_end

_mark = lazy(r"""["'#\[\]{}.=,]""").search
_digits = lazy(r"[0-9][0-9_]*").finditer


def find_long_key(text: str, most_parts: int) -> Span | None:
    """Return the dot behind the last part that a key may have."""
    dots = 0
    for offset, mark in _marks(text):
        dots = dots + 1 if mark == "." else 0
        if dots >= most_parts:
            return Span(offset, offset + 1)
    return None


def find_deep_nesting(text: str, deepest: int) -> Span:
    """Return the first bracket that is one too deep; the start of the text where keys and brackets add up."""
    depth = 0
    for offset, mark in _marks(text):
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth = max(0, depth - 1)
        if depth > deepest:
            return Span(offset, offset + 1)
    return Span(0, 0)


def longest_number(text: str) -> Span:
    """Return where the text has most digits in a row."""
    match = max(_digits(text), key=lambda match: match.end() - match.start(), default=None)
    return Span(*match.span()) if match else Span(0, 0)


def _marks(text: str) -> Iterator[tuple[int, str]]:
    """Yield dots, brackets, commas and equals signs outside strings and comments."""
    offset = 0
    while match := _mark(text, offset):
        offset, mark = match.end(), match[0]
        if mark in "\"'":
            offset = string_end(text, match.start())
        elif mark == "#":
            offset = line_end(text, offset)
        else:
            yield match.start(), mark
