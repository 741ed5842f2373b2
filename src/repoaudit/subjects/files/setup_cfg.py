"""Lists in ``setup.cfg``: an item a line, or on one line between separators.

Source: setuptools 80, ``config/setupcfg.py`` (``_parse_list``): a value without a line break is split,
``install_requires`` at semicolons, so that a marker has no place there, and ``classifiers`` at commas.
"""

from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.documents.ini import IniOption


def cfg_items(option: "IniOption", separator: str) -> list[tuple[str, Span]]:
    """Return the items of a list with their places, comments left out."""
    lines = [(line.text, line.span) for line in option.lines if line.text and not line.text.startswith("#")]
    if is_on_one_line(option, separator):
        return [piece for text, span in lines for piece in _split(text, span.start, separator)]
    return lines


def is_on_one_line(option: "IniOption", separator: str) -> bool:
    """Say whether separators divide the list."""
    return "\n" not in option.value and separator in option.value


def _split(text: str, start: int, separator: str) -> list[tuple[str, Span]]:
    found = []
    for piece in text.split(separator):
        item = piece.strip()
        if item:
            at = start + len(piece) - len(piece.lstrip())
            found.append((item, Span(at, at + len(item))))
        start += len(piece) + len(separator)
    return found
