"""Put one word in the place of another wherever a text file or a YAML scalar holds it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import partial

from repoaudit.documents.formats import Format, format_of
from repoaudit.errors import EditRefusedError
from repoaudit.finding import ABSENT, Change, DataPath, Fix
from repoaudit.text import BOM, Edit, Span, apply_edits
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.documents.yaml import YamlDocument
    from repoaudit.documents.yaml.nodes import YamlNode
    from repoaudit.scope import Scope

_LINES = frozenset({Format.MARKDOWN, Format.TEXT, Format.SHELL})


def replacing(scope: "Scope", path: str, spans: Sequence[Span], word: str) -> Fix | None:
    """Phrase the fix that writes a word at spans of a file, None for a format of which spans say nothing."""
    found = format_of(path)
    if found in _LINES:
        return Fix(f"write `{word}`", (partial(_in_lines, path, scope.repository.read(path), spans, word),))
    return Fix(f"write `{word}`", (partial(_in_yaml, scope, path, spans, word),)) if found is Format.YAML else None


def _in_lines(path: str, text: str, spans: Sequence[Span], word: str) -> Change:
    """Build the change of a text; a line is claimed by its whole content and the number of its occurrence."""
    edits = tuple(Edit(path, span.start, span.end, word) for span in spans)
    before, after = _count(text), _count(apply_edits(text, edits))
    claim: dict[DataPath, object] = {}
    for line in before.keys() | after.keys():
        claim.update({(line, index): ABSENT for index in range(after[line], before[line])})
        claim.update({(line, index): True for index in range(before[line], after[line])})
    return Change(edits, {path: claim})


def _count(text: str) -> Counter[str]:
    return Counter(line for line in text.removeprefix(BOM).splitlines() if line.strip())


def _in_yaml(scope: "Scope", path: str, spans: Sequence[Span], word: str) -> Change:
    from repoaudit.documents.yaml import parse_yaml

    document = scope.document(parse_yaml, path)
    nodes = [node for node in document.nodes() if node.kind == "scalar"]
    starts = [node.start for node in nodes]
    change = Change((), {})
    values: dict[DataPath, str] = {}
    for span in sorted(spans, reverse=True):
        node = nodes[max(bisect_left(starts, span.start + 1) - 1, 0)] if nodes else None
        where = document.path_of(node) if node and span.end <= node.end and not node.anchor else None
        if node is None or not where:
            raise EditRefusedError(f"{path}: the word is part of no value that can be edited")
        start = _index(document, node, span.start)
        text = values.get(where, node.value)
        values[where] = text[:start] + word + text[start + span.end - span.start :]
        change += Change((Edit(path, span.start, span.end, word),), {path: {where: values[where]}})
    return change


def _index(document: "YamlDocument", node: "YamlNode", offset: int) -> int:
    """Return the index of a scalar's text that stands at an offset. Raises `EditRefusedError` where there is none."""
    first = document.scalar_offset(node, 0)
    index = bisect_left(range(len(node.value)), offset, key=lambda at: document.scalar_offset(node, at) or -1)
    if first is None or document.scalar_offset(node, index) != offset:
        raise EditRefusedError(f"{document.path}: the scalar is folded or escaped")
    return index
