"""Edits of YAML documents as text replacements at spans: what an edit does not mention stays as it is.

Each function returns the edits and what they claim. A value inside a list is claimed by its index, so that several
edits of one list can be one fix; a list that grows or shrinks is claimed as a whole.
"""

from repoaudit.documents.yaml import YamlDocument, dotted
from repoaudit.documents.yaml.flow import insert_in_flow, width
from repoaudit.documents.yaml.insertions import inline_item, insert_entry, item_lines
from repoaudit.documents.yaml.layout import block_style
from repoaudit.documents.yaml.nodes import YamlNode
from repoaudit.documents.yaml.removals import remove_item, remove_key
from repoaudit.documents.yaml.replacements import replace_inline, replace_value
from repoaudit.documents.yaml.sites import (
    change,
    find_site,
    list_of,
    locate,
    plain,
    refuse_ambiguous,
    refuse_properties,
    refuse_shared,
)
from repoaudit.documents.yaml.spelling import is_scalar, spell_entry, spell_key, spell_pair, spell_text
from repoaudit.errors import EditRefusedError
from repoaudit.finding import ABSENT, Change, DataPath
from repoaudit.text import Edit
from repoaudit.typing import Literal

__all__ = [
    "add_key",
    "append_item",
    "quote_scalar",
    "remove_item",
    "remove_key",
    "rename_key",
    "replace_item",
    "set_value",
]


def set_node(document: YamlDocument, node: YamlNode, value: object) -> Change:
    """Replace the value that a node is. Raises `EditRefusedError` as `set_value`, and for what is no value."""
    path = document.path_of(node)
    if path is None:
        raise EditRefusedError("it stands in another document, or is a key")
    return set_value(document, path, value)


def set_value(document: YamlDocument, path: DataPath, value: object) -> Change:
    """Replace the value at a path, or add the key that the path ends with.

    A scalar keeps its quotes. A list of scalars is written in brackets, unless a block sequence stands there.

    Raises:
        EditRefusedError: a comment would be lost, the value has an anchor or a tag, or it cannot be reached or spelled.

    """
    site = find_site(document, path)
    if site is None:
        return add_key(document, path[:-1], str(path[-1]), value)
    if site.parent is None:
        raise EditRefusedError("the document as a whole is not replaced")
    refuse_properties(document, site.node)
    return change(document, replace_value(document, site, value), {path: value})


def replace_item(document: YamlDocument, path: DataPath, value: object) -> Change:
    """Replace a scalar in a sequence by another; the path ends with its index. Raises `EditRefusedError`."""
    site = locate(document, path)
    if site.is_value or site.node.kind != "scalar" or not is_scalar(value):
        raise EditRefusedError(f"`{dotted(path)}` is not a scalar in a list")
    return set_value(document, path, value)


def quote_scalar(document: YamlDocument, target: YamlNode | DataPath, style: Literal['"', "'"] = '"') -> Change:
    """Put quotes around a plain scalar, so that it is text whatever it looks like.

    Raises:
        EditRefusedError: it is not plain, has an anchor or a tag, or is not in the data.

    """
    path = document.path_of(target) if isinstance(target, YamlNode) else target
    if path is None:
        raise EditRefusedError("the node is not a value of this document")
    site = locate(document, path)
    refuse_properties(document, site.node)
    if not site.node.is_plain or (isinstance(target, YamlNode) and site.node is not target):
        raise EditRefusedError(f"`{dotted(path)}` is not a plain scalar")
    quoted = spell_text(site.node.value, style)
    return change(document, replace_inline(document, site, quoted), {path: site.node.value})


def rename_key(document: YamlDocument, path: DataPath, new: str) -> Change:
    """Give the key at the end of a path another name; the value stays where it is.

    Raises:
        EditRefusedError: the new name is taken, or the key is an alias, is marked or is not written out.

    """
    site = locate(document, path)
    key, mapping = site.key, site.holder
    refuse_properties(document, key)
    refuse_ambiguous(mapping, key.text)
    if mapping.get(new) is not None:
        raise EditRefusedError(f"there is a `{new}` already")
    if key.kind != "scalar" or key.start == key.end or key.style in {"|", ">"}:
        raise EditRefusedError(f"the key `{dotted(path)}` is not written out")
    edit = Edit(document.path, key.start, key.end, spell_key(new, key.style, flow=site.in_flow))
    return change(document, [edit], {path: ABSENT, (*path[:-1], new): plain(site.node)})


