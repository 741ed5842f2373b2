"""The syntax tree of shell text, from which its commands and their fates are read."""

from repoaudit.documents.shell.tree import Assignment, Redirection, Word
from repoaudit.record import NamedTuple
from repoaudit.text import Span
from repoaudit.typing import Final

DEEPEST: Final = 25
"""How deep commands may be nested before a text counts as unreadable; real ones stay below ten."""


class Node:
    """A command of any kind. ``head`` ends what runs first; ``inner`` are the substitutions in its own words."""

    __slots__ = ("end", "head", "inner", "start")

    def __init__(self, start: int, end: int, head: int = -1) -> None:
        self.start = start
        self.end = end
        self.head = end if head < 0 else head
        self.inner: tuple[Substitution, ...] = ()


class Simple(Node):
    """Assignments, words and redirections."""

    __slots__ = ("assignments", "redirections", "words")

    def __init__(
        self,
        start: int,
        end: int,
        words: tuple[Word, ...],
        assignments: tuple[Assignment, ...] = (),
        redirections: tuple[Redirection, ...] = (),
    ) -> None:
        super().__init__(start, end)
        self.words = words
        self.assignments = assignments
        self.redirections = redirections

    @property
    def program(self) -> str:
        """The first word, or nothing."""
        return self.words[0].text if self.words else ""


class Item(NamedTuple):
    """A member of a sequence and what ends it: `;`, `&`, a newline, or nothing."""

    node: Node
    separator: str
    separator_start: int


class Sequence(Node):
    """Commands that run one after the other."""

    __slots__ = ("items",)

    def __init__(self, start: int, end: int, items: tuple[Item, ...]) -> None:
        super().__init__(start, end)
        self.items = items


class Operator(NamedTuple):
    """`&&` or `||`."""

    text: str
    start: int


class AndOr(Node):
    """At least two members, with an operator between each two."""

    __slots__ = ("members", "operators")

    def __init__(self, members: tuple[Node, ...], operators: tuple[Operator, ...]) -> None:
        super().__init__(members[0].start, members[-1].end)
        self.members = members
        self.operators = operators


class Pipeline(Node):
    """Members with the offsets of the `|` between them, and the spans of the `!` before them."""

    __slots__ = ("members", "negations", "pipes")

    def __init__(
        self, start: int, members: tuple[Node, ...], pipes: tuple[int, ...], negations: tuple[Span, ...]
    ) -> None:
        super().__init__(start, members[-1].end)
        self.members = members
        self.pipes = pipes
        self.negations = negations


class Group(Node):
    """`{ … }` or `( … )`."""

    __slots__ = ("body", "is_subshell")

    def __init__(self, start: int, end: int, body: Sequence, *, is_subshell: bool) -> None:
        super().__init__(start, end)
        self.body = body
        self.is_subshell = is_subshell


class Clause(NamedTuple):
    """`if test; then body`, or `elif`."""

    keyword: Span
    test: Sequence
    body: Sequence


class If(Node):
    """Clauses and perhaps an `else`."""

    __slots__ = ("clauses", "otherwise")

    def __init__(self, start: int, end: int, clauses: tuple[Clause, ...], otherwise: Sequence | None) -> None:
        super().__init__(start, end)
        self.clauses = clauses
        self.otherwise = otherwise


class Loop(Node):
    """`while`, `until`, or (without a test) `for` and `select`."""

    __slots__ = ("body", "keyword", "test")

    def __init__(self, end: int, keyword: Span, test: Sequence | None, body: Sequence) -> None:
        super().__init__(keyword.start, end, body.start)
        self.keyword = keyword
        self.test = test
        self.body = body


class Case(Node):
    """The branches of `case`."""

    __slots__ = ("branches",)

    def __init__(self, start: int, end: int, head: int, branches: tuple[Sequence, ...]) -> None:
        super().__init__(start, end, head)
        self.branches = branches


class Function(Node):
    """A definition, which runs nothing."""

    __slots__ = ("body", "name")

    def __init__(self, start: int, end: int, name: str, body: Node) -> None:
        super().__init__(start, end, start)
        self.name = name
        self.body = body


class Arithmetic(Node):
    """`(( … ))`."""

    __slots__ = ()


class Substitution(NamedTuple):
    """Commands whose output becomes a part of a word."""

    body: Sequence
    span: Span
