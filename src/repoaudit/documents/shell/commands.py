"""Reads simple commands: assignments, words, redirections and the heredocs behind their lines."""

from repoaudit.documents.shell.nodes import Node, Simple
from repoaudit.documents.shell.plain import plain_part
from repoaudit.documents.shell.tree import Assignment, Redirection, Word
from repoaudit.documents.shell.words import WordReader
from repoaudit.regex import lazy
from repoaudit.text import Span
from repoaudit.typing import Final

_ASSIGNED: Final = lazy(r"([A-Za-z_][A-Za-z_0-9]*+)(?:\[[^\]\s;&|]*+\])?+\+?=")
_REDIRECTION: Final = lazy(r"([0-9]++|\{[A-Za-z_][A-Za-z_0-9]*+\})?+(&>>?|<<<|<<-?|<>|>>|>\||>&|<&|>(?!\()|<(?!\())")
_REDIRECTS: Final = frozenset("0123456789{&<>")
"""What such an operator begins with."""

_TEST_OPERATOR: Final = lazy(r"&&|\|\||[<>()|&;]")
_TEST_END: Final = lazy(r"\]\](?=[\s;&|()<>]|\Z)")


class CommandReader(WordReader):
    """Reads one simple command after the other; ``heredocs`` are those whose text begins on the next line."""

    __slots__ = ("heredocs",)

    def __init__(self, text: str, start: int, end: int, *, make: bool) -> None:
        super().__init__(text, start, end, make=make)
        self.heredocs: list[Redirection] = []

    def newlines(self) -> None:
        """Skip blanks, comments, empty lines and the text of heredocs."""
        self.blanks()
        while self.at("\n") or self.at("\r\n"):
            self.line_break()
            self.blanks()

    def line_break(self) -> None:
        """Go to the next line, behind the text of the heredocs that this one announced."""
        self.pos += 1 if self.at("\n") else 2
        heredocs, self.heredocs = self.heredocs, []
        for heredoc in heredocs:
            self._skip_text(heredoc)

    def _skip_text(self, heredoc: Redirection) -> None:
        while self.pos < self.end:
            stop = self.text.find("\n", self.pos, self.end)
            stop = self.end if stop < 0 else stop
            line = self.text[self.pos : stop].removesuffix("\r")
            self.pos = min(stop + 1, self.end)
            if (line.lstrip("\t") if heredoc.operator == "<<-" else line) == heredoc.target.text:
                return
        self.complete = False

    def plain(self) -> Node | None:
        """Read what most commands are, a program with plain words, with the blanks behind it; nothing for others."""
        words, stop = plain_part(self.text, self.pos, self.end)
        if not words:
            return None
        self.pos = stop
        return Simple(words[0].span.start, words[-1].span.end, words)

    def simple(self) -> Node | None:
        """Read a simple command, or nothing where none begins."""
        outer, self.inner = self.inner, []
        start = stop = self.pos
        assignments: list[Assignment] = []
        words: list[Word] = []
        redirections: list[Redirection] = []
        while self._part(assignments, words, redirections):
            stop = self.pos
            self.blanks()
        node = Simple(start, stop, tuple(words), tuple(assignments), tuple(redirections))
        node.inner, self.inner = tuple(self.inner), outer
        return node if stop > start else None

    def _part(self, assignments: list[Assignment], words: list[Word], redirections: list[Redirection]) -> bool:
        """Read the next part of a simple command into the list where it belongs."""
        if redirection := self.redirection():
            redirections.append(redirection)
        elif not words and (assignment := self._assignment()):
            assignments.append(assignment)
        elif word := self.word():
            words.append(word)
        else:
            return False
        return True

    def redirection(self) -> Redirection | None:
        """Read a redirection with its target."""
        if self.text[self.pos : self.pos + 1] not in _REDIRECTS:
            return None  # nearly always
        found = _REDIRECTION.match(self.text, self.pos, self.end)
        if not found:
            return None
        self.pos = found.end()
        self.blanks()
        target = self.word() or self._nothing()
        redirection = Redirection(found[2], target, Span(found.start(), self.pos), found[1] or "")
        if found[2] in ("<<", "<<-"):
            self.heredocs.append(redirection)
        return redirection

    def _nothing(self) -> Word:
        self.complete = False
        return Word("", "", Span(self.pos, self.pos))

    def _assignment(self) -> Assignment | None:
        found = _ASSIGNED.match(self.text, self.pos, self.end)
        if not found:
            return None
        self.pos = found.end()
        return Assignment(found[1], self.word() or Word("", "", Span(self.pos, self.pos)))

    def test(self) -> Node:
        """Read `[[ … ]]`, where operators are words."""
        outer, self.inner = self.inner, []
        start = self.pos
        words: list[Word] = []
        while self.pos < self.end and not _TEST_END.match(self.text, self.pos, self.end):
            words.append(self._test_word())
            self.newlines()
        if self.pos < self.end:
            self.pos += 2
            words.append(Word("]]", "]]", Span(self.pos - 2, self.pos)))
        else:
            self.complete = False
        node = Simple(start, self.pos, tuple(words))
        node.inner, self.inner = tuple(self.inner), outer
        return node

    def _test_word(self) -> Word:
        found = _TEST_OPERATOR.match(self.text, self.pos, self.end)
        word = None if found else self.word()
        if word:
            return word
        start = self.pos
        self.pos = found.end() if found else self.pos + 1
        raw = self.text[start : self.pos]
        return Word(raw, raw, Span(start, self.pos))
