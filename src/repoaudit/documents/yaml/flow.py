"""Edits inside of brackets: flow sequences and flow mappings."""

from collections.abc import Sequence

from repoaudit.documents.yaml import YamlDocument
from repoaudit.documents.yaml.layout import entry_start, starts_line
from repoaudit.documents.yaml.nodes import YamlNode
from repoaudit.documents.yaml.scalars import content_start, skip_gap
from repoaudit.documents.yaml.sites import refuse_comments
from repoaudit.text import Edit, line_end, line_ending, line_start, next_line


def width(collection: YamlNode) -> int:
    """Return how many children make an entry: a key and its value, or an item."""
    return 2 if collection.kind == "mapping" else 1


def insert_in_flow(document: YamlDocument, collection: YamlNode, at: int, entries: Sequence[str]) -> list[Edit]:
    """Return the edits that put entries before entry ``at`` of a flow collection, or behind its last one.

    Raises:
        EditRefusedError: a comment stands where a comma has to go.

    """
    if not collection.children:
        return empty_flow(document, collection, ", ".join(entries))
    child = at * width(collection)
    if child >= len(collection.children):
        return _append(document, collection, entries)
    start = entry_start(document, collection, child)
    text = "".join(entry + _separator(document, start) for entry in entries)
    return [Edit(document.path, start, start, text)]


def empty_flow(document: YamlDocument, collection: YamlNode, content: str = "") -> list[Edit]:
    """Return the edit that replaces all that stands between the brackets. Raises `EditRefusedError` for comments."""
    start, end = content_start(document.text, collection) + 1, collection.end - 1
    refuse_comments(document, start, end)
    return [Edit(document.path, start, end, content)]


def remove_from_flow(document: YamlDocument, collection: YamlNode, child: int) -> list[Edit]:
    """Return the edits that remove one of several entries, the one that begins with a child.

    Raises:
        EditRefusedError: a comment would be lost.

    """
    behind = child + width(collection)
    if behind < len(collection.children):
        start, end = entry_start(document, collection, child), entry_start(document, collection, behind)
    else:
        start = skip_gap(document.text, collection.children[child - 1].end)
        end = collection.children[behind - 1].end
        refuse_comments(document, collection.children[child - 1].end, start)
    refuse_comments(document, start, end)
    return [Edit(document.path, start, end, "")]


def rewrite_flow(document: YamlDocument, sequence: YamlNode, items: Sequence[str]) -> list[Edit]:
    """Return the edits that give a flow sequence other items, in the layout it has. Raises `EditRefusedError`."""
    if not items or not sequence.children:
        return empty_flow(document, sequence, ", ".join(items))
    start, end = entry_start(document, sequence, 0), sequence.children[-1].end
    refuse_comments(document, sequence.start, sequence.end)
    return [Edit(document.path, start, end, _separator(document, start).join(items))]


def _append(document: YamlDocument, collection: YamlNode, entries: Sequence[str]) -> list[Edit]:
    text, path = document.text, document.path
    end = collection.children[-1].end
    comma = skip_gap(text, end)
    has_comma = text[comma] == ","
    behind = comma + 1 if has_comma else end
    # Libyaml takes no comma directly behind the colon of a missing value.
    blank = " " if text[end - 1] == ":" else ""
    start = entry_start(document, collection, len(collection.children) - width(collection))
    if starts_line(text, start) and _ends_line(document, collection, behind):
        lead, ending = text[line_start(text, start) : start], line_ending(text)
        lines = f",{ending}".join(lead + entry for entry in entries) + ("," if has_comma else "") + ending
        below = next_line(text, behind)
        return [*([] if has_comma else [Edit(path, end, end, f"{blank},")]), Edit(path, below, below, lines)]
    refuse_comments(document, end, collection.end)
    joined = "".join(_separator(document, start) + entry for entry in entries)
    return [Edit(path, behind, behind, joined.removeprefix(",") + "," if has_comma else blank + joined)]


def _ends_line(document: YamlDocument, collection: YamlNode, at: int) -> bool:
    """Whether only a comment follows on the line of an offset, and the closing bracket on a later one."""
    end = line_end(document.text, at)
    return end < collection.end - 1 and document.text[at:end].lstrip(" \t")[:1] in {"", "#"}


def _separator(document: YamlDocument, start: int) -> str:
    """Return what stands between the entries: line breaks if the one at an offset has a line of its own."""
    text = document.text
    if not starts_line(text, start):
        return ", "
    return f",{line_ending(text)}{text[line_start(text, start) : start]}"
