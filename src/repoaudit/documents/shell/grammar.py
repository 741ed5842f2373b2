"""Reads the commands of shell text: lists, pipelines and compound commands.

The grammar is that of POSIX.1-2024, "Shell & Utilities", 2.10, with bash's additions. What is not valid is read as
far as it goes, and `complete` says so; nothing is raised.
"""

from repoaudit.documents.shell.compound import CLOSERS, SEPARATOR, CompoundReader
from repoaudit.documents.shell.nodes import AndOr, Item, Node, Operator, Pipeline, Sequence
from repoaudit.regex import lazy
from repoaudit.text import Span
from repoaudit.typing import Final

_AND_OR: Final = lazy(r"&&|\|\|")
_PIPE: Final = lazy(r"\|(?!\|)&?")
_FUNCTION: Final = lazy(r"([^\s;&|<>()$`'\"\\=]++)[ \t]*+\([ \t]*+\)")


class Grammar(CompoundReader):
    """Reads a whole script."""

    __slots__ = ()

    def script(self) -> Sequence:
        """Read everything; what cannot stand where it stands is skipped."""
        start = self.pos
        items: list[Item] = []
        while True:
            items += self.sequence().items
            if self.pos >= self.end:
                break
            self.complete = False
            self.pos += len(self.reserved()) or 1
        self.complete = self.complete and not self.heredocs
        return Sequence(start, self.end, tuple(items))

    def sequence(self) -> Sequence:
        """Read commands up to the end, a closing parenthesis or a word such as `done`."""
        start = self.pos
        items: list[Item] = []
        if not self.descend():
            return Sequence(start, start, ())
        self.newlines()
        while node := self._and_or():
            self.blanks()
            separator = SEPARATOR.match(self.text, self.pos, self.end)
            items.append(Item(node, (separator[0] or "\n") if separator else "", self.pos))
            if not separator:
                break
            self.pos = separator.end()
            self.newlines()
        self.depth -= 1
        return Sequence(start, self.pos, tuple(items))

    def _and_or(self) -> Node | None:
        node = self._pipeline()
        members = [node] if node else []
        operators: list[Operator] = []
        while members and (found := _AND_OR.match(self.text, self.pos, self.end)):
            self.pos = found.end()
            self.newlines()
            member = self._pipeline()
            if not member:
                self.complete = False
                break
            members.append(member)
            operators.append(Operator(found[0], found.start()))
        return AndOr(tuple(members), tuple(operators)) if operators else node

    def _pipeline(self) -> Node | None:
        start = self.pos
        node = self.plain()
        negations = () if node else self._negations()
        node = node or self.command()
        members = [node] if node else []
        pipes: list[int] = []
        while members and (found := _PIPE.match(self.text, self.pos, self.end)):
            self.pos = found.end()
            self.newlines()
            member = self.plain() or self.command()
            if not member:
                self.complete = False
                break
            members.append(member)
            pipes.append(found.start())
        if not (members and (pipes or negations)):
            self.complete = self.complete and (node is not None or not negations)
            return node
        return Pipeline(start, tuple(members), tuple(pipes), negations)

    def _negations(self) -> tuple[Span, ...]:
        negations: list[Span] = []
        while self.reserved() == "!":
            negations.append(self.keyword("!"))
            self.blanks()
        return tuple(negations)

    def command(self) -> Node | None:
        """Read a command of any kind with the blanks behind it, or nothing where none begins."""
        word = self.reserved()
        if word in CLOSERS:
            return None
        if word in self.COMPOUND or self.at("("):
            return self.compound(word or "(")
        # Only the first member of a pipeline may be negated.
        self.complete = self.complete and word != "!"
        if found := _FUNCTION.match(self.text, self.pos, self.end):
            self.pos = found.end()
            return self.function(found.start(), found[1])
        return self.simple()
