"""One pass over PyYAML's events into nodes.

The events of libyaml are as fast as composing with it; unlike its composer they give positions to aliases, and nothing
recurses: 100,000 nested lists crash the C composer. Without libyaml the pure Python parser gives the same nodes.
"""

import re

from repoaudit.documents.pyyaml import yaml
from repoaudit.documents.yaml.nodes import Kind, YamlNode
from repoaudit.documents.yaml.scalars import BlockScalar, skip_gap, skip_properties
from repoaudit.errors import DocumentSyntaxError
from repoaudit.text import BOM, Span
from repoaudit.typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    class _Mark(Protocol):
        index: int

    class _Event(Protocol):
        """All that the events of a node carry; each kind has its part of it."""

        start_mark: _Mark
        end_mark: _Mark
        anchor: str | None
        tag: str | None
        value: str
        style: str | None
        flow_style: bool

    class _Loader(Protocol):
        def get_event(self) -> _Event: ...
        def dispose(self) -> None: ...


MAX_DEPTH: Final = 200
"""How deep collections may nest. Real files stay below 30; PyYAML itself fails at about 1,000."""

_LOADER: "Callable[[str], _Loader]" = getattr(getattr(yaml, "_yaml", None), "CParser", None) or yaml.SafeLoader
# Compiled where it is needed: that takes 4 ms.
_UNPRINTABLE = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"


class Reader:
    """Builds the nodes from the events of one text."""

    __slots__ = ("_anchors", "_children", "_open", "_path", "_roots", "_shift", "_text")

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text
        # libyaml does not count a byte order mark, the pure parser does: neither gets to see it.
        self._shift = 1 if text.startswith(BOM) else 0
        self._anchors: dict[str, YamlNode] = {}
        self._roots: list[YamlNode] = []
        self._children = self._roots
        self._open: list[tuple[YamlNode, list[YamlNode]]] = []

    def read(self) -> list[YamlNode]:
        """Return the root of each document. Raises `DocumentSyntaxError`."""
        try:
            self._read_events(_LOADER(self._text[self._shift :]))
        except yaml.MarkedYAMLError as error:
            raise self._syntax_error(error) from error
        except (yaml.YAMLError, UnicodeError) as error:
            raise self._unreadable(error) from error
        return self._roots

    def _read_events(self, loader: "_Loader") -> None:
        handlers = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        next_event, handler_of = loader.get_event, handlers.get
        try:
            event = next_event()
            while event is not None:
                handler = handler_of(event.__class__)
                if handler:
                    handler(event)
                event = next_event()
        finally:
            loader.dispose()

    def _document(self, _: object) -> None:
        self._anchors = {}

    def _scalar(self, event: "_Event") -> None:
        start, end = event.start_mark.index + self._shift, event.end_mark.index + self._shift
        style, anchor, value = event.style or "", event.anchor, event.value
        if start == end:
            start = end = self._empty_value(start)
        elif style in {"|", ">"}:
            content = skip_properties(self._text, start, event.tag, anchor)
            end = BlockScalar(self._text, content, value).content_end(end)
        node = YamlNode("scalar", start, end, style, event.tag, anchor, value)
        if anchor:
            self._anchors[anchor] = node
        self._children.append(node)

    def _empty_value(self, start: int) -> int:
        """Return the place behind the colon, or the key: the parser may see lines later that a value is missing."""
        in_mapping = self._open and self._open[-1][0].kind == "mapping"
        if not in_mapping or len(self._children) % 2 == 0:
            return start
        key_end = self._children[-1].end
        colon = skip_gap(self._text, key_end)
        return colon + 1 if colon < start and self._text[colon] == ":" else key_end

    def _mapping(self, event: "_Event") -> None:
        self._start("mapping", event)

    def _sequence(self, event: "_Event") -> None:
        self._start("sequence", event)

    def _start(self, kind: Kind, event: "_Event") -> None:
        start, anchor = event.start_mark.index + self._shift, event.anchor
        if len(self._open) == MAX_DEPTH:
            raise DocumentSyntaxError(self._path, f"nested more than {MAX_DEPTH} deep", Span(start, start))
        node = YamlNode(kind, start, start, "flow" if event.flow_style else "", event.tag, anchor)
        if anchor:
            self._anchors[anchor] = node
        self._children.append(node)
        self._open.append((node, self._children))
        self._children = []

    def _close(self, event: "_Event") -> None:
        node, siblings = self._open.pop()
        node.children = tuple(self._children)
        self._children = siblings
        if node.style and event.start_mark.index < event.end_mark.index:
            node.end = event.end_mark.index + self._shift
            return
        # The parser closes a block collection where the next token starts, behind blank lines and comments.
        if node.style:
            node.style = "pair"
        if node.children:
            node.end = node.children[-1].end

    def _alias(self, event: "_Event") -> None:
        start, end = event.start_mark.index + self._shift, event.end_mark.index + self._shift
        target = self._anchors.get(event.anchor or "")
        if target is None:
            raise DocumentSyntaxError(self._path, f"no anchor `&{event.anchor}` before this alias", Span(start, end))
        node = YamlNode("alias", start, end, "", None, event.anchor)
        node.target = target
        self._children.append(node)

    def _syntax_error(self, error: yaml.MarkedYAMLError) -> DocumentSyntaxError:
        mark = error.problem_mark or error.context_mark
        at = min((mark.index if mark else 0) + self._shift, len(self._text))
        reason = error.problem or "not valid YAML"
        if error.context:
            reason += f", {error.context}"
        if error.context_mark and mark and error.context_mark.line < mark.line:
            reason += f" that starts on line {self._text.count(chr(10), 0, error.context_mark.index) + 1}"
        return DocumentSyntaxError(self._path, reason, Span(at, min(at + 1, len(self._text))))

    def _unreadable(self, error: Exception) -> DocumentSyntaxError:
        """Find what the reader rejects: libyaml counts in bytes where it stopped."""
        found = re.compile(_UNPRINTABLE).search(self._text, self._shift)
        if not found:
            return DocumentSyntaxError(self._path, str(error), Span(0, 0))
        reason = f"the character U+{ord(found[0]):04X} is not allowed in YAML"
        return DocumentSyntaxError(self._path, reason, Span(found.start(), found.end()))
