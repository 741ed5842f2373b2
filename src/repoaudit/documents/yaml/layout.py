"""Where things stand in the text of a YAML document: dashes, colons, the lines around a node."""

import re
from collections.abc import Iterator, Sequence

from repoaudit.documents.yaml import YamlDocument
from repoaudit.documents.yaml.nodes import YamlNode
from repoaudit.documents.yaml.scalars import block_scalar, content_start, skip_gap
from repoaudit.documents.yaml.spelling import BlockStyle
from repoaudit.errors import EditRefusedError
from repoaudit.regex import lazy
from repoaudit.text import Edit, Span, line_ending, line_start, next_line

_LOOSE_BLANKS = lazy(r"^[ \t]+\r?$", re.MULTILINE)
_BLANK_LINE = lazy(r"\n[ \t]*\r?\n")


def column(text: str, offset: int) -> int:
    """Return the column of an offset, counted from zero: the indentation of a block node that starts there."""
    return offset - line_start(text, offset)


def starts_line(text: str, offset: int) -> bool:
    """Whether only blanks precede an offset on its line."""
    return not text[line_start(text, offset) : offset].strip(" \t")


def entry_start(document: YamlDocument, collection: YamlNode, index: int) -> int:
    """Return where the entry of a child begins: at the dash of a block sequence, at the key or the ``?`` before it."""
    text = document.text
    at = skip_gap(text, collection.children[index - 1].end if index else content_start(text, collection))
    if collection.style == "flow" and text[at : at + 1] in {"[", "{", ","}:
        at = skip_gap(text, at + 1)
    return at


def colon_of(document: YamlDocument, key: YamlNode) -> int:
    """Return the offset of the colon behind a key. Raises `EditRefusedError` where it has none."""
    at = skip_gap(document.text, key.end)
    if document.text[at : at + 1] != ":":
        raise EditRefusedError("the key has no colon")
    return at


def last_leaf(node: YamlNode) -> YamlNode:
    """Return the last node written below a node."""
    while node.children and node.style != "flow":
        node = node.children[-1]
    return node


def keeps_blank_lines(document: YamlDocument, node: YamlNode) -> bool:
    """Whether blank lines below a node are part of its value: it ends with a block scalar marked ``+``."""
    return _chomping(document, last_leaf(node)) == "+"


def _chomping(document: YamlDocument, node: YamlNode) -> str | None:
    """Return what a block scalar does with its last line breaks; None for what is none."""
    if node.style not in {"|", ">"}:
        return None
    return block_scalar(document.text, node).chomping


def line_below(document: YamlDocument, node: YamlNode, indent: int) -> int:
    """Return the start of the line below a block node, and below comments that are indented deeper than what follows.

    Raises:
        EditRefusedError: the node is a block scalar at the end of a text without final newline, which a line below it
            would change.

    """
    text = document.text
    leaf = last_leaf(node)
    if leaf.end == len(text) and _chomping(document, leaf) in {"", "+"}:
        raise EditRefusedError("a line below would add a newline to the block scalar above it")
    below = at = next_line(text, node.end)
    while at < len(text):
        comment = _comment_line(document, at)
        if comment and column(text, comment.start) <= indent:
            break
        if not comment and text[at : next_line(text, at)].strip():
            break
        at = next_line(text, at)
        below = at if comment else below
    return below


def comments_above(document: YamlDocument, offset: int) -> int:
    """Return the start of the line of an offset, or of the comments directly above it that are not indented deeper."""
    text = document.text
    indent = column(text, offset)
    start = line_start(text, offset)
    while start > line_start(text, 0):
        previous = line_start(text, start - 1)
        comment = _comment_line(document, previous)
        if not comment or column(text, comment.start) > indent:
            break
        start = previous
    return start


def _comment_line(document: YamlDocument, start: int) -> Span | None:
    """Return the comment that takes up the whole line starting at an offset."""
    at = start
    while document.text[at : at + 1] in {" ", "\t"}:
        at += 1
    return document.comment_within(Span(at, at + 1))


def insert_lines(document: YamlDocument, at: int, lines: Sequence[str], indent: int) -> Edit:
    """Return the edit that puts lines before the line that starts at an offset, or behind the last line."""
    text, ending = document.text, line_ending(document.text)
    body = ending.join(" " * indent + line if line else line for line in lines)
    at_start = at == line_start(text, at)
    return Edit(document.path, at, at, body + ending if at_start else ending + body)


def blank_between(document: YamlDocument, collection: YamlNode, child: int) -> bool:
    """Whether a blank line stands between the entry that begins with a child and the one before."""
    gap = document.text[collection.children[child - 1].end : entry_start(document, collection, child)]
    return bool(_BLANK_LINE.search(gap))


def dash_gap(document: YamlDocument, sequence: YamlNode) -> str:
    """Return the blanks behind the dash of the first item of a block sequence."""
    gap = document.text[entry_start(document, sequence, 0) + 1 : sequence.children[0].start]
    return gap if gap and not gap.strip(" ") else " "


def block_style(document: YamlDocument) -> BlockStyle:
    """Return how the document writes block nodes, told from its first nested mapping and its first list below a key."""
    literal = document.text.endswith("\n") and not _LOOSE_BLANKS.search(document.text)
    mapping = next(_nested(document, "mapping"), None)
    sequence = next(_nested(document, "sequence"), None)
    gap = dash_gap(document, sequence[1]) if sequence else " "
    step = _inside(document, *mapping) if mapping else 0
    dash = _inside(document, *sequence) if sequence else 2
    return BlockStyle(step if step > 0 else 1 + len(gap), max(dash, 0), gap, literal)


def _nested(document: YamlDocument, kind: str) -> Iterator[tuple[YamlNode, YamlNode]]:
    """Yield the keys below which block collections of a kind stand, with these."""
    for node in document.nodes():
        for key, value in zip(node.children[::2], node.children[1::2], strict=False) if node.kind == "mapping" else ():
            if value.kind == kind and not value.style:
                yield key, value


def _inside(document: YamlDocument, key: YamlNode, value: YamlNode) -> int:
    """Return how many columns a block collection stands further in than its key."""
    return column(document.text, content_start(document.text, value)) - column(document.text, key.start)
