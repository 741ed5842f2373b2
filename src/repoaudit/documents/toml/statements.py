"""Pairs and blocks that leave the text with their lines, and what leaves the data with them."""

from collections.abc import Collection, Iterable, Sequence

from repoaudit.documents.toml import TomlDocument
from repoaudit.documents.toml.comments import comments_above
from repoaudit.documents.toml.homes import blank_at, blank_before
from repoaudit.documents.toml.layout import Block, Pair, Statement, Table
from repoaudit.documents.toml.removal import remove_entries
from repoaudit.finding import DataPath
from repoaudit.text import BOM, Edit, Span, line_end, line_start, next_line


def remove_statements(
    document: TomlDocument, statements: Collection[Statement], *, attached: bool = False
) -> list[Edit]:
    """Return the edits that remove pairs, with the comments on their lines, and blocks with all that is in them.

    ``attached`` says that the comments directly above pairs go with them.
    """
    edits: list[Edit] = []
    tables = {id(pair.owner): pair.owner for pair in statements if isinstance(pair, Pair)}
    for table in tables.values():
        if isinstance(table, Table):
            doomed = {index for index, pair in enumerate(table.pairs) if pair in statements}
            edits += remove_entries(document, table, doomed)
    spans = [
        attached_lines(document, statement)
        if attached and isinstance(statement, Pair)
        else _lines_of(document.text, statement)
        for statement in statements
        if _has_lines(statement)
    ]
    return edits + remove_lines(document, spans)


def _has_lines(statement: Statement) -> bool:
    return not (isinstance(statement, Pair) and isinstance(statement.owner, Table))


def _lines_of(text: str, statement: Statement) -> Span:
    end = statement.last_end if isinstance(statement, Block) else statement.end
    return Span(line_start(text, statement.start), next_line(text, end))


def attached_lines(document: TomlDocument, pair: Pair) -> Span:
    """Return the lines of a pair and of the comments directly above it."""
    text = document.text
    above = comments_above(text, document.layout, pair.start)
    return Span(line_start(text, above[0].start if above else pair.start), next_line(text, pair.end))


def remove_lines(document: TomlDocument, spans: Iterable[Span], insertions: Collection[int] = ()) -> list[Edit]:
    """Return the edits that remove whole lines; of blank lines on both sides one side goes along.

    ``insertions`` are offsets at which the same change inserts lines.
    """
    text = document.text
    removals = [_with_blank_lines(text, span, insertions) for span in _joined(text, spans)]
    return [Edit(document.path, *_without_last_break(text, span), "") for span in removals]


def _joined(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, joined where they overlap or have only blank lines between them."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _with_blank_lines(text: str, span: Span, insertions: Collection[int]) -> Span:
    start, end = span
    if not (blank_before(text, start) and blank_at(text, end)):
        return span
    if end < len(text) and end not in insertions:
        return Span(start, next_line(text, end))
    while start > text.startswith(BOM) and blank_before(text, start):
        start = line_start(text, start - 1)
    return Span(start, end)


def _without_last_break(text: str, span: Span) -> Span:
    """Keep a text without a final line ending that way: the line ending before the last lines goes with them."""
    if span.end < len(text) or text.endswith("\n") or span.start <= text.startswith(BOM):
        return span
    return Span(line_end(text, line_start(text, span.start - 1)), span.end)


def vanishing(
    document: TomlDocument, path: DataPath, statements: Collection[Statement], arriving: Sequence[DataPath] = ()
) -> DataPath:
    """Return the shortest prefix of the path of which nothing is left when the statements go.

    A table that only dotted keys or headers of sub-tables imply goes with the last of them, unless something arrives.
    """
    nodes = document.layout.trail(path)
    for length in range(len(path) - 1, 0, -1):
        mentions = nodes[length].mentions
        stays = not mentions or any(statement not in statements for statement, _ in mentions)
        if stays or any(target[:length] == path[:length] for target in arriving):
            return path[: length + 1]
    return path[:1]
