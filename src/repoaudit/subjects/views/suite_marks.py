"""Marks in the text of tests, found by a scan that knows strings and comments but builds no tree.

A file is looked at only if it holds the word; the scan takes about one microsecond a line, parsing would take ten.
"""

import re
from collections.abc import Iterator

from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.text import Span, line_start
from repoaudit.typing import Final

_TOKEN: Final = lazy(
    r"""
    \#[^\n]*+
    | \"\"\"(?:[^"\\]|\\.|"(?!\"\"))*+(?:\"\"\")?
    | '''(?:[^'\\]|\\.|'(?!''))*+(?:''')?
    | "(?:[^"\\\n]|\\.)*+"?
    | '(?:[^'\\\n]|\\.)*+'?
    | (?<![\w.])(?:(?P<module>\w+)\s*\.\s*)?mark\s*\.\s*(?P<name>[A-Za-z_]\w*)
    """,
    re.VERBOSE | re.DOTALL,
)
_LONG_STRING: Final = lazy(
    r"""
    (?: [^"'\#]++
      | \#[^\n]*+
      | "(?!"")(?:[^"\\\n]|\\.)*+"?
      | '(?!'')(?:[^'\\\n]|\\.)*+'?
    )*+
    ( \"\"\"(?:[^"\\]|\\.|"(?!\"\"))*+(?:\"\"\")?
    | '''(?:[^'\\]|\\.|'(?!''))*+(?:''')?
    | \Z)
    """,
    re.VERBOSE | re.DOTALL,
)
"""A string of several lines with all that stands before it; at the end of the text nothing, so that a scan ends."""

_MENTIONED: Final = lazy(r"mark\s*\.\s*([A-Za-z_]\w*)")
_ALIAS: Final = lazy(r"^[ \t]*+import[ \t]++pytest[ \t]++as[ \t]++(\w+)", re.MULTILINE)
_BARE: Final = lazy(r"^[ \t]*+from[ \t]++pytest[ \t]++import\b(?:[ \t]*+\([^)]{0,300}|[^\n(]*)\bmark\b", re.MULTILINE)
_REGISTERED: Final = lazy(
    r"""addinivalue_line\(\s*(?:name\s*=\s*)?["']markers["']\s*,\s*(?:line\s*=\s*)?"""
    r"""(?P<prefix>[rRfFuU]{0,2})(?P<quote>\"\"\"|'''|"|')\s*(?P<name>\w+)(?P<next>\W)""",
)
_REGISTERS: Final = lazy(r"addinivalue_line\(\s*(?:name\s*=\s*)?(?!\s*[\"'](?!markers)\w+[\"'])")


class MarkUse(NamedTuple):
    """One mention of a mark in code: ``pytest.mark.NAME``, whatever is done with it."""

    name: str
    span: Span


def mentioned_marks(path: str, text: str) -> frozenset[str]:
    """Return every name behind ``mark.``, in strings and comments too: a tenth of the work of a scan."""
    del path
    return frozenset(_MENTIONED.findall(text) if "mark" in text else ())


def marks_of(path: str, text: str) -> tuple[MarkUse, ...]:
    """Return the marks that a file uses; memoised like any other document."""
    del path
    return tuple(marks_in(text))


def marks_in(text: str) -> Iterator[MarkUse]:
    """Yield the marks that a module uses; what stands in strings and comments, or names a module to import, is none."""
    if "mark" not in text or not _MENTIONED.search(text):
        return
    modules = {"pytest", *_ALIAS.findall(text)}
    if _BARE.search(text):
        modules.add("")
    for match in _TOKEN.finditer(text):
        if not match.lastindex:  # of most, which are strings and comments, no group
            continue
        if (match["module"] or "") in modules and not _is_imported(text, match.start()):
            yield MarkUse(match["name"], Span(match.start(), match.end()))


def _is_imported(text: str, start: int) -> bool:
    """Say whether ``from`` or ``import`` alone stands in front, as in ``from pytest.mark.structures import Mark``."""
    return text[line_start(text, start) : start].strip() in {"from", "import"}


def strings_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the strings of several lines stand, in order."""
    if '"""' not in text and "'''" not in text:
        return
    yield from (match.span(1) for match in _LONG_STRING.finditer(text) if match[1])


def has_statement(keyword: str, text: str) -> bool:
    """Say whether a line of code begins with a keyword, strings and comments left out."""
    if keyword not in text:
        return False
    start = 0
    for match in _TOKEN.finditer(text):
        if _begins_line(keyword, text, start, match.start()):
            return True
        start = match.end()
    return _begins_line(keyword, text, start, len(text))


def _begins_line(keyword: str, text: str, start: int, end: int) -> bool:
    at = text.find(keyword, start, end)
    while at >= 0:
        before, behind = text.rfind("\n", 0, at) + 1, at + len(keyword)
        if before >= start and not text[before:at].strip() and text[behind : behind + 1].isspace():
            return True
        at = text.find(keyword, behind, end)
    return False


def marks_registered_in(text: str) -> tuple[frozenset[str], bool]:
    """Return the marks that a plugin registers by ``addinivalue_line``, and whether every such call can be read."""
    if "addinivalue_line" not in text:
        return frozenset(), True
    found = [match for match in _REGISTERED.finditer(text) if match["next"] != "{"]
    return frozenset(match["name"] for match in found), len(found) >= len(_REGISTERS.findall(text))
