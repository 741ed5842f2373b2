"""The options on a line of a requirements file, split and read as pip does with shlex and optparse."""

import re
from collections.abc import Sequence

from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.text import Span
from repoaudit.typing import Final

_WORD: Final = lazy(r"""(?:[^ \t\r\n'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+""", re.DOTALL)
_QUOTING: Final = lazy(r"""\\(.)|'([^']*)'|"((?:[^"\\]|\\.)*)\"""", re.DOTALL)
_HASHES: Final = lazy(r"""--hash=[^ \t'"\\]+(?:[ \t]+--hash=[^ \t'"\\]+)*""")
_BLANKS: Final = lazy(r"[ \t\r\n]*")

_SHORT: Final = frozenset({"-i", "-c", "-r", "-e", "-f", "-C"})
_LONG: Final = {
    "--all-releases": "--all-releases",
    "--config-settings": "-C",
    "--constraint": "-c",
    "--editable": "-e",
    "--extra-index-url": "--extra-index-url",
    "--find-links": "-f",
    "--hash": "--hash",
    "--index-url": "-i",
    "--no-binary": "--no-binary",
    "--no-index": "--no-index",
    "--no-require-hashes": "--no-require-hashes",
    "--only-binary": "--only-binary",
    "--only-final": "--only-final",
    "--pre": "--pre",
    "--prefer-binary": "--prefer-binary",
    "--pypi-url": "-i",
    "--require-hashes": "--require-hashes",
    "--requirement": "-r",
    "--trusted-host": "--trusted-host",
    "--use-feature": "--use-feature",
}
_FLAGS: Final = frozenset({"--no-index", "--no-require-hashes", "--pre", "--prefer-binary", "--require-hashes"})


class Word(NamedTuple):
    """A word without its quotes, and where it stands with them."""

    text: str
    span: Span


class Options(NamedTuple):
    """The value of the first use of each option that takes one, by its short name where it has one."""

    first: dict[str, Word]

    @property
    def has_hashes(self) -> bool:
        """Whether the line carries a hash."""
        return "--hash" in self.first


def parse_options(text: str, offset: int) -> Options | None:
    """Read options whose text begins at ``offset``; None where pip stops with an error."""
    if _HASHES.fullmatch(text):  # nine of ten lines that have options, with a hundred hashes at times
        first = text.removeprefix("--hash=").split(maxsplit=1)[0]
        return Options({"--hash": Word(first, Span(offset + 7, offset + 7 + len(first)))})
    words = _split(text, offset)
    return None if words is None else _read(words)


def _split(text: str, offset: int) -> list[Word] | None:
    words: list[Word] = []
    position = _skip_blanks(text, 0)
    while position < len(text):
        match = _WORD.match(text, position)
        if match is None:
            return None
        position = _skip_blanks(text, match.end())
        if position == match.end() < len(text):  # an open quote or a last backslash
            return None
        words.append(Word(_QUOTING.sub(_unquote, match[0]), Span(offset + match.start(), offset + match.end())))
    return words


def _skip_blanks(text: str, position: int) -> int:
    match = _BLANKS.match(text, position)
    return match.end() if match else position


def _unquote(match: re.Match[str]) -> str:
    escaped, single, double = match.groups()
    if escaped is not None:
        return str(escaped)
    return str(single) if single is not None else re.sub(r'\\(["\\])', r"\1", double)


def _read(words: Sequence[Word]) -> Options | None:
    first: dict[str, Word] = {}
    position = 0
    while position < len(words):
        word = words[position]
        position += 1
        if word.text == "--":
            break
        if not word.text.startswith("-") or word.text == "-":
            continue  # pip ignores arguments behind options
        option, value = _option(word)
        if option is None or (option in _FLAGS and value is not None):
            return None
        if option not in _FLAGS and value is None:
            if position == len(words):
                return None
            value = words[position]
            position += 1
        if value is not None:
            first.setdefault(option, value)
    return Options(first)


def _option(word: Word) -> tuple[str | None, Word | None]:
    """Return an option's name and the value that is written with it; no name for one that pip does not know."""
    text, span = word
    if not text.startswith("--"):
        name = text[:2] if text[:2] in _SHORT else None
        return name, (Word(text[2:], Span(span.start + 2, span.end)) if text[2:] else None)
    name, equals, value = text.partition("=")
    return _long(name), (Word(value, Span(span.start + len(name) + 1, span.end)) if equals else None)


def _long(name: str) -> str | None:
    """Find an option by its name or, as optparse does, by an unambiguous beginning of it."""
    if name in _LONG:
        return _LONG[name]
    meant = [full for full in _LONG if full.startswith(name)]
    return _LONG[meant[0]] if len(meant) == 1 else None
