"""Styled text as plain data, and as a terminal wants it.

Rich could do this too, but importing its console costs more than the whole of a short run; its style sequences also
carry random link identifiers, and output is to be the same on every run.
"""

from collections.abc import Iterable

from repoaudit.finding import Severity
from repoaudit.typing import Final

Piece = tuple[str, str]
"""Some text and the parameters of its SGR sequence; "" is the terminal's own style."""

Line = list[Piece]
"""The pieces of one line, without its newline."""

PLAIN: Final = ""
BOLD: Final = "1"
FAINT: Final = "2"
BAD: Final = "31"
GOOD: Final = "32"
PLACE: Final = "36"

SEVERITY: Final = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;34"}


def paint(pieces: Iterable[Piece], *, color: bool) -> str:
    """Return one line of pieces as text, with SGR sequences where colour is wanted."""
    if not color:
        return "".join(text for text, _ in pieces)
    return "".join(f"\x1b[{style}m{text}\x1b[0m" if style and text else text for text, style in pieces)


def link(text: str, url: str | None) -> str:
    """Return text that terminals which know OSC 8 make a link of, and others show as it is."""
    return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\" if url else text
