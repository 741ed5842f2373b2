"""What an expression of GitHub gives in one job of a matrix, as far as the matrix decides it.

Source: GitHub, "Evaluate expressions in workflows and actions": operators, literals, `format`.
Checked on 2026-11-27.
"""

import re
from collections.abc import Callable, Mapping

from repoaudit.errors import UnknownError
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.yaml.nodes import YamlNode
    from repoaudit.subjects.files.workflows.matrix import Row

_EXPRESSION: Final = lazy(r"\$\{\{(.{0,1000}?)\}\}", re.DOTALL)
_TOKEN: Final = lazy(r"('(?:[^']|'')*'|\|\||&&|==|!=|[(),!]|[\w.-]+)\s*")
_PLACEHOLDER: Final = lazy(r"\{(\d)\}")
_NULL: Final = frozenset({"", "null", "~"})
_TRUTHS: Final = frozenset({"true", "false"})
_SPELLED: Final = frozenset({"true", "True", "TRUE", "false", "False", "FALSE"})
"""The truth values of YAML 1.2."""

_MOST_TOKENS: Final = 60


class _Value(NamedTuple):
    """What an expression gives: how it is written, and the number that it is; None for text.

    Truths count as 1 and 0, and what is not there as 0. False are 0 and the empty text, not the texts ``0`` and
    ``false``. Of two texts letters compare in either case; text and number compare as numbers.
    """

    text: str
    number: float | None = None

    @property
    def is_false(self) -> bool:
        """Whether it counts as false."""
        return not self.text if self.number is None else not self.number

    def equals(self, other: "_Value") -> bool:
        """Say whether ``==`` holds."""
        if self.number is None and other.number is None:
            return self.text.lower() == other.text.lower()
        return self.as_number() == other.as_number()

    def as_number(self) -> float:
        """Return the number that it compares as: of an empty text 0, and of other texts than numbers none."""
        if self.number is not None:
            return self.number
        try:
            return float(self.text.strip() or 0)
        except ValueError:
            return float("nan")


def filled(text: str, row: "Row") -> str:
    """Return a text with the values of its expressions.

    Raises:
        UnknownError: something else than the matrix decides one of them.

    """
    if "$" in _EXPRESSION.sub("", text):
        raise UnknownError(f"what `{text}` stands for is not known")
    return _EXPRESSION.sub(lambda match: _Reader(match[1], row).value().text, text)


def is_false(expression: str, row: "Row") -> bool:
    """Say whether an expression, without its braces, counts as false.

    Raises:
        UnknownError: something else than the matrix decides it.

    """
    return _Reader(expression, row).value().is_false


class _Reader:
    """One expression, read from left to right."""

    __slots__ = ("_at", "_row", "_text", "_tokens")

    def __init__(self, text: str, row: "Row") -> None:
        self._text = text
        self._row = row
        self._tokens = _TOKEN.findall(text)
        self._at = 0
        if "".join(_TOKEN.split(text)[::2]).strip() or not 0 < len(self._tokens) <= _MOST_TOKENS:
            raise self._unknown()

    def value(self) -> _Value:
        found = self._either()
        if self._at < len(self._tokens):
            raise self._unknown()
        return found

    def _either(self) -> _Value:
        found = self._both()
        while self._next("||"):
            other = self._both()
            found = other if found.is_false else found
        return found

    def _both(self) -> _Value:
        found = self._compared()
        while self._next("&&"):
            other = self._compared()
            found = found if found.is_false else other
        return found

    def _compared(self) -> _Value:
        found = self._one()
        for operator, wanted in (("==", True), ("!=", False)):
            if self._next(operator):
                return _truth(is_true=found.equals(self._one()) is wanted)
        return found

    def _one(self) -> _Value:
        if self._next("!"):
            return _truth(is_true=self._one().is_false)
        if self._next("("):
            found = self._either()
            self._expect(")")
            return found
        token = self._take()
        if token.startswith("'"):
            return _Value(token[1:-1].replace("''", "'"))
        if token.startswith("matrix."):
            return _at(self._row, token.split(".")[1:])
        call = _CALLS.get(token.lower())
        if call is not None and self._next("("):
            return call(self._arguments())
        if token in _TRUTHS or token.replace(".", "", 1).isdecimal():
            return _plain(token)
        raise self._unknown()

    def _arguments(self) -> list[_Value]:
        found = [self._either()]
        while self._next(","):
            found.append(self._either())
        self._expect(")")
        return found

    def _next(self, token: str) -> bool:
        is_there = self._at < len(self._tokens) and self._tokens[self._at] == token
        self._at += is_there
        return is_there

    def _expect(self, token: str) -> None:
        if not self._next(token):
            raise self._unknown()

    def _take(self) -> str:
        if self._at >= len(self._tokens):
            raise self._unknown()
        self._at += 1
        token: str = self._tokens[self._at - 1]
        return token

    def _unknown(self) -> UnknownError:
        return UnknownError(f"what `{self._text.strip()}` stands for is not known")


def _at(row: "Row", names: list[str]) -> _Value:
    """Return a value of the matrix, an absent one where this job does not have it."""
    node: YamlNode | None = row.get(names[0]) if names else None
    for name in names[1:]:
        node = node.get(name) if node else None
    if node is None or (node.kind == "scalar" and (node.is_null or node.text in _NULL)):
        return _Value("", 0)
    if node.kind != "scalar":
        raise UnknownError("a list or mapping of the matrix is no text")
    return _plain(node.text) if node.is_plain else _Value(node.text)


def _plain(text: str) -> _Value:
    """Return what a word or number without quotes is."""
    if text in _SPELLED:
        return _truth(is_true=text.lower() == "true")
    return _Value(text, float(text) if text.replace(".", "", 1).isdecimal() else None)


def _truth(*, is_true: bool) -> _Value:
    return _Value("true", 1) if is_true else _Value("false", 0)


def _format(arguments: list[_Value]) -> _Value:
    first, *values = (each.text for each in arguments)
    found = _PLACEHOLDER.sub(lambda match: values[int(match[1])] if int(match[1]) < len(values) else "", first)
    return _Value(found)


def _contains(arguments: list[_Value]) -> _Value:
    return _truth(is_true=arguments[-1].text.lower() in arguments[0].text.lower())


def _starts(arguments: list[_Value]) -> _Value:
    return _truth(is_true=arguments[0].text.lower().startswith(arguments[-1].text.lower()))


_CALLS: Final[Mapping[str, Callable[[list[_Value]], _Value]]] = {
    "format": _format,
    "contains": _contains,
    "startswith": _starts,
}