def add_key(  # noqa: PLR0913 - the place and the comment are options
    document: YamlDocument,
    mapping_path: DataPath,
    key: str,
    value: object,
    *,
    after: str | None = None,
    before: str | None = None,
    comment: str | None = None,
) -> Change:
    """Add a key to a mapping: at its end, below the key ``after``, or above the key ``before`` and its comments.

    A list of scalars is written in brackets, what is nested in block style. ``comment`` goes behind the key's line.
    An empty value becomes a mapping.

    Raises:
        EditRefusedError: there is no such mapping, the key exists, or aliases use the mapping.

    """
    site = locate(document, mapping_path)
    mapping, claim = site.node, {(*mapping_path, key): value}
    if mapping.kind == "scalar" and mapping.is_null and comment is None:
        refuse_properties(document, mapping)
        return change(document, replace_value(document, site, {key: value}), claim)
    _refuse_unfit(document, mapping, "mapping", mapping_path)
    if mapping.entry(key):
        raise EditRefusedError(f"there is a `{key}` already")
    at = _entry_index(mapping, after, before)
    if mapping.style == "flow":
        _refuse_comment(comment)
        pair = spell_pair(key, value, flow=True)
        return change(document, insert_in_flow(document, mapping, at, [pair]), claim)
    lines = spell_entry(key, value, block_style(document), _one_line(comment))
    return change(document, [insert_entry(document, mapping, at, lines, above=before is not None)], claim)


def append_item(document: YamlDocument, sequence_path: DataPath, value: object, *, at: int | None = None) -> Change:
    """Add an item to a sequence in the style of its neighbours: at the end, or before item ``at``.

    An empty value becomes a list.

    Raises:
        EditRefusedError: there is no such sequence, or aliases use it.

    """
    site = locate(document, sequence_path)
    sequence = site.node
    if sequence.kind == "scalar" and sequence.is_null:
        refuse_properties(document, sequence)
        return change(document, replace_value(document, site, [value]), {sequence_path: [value]})
    _refuse_unfit(document, sequence, "sequence", sequence_path)
    values = list_of(site)
    index = len(values) if at is None else at
    if not 0 <= index <= len(values):
        raise EditRefusedError(f"`{dotted(sequence_path)}` has no item {index}")
    claim: dict[DataPath, object] = {sequence_path: [*values[:index], value, *values[index:]]}
    if sequence.style == "flow":
        item = inline_item(sequence, value, flow=True)
        return change(document, insert_in_flow(document, sequence, index, [item]), claim)
    lines = item_lines(document, sequence, value)
    return change(document, [insert_entry(document, sequence, index, lines, above=index < len(values))], claim)


def _refuse_unfit(document: YamlDocument, node: YamlNode, kind: str, path: DataPath) -> None:
    if node.kind != "alias" and (node.kind != kind or node.style == "pair" or node.tag is not None):
        raise EditRefusedError(f"`{dotted(path)}` is no {kind} that takes entries")
    refuse_shared(document, node)


def _entry_index(mapping: YamlNode, after: str | None, before: str | None) -> int:
    """Return the number of the entry that a new one goes before."""
    neighbour = before if after is None else after
    if neighbour is None:
        return len(mapping.children) // width(mapping)
    entry = mapping.entry(neighbour)
    if entry is None:
        raise EditRefusedError(f"there is no `{neighbour}` next to which a key could go")
    index = next(at for at, child in enumerate(mapping.children) if child is entry[1]) // width(mapping)
    return index if after is None else index + 1


def _one_line(comment: str | None) -> str | None:
    if comment is not None and not comment.isprintable():
        raise EditRefusedError("a comment behind a value is one line")
    return comment


def _refuse_comment(comment: str | None) -> None:
    if comment is not None:
        raise EditRefusedError("a mapping in braces takes no comment")
