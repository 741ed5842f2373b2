"""How plain data is spelled in YAML, so that readers of YAML 1.1 and of 1.2 agree on what it says."""

import re
from collections.abc import Sequence
from math import isfinite

from repoaudit.documents.yaml.values import reads_as_text
from repoaudit.errors import EditRefusedError
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy

# YAML takes a key without `?` only if it fits on one line of 1,024 characters.
_LONGEST_KEY = 1000

_PLAIN_BLOCK = lazy(
    r"""(?:[\w./$^(~+;\\]|-{1,2}(?=\w))  # what may begin a plain scalar anywhere, and means nothing there
    (?:[\w./$^()~+<>=;@%!*&|?\\'"`,\[\]{}-]|:(?=\S)|(?<=\S)\#|[ ](?=[^\s\#:]))*\Z""",
    re.VERBOSE,
)
_PLAIN_FLOW = lazy(r"(?:[\w./$^(~+;\\]|-{1,2}(?=\w))(?:[\w./$^()~+<>=;@%!*&|\\'\"-]|[ ](?=[^\s#]))*\Z")

# The core schema of YAML 1.2, with the signs, capitals and underscores that some readers add to its numbers
# (ruamel.yaml 0.18, Go's yaml.v3), and the words that only YAML 1.1 itself takes for booleans.
_CORE = lazy(
    r"""(?:[-+]?0[oO][0-7_]+|[-+]?0[xX][0-9a-fA-F_]+|[-+]?0[bB][01_]+
    |[-+]?(?:\.[0-9_]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9_]+)?
    |[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|[yYnN]|true|True|TRUE|false|False|FALSE|null|Null|NULL|~)\Z""",
    re.VERBOSE,
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


class BlockStyle(NamedTuple):
    """How a document writes block nodes.

    ``step`` columns for a nested mapping, ``dash`` columns for the dash of a list below its key, ``gap`` behind a dash.
    Without ``literal`` no text stands below ``|``: in a file without final newline it may lose its own, and where lines
    of blanks follow they may become part of it.
    """

    step: int = 2
    dash: int = 2
    gap: str = " "
    literal: bool = True


def is_scalar(value: object) -> bool:
    """Whether plain data is one scalar, of a type that every reader knows."""
    return value is None or type(value) in {str, bool, int, float}


def spell_scalar(value: object, style: str = "", *, flow: bool = False) -> str:
    """Return a scalar on one line; text keeps the quotes of a style if it can, and gets some if it needs them.

    Raises:
        EditRefusedError: the value is of a type, or holds characters, that YAML cannot say.

    """
    if isinstance(value, str) and type(value) is str:
        return spell_text(value, style, flow=flow)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and isfinite(value):
        return _spell_float(value)
    if type(value) is int:
        return str(value)
    raise EditRefusedError(f"YAML has no scalar for {value!r} that all readers agree on")


def spell_text(text: str, style: str = "", *, flow: bool = False) -> str:
    """Return a string on one line, with the quotes of a style, or those it needs."""
    if style == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if style not in {"'", '"'} and is_safe_plain(text, flow=flow):
        return text
    return '"' + "".join(map(_escape, text)) + '"'


def is_safe_plain(text: str, *, flow: bool = False) -> bool:
    """Whether every reader takes this text without quotes for a string."""
    shape = _PLAIN_FLOW if flow else _PLAIN_BLOCK
    return bool(shape.match(text)) and reads_as_text(text) and not _CORE.match(text)


def spell_key(key: str, style: str = "", *, flow: bool = False) -> str:
    """Return the key of a mapping. Raises `EditRefusedError` if it is too long."""
    spelled = spell_text(key, style, flow=flow)
    if len(spelled) > _LONGEST_KEY:
        raise EditRefusedError("the key is too long for one line")
    return spelled


def spell_inline(value: object, *, flow: bool = False) -> str:
    """Return any plain data on one line; collections in brackets."""
    if isinstance(value, dict):
        pairs = [(_text_key(key), each) for key, each in value.items()]
        return "{" + ", ".join(spell_pair(key, each, flow=True) for key, each in pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(spell_inline(each, flow=True) for each in value) + "]"
    return spell_scalar(value, flow=flow)


def spell_pair(key: str, value: object, *, flow: bool = False) -> str:
    """Return a key and its value on one line."""
    return f"{spell_key(key, flow=flow)}: {spell_inline(value, flow=flow)}"


def spell_entry(key: str, value: object, style: BlockStyle, comment: str | None = None) -> list[str]:
    """Return the lines of a key and its value in a block mapping."""
    head = f"{spell_key(key)}:"
    note = "" if comment is None else f"  # {comment}"
    if is_inline(value, style):
        return [f"{head} {spell_inline(value)}{note}"]
    if isinstance(value, str):
        header, *body = spell_literal(value, style)
        return [f"{head} {header}{note}", *body]
    indent = style.dash if isinstance(value, list) else style.step
    return [f"{head}{note}", *_indented(spell_block(value, style), indent)]


def spell_literal(value: str, style: BlockStyle) -> list[str]:
    """Return the header and the lines of a literal scalar for a text that `fits_literal`."""
    header = "|" if value.endswith("\n") else "|-"
    return [header, *_indented(value.removesuffix("\n").split("\n"), style.step)]


def spell_block(value: object, style: BlockStyle) -> list[str]:
    """Return the lines of a value that stands alone: the entries of a mapping, the items of a list, or one scalar."""
    if isinstance(value, dict) and value:
        return [line for key, each in value.items() for line in spell_entry(_text_key(key), each, style)]
    if isinstance(value, list) and value:
        return [line for each in value for line in spell_item(each, style)]
    return [spell_inline(value)]


def spell_item(value: object, style: BlockStyle) -> list[str]:
    """Return the lines of an item in a block sequence, dash included."""
    lines = [spell_inline(value)] if isinstance(value, list) and is_inline(value, style) else spell_block(value, style)
    return [f"-{style.gap}{lines[0]}", *_indented(lines[1:], 1 + len(style.gap))]


def join_block(lines: Sequence[str], indent: int, line_ending: str) -> str:
    """Return lines as text, all but the first indented."""
    return line_ending.join([*lines[:1], *_indented(lines[1:], indent)])


def is_inline(value: object, style: BlockStyle) -> bool:
    """Whether a value is written on the line of its key: all but text of several lines and nested collections."""
    if isinstance(value, str):
        return not (style.literal and fits_literal(value))
    if isinstance(value, list):
        return all(is_scalar(each) for each in value)
    return not (isinstance(value, dict) and value)


def fits_literal(text: str) -> bool:
    """Whether a text of several lines can stand below ``|`` exactly as it is."""
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < 2 or not lines[0] or lines[0][0] in " \t" or not lines[-1]:  # noqa: PLR2004 - several lines
        return False
    return all(line.replace("\t", "").isprintable() and not line.isspace() for line in lines)


def _indented(lines: Sequence[str], indent: int) -> list[str]:
    return [" " * indent + line if line else line for line in lines]


def _text_key(key: object) -> str:
    if type(key) is not str:
        raise EditRefusedError(f"the key {key!r} is no text")
    return key


def _spell_float(value: float) -> str:
    """Return a number that YAML 1.1 reads as one: it wants a point, and a sign in the exponent."""
    spelled = repr(value)
    if "." not in spelled:
        mantissa, _, exponent = spelled.partition("e")
        spelled = f"{mantissa}.0e{exponent}"
    return spelled


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    if "\ud800" <= character <= "\udfff":
        raise EditRefusedError("the text holds half a surrogate pair")
    return character.encode("unicode_escape").decode()  # Python's escapes are YAML's
