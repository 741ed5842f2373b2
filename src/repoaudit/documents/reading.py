"""The reader of each format, imported when the first file of that format is read."""

import re
from collections.abc import Callable, Iterable, Mapping

from repoaudit.documents.formats import Format, format_of
from repoaudit.regex import lazy
from repoaudit.text import Span
from repoaudit.typing import Final, Protocol


class Document(Protocol):
    """What every parsed file can tell."""

    @property
    def path(self) -> str:
        """Where it stands, POSIX and relative to the root."""

    @property
    def text(self) -> str:
        """Its whole text, byte order mark and line endings included."""

    def comments(self) -> Iterable[Span]:
        """Yield every comment, without its line ending."""


class Lines:
    """A file that is read by lines: shell scripts, Markdown, ``.gitignore`` and the like."""

    __slots__ = ("_comment", "path", "text")

    def __init__(self, path: str, text: str, comment: re.Pattern[str]) -> None:
        self.path = path
        self.text = text
        self._comment = comment

    def comments(self) -> Iterable[Span]:
        """Yield every comment, without its line ending."""
        for match in self._comment.finditer(self.text):
            yield Span(*match.span(1))


_HASH: Final = lazy(r"^[ \t]*(#[^\r\n]*)", re.MULTILINE)
_ANGLE: Final = lazy(r"(<!--[^\n]{0,1000}?-->)")
_NONE: Final = lazy(r"(?!)()")


Parser = Callable[[str, str], Document]
"""Reads a path and its text. Raises `DocumentSyntaxError`."""


def parser_of(path: str) -> Parser:
    """Return the parser of the format that a path tells: the one its subjects use, so that a file is read once."""
    return _PARSERS[format_of(path)]()


def parse(path: str, text: str) -> Document:
    """Parse a text by the format its path tells. Raises `DocumentSyntaxError`."""
    return parser_of(path)(path, text)


def _toml() -> Parser:
    from repoaudit.documents.toml import parse_toml

    return parse_toml


def _yaml() -> Parser:
    from repoaudit.documents.yaml import parse_yaml

    return parse_yaml


def _ini() -> Parser:
    from repoaudit.documents.ini import parse_ini

    return parse_ini


def _make() -> Parser:
    from repoaudit.documents.make import parse_make

    return parse_make


def _requirements() -> Parser:
    from repoaudit.documents.requirements import parse_requirements

    return parse_requirements


def _python() -> Parser:
    from repoaudit.documents.python import parse_python

    return parse_python


def _lines(path: str, text: str) -> Document:
    return Lines(path, text, _HASH)


def _markdown(path: str, text: str) -> Document:
    return Lines(path, text, _ANGLE)


def _lock(path: str, text: str) -> Document:
    return Lines(path, text, _NONE)  # written by tools, which drop comments


_PARSERS: Final[Mapping[Format, Callable[[], Parser]]] = {
    Format.TOML: _toml,
    Format.YAML: _yaml,
    Format.INI: _ini,
    Format.MAKE: _make,
    Format.REQUIREMENTS: _requirements,
    Format.PYTHON: _python,
    Format.SHELL: lambda: _lines,
    Format.TEXT: lambda: _lines,
    Format.MARKDOWN: lambda: _markdown,
    Format.LOCK: lambda: _lock,
}
