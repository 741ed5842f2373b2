"""Values replaced where they stand, with as little of the text as possible."""

from collections.abc import Mapping

from repoaudit.documents.toml import TomlDocument
from repoaudit.documents.toml.comments import comments_between
from repoaudit.documents.toml.entries import add_entries
from repoaudit.documents.toml.layout import Array, Node, Table
from repoaudit.documents.toml.removal import remove_entries
from repoaudit.documents.toml.spelling import spell, spell_like, spell_lines, spell_longer
from repoaudit.documents.toml.style import item_quote
from repoaudit.errors import EditRefusedError
from repoaudit.text import Edit, indentation, line_ending


def replace_value(document: TomlDocument, node: Node, old: object, new: object) -> list[Edit]:
    """Return the edits that turn one plain value into another.

    Lists and inline tables change entry by entry where that is possible, so that their comments and layout stay.

    Raises:
        EditRefusedError: the value is a table with headers, or a comment would be lost.

    """
    if _same(old, new):
        return []
    if isinstance(node, Array) and isinstance(old, list) and isinstance(new, list):
        return _replace_items(document, node, old, new)
    if isinstance(node, Table) and isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        return _replace_members(document, node, old, new)
    if isinstance(old, str) and isinstance(new, str):
        raw = document.text[node.start : node.end]
        ending = line_ending(document.text)
        return _replace_text(document, node, spell_longer(raw, old, new, ending) or spell_like(raw, new, ending))
    return _replace_whole(document, node, spell(new))


def _replace_items(document: TomlDocument, array: Array, old: list[object], new: list[object]) -> list[Edit]:
    if len(old) == len(new):
        triples = zip(array.items, old, new, strict=True)
        return [edit for node, before, after in triples for edit in replace_value(document, node, before, after)]
    if array.tables:
        return _replace_whole(document, array, "")
    quote = item_quote(document.text, array)
    if _same(old, new[: len(old)]):
        return add_entries(document, array, [spell(item, quote) for item in new[len(old) :]]).edits
    missing = _missing(old, new)
    if missing is not None:
        return remove_entries(document, array, missing)
    if "\n" not in document.text[array.start : array.end] or not new:
        return _replace_whole(document, array, spell(new, quote))
    indent = indentation(document.text, array.start)
    return _replace_whole(document, array, spell_lines(new, indent, line_ending(document.text), quote))


def _replace_members(
    document: TomlDocument, table: Table, old: Mapping[str, object], new: Mapping[str, object]
) -> list[Edit]:
    members = [(table.children[key], old[key], new[key]) for key in old]
    return [edit for node, before, after in members for edit in replace_value(document, node, before, after)]


def _replace_whole(document: TomlDocument, node: Node, raw: str) -> list[Edit]:
    if (isinstance(node, Array) and node.tables) or (isinstance(node, Table) and not node.inline):
        raise EditRefusedError("a table with a header or of dotted keys is no value that could be replaced")
    if comments_between(document.layout, node.start, node.end):
        raise EditRefusedError("the comments inside the value would be lost")
    return _replace_text(document, node, raw)


def _replace_text(document: TomlDocument, node: Node, raw: str) -> list[Edit]:
    return [Edit(document.path, node.start, node.end, raw)]


def _missing(old: list[object], new: list[object]) -> set[int] | None:
    """Return which items of the old list the new one leaves out; None where it is more than leaving out."""
    missing: set[int] = set()
    kept = 0
    for index, item in enumerate(old):
        if kept < len(new) and _same(item, new[kept]):
            kept += 1
        else:
            missing.add(index)
    return missing if kept == len(new) else None


def _same(value: object, other: object) -> bool:
    """Tell whether two plain values are equal and of equal types: 1, 1.0 and True are three values."""
    return repr(value) == repr(other)
