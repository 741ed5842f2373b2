"""Where everything stands in a TOML text that a parser has already accepted.

The scanner may assume a valid text, so it is a tokenizer and no second opinion: whether a text is TOML, and what its
values are, `tomli` alone decides. Offsets are code points of the text as given, byte order mark and CRLF included.
"""

import re

from repoaudit.documents.toml.layout import NOWHERE, Array, Block, Layout, Node, Pair, Part, Table
from repoaudit.documents.tomli import tomli
from repoaudit.regex import lazy
from repoaudit.text import BOM, Span, line_end

_blanks = lazy(r"[ \t]*").match
_whitespace = lazy(r"[ \t\r\n]*").match
_bare_key = lazy(r"[A-Za-z0-9_-]+").match
_equals = lazy(r"[ \t]*=[ \t]*").match
_bare_value = lazy(r"\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]*|[^\s,\]}#]+").match
# One alternative at a time and a loop in Python: a repeated group would keep a record of every character of a string.
_basic_stop = lazy(r'\\.|"', re.DOTALL).search
_multiline_stop = lazy(r'\\.|"""', re.DOTALL).search
_plain_item = lazy(r"""[ \t\r\n]*("[^"\\\r\n]*+"(?!")|'[^'\r\n]*+'(?!'))[ \t]*(,?)""").match
"""A string on one line without escapes, and the comma behind it: nearly all items of nearly all arrays."""
_plain_pair = lazy(
    r"""([A-Za-z0-9_-]++)[ \t]*=[ \t]*("[^"\\\r\n]*+"(?!")|'[^'\r\n]*+'(?!')|[A-Za-z0-9.+_-]++)[ \t]*(?=[#\r\n]|\Z)"""
).match
"""A pair of a bare key and such a string, a number or a truth value: most lines of most files."""
_LONGEST_CLOSING = 5  # two quotes may stand directly before the three that close a multi-line string


def string_end(text: str, start: int) -> int:
    """Return the offset behind the string that begins at ``start``; where nothing closes it, the end of the text."""
    quote = text[start]
    if text.startswith(quote * 3, start):
        return _multiline_end(text, start)
    if quote == "'":
        return text.find("'", start + 1) + 1 or len(text)
    match = _basic_stop(text, start + 1)
    while match and match[0] != '"':
        match = _basic_stop(text, match.end())
    return match.end() if match else len(text)


def _multiline_end(text: str, start: int) -> int:
    quote = text[start]
    closing = _closing_quotes(text, start + 3) if quote == '"' else text.find("'''", start + 3)
    if closing < 0:
        return len(text)
    end = closing + 3
    while end < closing + _LONGEST_CLOSING and text.startswith(quote, end):
        end += 1
    return end


def _closing_quotes(text: str, start: int) -> int:
    match = _multiline_stop(text, start)
    while match and match[0] != '"""':
        match = _multiline_stop(text, match.end())
    return match.start() if match else NOWHERE


def part_name(raw: str) -> str:
    """Return the name that a part of a key, as it is written, stands for."""
    if raw[0] not in "\"'":
        return raw
    if raw[0] == "'" or "\\" not in raw:
        return raw[1:-1]
    return str(tomli.loads(f"key = {raw}")["key"])


def scan(text: str) -> Layout:
    """Return the layout of a valid text that nests at most a hundred levels."""
    return _Scanner(text).scan()


