"""Reads compound commands: groups, conditions, loops, `case` and functions."""

from collections.abc import Callable

from repoaudit.documents.shell.commands import CommandReader
from repoaudit.documents.shell.nodes import Arithmetic, Case, Clause, Function, Group, If, Loop, Node, Sequence
from repoaudit.regex import lazy
from repoaudit.text import Span
from repoaudit.typing import ClassVar, Final

SEPARATOR: Final = lazy(r";(?![;&])|&(?![&>])|(?=\r?\n)")
_RESERVED: Final = lazy(
    r"(?:if|then|elif|else|fi|for|select|while|until|do|done|case|esac|function|time|\[\[|[{}!])(?=[\s;&|()<>]|\Z)"
)
CLOSERS: Final = frozenset(("then", "elif", "else", "fi", "do", "done", "esac", "}"))
_BRANCH_END: Final = lazy(r";;&?|;&")


class CompoundReader(CommandReader):
    """Reads one compound command after the other; ``functions`` are the bodies of those defined so far."""

    __slots__ = ("functions",)

    def __init__(self, text: str, start: int, end: int, *, make: bool) -> None:
        super().__init__(text, start, end, make=make)
        self.functions: dict[str, Node] = {}

    def command(self) -> Node | None:
        """Read a command of any kind with the blanks behind it, or nothing where none begins."""
        raise NotImplementedError

    def reserved(self) -> str:
        """Return the reserved word that stands here, or nothing."""
        found = _RESERVED.match(self.text, self.pos, self.end)
        return found[0] if found else ""

    def keyword(self, word: str) -> Span:
        """Skip a reserved word that stands here."""
        self.pos += len(word)
        return Span(self.pos - len(word), self.pos)

    def compound(self, word: str) -> Node:
        """Read the compound command that a reserved word begins, with the redirections and blanks behind it."""
        outer, self.inner = self.inner, []
        node = self.COMPOUND[word](self)
        self.blanks()
        while redirection := self.redirection():
            node.end = redirection.span.end
            self.blanks()
        node.inner, self.inner = (*node.inner, *self.inner), outer
        return node

    def _accept(self, word: str) -> bool:
        """Skip a reserved word if it is the next one."""
        self.newlines()
        if self.reserved() != word:
            return False
        self.pos += len(word)
        return True

    def _expect(self, word: str) -> None:
        self.complete = self._accept(word) and self.complete

    def _subshell(self) -> Node:
        start = self.pos
        stop = self.arithmetic_end(start)
        if stop >= 0:
            self.pos = stop
            return Arithmetic(start, stop)
        self.pos += 1
        body = self.sequence()
        closed = self.at(")")
        self.complete = self.complete and closed
        self.pos += closed
        return Group(start, self.pos, body, is_subshell=True)

    def _braces(self) -> Node:
        start = self.pos
        self.pos += 1
        body = self.sequence()
        self._expect("}")
        return Group(start, self.pos, body, is_subshell=False)

    def _if(self) -> Node:
        clauses: list[Clause] = []
        keyword = self.keyword("if")
        while True:
            test = self.sequence()
            self._expect("then")
            clauses.append(Clause(keyword, test, self.sequence()))
            if not self._accept("elif"):
                break
            keyword = Span(self.pos - 4, self.pos)
        otherwise = self.sequence() if self._accept("else") else None
        self._expect("fi")
        return If(clauses[0].keyword.start, self.pos, tuple(clauses), otherwise)

    def _while(self) -> Node:
        keyword = self.keyword(self.reserved())
        test = self.sequence()
        return self._loop(keyword, test)

    def _for(self) -> Node:
        keyword = self.keyword(self.reserved())
        self.blanks()
        stop = self.arithmetic_end(self.pos)
        if stop >= 0:
            self.pos = stop
        else:
            self._words()
        self.blanks()
        if separator := SEPARATOR.match(self.text, self.pos, self.end):
            self.pos = separator.end()
        return self._loop(keyword, None)

    def _words(self) -> None:
        """Read `name in words`, or `name` alone."""
        self.word()
        self.newlines()
        while self._loop_word():
            self.blanks()

    def _loop_word(self) -> bool:
        """Read a word of `for name in words`; `do` ends the list only where it stands in place of `in`."""
        return self.reserved() != "do" and self.word() is not None

    def _loop(self, keyword: Span, test: Sequence | None) -> Node:
        self._expect("do")
        body = self.sequence()
        self._expect("done")
        return Loop(self.pos, keyword, test, body)

    def _case(self) -> Node:
        start = self.keyword("case").start
        self.blanks()
        self.word()
        self.newlines()
        word = self.word()
        self.complete = self.complete and word is not None and word.raw == "in"
        head = self.pos
        branches: list[Sequence] = []
        while not self._accept("esac"):
            if not self._pattern():
                self.complete = False
                break
            branches.append(self.sequence())
            if found := _BRANCH_END.match(self.text, self.pos, self.end):
                self.pos = found.end()
        return Case(start, self.pos, head, tuple(branches))

    def _pattern(self) -> bool:
        """Read `(a | b)` up to and with its closing parenthesis."""
        self.pos += self.at("(")
        self.blanks()
        while self.word():
            self.blanks()
            if self.at("|"):
                self.pos += 1
                self.blanks()
        closed = self.at(")")
        self.pos += closed
        return closed

    def _function_keyword(self) -> Node:
        start = self.keyword("function").start
        self.blanks()
        name = self.word()
        self.blanks()
        for parenthesis in "()":
            self.pos += self.at(parenthesis)
            self.blanks()
        return self.function(start, name.text if name else "")

    def function(self, start: int, name: str) -> Node:
        """Read the body of a function."""
        self.newlines()
        body = self.command() if self.descend() else None
        if not body:
            self.complete = False
            return Function(start, self.pos, name, Sequence(self.pos, self.pos, ()))
        self.depth -= 1
        self.functions[name] = body
        return Function(start, self.pos, name, body)

    def _time(self) -> Node:
        """Read `time`, which is a program in front of simple commands and a reserved word in front of others."""
        start = self.keyword("time").start
        self.blanks()
        word = self.reserved()
        if (self.at("(") or (word and word not in CLOSERS)) and self.descend():
            node = self.command()
            self.depth -= 1
            if node:
                return node
        self.pos = start
        return self.simple() or Sequence(start, start, ())

    COMPOUND: ClassVar[dict[str, Callable[["CompoundReader"], Node]]] = {
        "if": _if,
        "for": _for,
        "select": _for,
        "while": _while,
        "until": _while,
        "case": _case,
        "function": _function_keyword,
        "time": _time,
        "[[": CommandReader.test,
        "{": _braces,
        "(": _subshell,
    }
