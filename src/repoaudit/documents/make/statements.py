"""The statements of a Makefile, as records that know where they are written."""

from bisect import bisect_right

from repoaudit.documents.make.lines import Word
from repoaudit.record import NamedTuple
from repoaudit.text import Span


class Branch(NamedTuple):
    """One branch of one conditional: both counted from 0, conditionals in the order of the text."""

    conditional: int
    branch: int


Context = tuple[Branch, ...]
"""The branches that a line is in, outermost first; empty where make always reads the line."""


class Help(NamedTuple):
    """The text of a comment ``## text`` behind a rule, and where the text is written."""

    text: str
    span: Span


class Statement:
    """Any statement; `kind` is rule, assignment, define, include, conditional, export or other.

    The span is the logical line without its comment; of a rule it holds a recipe behind ``;`` but no other recipe
    lines, of a ``define`` everything through its ``endef``.
    """

    __slots__ = ("context", "kind", "span")

    def __init__(self, kind: str, span: Span, context: Context) -> None:
        self.kind = kind
        self.span = span
        self.context = context


class RecipeLine:
    r"""One command line of a recipe: a logical line, which one shell runs (all share one under ``.ONESHELL``).

    `text` is what the shell gets but for make's own expansion (``$(VAR)`` and ``$$`` stand as written): without the
    flags `prefix` (``@``, ``-``, ``+``), continuations kept as ``\`` and line feed, and without the recipe prefix of
    the lines that follow. The span holds the flags. `minus` is the span of the ``-`` that ignores errors, if any.
    """

    __slots__ = ("_pieces", "context", "minus", "prefix", "span", "text")

    def __init__(
        self, span: Span, flags: tuple[str, Span | None], text: str, pieces: list[tuple[int, int]], context: Context
    ) -> None:
        self.span = span
        self.prefix, self.minus = flags
        self.text = text
        self.context = context
        self._pieces = pieces

    @property
    def ignores_errors(self) -> bool:
        """Whether make goes on when the command fails."""
        return self.minus is not None

    def offset(self, index: int) -> int:
        """Return where in the file the character of `text` at the index is written; its length gives the end."""
        start, offset = self._pieces[bisect_right(self._pieces, index, key=lambda piece: piece[0]) - 1]
        return offset + index - start


class Rule(Statement):
    """A rule.

    `op` is ``:``, ``::``, ``&:`` or ``&::``. `pattern` is the target pattern of a static pattern rule. The span of the
    operator is `colon`; `end` is where the last line of the recipe ends. `comment` is the comment behind the rule,
    `comments` are those directly above it. A rule has no targets where the line begins with its colon: make ignores it.
    """

    __slots__ = (
        "code_end",
        "colon",
        "comment",
        "comments",
        "end",
        "help",
        "op",
        "order_only",
        "pattern",
        "prerequisites",
        "recipe",
        "semicolon",
        "targets",
    )

    def __init__(self, span: Span, context: Context) -> None:
        super().__init__("rule", span, context)
        self.targets: tuple[Word, ...] = ()
        self.op = ":"
        self.colon = Span(span.start, span.start)
        self.pattern: Word | None = None
        self.prerequisites: tuple[Word, ...] = ()
        self.order_only: tuple[Word, ...] = ()
        self.recipe: tuple[RecipeLine, ...] = ()
        self.semicolon: int | None = None
        self.comment: Span | None = None
        self.comments: tuple[Span, ...] = ()
        self.help: Help | None = None
        self.code_end = span.end
        self.end = span.end


class Assignment(Statement):
    """An assignment to a variable; kind ``assignment`` or, for a block through ``endef``, ``define``.

    `value` is the text as make reads it, unexpanded: continuations joined, comment cut off. `targets` are those for
    which alone the variable is set. `modifiers` are those of ``export``, ``override`` and ``private`` given.
    """

    __slots__ = ("modifiers", "name", "name_span", "op", "targets", "value", "value_span")

    def __init__(self, kind: str, span: Span, context: Context, name: Word) -> None:
        super().__init__(kind, span, context)
        self.name = name.name
        self.name_span = name.span
        self.op = "="
        self.value = ""
        self.value_span = Span(span.end, span.end)
        self.targets: tuple[Word, ...] = ()
        self.modifiers: tuple[str, ...] = ()


class Directive(Statement):
    """``include`` and its kin, ``export``, ``unexport``, ``vpath``, ``undefine``, ``load``, and lines of references.

    `keyword` is the first word, or empty for a line that may expand to anything; `argument` is the text behind it.
    `words` are the words of the argument.
    """

    __slots__ = ("argument", "argument_span", "keyword", "opaque", "words")

    def __init__(self, kind: str, span: Span, context: Context, keyword: str) -> None:
        super().__init__(kind, span, context)
        self.keyword = keyword
        self.argument = ""
        self.argument_span = Span(span.end, span.end)
        self.words: tuple[Word, ...] = ()
        self.opaque = False

    @property
    def optional(self) -> bool:
        """Whether make goes on where the file is missing."""
        return self.keyword != "include"


class Conditional(Statement):
    """A line of a conditional: ``ifeq``, ``ifneq``, ``ifdef``, ``ifndef``, ``else`` or ``endif``.

    `branch` is the branch that the line opens; of an ``endif`` the last one. `test` is the keyword and text of the
    condition, both empty for a plain ``else`` and for ``endif``. `context` is that of the whole conditional.
    """

    __slots__ = ("branch", "keyword", "test")

    def __init__(self, span: Span, context: Context, keyword: str, branch: Branch, test: tuple[str, str]) -> None:
        super().__init__("conditional", span, context)
        self.keyword = keyword
        self.branch = branch
        self.test = test
