"""Reads what a dollar, a backtick or a `<(` begins in shell text, in place.

The rules are those of the Bash Reference Manual, chapter 3.5, and of POSIX.1-2024, "Shell & Utilities", chapter 2;
those of make for `$` are in the GNU make manual, "Basics of Variable References" and "Using Variables in Recipes".
"""

import re

from repoaudit.documents.shell.nodes import DEEPEST, Sequence, Substitution
from repoaudit.regex import lazy
from repoaudit.text import Span
from repoaudit.typing import Final

# Possessive quantifiers: no text makes these patterns look at a character twice.
_IN_BRACES: Final = lazy(r"[^}\\'\"$`]++")
_TO_QUOTE: Final = lazy(r"'[^']*+'")
_NAME: Final = lazy(r"[A-Za-z_][A-Za-z_0-9]*+|[0-9@*#?$!-]")
_BACKTICKS: Final = lazy(r"`((?:[^`\\]++|\\.)*+)`", re.DOTALL)
_ANSI_C: Final = lazy(r"'((?:[^'\\]++|\\.)*+)'", re.DOTALL)
_EXPRESSION: Final = lazy(r"\$\{\{(?:[^'}]++|'[^']*+'|\}(?!\}))*+\}\}")
_PARENTHESIS: Final = lazy(r"[()]")
_MAKE_BRACKETS: Final = {"(": _PARENTHESIS, "{": lazy(r"[{}]")}
_ESCAPE: Final = lazy(
    r"\\(?:([abeEfnrtv\\'\"?])|([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8}))"
)
_LETTERS: Final = dict(zip("abeEfnrtv\\'\"?", "\a\b\x1b\x1b\f\n\r\t\v\\'\"?", strict=True))
_ASCII: Final = 0x80
_UNICODE: Final = 0x110000


class Draft:
    """A word as far as it has been read; ``bracket`` is the offset of a `[` that may begin a glob."""

    __slots__ = ("bracket", "glob", "pieces", "quoted", "static")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.static = True
        self.quoted = False
        self.glob = False
        self.bracket = -1


