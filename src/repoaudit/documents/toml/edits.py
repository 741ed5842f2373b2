"""Edits of TOML documents: text replaced at spans, each change with its claim on plain data.

What an edit does not mention stays byte for byte, comments and blank lines included; new text follows the style of its
neighbours and has the line endings of its file. Values are plain: str, int, float, bool, dates and times, lists, dicts.
Every function raises `EditRefusedError` where the edit cannot be phrased without touching more than was asked.
"""

from collections.abc import Collection, Mapping, Sequence

from repoaudit.documents.toml import TomlDocument, dotted
from repoaudit.documents.toml.claims import claim
from repoaudit.documents.toml.comments import comment_behind, comments_above, stands_first
from repoaudit.documents.toml.entries import add_entries, behind
from repoaudit.documents.toml.homes import Braces, Lines, header_of, home_of, new_block
from repoaudit.documents.toml.layout import Array
from repoaudit.documents.toml.moves import move, move_all, rename
from repoaudit.documents.toml.removal import remove_entries
from repoaudit.documents.toml.spelling import plain, spell, spell_comment
from repoaudit.documents.toml.statements import remove_statements, vanishing
from repoaudit.documents.toml.style import item_quote, pair_entry, pair_line
from repoaudit.documents.toml.values import replace_value
from repoaudit.errors import EditRefusedError
from repoaudit.finding import ABSENT, Change, DataPath
from repoaudit.text import Edit, indentation, line_ending, line_start

__all__ = ["add_items", "move", "move_all", "remove", "remove_items", "rename", "reword_comment_above", "set_value"]

_NOTHING = Change((), {})


def set_value(document: TomlDocument, path: DataPath, value: object, *, comment: str | None = None) -> Change:
    """Replace the value at the path, or add the key, and the tables that it needs.

    A new key follows the last one of its table, whatever notation the table is in. A dict becomes a table with a
    header where its neighbours are none of them inline. The comment goes to the end of the line, or above where that is
    taken or the value is an item of an array.
    """
    value = plain(value)
    note = spell_comment(comment) if comment else ""
    node = document.layout.find(path)
    if not path or (node is None and not isinstance(path[-1], str)):
        raise EditRefusedError(f"there is nothing at {dotted(path)} to replace")
    if node is None:
        return Change(tuple(_add(document, path, value, note)), claim(document, {path: value}))
    edits = replace_value(document, node, document.get(path), value)
    claimed = claim(document, {path: value}) if edits else {}
    return Change((*edits, *_note(document, path, note)), claimed)


def _add(document: TomlDocument, path: DataPath, value: object, note: str) -> list[Edit]:
    key, text = str(path[-1]), document.text
    home = home_of(document, path[:-1])
    if isinstance(home, Braces):
        addition = add_entries(document, home.table, [pair_entry(text, home, key, value)], note)
        return addition.edits + (_note(document, path, note) if addition.homeless else [])
    if isinstance(value, dict) and not home.prefix and not _holds_inline_tables(document, home):
        return [_new_table(document, path, value, note)]
    return [home.insert(document, [pair_line(text, home, key, value, note)])]


def _holds_inline_tables(document: TomlDocument, home: Lines) -> bool:
    pairs = home.block.pairs if home.block else []
    return any(document.text[pair.value_start] == "{" for pair in pairs)


def _new_table(document: TomlDocument, path: DataPath, value: Mapping[str, object], note: str) -> Edit:
    home = home_of(document, path)
    if isinstance(home, Braces):
        raise EditRefusedError(f"{dotted(path)} belongs into an inline table")
    lines = [pair_line(document.text, home, key, item) for key, item in value.items()]
    return home.insert(document, [note, *lines] if note else lines)


def _note(document: TomlDocument, path: DataPath, note: str, *, above: bool = False) -> list[Edit]:
    """Return the edit that adds a comment (or none: "") to what is at the path, or nearest above it.

    In an array it gets a line of its own, over the nearest item that begins a line.
    """
    text, layout = document.text, document.layout
    statement = layout.statement(path)
    if not note or statement is None:
        return []
    items = [node for node in layout.trail(path)[1:] if node.definition is None]
    for item in reversed(items):
        if stands_first(text, item.start):
            return [_line_above(document, item.start, note)]
    taken = comment_behind(text, layout, statement.end)
    if taken and text[taken.start : taken.end] == note:
        return []
    if items or taken or above:
        return [_line_above(document, statement.start, note)]
    return [Edit(document.path, statement.end, statement.end, behind(note))]


