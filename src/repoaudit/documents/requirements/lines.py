"""The logical lines of a requirements file, as pip joins physical ones, with a way back to the text."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from repoaudit.documents.pep508 import Requirement
from repoaudit.documents.versions import Clause, Specifiers
from repoaudit.record import NamedTuple
from repoaudit.text import BOM, Span


class _Piece(NamedTuple):
    """A part of a joined line: ``[joined, joined + length)`` of it stands at ``physical`` of the file."""

    joined: int
    physical: int
    length: int


class LogicalLine(NamedTuple):
    """Physical lines joined by backslashes; ``text`` is what they say, stripped and without the comment.

    ``span`` is where the text stands, ``extent`` covers the physical lines with their line endings. ``offset`` is what
    to add to an offset into the text: where the line is contiguous, it gives the place in the file, and else a place
    that `locate` understands.
    """

    text: str
    offset: int
    span: Span
    extent: Span
    comment: Span | None
    pieces: tuple[_Piece, ...]

    @property
    def is_contiguous(self) -> bool:
        """Whether the text stands in the file as it is."""
        return len(self.pieces) == 1

    def locate(self, span: Span) -> Span:
        """Return the span in the file for one of the joined line; an empty one stays with what precedes it."""
        return _located(self.pieces, span)

    def locate_requirement(self, requirement: Requirement) -> Requirement:
        """Return a requirement of the joined line with its spans in the file."""
        specifiers, specifier_span = requirement.specifiers, requirement.specifier_span
        return requirement._replace(
            specifiers=specifiers and _moved(specifiers, self.pieces),
            name_span=self.locate(requirement.name_span),
            head_span=self.locate(requirement.head_span),
            specifier_span=specifier_span and self.locate(specifier_span),
        )


def logical_lines(text: str) -> Iterator[LogicalLine]:
    """Yield every logical line, blank and comment lines included.

    pip joins a line that ends in a backslash with the next, unless it is a comment line; it drops backslashes from
    both ends of a line that it joins, and a comment line ends the joining.
    """
    position = 1 if text.startswith(BOM) else 0
    first = position
    parts: list[tuple[str, int]] = []
    content = text[position:]
    for physical, line in zip(content.splitlines(keepends=True), content.splitlines(), strict=True):
        is_comment = line.lstrip().startswith("#")
        following = position + len(physical)
        continues = line.endswith("\\") and not is_comment
        if continues:
            parts.append((line.strip("\\"), position + len(line) - len(line.lstrip("\\"))))
        else:
            # pip puts a blank before a comment line, so that it begins no word of the line it is joined to.
            parts.append((" " + line, position - 1) if is_comment else (line, position))
        if not continues or following == len(text):
            yield _join(parts, Span(first, following), position + len(line))
            first, parts = following, []
        position = following


def _join(parts: list[tuple[str, int]], extent: Span, content_end: int) -> LogicalLine:
    if len(parts) == 1:
        return _single(*parts[0], extent, content_end)
    pieces: list[_Piece] = []
    length = 0
    for part, physical in parts:
        pieces.append(_Piece(length, physical, len(part)))
        length += len(part)
    joined = "".join(part for part, _ in parts)
    mark = _find_comment(joined)
    said = joined if mark is None else joined[:mark]
    text = said.strip()
    start = len(said) - len(said.lstrip()) if text else 0
    span = _located(pieces, Span(start, start + len(text)))
    comment = None if mark is None else Span(_place(pieces, mark), content_end)
    return LogicalLine(text, start, span, extent, comment, tuple(pieces))


def _single(line: str, physical: int, extent: Span, content_end: int) -> LogicalLine:
    """Return what most lines are: one that is joined to no other."""
    mark = _find_comment(line) if "#" in line else None
    said = line if mark is None else line[:mark]
    text = said.strip()
    start = physical + said.find(text)
    comment = None if mark is None else Span(physical + mark, content_end)
    pieces = (_Piece(0, physical, len(line)),)
    return LogicalLine(text, start, Span(start, start + len(text)), extent, comment, pieces)


def _find_comment(text: str) -> int | None:
    """Return where a `#` stands at the start or behind a blank."""
    found = text.find("#")
    while found > 0 and not text[found - 1].isspace():
        found = text.find("#", found + 1)
    return None if found < 0 else found


def _place(pieces: Sequence[_Piece], offset: int) -> int:
    """Return where in the file a character of the joined line stands."""
    piece = pieces[max(bisect_right(pieces, offset, key=_joined) - 1, 0)]
    return piece.physical + offset - piece.joined


def _joined(piece: _Piece) -> int:
    return piece.joined


def _located(pieces: Sequence[_Piece], span: Span) -> Span:
    end = _place(pieces, span.end - 1) + 1 if span.end else _place(pieces, 0)
    return Span(_place(pieces, span.start) if span.start < span.end else end, end)


def _moved(specifiers: Specifiers, pieces: Sequence[_Piece]) -> Specifiers:
    return Specifiers(
        specifiers.text,
        tuple(tuple(_moved_clause(clause, pieces) for clause in clauses) for clauses in specifiers.alternatives),
    )


def _moved_clause(clause: Clause, pieces: Sequence[_Piece]) -> Clause:
    return clause._replace(span=_located(pieces, clause.span), version_span=_located(pieces, clause.version_span))
