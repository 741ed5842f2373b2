"""Items of a block sequence in another order, each with the comments that are its own."""

from itertools import pairwise

from repoaudit.documents.yaml import YamlDocument, dotted
from repoaudit.documents.yaml.layout import column, comments_above, entry_start, line_below, starts_line
from repoaudit.documents.yaml.nodes import YamlNode
from repoaudit.documents.yaml.sites import change, list_of, locate, refuse_anchors, refuse_shared
from repoaudit.errors import EditRefusedError
from repoaudit.finding import Change, DataPath
from repoaudit.text import Edit, Span

_BREAKS = "\r\n"


def move_item(document: YamlDocument, path: DataPath, source: int, target: int) -> Change:
    """Move an item of a block sequence down, so that it follows the item ``target``.

    Comments inside of an item and directly above it go along; blank lines between the items stay where they are.

    Raises:
        EditRefusedError: the sequence is written in brackets, an item begins behind the dash of an outer list, or an
            alias refers to what would move.

    """
    site = locate(document, path)
    values = list_of(site)
    refuse_shared(document, site.node)
    if site.node.style or not 0 <= source < target < len(values):
        raise EditRefusedError(f"`{dotted(path)}` has no lines that could change places")
    refuse_anchors(document, (site.node.children[source],))
    spans = [_lines_of(document, site.node, child) for child in range(source, target + 1)]
    moved = [*spans[1:], spans[0]]
    items = values[source : target + 1]
    claim: dict[DataPath, object] = {path: [*values[:source], *items[1:], items[0], *values[target + 1 :]]}
    return change(
        document, [Edit(document.path, spans[0].start, spans[-1].end, _joined(document, spans, moved))], claim
    )


def _lines_of(document: YamlDocument, sequence: YamlNode, child: int) -> Span:
    """Return the text of an item, from the comments above it to the end of its last line, without the line break."""
    text = document.text
    start = entry_start(document, sequence, child)
    if not starts_line(text, start):
        raise EditRefusedError("an item begins behind the dash of another list")
    end = line_below(document, sequence.children[child], column(text, start))
    return Span(comments_above(document, start), len(text[:end].rstrip(_BREAKS)))


def _joined(document: YamlDocument, spans: list[Span], moved: list[Span]) -> str:
    """Return the moved items with what stands between the items now: line breaks, blank lines, distant comments."""
    text = document.text
    gaps = [text[before.end : after.start] for before, after in pairwise(spans)]
    return "".join(text[span.start : span.end] + gap for span, gap in zip(moved, [*gaps, ""], strict=True))
