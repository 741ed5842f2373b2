"""The part of a test file that some words are about: parsing takes long, and most functions mention none of them.

The text is cut at its top level. Statements stay, functions and classes only if they mention one of the words, or the
name of a function that does. What goes leaves empty lines, so that all places stay the same.
"""

import re
from collections.abc import Iterator
from itertools import compress

from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.views.suite_marks import strings_in
from repoaudit.typing import Final

_STARTS: Final = lazy(r"^(?=[^\s#)\]}])", re.MULTILINE)
_DEFINITION: Final = lazy(r"(?:@|(?:async[ \t]+)?def[ \t]|class[ \t])")
_NAMES: Final = lazy(r"^(?:(?:async[ \t]+)?def|class)[ \t]+(\w+)|^(\w+)[ \t]*(?::[^=\n]+)?=(?!=)", re.MULTILINE)
_TUPLE: Final = lazy(r"^(\w+(?:[ \t]*,[ \t]*\w+)+)[ \t]*=(?!=)", re.MULTILINE)
_NOT_LINE_ENDS: Final = lazy(r"[^\r\n]+")


class _Piece(NamedTuple):
    """A statement of the top level, with its decorators; ``can_go`` for a function or class."""

    text: str
    can_go: bool


def part_about(text: str, words: re.Pattern[str]) -> str:
    """Return the text with the functions and classes made empty that mention none of the words, even indirectly."""
    pieces = tuple(_pieces(text))
    about = [words.search(piece.text) is not None for piece in pieces]
    names = {name for piece in compress(pieces, about) for name in _defined(piece.text)}
    helpers = sorted(name for name in names if not name.startswith(("test", "Test")))
    more = re.compile(rf"\b(?:{'|'.join(helpers)})\b") if helpers else words
    return "".join(
        piece.text if mentions or not piece.can_go or more.search(piece.text) else _emptied(piece.text)
        for piece, mentions in zip(pieces, about, strict=True)
    )


def _pieces(text: str) -> Iterator[_Piece]:
    begin, can_go, is_decorated = 0, False, False
    strings = list(strings_in(text))
    for start in _outside(strings, (match.start() for match in _STARTS.finditer(text))):
        if is_decorated:  # what a decorator stands above belongs to it
            is_decorated = text.startswith("@", start)
            continue
        if start > begin:
            yield _Piece(text[begin:start], can_go)
        begin, can_go = start, _DEFINITION.match(text, start) is not None
        is_decorated = text.startswith("@", start)
    yield _Piece(text[begin:], can_go)


def _outside(spans: list[tuple[int, int]], offsets: Iterator[int]) -> Iterator[int]:
    """Yield the offsets that lie in none of some spans; both are in order."""
    index = 0
    for offset in offsets:
        while index < len(spans) and spans[index][1] <= offset:
            index += 1
        if index == len(spans) or offset <= spans[index][0]:
            yield offset


def _defined(text: str) -> Iterator[str]:
    for match in _NAMES.finditer(text):
        yield match[1] or match[2]
    for match in _TUPLE.finditer(text):
        yield from re.split(r"[ \t]*,[ \t]*", match[1])


def _emptied(text: str) -> str:
    return _NOT_LINE_ENDS.sub("", text)
