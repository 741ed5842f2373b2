"""Scalars in their text: where a block scalar ends, and where a decoded character stands in the file."""

import re
from bisect import bisect_right

from repoaudit.regex import lazy
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.documents.yaml.nodes import YamlNode

# YAML 1.1 breaks lines at all of these, within scalars too.
BREAKS = "\r\n\x85\u2028\u2029"
_BREAK = lazy("\r\n|[\r\n\x85\u2028\u2029]")
_GAP = lazy(rf"(?:[ \t\ufeff{BREAKS}]++|#[^{BREAKS}]*+)*+")
_GAP_STARTS = frozenset(f" \t\ufeff#{BREAKS}")
_TAG = lazy(rf"[^ \t{BREAKS}]*")
_INDICATORS = frozenset("-+0123456789")
_ESCAPE = lazy(r"\\x..|\\u.{4}|\\U.{8}|\\.|[^\\]", re.DOTALL)
_QUOTE = lazy(r"''|[^']", re.DOTALL)

_Table = tuple[list[int], list[int]]


def skip_gap(text: str, offset: int) -> int:
    """Return the offset of the next token: behind blanks, line breaks and comments."""
    if text[offset : offset + 1] not in _GAP_STARTS:
        return offset  # nearly always, and the pattern takes 0.4 ms to compile
    found = _GAP.match(text, offset)
    return found.end() if found else offset


def skip_properties(text: str, start: int, tag: str | None, anchor: str | None) -> int:
    """Return the offset at which the content of a node begins, given where it starts with its tag and anchor."""
    at = start
    marks = ("" if anchor is None else "&") + ("" if tag is None else "!")
    # Each mark once: what follows may begin with a tag or an anchor of its own.
    while marks and text[at : at + 1] in set(marks):
        marks = marks.replace(text[at], "")
        name = _TAG.match(text, at)
        end = at + 1 + len(anchor or "") if text[at] == "&" else name.end() if name else at + 1
        at = skip_gap(text, end)
    return at


def content_start(text: str, node: "YamlNode") -> int:
    """Return the offset at which the content of a node begins, behind its tag and anchor."""
    return skip_properties(text, node.start, node.tag, node.anchor)


def block_scalar(text: str, node: "YamlNode") -> "BlockScalar":
    """Return the layout of a node in the style ``|`` or ``>``."""
    return BlockScalar(text, content_start(text, node), node.value)


class BlockScalar:
    """The layout of a scalar in the style ``|`` or ``>``, given where its content starts and its decoded text."""

    __slots__ = ("body", "chomping", "header_end", "text", "value")

    def __init__(self, text: str, start: int, value: str) -> None:
        self.text = text
        self.value = value
        end = start + 1  # behind `|` or `>`
        while text[end : end + 1] in _INDICATORS:
            end += 1
        self.chomping = text[start + 1 : end].strip("0123456789")
        self.header_end = end
        line_break = _BREAK.search(text, end)
        self.body = line_break.end() if line_break else len(text)

    def content_end(self, end: int) -> int:
        """Return where the content ends, given the end of the token, which takes in the blank lines below it."""
        if end <= self.body:
            return self.header_end
        end = _before_break(self.text, end)
        if self.chomping == "+" or not self.text[end - 1 : end].isspace():
            return end
        starts = [self.body, *(each.end() for each in _BREAK.finditer(self.text, self.body, end))]
        indent = self.indent
        for start in reversed(starts):
            if len(self.text[start:end].lstrip(" ")) > 0 or end - start > indent:
                return end
            end = _before_break(self.text, start)
        return self.header_end

    @property
    def indent(self) -> int:
        """Columns of indentation that are not content."""
        value = self.value.lstrip(BREAKS)
        at = self.body
        for _ in range(len(self.value) - len(value)):
            line_break = _BREAK.search(self.text, at)
            at = line_break.end() if line_break else at
        return _blanks(self.text, at) - _blanks(value, 0)

    def table(self) -> _Table | None:
        """Return for each line of a literal scalar where it starts in the value and in the text."""
        indent = self.indent
        value_starts, text_starts = [], []
        at, text_at = 0, self.body
        for line in self.value.replace("\u2028", "\n").replace("\u2029", "\n").split("\n"):
            line_break = _BREAK.search(self.text, text_at)
            line_end = line_break.start() if line_break else len(self.text)
            content = min(text_at + indent, line_end) if line else line_end
            if at < len(self.value) and self.text[content : content + len(line)] != line:
                return None
            value_starts.append(at)
            text_starts.append(content if at < len(self.value) else text_at)
            at += len(line) + 1
            text_at = line_break.end() if line_break else line_end
        return value_starts, text_starts


def _before_break(text: str, end: int) -> int:
    if text[end - 2 : end] == "\r\n":
        return end - 2
    return end - 1 if end and text[end - 1] in BREAKS else end


def _blanks(text: str, start: int) -> int:
    at = start
    while text[at : at + 1] == " ":
        at += 1
    return at - start


def offset_table(text: str, node: "YamlNode") -> _Table | None:
    """Return pieces of a scalar that its text spells character by character: their starts in the value and in the text.

    None where the text is folded, or is no scalar.
    """
    if node.kind != "scalar" or node.style == ">":
        return None
    if node.style == "|":
        return block_scalar(text, node).table()
    if _BREAK.search(text, node.start, node.end):
        return None
    start = content_start(text, node)
    if node.style == "":
        return ([0], [start]) if text[start : node.end] == node.value else None
    return _quoted(text, start + 1, node)


def _quoted(text: str, start: int, node: "YamlNode") -> _Table | None:
    if text[start : node.end - 1] == node.value:
        return [0], [start]
    characters = (_ESCAPE if node.style == '"' else _QUOTE).finditer(text, start, node.end - 1)
    starts = [character.start() for character in characters]
    if len(starts) != len(node.value):
        return None
    return list(range(len(starts) + 1)), [*starts, node.end - 1]


def look_up(table: _Table, index: int) -> int:
    """Return the offset in the text of a character of the value."""
    value_starts, text_starts = table
    piece = bisect_right(value_starts, index) - 1
    return text_starts[piece] + index - value_starts[piece]
