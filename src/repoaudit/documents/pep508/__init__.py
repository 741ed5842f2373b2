"""Requirements as PEP 508 writes them: ``name[extra] >=1.2; marker`` and ``name @ url``.

What is valid is what `packaging` 26 accepts, which is a little more than PEP 508 (a comma behind the last clause).
"""

from functools import lru_cache

from repoaudit.documents.versions import Specifiers, canonical_name
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.pep508.markers import Marker

_NAME: Final = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?"
_HEAD: Final = lazy(rf"[ \t]*({_NAME})(?:[ \t]*\[([^\]]*)\])?")
_EXTRA: Final = lazy(_NAME)
_URL: Final = lazy(r"@[ \t]*(\S+)")
_BLANK: Final = " \t"
_ANY_VERSION: Final = Specifiers("", ((),))


class Requirement(NamedTuple):
    """A requirement and where its parts stand: spans are offsets into ``text`` plus the ``offset`` it was read at.

    ``name`` is as written, ``canonical`` as PEP 503 compares it. ``specifiers`` has no clause where the requirement
    is bare, and is None beside a ``url``. ``head_span`` covers name and extras; ``specifier_span`` covers the clauses,
    inside any parentheses, and is empty where some could be inserted.
    """

    text: str
    offset: int
    name: str
    canonical: str
    extras: tuple[str, ...]
    specifiers: Specifiers | None
    url: str | None
    marker: "Marker | None"
    name_span: Span
    head_span: Span
    specifier_span: Span | None


class _Details(NamedTuple):
    """What stands between the name and the marker; ``start`` and ``end`` are those of the clauses."""

    specifiers: Specifiers | None
    url: str | None
    start: int
    end: int


@lru_cache(maxsize=1024)  # manifests, their places and locks ask for the same ones
def parse_requirement(text: str, offset: int = 0) -> Requirement | None:
    """Read a requirement that begins at ``offset`` of its file; None for what `packaging` refuses."""
    head = _HEAD.match(text)
    if head is None:
        return None
    extras = _parse_extras(head[2])
    start = _skip_blanks(text, head.end())
    is_url = text.startswith("@", start)
    end = _end_of_url(text, start) if is_url else _find_or_end(text, ";", start)
    details = _parse_url(text, start, end) if is_url else _parse_versions(text, start, end, head.end(), offset)
    marker = _parse_marker(text[end + 1 :]) if end < len(text) else None
    if extras is None or details is None or (marker is None and end < len(text)):
        return None
    return Requirement(
        text,
        offset,
        head[1],
        canonical_name(head[1]),
        extras,
        details.specifiers,
        details.url,
        marker,
        Span(offset + head.start(1), offset + head.end(1)),
        Span(offset + head.start(1), offset + head.end()),
        None if details.specifiers is None else Span(offset + details.start, offset + details.end),
    )


def _parse_marker(text: str) -> "Marker | None":
    from repoaudit.documents.pep508.markers import parse_marker

    return parse_marker(text)


def _skip_blanks(text: str, start: int) -> int:
    while start < len(text) and text[start] in _BLANK:
        start += 1
    return start


def _find_or_end(text: str, sought: str, start: int) -> int:
    found = text.find(sought, start)
    return len(text) if found < 0 else found


def _parse_extras(text: str | None) -> tuple[str, ...] | None:
    """Read what stands between the brackets; None for what is no list of names."""
    if text is None or not text.strip(_BLANK):
        return ()
    extras = tuple(extra.strip(_BLANK) for extra in text.split(","))
    return extras if all(_is_extra(extra) for extra in extras) else None


def _is_extra(text: str) -> bool:
    return (text.isascii() and text.isalnum()) or _EXTRA.fullmatch(text) is not None


def _end_of_url(text: str, start: int) -> int:
    """Return where the marker's semicolon stands: a URL ends at a blank only."""
    match = _URL.match(text, start)
    return _skip_blanks(text, match.end()) if match else len(text)


def _parse_url(text: str, start: int, end: int) -> _Details | None:
    match = _URL.match(text, start)
    ends_well = end == len(text) or text.startswith(";", end)
    return _Details(None, match[1], start, end) if match and ends_well else None


def _parse_versions(text: str, start: int, end: int, head_end: int, offset: int) -> _Details | None:
    """Read the clauses between ``start`` and the marker; with none, they belong directly behind the name."""
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    if text.startswith("(", start):
        if end < start + 2 or text[end - 1] != ")":
            return None
        start, end = _trim(text, start + 1, end - 1)
    elif start == end:
        start = end = head_end
    if start == end:
        return _Details(_ANY_VERSION, None, start, end)
    clauses = text[start:end]
    valid = ")" not in clauses and _well_separated(text, clauses)
    specifiers = Specifiers.parse(clauses, offset + start) if valid else None
    return None if specifiers is None else _Details(specifiers, None, start, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    start = min(_skip_blanks(text, start), end)
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return start, end


def _well_separated(text: str, clauses: str) -> bool:
    """Tell whether clauses are separated as a requirement wants it, which is stricter than a bare specifier."""
    if "===" in clauses:  # whose version may contain commas
        return _packaging_accepts(text)
    if "," not in clauses:
        return clauses.strip(_BLANK) == clauses.strip()
    *separated, last = clauses.split(",")
    if not all(piece.strip(_BLANK) for piece in separated):
        return False
    return all(piece.strip(_BLANK) == piece.strip() for piece in (*separated, last))


def _packaging_accepts(text: str) -> bool:
    from packaging.requirements import InvalidRequirement
    from packaging.requirements import Requirement as PackagingRequirement

    try:
        PackagingRequirement(text)
    except (InvalidRequirement, RecursionError):
        return False
    return True
