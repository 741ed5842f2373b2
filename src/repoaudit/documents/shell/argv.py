"""Command lines that no shell reads: those that `shlex.split` takes apart, and those of tox."""

import re
from collections.abc import Iterator

from repoaudit.documents.shell.tree import Script, SimpleCommand, Swallow, Word
from repoaudit.regex import lazy
from repoaudit.text import Span
from repoaudit.typing import Final

_BLANKS: Final = lazy(r"[ \t\r\n]*+")
_PLAIN: Final = lazy(r"[^ \t\r\n'\"\\{]++")
_IN_SINGLE: Final = lazy(r"[^'\\{]++")
_IN_DOUBLE: Final = lazy(r"[^\"\\{]++")
_SUBSTITUTION: Final = lazy(r"\{[A-Za-z_/:\[]")
_BRACE: Final = lazy(r"\\.|[{}]", re.DOTALL)
_HASH: Final = lazy(r"(?<!\\)#|\\(?=#)")


def parse_argv(text: str, start: int, end: int) -> Script:
    """Read one command as `shlex.split` does."""
    reader = ArgvReader(text[start:end], tox=False)
    words = tuple(_moved(word, text, Span(start + word.span.start, start + word.span.end)) for word in reader.words())
    return Script((_command(words, None),) if words else (), complete=reader.complete)


def parse_tox(text: str, start: int, end: int) -> Script:
    """Read the `commands` of a tox.ini, one a line.

    tox strips comments, joins continued lines, substitutes braces, and only then splits words (`process_raw` and
    `StrConvert.to_command` of tox 4); a command with the prefix `-` may fail, one with `!` has to.
    """
    commands: list[SimpleCommand] = []
    complete = True
    for pieces in _logical_lines(text, start, end):
        reader = ArgvReader("".join(text[piece.start : piece.end] for piece in pieces), tox=True)
        offsets = [offset for piece in pieces for offset in range(*piece)]
        words = [
            _moved(word, text, Span(offsets[word.span.start], offsets[word.span.end - 1] + 1))
            for word in reader.words()
        ]
        swallowed = _prefix(text, words)
        if words:
            commands.append(_command(tuple(words), swallowed))
        complete = complete and reader.complete
    return Script(tuple(commands), complete=complete)


def _moved(word: Word, text: str, span: Span) -> Word:
    raw = text[span.start : span.end]
    return Word(word.text, raw, span, is_static=word.is_static, quoted=word.quoted)


def _command(words: tuple[Word, ...], swallowed: Swallow | None) -> SimpleCommand:
    return SimpleCommand(words, Span(words[0].span.start, words[-1].span.end), swallowed=swallowed)


def _prefix(text: str, words: list[Word]) -> Swallow | None:
    """Take `-` or `!` off the words of a tox command; tox looks for them after it has removed the quotes."""
    first = words[0] if words else None
    if not first or not (first.text.startswith("-") or first.text == "!"):
        return None
    mark, rest = first.span, first.span
    if first.raw[0] == first.text[0]:
        mark, rest = Span(mark.start, mark.start + 1), Span(mark.start + 1, mark.end)
    words[:1] = []
    if len(first.text) > 1:
        raw = text[rest.start : rest.end]
        words.insert(0, Word(first.text[1:], raw, rest, is_static=first.is_static, quoted=first.quoted))
    return Swallow("negated" if first.text == "!" else "ignored", mark, text[mark.start : mark.end])


def _logical_lines(text: str, start: int, end: int) -> Iterator[list[Span]]:
    """Yield the pieces of each command: without comments, line ends and the backslash of an escaped `#`."""
    pieces: list[Span] = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        line = _stripped(text, Span(start, stop))
        start = stop + 1
        if text.startswith("#", *line):
            continue
        content, continued = _content(text, line)
        pieces += content
        if not continued:
            yield pieces
            pieces = []
    if pieces:
        yield pieces


def _stripped(text: str, span: Span) -> Span:
    line = text[span.start : span.end]
    return Span(span.end - len(line.lstrip()), span.start + len(line.rstrip()))


def _content(text: str, line: Span) -> tuple[list[Span], bool]:
    pieces: list[Span] = []
    start = line.start
    for found in _HASH.finditer(text, *line):
        pieces.append(Span(start, found.start()))
        start = found.end()
        if found[0] == "#":
            return pieces, False
    continued = text.endswith("\\", start, line.end)
    return [*pieces, Span(start, line.end - continued)], continued


class ArgvReader:
    """Splits a text like `shlex.split` in POSIX mode; for tox, what stands in braces is one thing."""

    __slots__ = ("_closing", "_pieces", "_pos", "_quoted", "_static", "_text", "_tox", "complete")

    def __init__(self, text: str, *, tox: bool) -> None:
        self._text = text
        self._tox = tox
        self._closing = _braces(text) if tox else {}
        self._pos = 0
        self._pieces: list[str] = []
        self._quoted = False
        self._static = True
        self.complete = True

    def words(self) -> Iterator[Word]:
        """Read all words; their spans are offsets into this text."""
        self._match(_BLANKS)
        while self._pos < len(self._text):
            start = self._pos
            self._pieces, self._quoted, self._static = [], False, True
            while self._pos < len(self._text) and self._text[self._pos] not in " \t\r\n":
                self._part()
            raw = self._text[start : self._pos]
            # `[]` is an old way to write `{posargs}`.
            static = self._static and not (self._tox and raw == "[]")
            yield Word("".join(self._pieces), raw, Span(start, self._pos), is_static=static, quoted=self._quoted)
            self._match(_BLANKS)

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._pos)
        self._pos = found.end() if found else self._pos
        return found[0] if found else ""

    def _part(self) -> None:
        if plain := self._match(_PLAIN):
            self._pieces.append(plain)
            return
        char = self._text[self._pos]
        if char == "{":
            self._brace()
        elif char == "\\":
            self._escape("")
        else:
            self._quote(char)

    def _quote(self, quote: str) -> None:
        self._quoted = True
        self._pos += 1
        inside = _IN_SINGLE if quote == "'" else _IN_DOUBLE
        while self._pos < len(self._text):
            if plain := self._match(inside):
                self._pieces.append(plain)
            elif self._text[self._pos] == quote:
                self._pos += 1
                return
            elif self._text[self._pos] == "{":
                self._brace()
            else:
                self._escape(quote)
        self.complete = False

    def _escape(self, quote: str) -> None:
        """Read a backslash: outside quotes it quotes anything, in double quotes itself and the quote."""
        following = self._text[self._pos + 1 : self._pos + 2]
        escapes = not quote or (quote == '"' and following in ('"', "\\"))
        if self._tox and following and following in "{}[]:":
            escapes = True
        self.complete = self.complete and following != ""
        if quote == "'" and not escapes:
            following = ""
        self._pieces.append(following if escapes and following else "\\" + following)
        self._quoted = True
        self._pos = min(self._pos + 1 + len(following), len(self._text))

    def _brace(self) -> None:
        """Read what tox substitutes, or one brace."""
        stop = self._closing.get(self._pos, self._pos + 1)
        self._pieces.append(self._text[self._pos : stop])
        self._static = self._static and stop == self._pos + 1
        self._pos = stop


def _braces(text: str) -> dict[int, int]:
    """Return where each substitution ends, by its first offset."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for found in _BRACE.finditer(text):
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}" and opened:
            start = opened.pop()
            if _SUBSTITUTION.match(text, start):
                closing[start] = found.end()
    return closing
