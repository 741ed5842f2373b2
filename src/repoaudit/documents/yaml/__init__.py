"""YAML documents: nodes that know where they are written, for one or more documents in a file."""

from bisect import bisect_left
from collections.abc import Iterator

from repoaudit.documents.yaml.nodes import YamlNode
from repoaudit.documents.yaml.reader import MAX_DEPTH, Reader
from repoaudit.documents.yaml.scalars import BREAKS, block_scalar, look_up, offset_table
from repoaudit.documents.yaml.values import reads_as_text
from repoaudit.finding import DataPath, Place
from repoaudit.regex import lazy
from repoaudit.text import Span

__all__ = ["MAX_DEPTH", "YamlDocument", "YamlNode", "dotted", "parse_yaml"]

_HASH = lazy(rf"(?:(?<=[ \t\ufeff{BREAKS}])|\A)#")
_REST_OF_LINE = lazy(f"[^{BREAKS}]*")


def parse_yaml(path: str, text: str) -> "YamlDocument":
    """Read all documents of a YAML file.

    Duplicate keys and unknown tags are no errors here; an alias without its anchor is one.

    Raises:
        DocumentSyntaxError: the text is not YAML, or its collections nest deeper than `MAX_DEPTH`.

    """
    return YamlDocument(path, text, tuple(Reader(path, text).read()))


class YamlDocument:
    """A YAML file: its nodes, one root for each document in it. Paths speak of the first document."""

    __slots__ = ("_comment_lines", "_comments", "_paths", "_tables", "path", "roots", "text")

    def __init__(self, path: str, text: str, roots: tuple[YamlNode, ...]) -> None:
        self.path = path
        self.text = text
        self.roots = roots
        self._comments: list[Span] | None = None
        self._comment_lines: list[int] = []
        self._tables: dict[int, tuple[list[int], list[int]] | None] = {}
        self._paths: dict[int, DataPath] | None = None

    @property
    def root(self) -> YamlNode | None:
        """The first document; None if the file has none."""
        return self.roots[0] if self.roots else None

    @property
    def is_single(self) -> bool:
        """Whether there is at most one document, as most tools demand."""
        return len(self.roots) <= 1

    def find(self, path: DataPath) -> YamlNode | None:
        """Return the node at a path of keys and indexes; aliases and ``<<`` are followed."""
        node = self.root
        for step in path:
            if node is None:
                return None
            node = node.get(step) if isinstance(step, str) else _item(node, step)
        return node.resolved if node else None

    def key_node(self, path: DataPath) -> YamlNode | None:
        """Return the key that a path ends with, as the mapping itself writes it."""
        entry = self._entry(path)
        return entry[0] if entry else None

    def place(self, path: DataPath, anchor: str | None = None) -> Place:
        """Return where a value stands, from its key to its end, or a sequence item.

        For what is not there, the nearest thing around it that is. The anchor is the path, if not told.
        """
        anchor = dotted(path) if anchor is None else anchor
        for length in range(len(path), -1, -1):
            entry = self._entry(path[:length])
            if entry:
                return Place(self.path, Span(entry[0].start, max(entry[0].end, entry[1].end)), anchor)
            node = self.find(path[:length])
            if node:
                return Place(self.path, node.span, anchor)
        return Place(self.path, None, anchor)

    def place_of(self, node: YamlNode, anchor: str) -> Place:
        """Return where a node of this document stands."""
        return Place(self.path, node.span, anchor)

    def path_of(self, node: YamlNode) -> DataPath | None:
        """Return the path at which a node is written in the first document; None for keys and what is not in it."""
        if self._paths is None:
            self._paths = _paths(self.root) if self.root else {}  # each finding asks, so the tree is walked once
        return self._paths.get(id(node))

    def nodes(self) -> Iterator[YamlNode]:
        """Yield all nodes of all documents in the order of the text, keys too; aliases are not followed."""
        for root in self.roots:
            yield from root.walk()

    def duplicates(self) -> Iterator[tuple[YamlNode, YamlNode, DataPath]]:
        """Yield each key that its mapping gave before: the first one, the later one, the path.

        ``1`` and ``"1"`` are different keys. ``<<`` may stand twice: PyYAML merges both.
        """
        for root in self.roots:
            if not _may_repeat_keys(root):
                continue  # as nearly always: the paths need not be spelled
            waiting: list[tuple[YamlNode, DataPath]] = [(root, ())]
            while waiting:
                node, path = waiting.pop()
                yield from _repeated(node, path)
                keys = node.children[::2] if node.kind == "mapping" else ()
                waiting.extend((key, path) for key in keys if key.children)
                waiting.extend(reversed(list(_values(node, path))))

    def comments(self) -> Iterator[Span]:
        """Yield the spans of the comments, from ``#`` to the end of the line."""
        return iter(self._comment_spans())

    def comment_within(self, span: Span) -> Span | None:
        """Return the first comment that starts in a span."""
        comments = self._comment_spans()
        at = bisect_left(comments, (span.start, 0))
        return comments[at] if at < len(comments) and comments[at].start < span.end else None

    def comment_on(self, node: YamlNode) -> str | None:
        """Return the text of the comment on a node's line, without ``#`` and blanks around it.

        The line is the one where the node ends; where it starts for block scalars and block collections.
        """
        at_start = (node.style in {"|", ">"}) or (node.kind in {"mapping", "sequence"} and not node.style)
        at = node.start if at_start else node.end
        index = bisect_left(self._comment_spans(), (at, 0))
        if index == len(self._comment_spans()) or self._comment_lines[index] > at:
            return None
        comment = self._comment_spans()[index]
        return self.text[comment.start : comment.end].lstrip("#").strip()

    def scalar_offset(self, node: YamlNode, index: int) -> int | None:
        """Return the offset in the text of a character of a scalar, counted in its decoded text.

        ``index`` may be the length of that text, for the end of a range. None where lines are folded, and for what is
        no scalar.
        """
        node = node.resolved
        if id(node) not in self._tables:
            self._tables[id(node)] = offset_table(self.text, node)
        table = self._tables[id(node)]
        return None if table is None or not 0 <= index <= len(node.value) else look_up(table, index)

    def _comment_spans(self) -> list[Span]:
        if self._comments is None:
            self._comments = list(_comments(self.text, self.nodes()))
            # Where the line of each comment begins, told once: a search from every node is quadratic on one long line.
            ends = [0, *(comment.end for comment in self._comments)]
            for end, comment in zip(ends, self._comments, strict=False):
                breaks = (self.text.rfind(each, end, comment.start) for each in BREAKS)
                self._comment_lines.append(max(end - 1, *breaks) + 1)
        return self._comments

    def _entry(self, path: DataPath) -> tuple[YamlNode, YamlNode] | None:
        mapping = self.find(path[:-1])
        last = path[-1] if path else None
        return mapping.entry(last) if mapping and isinstance(last, str) else None


