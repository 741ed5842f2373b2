"""New values in the place of old ones."""

from collections.abc import Sequence

from repoaudit.documents.yaml import YamlDocument
from repoaudit.documents.yaml.flow import insert_in_flow, rewrite_flow
from repoaudit.documents.yaml.insertions import inline_item, insert_entry, item_lines
from repoaudit.documents.yaml.layout import block_style, column, dash_gap, entry_start
from repoaudit.documents.yaml.nodes import YamlNode
from repoaudit.documents.yaml.scalars import skip_gap
from repoaudit.documents.yaml.sites import Site, list_of, refuse_anchors, refuse_comments, value_start
from repoaudit.documents.yaml.spelling import (
    is_inline,
    is_scalar,
    join_block,
    spell_block,
    spell_inline,
    spell_literal,
    spell_scalar,
)
from repoaudit.errors import EditRefusedError
from repoaudit.text import Edit, line_end, line_ending


def replace_value(document: YamlDocument, site: Site, value: object) -> list[Edit]:
    """Return the edits that put a value in the place of a node. Raises `EditRefusedError`."""
    refuse_anchors(document, site.node.children)
    if isinstance(value, list) and site.node.kind == "sequence" and all(is_scalar(each) for each in value):
        return _replace_items(document, site, value)
    if site.in_flow or is_inline(value, block_style(document)):
        raw = spell_scalar(value, site.node.style, flow=site.in_flow) if is_scalar(value) else None
        return replace_inline(document, site, raw or spell_inline(value, flow=site.in_flow))
    return [_replace_lines(document, site, value)]


def replace_inline(document: YamlDocument, site: Site, raw: str) -> list[Edit]:
    """Return the edit that puts text of one line in the place of a node.

    Raises:
        EditRefusedError: a comment would be lost, or the document as a whole would be replaced.

    """
    node, start = site.node, site.node.start
    if node.start == node.end:
        raw = _first_value(document, site, raw)
    elif site.parent and node.children and not node.style:
        start, raw = value_start(document, site), f" {raw}"
    refuse_comments(document, start, node.end)
    return [Edit(document.path, start, node.end, raw)]


def _first_value(document: YamlDocument, site: Site, raw: str) -> str:
    """Return the text that goes where a value is left out."""
    if not site.is_value or skip_gap(document.text, site.key.end) < site.node.start:
        return f" {raw}"
    if not site.in_flow or "\n" in document.text[site.key.start : site.key.end]:
        raise EditRefusedError("the key has no colon")
    return f": {raw}"


def _replace_lines(document: YamlDocument, site: Site, value: object) -> Edit:
    """Return the edit that puts a nested value, or text of several lines, in the place of a node of block style."""
    text, node = document.text, site.node
    start = value_start(document, site)
    refuse_comments(document, start, node.end)
    style, ending = block_style(document), line_ending(text)
    if not site.is_value:
        return _replace_item_lines(document, site, spell_block(value, style))
    indent = column(text, entry_start(document, site.holder, site.child - 1))
    if isinstance(value, str):
        lines = spell_literal(value, style)
        lines[0] = f" {lines[0]}"
    else:
        inside = style.dash if isinstance(value, list) else style.step
        lines = ["", *(" " * inside + line for line in spell_block(value, style))]
    end = line_end(text, node.end)
    if node.start < node.end or isinstance(value, str):
        refuse_comments(document, node.end, end)
        return Edit(document.path, start, end, join_block(lines, indent, ending))
    return Edit(document.path, end, end, join_block(lines, indent, ending))


def _replace_item_lines(document: YamlDocument, site: Site, lines: Sequence[str]) -> Edit:
    text, node = document.text, site.node
    end = line_end(text, node.end)
    refuse_comments(document, node.end, end)
    blank = " " if node.start == node.end else ""
    indent = column(text, node.start) + len(blank)
    return Edit(document.path, node.start, end, blank + join_block(lines, indent, line_ending(text)))


def _replace_items(document: YamlDocument, site: Site, values: list[object]) -> list[Edit]:
    """Return the edits that give a sequence other scalars; items that stay keep their spelling."""
    sequence, old = site.node, list_of(site)
    if sequence.style == "flow" and _is_prefix(old, values):
        new = [inline_item(sequence, value, flow=True) for value in values[len(old) :]]
        return insert_in_flow(document, sequence, len(old), new) if new else []
    if sequence.style == "flow":
        return rewrite_flow(document, sequence, _respelled(document, sequence, old, values))
    if not values:
        return replace_inline(document, site, "[]")
    if _is_prefix(old, values):
        lines = [line for value in values[len(old) :] for line in item_lines(document, sequence, value)]
        return [insert_entry(document, sequence, len(old), lines, above=False)] if lines else []
    return [_rewrite_block(document, sequence, _respelled(document, sequence, old, values))]


def _is_prefix(old: list[object], new: list[object]) -> bool:
    return len(old) <= len(new) and all(map(_same, old, new))


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other


def _rewrite_block(document: YamlDocument, sequence: YamlNode, items: Sequence[str]) -> Edit:
    text = document.text
    start = entry_start(document, sequence, 0)
    refuse_comments(document, start, line_end(text, sequence.end))
    gap = dash_gap(document, sequence)
    lines = [f"-{gap}{item}" for item in items]
    return Edit(document.path, start, sequence.end, join_block(lines, column(text, start), line_ending(text)))


def _respelled(document: YamlDocument, sequence: YamlNode, old: list[object], values: list[object]) -> list[str]:
    """Return the spelling of each value: the old one, where an item of one line has that value already."""
    flow = sequence.style == "flow"
    known = {}
    for value, child in zip(old, sequence.children, strict=True):
        spelling = document.text[child.start : child.end]
        if is_scalar(value) and spelling and "\n" not in spelling:
            known[type(value), value] = spelling
    return [known.get((type(value), value)) or inline_item(sequence, value, flow=flow) for value in values]
