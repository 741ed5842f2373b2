"""How new pairs look beside their neighbours: indentation, blanks around the equals sign, quotes."""

from collections.abc import Sequence

from repoaudit.documents.toml.entries import behind
from repoaudit.documents.toml.homes import Braces, Lines
from repoaudit.documents.toml.layout import Array, Pair
from repoaudit.documents.toml.spelling import spell, spell_key, spell_lines
from repoaudit.text import indentation, line_ending

_WIDEST = 100  # a list that would make a line longer gets a line for each item
_QUOTES = ("'", '"')


def pair_line(text: str, home: Lines, key: str, value: object, note: str = "") -> str:
    """Return the line of a new pair, with a spelled comment behind it; a long list takes several lines."""
    pairs = home.block.pairs if home.block else []
    indent = _indent(text, home)
    written = home.prefix + _spell_key_like(text, pairs, key)
    start = indent + written + _equals(text, home.neighbour, written)
    quote = common_quote([text[pair.value_start] for pair in pairs])
    line = start + spell(value, quote)
    if isinstance(value, list) and value and len(line) > _WIDEST:
        line = start + spell_lines(value, indent, line_ending(text), quote)
    return line + behind(note)


def pair_entry(text: str, home: Braces, key: str, value: object) -> str:
    """Return a new pair of an inline table."""
    pairs = home.table.pairs
    written = home.prefix + _spell_key_like(text, pairs, key)
    quote = common_quote([text[pair.value_start] for pair in pairs])
    return written + _equals(text, pairs[-1] if pairs else None, written) + spell(value, quote)


def item_quote(text: str, array: Array) -> str:
    """Return the quote that all strings of an array have."""
    return common_quote([text[item.start] for item in array.items])


def common_quote(firsts: Sequence[str]) -> str:
    """Return a single quote where all values that begin with a quote begin with that one, else a double quote."""
    quotes = {first for first in firsts if first in _QUOTES}
    return "'" if quotes == {"'"} else '"'


def _spell_key_like(text: str, pairs: Sequence[Pair], key: str) -> str:
    firsts = [text[pair.parts[-1].start] for pair in pairs]
    quoted = [first for first in firsts if first in _QUOTES]
    return spell_key(key, quoted[-1] if quoted else "", always=bool(firsts) and len(quoted) == len(firsts))


def _indent(text: str, home: Lines) -> str:
    if home.neighbour:
        return indentation(text, home.neighbour.start)
    return indentation(text, home.block.start) if home.block else ""


def _equals(text: str, neighbour: Pair | None, written: str) -> str:
    """Return the equals sign with the neighbour's blanks around; where signs are aligned, in the same column."""
    if neighbour is None:
        return " = "
    key_end = neighbour.parts[-1].end
    equals = text[key_end : neighbour.value_start]
    before, _, after = equals.partition("=")
    if len(before) > 1 and not before.strip(" "):
        column = key_end - neighbour.start + len(before)
        before = " " * max(1, column - len(written))
    return f"{before}={after}"
