"""What stands where in a TOML text: the tree of its values, its blocks and its comments. The scanner builds it."""

from repoaudit.finding import DataPath
from repoaudit.record import NamedTuple
from repoaudit.text import Span

NOWHERE = -1


class Part(NamedTuple):
    """One part of a dotted key or of a header: the decoded name, and where it is written (with its quotes)."""

    name: str
    start: int
    end: int


class Node:
    """A value and where it is written; as such a string, number, boolean or date.

    ``mentions`` are the keys and headers that name the value, each with the index of the part that does; items of
    arrays have none. ``comma`` is the offset of the comma behind an item of an array, or `NOWHERE`.
    """

    __slots__ = ("comma", "end", "mentions", "start")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.comma = NOWHERE
        self.mentions: list[tuple[Statement, int]] = []

    @property
    def definition(self) -> "tuple[Statement, int] | None":
        """The mention that gives the value or first implies it; None for an item of an array."""
        return self.mentions[0] if self.mentions else None


class Array(Node):
    """An array ``[...]``, or (``tables``) the array that headers ``[[...]]`` build, with the span of the first."""

    __slots__ = ("items", "tables")

    def __init__(self, start: int, end: int, *, tables: bool = False) -> None:
        super().__init__(start, end)
        self.items: list[Node] = []
        self.tables = tables


class Table(Node):
    """A table: with a header (``block``), inline, or only implied by dotted keys and by the headers of its sub-tables.

    The span is the header, the braces, or the key part of the first mention. ``pairs`` are those of an inline table.
    """

    __slots__ = ("block", "children", "inline", "pairs")

    def __init__(self, start: int, end: int, *, inline: bool = False) -> None:
        super().__init__(start, end)
        self.children: dict[str, Node] = {}
        self.pairs: list[Pair] = []
        self.block: Block | None = None
        self.inline = inline

    @property
    def definition(self) -> "tuple[Statement, int] | None":
        """The mention that gives the table, also for a table that a header ``[[...]]`` adds to an array."""
        if self.block and self.block.parts:
            return self.block, len(self.block.parts) - 1
        return super().definition

    @property
    def dotted(self) -> "list[tuple[Pair, int]]":
        """The pairs whose dotted keys lead through this table, with the index of the part that names it."""
        return [
            (statement, index)
            for statement, index in self.mentions
            if isinstance(statement, Pair) and index < len(statement.parts) - 1
        ]


class Statement:
    """A pair or a block: something that a key or header of ``parts`` begins."""

    __slots__ = ("end", "parts", "start")

    def __init__(self, start: int, end: int, parts: list[Part]) -> None:
        self.start = start
        self.end = end
        self.parts = parts


class Pair(Statement):
    """A key, perhaps dotted, and its value; ``owner`` is the block or the inline table that holds the pair."""

    __slots__ = ("comma", "owner", "value_start")

    def __init__(self, parts: list[Part], owner: "Block | Table") -> None:
        super().__init__(parts[0].start, parts[-1].end, parts)
        self.owner = owner
        self.value_start = self.end
        self.comma = NOWHERE


class Block(Statement):
    """A header and the pairs below it; the first block of a text has no header, and stands empty at its start."""

    __slots__ = ("index", "pairs", "path")

    def __init__(self, index: int, start: int, end: int, parts: list[Part]) -> None:
        super().__init__(start, end, parts)
        self.index = index
        self.path: DataPath = ()
        self.pairs: list[Pair] = []

    @property
    def last_end(self) -> int:
        """The offset behind the last pair, or behind the header."""
        return self.pairs[-1].end if self.pairs else self.end


class Layout:
    """Everything the scanner found: the tree of values, the blocks and the comments, both in the order of the text."""

    __slots__ = ("blocks", "comments", "root")

    def __init__(self, root: Table, blocks: list[Block], comments: list[Span]) -> None:
        self.root = root
        self.blocks = blocks
        self.comments = comments

    def trail(self, path: DataPath) -> list[Node]:
        """Return the nodes from the root along the path, as many as exist."""
        nodes: list[Node] = [self.root]
        for step in path:
            child = _child(nodes[-1], step)
            if child is None:
                break
            nodes.append(child)
        return nodes

    def find(self, path: DataPath) -> Node | None:
        """Return the node at the path, or None."""
        nodes = self.trail(path)
        return nodes[-1] if len(nodes) == len(path) + 1 else None

    def node(self, path: DataPath) -> Node:
        """Return the node at the path. Raises `KeyError` where there is none."""
        node = self.find(path)
        if node is None:
            raise KeyError(path)
        return node

    def key_span(self, path: DataPath) -> Span:
        """Return where the last key of the path is written; for an item of an array, where the item is."""
        node = self.node(path)
        if node.definition is None:
            return Span(node.start, node.end)
        statement, index = node.definition
        return Span(statement.parts[index].start, statement.parts[index].end)

    def span(self, path: DataPath) -> Span:
        """Return key through value for a pair, and for everything else where it is written."""
        node = self.node(path)
        statement, index = node.definition or (None, 0)
        whole = isinstance(statement, Pair) and index == len(statement.parts) - 1
        return Span(statement.start if statement and whole else node.start, node.end)

    def written_table(self, path: DataPath) -> DataPath:
        """Return the longest proper prefix of the path at which a table is that more than sub-table headers imply."""
        nodes = self.trail(path[:-1])
        while len(nodes) > 1:
            node = nodes.pop()
            if isinstance(node, Table) and (node.block or node.inline or node.dotted):
                return path[: len(nodes)]
        return ()

    def statement(self, path: DataPath) -> Statement | None:
        """Return the pair or header, on lines of its own, that holds what is at the path; None for the root."""
        for node in reversed(self.trail(path)):
            statement, _ = node.definition or (None, 0)
            if isinstance(statement, Block) or (isinstance(statement, Pair) and isinstance(statement.owner, Block)):
                return statement
        return None


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Table) and isinstance(step, str):
        return node.children.get(step)
    if isinstance(node, Array) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None