class _Scanner:
    __slots__ = ("comments", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.comments: list[Span] = []

    def scan(self) -> Layout:
        text = self.text
        start = 1 if text.startswith(BOM) else 0
        blocks = [Block(0, start, start, [])]
        table = root = Table(start, len(text))
        root.block = blocks[0]
        offset = self.skip(start)
        while offset < len(text):
            if text[offset] == "[":
                block = self.header(offset, len(blocks))
                blocks.append(block)
                table = _open(root, block, many=text.startswith("[[", offset))
                offset = block.end
            else:
                pair = self.plain_pair(table, blocks[-1], offset) or self.pair(table, blocks[-1], offset)
                blocks[-1].pairs.append(pair)
                offset = pair.end
            offset = self.skip(offset)
        return Layout(root, blocks, self.comments)

    def skip(self, offset: int) -> int:
        """Return the offset behind blanks, line endings and comments; remember the comments."""
        text = self.text
        while True:
            match = _whitespace(text, offset)
            offset = match.end() if match else offset
            if not text.startswith("#", offset):
                return offset
            end = line_end(text, offset)
            self.comments.append(Span(offset, end))
            offset = end

    def header(self, start: int, index: int) -> Block:
        brackets = 2 if self.text.startswith("[[", start) else 1
        parts = self.key(_behind_blanks(self.text, start + brackets))
        end = self.text.index("]", parts[-1].end) + brackets
        return Block(index, start, end, parts)

    def key(self, offset: int) -> list[Part]:
        text = self.text
        parts: list[Part] = []
        while True:
            match = _bare_key(text, offset)
            end = match.end() if match else string_end(text, offset)
            parts.append(Part(part_name(text[offset:end]), offset, end))
            dot = _behind_blanks(text, end)
            if not text.startswith(".", dot):
                return parts
            offset = _behind_blanks(text, dot + 1)

    def pair(self, table: Table, owner: Block | Table, offset: int) -> Pair:
        pair = Pair(self.key(offset), owner)
        last = len(pair.parts) - 1
        for index, part in enumerate(pair.parts[:-1]):
            table = _step(table, part)
            table.mentions.append((pair, index))
        match = _equals(self.text, pair.parts[-1].end)
        node = self.value(match.end() if match else offset)
        node.mentions.append((pair, last))
        table.children[pair.parts[-1].name] = node
        pair.value_start, pair.end = node.start, node.end
        return pair

    def plain_pair(self, table: Table, owner: Block, offset: int) -> Pair | None:
        """Read a pair that has a line to itself and nothing to take apart, at one go."""
        match = _plain_pair(self.text, offset)
        if match is None:
            return None
        pair = Pair([Part(match[1], offset, match.end(1))], owner)
        pair.value_start, pair.end = match.span(2)
        node = table.children[match[1]] = Node(pair.value_start, pair.end)
        node.mentions.append((pair, 0))
        return pair

    def value(self, start: int) -> Node:
        first = self.text[start]
        if first == "[":
            return self.array(start)
        if first == "{":
            return self.inline_table(start)
        if first in "\"'":
            return Node(start, string_end(self.text, start))
        match = _bare_value(self.text, start)
        return Node(start, match.end() if match else start)

    def array(self, start: int) -> Array:
        array = Array(start, start)
        offset = self.skip(self.plain_items(array, start + 1))
        while self.text[offset] != "]":
            item = self.value(offset)
            array.items.append(item)
            offset = self.skip(self.plain_items(array, self.comma(item)))
        array.end = offset + 1
        return array

    def plain_items(self, array: Array, offset: int) -> int:
        """Take plain strings as long as there are some with a comma; return the offset behind the last comma."""
        while (match := _plain_item(self.text, offset)) and match[2]:
            item = Node(match.start(1), match.end(1))
            item.comma = match.start(2)
            array.items.append(item)
            offset = match.end()
        return offset

    def inline_table(self, start: int) -> Table:
        table = Table(start, start, inline=True)
        offset = self.skip(start + 1)
        while self.text[offset] != "}":
            pair = self.pair(table, table, offset)
            table.pairs.append(pair)
            offset = self.comma(pair)
        table.end = offset + 1
        return table

    def comma(self, entry: Node | Pair) -> int:
        offset = self.skip(entry.end)
        if self.text[offset] != ",":
            return offset
        entry.comma = offset
        return self.skip(offset + 1)


def _behind_blanks(text: str, offset: int) -> int:
    match = _blanks(text, offset)
    return match.end() if match else offset


def _step(table: Table, part: Part) -> Table:
    child = table.children.get(part.name)
    if not isinstance(child, Table):
        child = table.children[part.name] = Table(part.start, part.end)
    return child


def _open(root: Table, block: Block, *, many: bool) -> Table:
    """Return the table that a header opens, made where it is new; the block learns its path."""
    table = root
    path: list[str | int] = []
    last = len(block.parts) - 1
    for index, part in enumerate(block.parts):
        path.append(part.name)
        node = table.children.get(part.name)
        if node is None:
            node = _implied(block, part, many=many and index == last)
            table.children[part.name] = node
        node.mentions.append((block, index))
        if isinstance(node, Array):
            if many and index == last:
                node.items.append(Table(block.start, block.end))
            path.append(len(node.items) - 1)
            node = node.items[-1]
        if isinstance(node, Table):
            table = node
    table.block, table.start, table.end = block, block.start, block.end
    block.path = tuple(path)
    return table


def _implied(block: Block, part: Part, *, many: bool) -> Node:
    return Array(block.start, block.end, tables=True) if many else Table(part.start, part.end)
