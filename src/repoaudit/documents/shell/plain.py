"""The command that most texts are: one program with plain words. It takes a tenth of the full reader's time.

What is read here, the full reader reads alike; a property test compares the two.
"""

from repoaudit.documents.shell.tree import Word
from repoaudit.regex import lazy
from repoaudit.text import Span
from repoaudit.typing import Final

_LINE: Final = lazy(r"[ \t]*+(?:[A-Za-z0-9_@%+:,./=-]++[ \t]*+)++\n?\Z")
_PART: Final = lazy(r"(?:[A-Za-z0-9_@%+:,./=-]++[ \t]*+)++(?=[\n;|)]|&(?!>)|\Z)")
"""The same between two operators of a script."""
_WORD: Final = lazy(r"[^ \t\n]+")
_SPECIAL: Final = frozenset(
    "case coproc do done elif else esac eval exec exit fi for function if in return select set then time trap until "
    "while".split()
)
"""Words that begin something else than a simple command, or change how others are read."""


def plain_words(text: str, start: int, end: int) -> tuple[Word, ...]:
    """Return the words of ``text[start:end]``, none where it is anything but one command of plain words."""
    if not _LINE.match(text, start, end):
        return ()
    return _words(text, start, end)


def plain_part(text: str, start: int, end: int) -> tuple[tuple[Word, ...], int]:
    """Return the words of the plain command that begins at ``start``, if one does, and where its blanks end."""
    part = _PART.match(text, start, end)
    return ((), start) if part is None else (_words(text, start, part.end()), part.end())


def _words(text: str, start: int, end: int) -> tuple[Word, ...]:
    words = tuple([Word(found[0], found[0], Span(*found.span())) for found in _WORD.finditer(text, start, end)])
    first = words[0].text
    return () if first in _SPECIAL or "=" in first else words