def dotted(path: DataPath) -> str:
    """Return a path as text: ``jobs.test.steps[0].run``."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def _item(node: YamlNode, index: int) -> YamlNode | None:
    children = node.resolved.children if node.resolved.kind == "sequence" else ()
    return children[index].resolved if 0 <= index < len(children) else None


def _may_repeat_keys(root: YamlNode) -> bool:
    """Tell, cheaply, whether in some mapping two keys have one text, or one is no scalar."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.kind == "mapping" and len(node.positions()) * 2 < len(node.children):
            return True
        waiting += [child for child in node.children if child.children]
    return False


def _repeated(mapping: YamlNode, path: DataPath) -> Iterator[tuple[YamlNode, YamlNode, DataPath]]:
    first: dict[tuple[str, bool], YamlNode] = {}
    for key, _ in mapping.entries() if mapping.kind == "mapping" else ():
        text = key.scalar()
        if text is None or key.is_merge:
            continue
        same = first.setdefault((text, not key.resolved.is_plain or reads_as_text(text)), key)
        if same is not key:
            yield same, key, (*path, text)


def _paths(root: YamlNode) -> "dict[int, DataPath]":
    """Return the path of each value below a node, by its identity."""
    found: dict[int, DataPath] = {}
    waiting: list[tuple[YamlNode, DataPath]] = [(root, ())]
    while waiting:
        node, path = waiting.pop()
        found.setdefault(id(node), path)
        waiting.extend(_values(node, path))
    return found


def _values(node: YamlNode, path: DataPath) -> Iterator[tuple[YamlNode, DataPath]]:
    if node.kind == "mapping":
        for key, value in node.entries():
            yield value, (*path, key.text)
    for index, child in enumerate(node.children if node.kind == "sequence" else ()):
        yield child, (*path, index)


def _comments(text: str, nodes: Iterator[YamlNode]) -> Iterator[Span]:
    opaque = (_opaque(text, node) for node in nodes if node.kind == "scalar" and node.style)
    scalar = next(opaque, None)
    found = _HASH.search(text)
    while found:
        start = found.start()
        while scalar and scalar.end <= start:
            scalar = next(opaque, None)
        if scalar and scalar.start <= start:
            found = _HASH.search(text, scalar.end)
            continue
        rest = _REST_OF_LINE.match(text, start)
        end = rest.end() if rest else len(text)
        yield Span(start, end)
        found = _HASH.search(text, end)


def _opaque(text: str, node: YamlNode) -> Span:
    """Return the part of a scalar in which ``#`` is text; the header of a block scalar may have a comment."""
    start = block_scalar(text, node).body if node.style in {"|", ">"} else node.start
    return Span(start, node.end)