class ExpansionReader:
    """A position in a text, and what it takes to read an expansion from there.

    ``inner`` collects the substitutions of the command that is being read; ``complete`` turns false for good at the
    first thing that has no end.
    """

    __slots__ = ("complete", "depth", "end", "inner", "make", "pos", "text")

    def __init__(self, text: str, start: int, end: int, *, make: bool) -> None:
        self.text = text
        self.pos = start
        self.end = end
        self.make = make
        self.complete = True
        self.depth = 0
        self.inner: list[Substitution] = []

    def sequence(self) -> Sequence:
        """Read commands up to something that ends a sequence; the grammar knows how."""
        raise NotImplementedError

    def at(self, token: str, offset: int = 0) -> bool:
        """Tell whether a token stands here, or so many characters further on."""
        return self.text.startswith(token, self.pos + offset, self.end)

    def give_up(self) -> None:
        """Note that the text has no end where it should have one, and skip the rest."""
        self.complete = False
        self.pos = self.end

    def descend(self) -> bool:
        """Go one level down, or give up and tell so where nesting is beyond all reason."""
        if self.depth >= DEEPEST:
            self.give_up()
            return False
        self.depth += 1
        return True

    def take(self, draft: Draft, stop: int) -> None:
        """Add the text up to ``stop`` as it is written, as an expansion."""
        raw = self.text[self.pos : stop]
        draft.pieces.append(raw.replace("$$", "$") if self.make else raw)
        draft.static = False
        self.pos = stop

    def taken(self, draft: Draft, start: int) -> None:
        """Add the text from ``start`` up to here as it is written."""
        stop, self.pos = self.pos, start
        self.take(draft, stop)

    def dollar(self, draft: Draft, *, quoted: bool = False) -> None:
        """Read what a dollar begins, within double quotes or not."""
        if self.make and not self.at("$$"):
            self.reference(draft)
        elif not self.make and self.at("${{"):
            self.expression(draft)
        else:
            self._expansion(draft, 2 if self.make else 1, quoted=quoted)

    def expression(self, draft: Draft) -> None:
        """Read `${{ … }}`, which GitHub replaces before a shell sees the text."""
        found = _EXPRESSION.match(self.text, self.pos, self.end)
        self.complete = self.complete and found is not None
        self.take(draft, found.end() if found else self.end)

    def reference(self, draft: Draft) -> None:
        """Read `$(NAME)`, `${NAME}` or `$X` of make; quotes mean nothing in there."""
        pattern = _MAKE_BRACKETS.get(self.text[self.pos + 1 : min(self.pos + 2, self.end)])
        if not pattern:
            self.take(draft, min(self.pos + 2, self.end))
            return
        stop = self._balanced(pattern, self.pos + 1)
        self.complete = self.complete and stop >= 0
        self.take(draft, stop if stop >= 0 else self.end)

    def _balanced(self, pattern: re.Pattern[str], start: int) -> int:
        """Return the offset behind the bracket that closes the one at ``start``, or -1."""
        depth = 0
        for found in pattern.finditer(self.text, start, self.end):
            depth += 1 if found[0] in "({" else -1
            if not depth:
                return found.end()
        return -1

    def parentheses_end(self, start: int) -> int:
        """Return the offset behind the parenthesis that closes the one at ``start``, or -1; quotes do not count."""
        return self._balanced(_PARENTHESIS, start)

    def arithmetic_end(self, start: int) -> int:
        """Return the offset behind `((…))`, or -1 where the second parenthesis opens a subshell instead."""
        if not self.text.startswith("((", start, self.end):
            return -1
        stop = self.parentheses_end(start)
        return stop if stop >= 0 and self.parentheses_end(start + 1) == stop - 1 else -1

    def _expansion(self, draft: Draft, width: int, *, quoted: bool) -> None:
        start = self.pos
        self.pos += width
        if self.at("'") and not quoted:
            self._ansi_c(draft)
        elif self.at("("):
            self._parentheses(start)
            self.taken(draft, start)
        elif self.at("{"):
            self._parameter(quoted=quoted)
            self.taken(draft, start)
        elif self.make and self.at("$$"):
            self.pos += 2
            self.taken(draft, start)
        elif found := _NAME.match(self.text, self.pos, self.end):
            self.pos = found.end()
            self.taken(draft, start)
        elif quoted or not self.at('"'):
            draft.pieces.append("$")

    def _parentheses(self, start: int) -> None:
        stop = self.arithmetic_end(self.pos)
        if stop >= 0:
            self.pos = stop
            return
        self._commands(start)

    def _commands(self, start: int) -> None:
        """Read `(commands)`, a substitution that began at ``start``."""
        self.pos += 1
        body = self.sequence()
        if self.at(")"):
            self.pos += 1
        else:
            self.give_up()
        self.inner.append(Substitution(body, Span(start, self.pos)))

    def process_substitution(self, draft: Draft) -> None:
        """Read `<(commands)`."""
        start = self.pos
        self.pos += 1
        self._commands(start)
        self.taken(draft, start)

    def _parameter(self, *, quoted: bool) -> None:
        """Read `{name:-word}` behind a dollar; single quotes are ordinary characters within double quotes."""
        if not self.descend():
            return
        self.pos += 1
        inside = quoted
        while self.pos < self.end:
            if found := _IN_BRACES.match(self.text, self.pos, self.end):
                self.pos = found.end()
            elif self.at("}") and inside == quoted:
                self.pos += 1
                self.depth -= 1
                return
            else:
                inside = self._in_parameter(inside=inside)
        self.complete = False

    def _in_parameter(self, *, inside: bool) -> bool:
        char = self.text[self.pos]
        if char == "$":
            self.dollar(Draft(), quoted=inside)
        elif char == "`":
            self.backticks(Draft())
        elif char == "'" and not inside:
            found = _TO_QUOTE.match(self.text, self.pos, self.end)
            self.pos = found.end() if found else self.end
        else:
            self.pos = min(self.pos + (2 if char == "\\" else 1), self.end)
        return inside != (char == '"')

    def backticks(self, draft: Draft) -> None:
        """Read a substitution in backticks; commands with escapes in them are not looked into."""
        start, end = self.pos, self.end
        found = _BACKTICKS.match(self.text, start, end)
        if not found:
            self.complete = False
            self.take(draft, end)
            return
        if "\\" not in found[1]:
            self.pos, self.end = found.span(1)
            body = self.sequence()
            self.complete = self.complete and self.pos == self.end
            self.end = end
            self.inner.append(Substitution(body, Span(*found.span())))
        self.pos = start
        self.take(draft, found.end())

    def _ansi_c(self, draft: Draft) -> None:
        found = _ANSI_C.match(self.text, self.pos, self.end)
        draft.quoted = True
        if not found:
            self.complete = False
            self.take(draft, self.end)
            return
        draft.pieces.append(_ESCAPE.sub(_decoded, found[1]))
        self.pos = found.end()


def _decoded(escape: re.Match[str]) -> str:
    """Decode an escape of `$'…'`; bytes beyond ASCII stay as they are written, since their encoding is not ours."""
    letter, octal, byte, short, long = escape.groups()
    if letter:
        return _LETTERS[letter]
    code = int(octal, 8) if octal else int(byte or short or long, 16)
    if code >= (_ASCII if octal or byte else _UNICODE):
        return escape[0]
    return chr(code)