def _line_above(document: TomlDocument, offset: int, note: str) -> Edit:
    start = line_start(document.text, offset)
    return Edit(document.path, start, start, indentation(document.text, offset) + note + line_ending(document.text))


def add_items(document: TomlDocument, path: DataPath, items: Sequence[object], *, comment: str | None = None) -> Change:
    """Add items to the end of an array; one that does not exist is made, one of ``[[tables]]`` gets further headers.

    The comment stands behind each item, or where the items share a line with the closing bracket above the key.
    """
    if not items:
        return _NOTHING
    node = document.layout.find(path)
    if node is None:
        return set_value(document, path, items, comment=comment)
    old, added = document.get(path), [plain(item) for item in items]
    if not isinstance(node, Array) or not isinstance(old, list):
        raise EditRefusedError(f"{dotted(path)} is no array")
    note = spell_comment(comment) if comment else ""
    edits = (
        _add_tables(document, path, added, note) if node.tables else _add_to_array(document, path, node, added, note)
    )
    return Change(tuple(edits), claim(document, {path: [*old, *added]}))


def _add_to_array(document: TomlDocument, path: DataPath, node: Array, added: list[object], note: str) -> list[Edit]:
    quote = item_quote(document.text, node)
    addition = add_entries(document, node, [spell(item, quote) for item in added], note)
    return addition.edits + (_note(document, path, note, above=True) if addition.homeless else [])


def _add_tables(document: TomlDocument, path: DataPath, added: list[object], note: str) -> list[Edit]:
    header = f"[{header_of(path)}]" + behind(note)
    last = [block for block in document.layout.blocks if block.path[: len(path)] == path][-1]
    home = new_block(document, header, last)
    edits: list[Edit] = []
    for table in added:
        if not isinstance(table, dict):
            raise EditRefusedError(f"{dotted(path)} holds tables only")
        edits.append(home.insert(document, [pair_line(document.text, home, key, item) for key, item in table.items()]))
    return edits


def remove_items(document: TomlDocument, path: DataPath, indexes: Collection[int]) -> Change:
    """Remove items of an array, with their lines and own comments where they stand alone, or tables with their headers.

    An array of tables that loses all of them is gone; another array stays, empty.
    """
    node, old, doomed = document.layout.find(path), document.get(path), set(indexes)
    if not isinstance(node, Array) or not isinstance(old, list) or not doomed <= set(range(len(old))):
        raise EditRefusedError(f"{dotted(path)} has no such items")
    rest = [item for index, item in enumerate(old) if index not in doomed]
    if not doomed:
        return _NOTHING
    if not node.tables:
        return Change(tuple(remove_entries(document, node, doomed)), claim(document, {path: rest}))
    if not rest:
        return remove(document, path)
    items = {(*path, index) for index in doomed}
    blocks = {block for block in document.layout.blocks if block.path[: len(path) + 1] in items}
    return Change(tuple(remove_statements(document, blocks)), claim(document, {path: rest}))


def remove(document: TomlDocument, path: DataPath, *, with_comments: bool = False) -> Change:
    """Remove what is at the path: a key with its line and the comment on it, a table with everything in it, an item.

    Comments above stay, unless those of a key shall go ``with_comments``. A table that only the removed key implied is
    gone as well, and the claim says so.
    """
    node = document.layout.find(path)
    if node is None or not path:
        raise EditRefusedError(f"there is nothing at {dotted(path)} to remove")
    if isinstance(path[-1], int):
        return remove_items(document, path[:-1], [path[-1]])
    statements = {statement for statement, _ in node.mentions}
    gone = vanishing(document, path, statements)
    edits = remove_statements(document, statements, attached=with_comments)
    return Change(tuple(edits), claim(document, {gone: ABSENT}))


def reword_comment_above(document: TomlDocument, path: DataPath, text: str) -> Change:
    """Write another text into the comment on the line above what is at the path."""
    above = comments_above(document.text, document.layout, document.span(path).start)
    if not above:
        raise EditRefusedError(f"there is no comment above {dotted(path)}")
    return Change((Edit(document.path, *above[-1], spell_comment(text)),), {})
