"""Entries removed from between the brackets of an array or an inline table, with the commas that they leave over."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise

from repoaudit.documents.toml import TomlDocument
from repoaudit.documents.toml.comments import comments_between
from repoaudit.documents.toml.entries import entries_of
from repoaudit.documents.toml.layout import NOWHERE, Array, Node, Pair, Table
from repoaudit.record import NamedTuple
from repoaudit.text import Edit, Span, line_start, next_line


class _Token(NamedTuple):
    start: int
    end: int
    dead: bool = False
    comment: bool = False


def remove_entries(document: TomlDocument, container: Array | Table, indexes: Collection[int]) -> list[Edit]:
    """Return the edits that remove entries; entries that have a line to themselves take it and its comment along.

    What is left has the commas that its style wants, and a comma behind the last entry only if there was one.
    """
    lines = _lines(document.text, _tokens(document, container, indexes))
    tokens = [token for line in lines for token in _with_own_comment(line)]
    if all(token.dead for token in tokens[1:-1]):
        return [Edit(document.path, container.start + 1, container.end - 1, "")]
    doomed = list(_doomed(document.text, tokens))
    return [Edit(document.path, span.start, span.end, "") for span in doomed]


def _tokens(document: TomlDocument, container: Array | Table, indexes: Collection[int]) -> list[_Token]:
    """Return brackets, entries, commas and comments in the order of the text; comments inside entries are theirs."""
    start, end = container.start, container.end
    entries = entries_of(container)
    kept_commas = _kept_commas(document.text, entries, indexes)
    tokens = [_Token(start, start + 1), _Token(end - 1, end)]
    tokens += [_Token(entry.start, entry.end, index in indexes) for index, entry in enumerate(entries)]
    commas = [(index, entry.comma) for index, entry in enumerate(entries) if entry.comma != NOWHERE]
    tokens += [_Token(comma, comma + 1, index not in kept_commas) for index, comma in commas]
    tokens += [_Token(*span, comment=True) for span in comments_between(document.layout, start, end)]
    ordered: list[_Token] = []
    for token in sorted(tokens):
        if not ordered or token.start >= ordered[-1].end:
            ordered.append(token)
    return ordered


def _kept_commas(text: str, entries: Sequence[Node | Pair], indexes: Collection[int]) -> set[int]:
    """Return behind which entries the comma stays: one between any two that stay, and one at the end if there was."""
    staying = [index for index in range(len(entries)) if index not in indexes]
    commas = {later - 1 if _leads(text, entries, later) else earlier for earlier, later in pairwise(staying)}
    if staying and entries[-1].comma != NOWHERE:
        commas.add(staying[-1])
    return commas


def _leads(text: str, entries: Sequence[Node | Pair], index: int) -> bool:
    """Tell whether the comma before an entry stands on the entry's line, and not on that of the entry before."""
    before, comma = entries[index - 1], entries[index - 1].comma
    return "\n" in text[before.end : comma] and "\n" not in text[comma : entries[index].start]


def _lines(text: str, tokens: list[_Token]) -> list[list[_Token]]:
    """Group tokens that no line break separates."""
    lines = [tokens[:1]]
    for before, token in pairwise(tokens):
        if "\n" in text[before.end : token.start]:
            lines.append([token])
        else:
            lines[-1].append(token)
    return lines


def _with_own_comment(line: list[_Token]) -> list[_Token]:
    *others, last = line
    if last.comment and others and all(token.dead for token in others):
        return [*others, last._replace(dead=True)]
    return line


def _doomed(text: str, tokens: list[_Token]) -> Iterator[Span]:
    *inner, closing = tokens
    staying = max(index for index, token in enumerate(inner) if not token.dead)
    shared_line = "\n" not in text[inner[-1].end : closing.start]
    if shared_line and inner[-1].dead and not inner[staying].comment:
        # The bracket shared the line of what goes: it moves up to what stays.
        yield Span(inner[staying].end, inner[-1].end)
        tokens = inner[: staying + 1]
    for line in _lines(text, tokens):
        if all(token.dead for token in line):
            yield Span(line_start(text, line[0].start), next_line(text, line[-1].end))
        else:
            yield from _doomed_in(line, tokens[0])


def _doomed_in(line: list[_Token], opening: _Token) -> Iterator[Span]:
    """Yield what goes from a line of which something stays, each with the blanks on one of its sides."""
    staying: _Token | None = None
    runs = [(dead, list(run)) for dead, run in groupby(line, key=lambda token: token.dead)]
    for index, (dead, run) in enumerate(runs):
        if not dead:
            staying = run[-1]
        elif staying and staying is not opening:
            yield Span(staying.end, run[-1].end)
        else:
            following = runs[index + 1][1][0] if index + 1 < len(runs) else None
            yield Span(run[0].start, following.start if following and not following.comment else run[-1].end)
