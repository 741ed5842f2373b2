"""Entries that go, with the lines that are theirs."""

from repoaudit.documents.yaml import YamlDocument
from repoaudit.documents.yaml.flow import empty_flow, remove_from_flow, width
from repoaudit.documents.yaml.layout import entry_start, keeps_blank_lines, starts_line
from repoaudit.documents.yaml.replacements import replace_inline
from repoaudit.documents.yaml.sites import (
    Site,
    change,
    list_of,
    locate,
    refuse_ambiguous,
    refuse_anchors,
    refuse_comments,
    refuse_properties,
)
from repoaudit.errors import EditRefusedError
from repoaudit.finding import ABSENT, Change, DataPath
from repoaudit.text import Edit, line_start, next_line


def remove_key(document: YamlDocument, path: DataPath) -> Change:
    """Remove a key with its value and the comments inside of it; an emptied mapping is written as braces.

    Raises:
        EditRefusedError: a comment outside of the value would be lost, an alias needs the value, or another value would
            come up in its place.

    """
    site = locate(document, path)
    refuse_ambiguous(site.holder, site.key.text)
    refuse_anchors(document, (site.key, site.node))
    return change(document, _remove(document, site, site.child - 1), {path: ABSENT})


def remove_item(document: YamlDocument, path: DataPath) -> Change:
    """Remove an item of a sequence and the comments inside of it; the path ends with its index.

    Raises:
        EditRefusedError: a comment outside of the item would be lost, or an alias needs it.

    """
    site = locate(document, path)
    if site.holder.kind == "mapping":
        raise EditRefusedError("a key is removed as a key")
    refuse_anchors(document, (site.node,))
    values = list_of(locate(document, path[:-1]))
    del values[site.child]
    return change(document, _remove(document, site, site.child), {path[:-1]: values})


def _remove(document: YamlDocument, site: Site, child: int) -> list[Edit]:
    holder = site.holder
    if holder.style == "pair":
        raise EditRefusedError("a pair without braces is not taken apart")
    if len(holder.children) == width(holder):
        return _empty(document, locate(document, site.path[:-1]))
    if holder.style == "flow":
        return remove_from_flow(document, holder, child)
    return [_remove_lines(document, site, child)]


def _empty(document: YamlDocument, site: Site) -> list[Edit]:
    """Return the edits that leave a collection without entries."""
    if site.node.style == "flow":
        return empty_flow(document, site.node)
    refuse_properties(document, site.node)
    return replace_inline(document, site, "{}" if site.node.kind == "mapping" else "[]")


def _remove_lines(document: YamlDocument, site: Site, child: int) -> Edit:
    text, holder = document.text, site.holder
    start, end = entry_start(document, holder, child), next_line(text, site.node.end)
    if starts_line(text, start):
        start = line_start(text, start)
        return Edit(document.path, *_with_blank_lines(document, site, child, start, end), "")
    # Behind the dash of an outer list: the next entry moves up to where this one stood.
    following = entry_start(document, holder, child + width(holder))
    refuse_comments(document, end, following)
    return Edit(document.path, start, following, "")


def _with_blank_lines(document: YamlDocument, site: Site, child: int, start: int, end: int) -> tuple[int, int]:
    """Widen a span of lines by the blank lines that would be left over, or would fall to a block scalar above."""
    text, first = document.text, line_start(document.text, 0)
    keeps = child > 0 and keeps_blank_lines(document, site.holder.children[child - 1])
    if end == len(text) and not keeps:
        while start > first and _is_blank(text, line_start(text, start - 1)):
            start = line_start(text, start - 1)
    if keeps or child == 0 or _is_blank(text, line_start(text, start - 1)):
        while end < len(text) and _is_blank(text, end):
            end = next_line(text, end)
    return start, end


def _is_blank(text: str, start: int) -> bool:
    return not text[start : next_line(text, start)].strip()
