"""New entries of block collections: lines that go between the lines that are there."""

from collections.abc import Sequence

from repoaudit.documents.yaml import YamlDocument
from repoaudit.documents.yaml.flow import width
from repoaudit.documents.yaml.layout import (
    blank_between,
    block_style,
    column,
    comments_above,
    dash_gap,
    entry_start,
    insert_lines,
    keeps_blank_lines,
    line_below,
    starts_line,
)
from repoaudit.documents.yaml.nodes import YamlNode
from repoaudit.documents.yaml.spelling import is_scalar, join_block, spell_inline, spell_item, spell_scalar
from repoaudit.text import Edit, line_ending


def insert_entry(document: YamlDocument, collection: YamlNode, at: int, lines: Sequence[str], *, above: bool) -> Edit:
    """Return the edit that makes lines entry ``at`` of a block collection.

    They go above entry ``at`` and its comments, or below the entry before. A blank line sets them off if one stands
    between the entries there.

    Raises:
        EditRefusedError: they would become part of a block scalar.

    """
    child = at * width(collection)
    spaced = _is_spaced(document, collection, child)
    if above:
        return _above(document, entry_start(document, collection, child), [*lines, ""] if spaced else lines)
    previous = collection.children[child - 1]
    indent = column(document.text, entry_start(document, collection, 0))
    spaced = spaced and not keeps_blank_lines(document, previous)
    return insert_lines(document, line_below(document, previous, indent), ["", *lines] if spaced else lines, indent)


def _is_spaced(document: YamlDocument, collection: YamlNode, child: int) -> bool:
    """Whether blank lines separate the entries where a new one goes before a child."""
    size, count = width(collection), len(collection.children)
    if 0 < child < count:
        return blank_between(document, collection, child)
    if child:
        return count > size and blank_between(document, collection, count - size)
    return count > 2 * size and all(blank_between(document, collection, each) for each in range(size, count, size))


def item_lines(document: YamlDocument, sequence: YamlNode, value: object) -> list[str]:
    """Return the lines of a new item of a block sequence, with the dash and its gap as in the first item."""
    gap = dash_gap(document, sequence)
    if is_scalar(value):
        return [f"-{gap}{inline_item(sequence, value)}"]
    return spell_item(value, block_style(document)._replace(gap=gap))


def inline_item(sequence: YamlNode, value: object, *, flow: bool = False) -> str:
    """Return a new item of a sequence on one line, in the quotes that all its scalars have."""
    if not is_scalar(value):
        return spell_inline(value, flow=flow)
    styles = {child.style for child in sequence.children}
    return spell_scalar(value, styles.pop() if len(styles) == 1 else "", flow=flow)


def _above(document: YamlDocument, start: int, lines: Sequence[str]) -> Edit:
    text = document.text
    indent = column(text, start)
    if starts_line(text, start):
        return insert_lines(document, comments_above(document, start), lines, indent)
    ending = line_ending(text)
    return Edit(document.path, start, start, join_block(lines, indent, ending) + ending + " " * indent)
