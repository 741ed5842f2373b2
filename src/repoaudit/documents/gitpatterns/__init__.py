"""The pattern files of git: ``.gitignore`` and ``.gitattributes`` (``git help gitignore``, ``git help gitattributes``).

Matching is git's own and linear in pattern times path: no pattern of a repository can make it slow.
"""

from collections.abc import Mapping
from types import MappingProxyType

from repoaudit.documents.gitpatterns.wildmatch import Pattern
from repoaudit.record import NamedTuple
from repoaudit.text import BOM
from repoaudit.typing import Final

__all__ = ["AttributeLine", "GitAttributes", "GitIgnore", "IgnoreLine", "parse_gitattributes", "parse_gitignore"]

_STATES: Final = MappingProxyType({"-": "false", "!": ""})


class IgnoreLine(NamedTuple):
    """One pattern; ``keeps`` says that it takes paths out again (``!``)."""

    pattern: Pattern
    keeps: bool


class GitIgnore:
    """One ``.gitignore``."""

    __slots__ = ("lines", "path", "text")

    def __init__(self, path: str, text: str, lines: tuple[IgnoreLine, ...]) -> None:
        self.path = path
        self.text = text
        self.lines = lines

    def verdict(self, relative: str, *, is_folder: bool) -> bool | None:
        """Say whether it ignores a path below its own folder; None where no line speaks of it. Parents do not count."""
        for line in reversed(self.lines):
            if line.pattern.matches(relative, is_folder=is_folder):
                return not line.keeps
        return None


class AttributeLine(NamedTuple):
    """One pattern and the attributes that it gives: ``filter`` → ``lfs``, ``text`` → ``true``."""

    pattern: Pattern
    attributes: Mapping[str, str]


class GitAttributes:
    """One ``.gitattributes``; macros are not expanded."""

    __slots__ = ("lines", "path")

    def __init__(self, path: str, lines: tuple[AttributeLine, ...]) -> None:
        self.path = path
        self.lines = lines

    def value(self, relative: str, name: str) -> str | None:
        """Return an attribute of a file below its own folder; None where no line speaks of it, "" where unspecified."""
        for line in reversed(self.lines):
            if name in line.attributes and line.pattern.matches(relative, is_folder=False):
                return line.attributes[name]
        return None


def parse_gitignore(path: str, text: str) -> GitIgnore:
    """Read a ``.gitignore``; never raises."""
    return GitIgnore(path, text, tuple(line for raw in text.removeprefix(BOM).split("\n") if (line := _ignore(raw))))


def _ignore(raw: str) -> IgnoreLine | None:
    text = _without_trailing_blanks(raw.removesuffix("\r"))
    if not text or text.startswith("#"):
        return None
    keeps = text.startswith("!")
    pattern = Pattern.parse(text[1:] if keeps else text)
    return IgnoreLine(pattern, keeps) if pattern else None


def _without_trailing_blanks(text: str) -> str:
    """Take off the blanks at the end that no backslash keeps."""
    stripped = text.rstrip(" ")
    slashes = len(stripped) - len(stripped.rstrip("\\"))
    return f"{stripped} " if slashes % 2 and len(stripped) < len(text) else stripped


def parse_gitattributes(path: str, text: str) -> GitAttributes:
    """Read a ``.gitattributes``; never raises."""
    lines = (_attributes(raw.split()) for raw in text.removeprefix(BOM).splitlines())
    return GitAttributes(path, tuple(line for line in lines if line))


def _attributes(words: list[str]) -> AttributeLine | None:
    if not words or words[0].startswith(("#", "[attr]", "!", '"')):
        return None
    pattern = Pattern.parse(words[0])
    return AttributeLine(pattern, dict(map(_attribute, words[1:]))) if pattern else None


def _attribute(word: str) -> tuple[str, str]:
    if word[:1] in _STATES:
        return word[1:], _STATES[word[0]]
    name, equals, value = word.partition("=")
    return name, value if equals else "true"
