"""Edits that put something new right behind a neighbour, so that a list or table keeps what belongs together.

Where the neighbour does not stand as the others do, the new one goes to the end, as `edits.add_items` and
`edits.set_value` have it.
"""

from repoaudit.documents.toml import TomlDocument
from repoaudit.documents.toml.claims import claim
from repoaudit.documents.toml.comments import stands_first
from repoaudit.documents.toml.edits import add_items, set_value
from repoaudit.documents.toml.homes import Lines, home_of
from repoaudit.documents.toml.layout import NOWHERE, Array, Pair
from repoaudit.documents.toml.spelling import plain, spell
from repoaudit.documents.toml.style import item_quote, pair_line
from repoaudit.finding import Change, DataPath
from repoaudit.text import Edit, indentation, line_end, line_ending


def add_item_behind(document: TomlDocument, path: DataPath, index: int, item: object) -> Change:
    """Add an item to an array, behind the one with the index."""
    node, old = document.layout.find(path), document.get(path)
    edit = _behind(document, node, index, item) if isinstance(node, Array) else None
    if edit is None or not isinstance(old, list):
        return add_items(document, path, [item])
    return Change((edit,), claim(document, {path: [*old[: index + 1], plain(item), *old[index + 1 :]]}))


def _behind(document: TomlDocument, array: Array, index: int, item: object) -> Edit | None:
    """Phrase the edit where the item has a line of its own or stands among others, None elsewhere."""
    if array.tables or not 0 <= index < len(array.items) - 1:
        return None
    text, this, following = document.text, array.items[index], array.items[index + 1]
    if this.comma == NOWHERE or "\n" in text[this.end : this.comma]:
        return None
    spelled, behind = spell(plain(item), item_quote(text, array)) + ",", this.comma + 1
    gap = text[behind : following.start]
    if not gap.strip(" \t"):
        return Edit(document.path, behind, behind, (gap or " ") + spelled)
    if not (stands_first(text, this.start) and stands_first(text, following.start)):
        return None
    offset = line_end(text, behind)
    return Edit(document.path, offset, offset, line_ending(text) + indentation(text, this.start) + spelled)


def set_value_behind(document: TomlDocument, path: DataPath, neighbour: str, value: object) -> Change:
    """Add a key to a table, on a line behind another one."""
    home, pair = home_of(document, path[:-1]), document.layout.statement((*path[:-1], neighbour))
    is_beside = isinstance(home, Lines) and home.block is not None and not home.prefix and pair in home.block.pairs
    if document.layout.find(path) is not None or not isinstance(home, Lines) or not isinstance(pair, Pair):
        return set_value(document, path, value)
    if not is_beside or len(pair.parts) > 1:
        return set_value(document, path, value)
    home = home._replace(offset=line_end(document.text, pair.end), neighbour=pair)
    line = pair_line(document.text, home, str(path[-1]), plain(value))
    return Change((home.insert(document, [line]),), claim(document, {path: plain(value)}))
