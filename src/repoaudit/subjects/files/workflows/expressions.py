"""What an expression of GitHub gives in one job of a matrix, as far as the matrix decides it.

Source: GitHub, "Evaluate expressions in workflows and actions": operators, literals, `format`.
Checked on 2026-11-27.
"""

import re
from collections.abc import Callable, Mapping

from repoaudit.errors import UnknownError
from repoaudit.regex import lazy
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.yaml.nodes import YamlNode
    from repoaudit.subjects.files.workflows.matrix import Row

_EXPRESSION: Final = lazy(r"\$\{\{(.*?)\}\}", re.DOTALL)
_TOKEN: Final = lazy(r"\s*('(?:[^']|'')*'|\|\||&&|==|!=|[(),!]|[\w.-]+)\s*")
_PLACEHOLDER: Final = lazy(r"\{(\d)\}")
_NULL: Final = frozenset({"", "null", "~"})
_FALSE: Final = frozenset({"", "false", "0"})
_MOST_TOKENS: Final = 60


def filled(text: str, row: "Row") -> str:
    """Return a text with the values of its expressions.

    Raises:
        UnknownError: something else than the matrix decides one of them.

    """
    if "$" in _EXPRESSION.sub("", text):
        raise UnknownError(f"what `{text}` stands for is not known")
    return _EXPRESSION.sub(lambda match: _Reader(match[1], row).value(), text)


class _Reader:
    """One expression, read from left to right; false values are "", "false" and "0"."""

    __slots__ = ("_at", "_row", "_text", "_tokens")

    def __init__(self, text: str, row: "Row") -> None:
        self._text = text
        self._row = row
        self._tokens = _TOKEN.findall(text)
        self._at = 0
        if "".join(_TOKEN.split(text)[::2]).strip() or not 0 < len(self._tokens) <= _MOST_TOKENS:
            raise self._unknown()

    def value(self) -> str:
        found = self._either()
        if self._at < len(self._tokens):
            raise self._unknown()
        return found

    def _either(self) -> str:
        found = self._both()
        while self._next("||"):
            other = self._both()
            found = other if found in _FALSE else found
        return found

    def _both(self) -> str:
        found = self._compared()
        while self._next("&&"):
            other = self._compared()
            found = found if found in _FALSE else other
        return found

    def _compared(self) -> str:
        found = self._one()
        for operator, wanted in (("==", True), ("!=", False)):
            if self._next(operator):
                return _truth(is_true=(found.lower() == self._one().lower()) is wanted)
        return found

    def _one(self) -> str:
        if self._next("!"):
            return _truth(is_true=self._one() in _FALSE)
        if self._next("("):
            found = self._either()
            self._expect(")")
            return found
        token = self._take()
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if token.startswith("matrix."):
            return _at(self._row, token.split(".")[1:])
        call = _CALLS.get(token.lower())
        if call is not None and self._next("("):
            return call(self._arguments())
        if token in {"true", "false"} or token.replace(".", "", 1).isdigit():
            return token
        raise self._unknown()

    def _arguments(self) -> list[str]:
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


def _at(row: "Row", names: list[str]) -> str:
    """Return the text of a value of the matrix, "" for one that this job does not have."""
    node: YamlNode | None = row.get(names[0]) if names else None
    for name in names[1:]:
        node = node.get(name) if node else None
    if node is None:
        return ""
    if node.kind != "scalar":
        raise UnknownError("a list or mapping of the matrix is no text")
    return "" if node.is_null or node.text in _NULL else node.text


def _truth(*, is_true: bool) -> str:
    return "true" if is_true else "false"


def _format(arguments: list[str]) -> str:
    text, *values = arguments
    return _PLACEHOLDER.sub(lambda match: values[int(match[1])] if int(match[1]) < len(values) else "", text)


def _contains(arguments: list[str]) -> str:
    return _truth(is_true=arguments[-1].lower() in arguments[0].lower())


def _starts(arguments: list[str]) -> str:
    return _truth(is_true=arguments[0].lower().startswith(arguments[-1].lower()))


_CALLS: Final[Mapping[str, Callable[[list[str]], str]]] = {
    "format": _format,
    "contains": _contains,
    "startswith": _starts,
}
