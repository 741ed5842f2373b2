"""The lexical level of Makefiles: logical lines, references, quoting, words and the heads of assignments.

All rules are those of GNU make 4.3 (``read.c``, ``variable.c``), with the assignment ``:::=`` of 4.4. Everything works
on *code*: a logical line whose continuations were overwritten by blanks (`flat`), so that indexes into the code are
indexes into the line.
"""

import re
from collections.abc import Iterator

from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.text import BOM, Span
from repoaudit.typing import Final

BLANKS: Final = " \t\n\r\v\f"

COMMENT: Final = lazy("[$#]")
COLON: Final = lazy("[$:]")
PIPE: Final = lazy("[$|]")
RULE_END: Final = lazy("[$#;]")

_CONTINUATION: Final = lazy(r"\\\r?\n")
_ESCAPE: Final = lazy(r"\\([ \t:#|])")
_PLAIN: Final = lazy(r"(?:[^ \t\n\r\v\f\\$]|\\.)+|\\")
_BRACKETS: Final = {"(": lazy("[()]"), "{": lazy("[{}]")}
_BLANK: Final = lazy(r"[ \t\n\r\v\f]*")
_WORD: Final = lazy(r"[^ \t\n\r\v\f]+")
_SIGN: Final = lazy(r"[ \t#$=:]")
_OPERATOR: Final = lazy(r":::=|::=|[:+?!]?=")
_COLON_OPERATOR: Final = lazy(r":::=|::=|:=")
_MODIFIERS: Final = frozenset({"export", "override", "private"})


class Word(NamedTuple):
    """A target, prerequisite or file name.

    `name` is what make calls it: without quoting backslashes and a leading ``./``; references are not expanded. The
    span is the word as written.
    """

    name: str
    span: Span


class Head(NamedTuple):
    """The part of an assignment before its value; offsets into the code, `value` behind the operator.

    `word` is ``define`` or ``undefine`` for these, else empty; without an operator `operator` is empty.
    """

    modifiers: tuple[str, ...]
    word: str
    start: int
    end: int
    operator: str
    value: int


def logical_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of every line, continuations joined; the end is before the line ending."""
    start = position = 1 if text.startswith(BOM) else 0
    size = len(text)
    while start < size:
        newline = text.find("\n", position)
        end = size if newline < 0 else newline
        stop = end - 1 if newline > position and text[newline - 1] == "\r" else end
        position = end + 1
        if newline < 0 or not escaped(text, stop, start):
            yield start, stop
            start = position


def escaped(text: str, at: int, start: int = 0) -> bool:
    """Tell whether an odd number of backslashes stands before the offset."""
    first = at
    while first > start and text[first - 1] == "\\":
        first -= 1
    return (at - first) % 2 == 1


def flat(line: str) -> str:
    """Return the line with every continuation overwritten by blanks."""
    if "\n" not in line:
        return line
    return _CONTINUATION.sub(lambda match: " " * len(match[0]), line)


def joined(text: str) -> str:
    """Return a value as make reads it: a continuation and the blanks around it are one blank."""
    if "\n" not in text:
        return text
    first, *more, last = _CONTINUATION.split(text)
    return " ".join([first.rstrip(" \t"), *filter(None, (line.strip(" \t") for line in more)), last.lstrip(" \t")])


def expands(text: str) -> bool:
    """Tell whether the text holds a reference; ``$$`` is none."""
    return "$" in text and "$" in text.replace("$$", "")


def blanks_end(code: str, start: int) -> int:
    """Return the offset of the first character that is no blank."""
    match = _BLANK.match(code, start)
    return match.end() if match else start


def word_at(code: str, start: int, end: int) -> str:
    """Return the characters up to the next blank."""
    match = _WORD.match(code, start, end)
    return match[0] if match else ""


def reference_end(code: str, at: int, end: int) -> int:
    """Return the offset behind the reference whose ``$`` is at the offset; an unclosed one runs to the end."""
    opening = code[at + 1 : at + 2]
    brackets = _BRACKETS.get(opening)
    if brackets is None:
        return min(at + 2, end)
    depth = 0
    for match in brackets.finditer(code, at + 1, end):
        depth += 1 if match[0] == opening else -1
        if not depth:
            return match.end()
    return end


def find(code: str, stops: re.Pattern[str], start: int, end: int) -> int:
    """Return the offset of the first stop that is outside references and not escaped, or -1.

    ``stops`` must match single characters, ``$`` among them.
    """
    while match := stops.search(code, start, end):
        at = match.start()
        if code[at] == "$":
            start = reference_end(code, at, end)
        elif not escaped(code, at):
            return at
        else:
            start = at + 1
    return -1


def words(code: str, start: int, end: int, base: int) -> tuple[Word, ...]:
    """Return the words of a range of the code; ``base`` is the offset of the code in the file."""
    found: list[Word] = []
    while (start := blanks_end(code, start)) < end:
        stop = _word_end(code, start, end)
        found.append(Word(_name(code[start:stop]), Span(base + start, base + stop)))
        start = stop
    return tuple(found)


def find_head(code: str, start: int, end: int) -> Head | None:
    """Return the head of the assignment, ``define`` or ``undefine`` that the code is, or None.

    Comments must have been cut off. A variable may be called ``export`` or ``define``: assignments come first.
    """
    modifiers: list[str] = []
    start = blanks_end(code, start)
    while start < end:
        found = _operator(code, start, end)
        if found:
            name_end, operator, value = found
            return Head(tuple(modifiers), "", start, name_end, operator, value)
        word = word_at(code, start, end)
        behind = blanks_end(code, start + len(word))
        if word in ("define", "undefine"):
            return _block_head(code, (tuple(modifiers), word), behind, end)
        if word not in _MODIFIERS:
            return None
        modifiers.append(word)
        start = behind
    return None


def _block_head(code: str, words_before: tuple[tuple[str, ...], str], start: int, end: int) -> Head:
    modifiers, word = words_before
    found = _operator(code, start, end) if word == "define" else None
    if found:
        return Head(modifiers, word, start, *found)
    name_end = start + len(code[start:end].rstrip(" \t"))
    return Head(modifiers, word, start, name_end, "", end)


def _operator(code: str, start: int, end: int) -> tuple[int, str, int] | None:
    """Return end of the name, operator and offset behind it, where an assignment starts at the offset."""
    position = start
    while match := _SIGN.search(code, position, end):
        at = match.start()
        sign = code[at]
        if sign == "#":
            return None
        if sign == "$":
            position = reference_end(code, at, end)
            continue
        if sign == "=":
            first = at - 1 if at > position and code[at - 1] in "+?!" else at
            return first, code[first : at + 1], at + 1
        behind = blanks_end(code, at) if sign in " \t" else at
        operator = (_COLON_OPERATOR if sign == ":" else _OPERATOR).match(code, behind, end)
        return (at, operator[0], operator.end()) if operator else None
    return None


def _word_end(code: str, start: int, end: int) -> int:
    while start < end and code[start] not in BLANKS:
        if code[start] == "$":
            start = reference_end(code, start, end)
            continue
        match = _PLAIN.match(code, start, end)
        start = match.end() if match else start + 1
    return start


def _name(word: str) -> str:
    """Return the word as make's ``parse_file_seq`` leaves it."""
    if "\\" in word:
        word = _ESCAPE.sub(r"\1", word)
    while word.startswith("./") and len(word) > len("./"):
        word = word[2:].lstrip("/") or "./"
    return word
