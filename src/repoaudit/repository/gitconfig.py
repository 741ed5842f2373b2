"""Git's configuration format, read as data: `git help config`, "Syntax". Nothing is included, run or expanded."""

import re

from repoaudit.regex import lazy
from repoaudit.typing import Final

ConfigKey = tuple[str, str, str]
"""Section (lower case), subsection ("" for none; case matters), variable (lower case)."""

_HEADER: Final = lazy(r'\[([A-Za-z0-9.-]+)(?:[ \t]+"((?:[^"\\\n]|\\.)*)")?\]')
_VARIABLE: Final = lazy(r"([A-Za-z][A-Za-z0-9-]*)[ \t]*(?:(=)[ \t]*|(?=\n)|\Z)")
_NOTHING: Final = lazy(r"[\s]+|[#;][^\n]*")
_PIECE: Final = lazy(
    r'(?P<escape>\\(?:\n|[ntb"\\]))|(?P<quote>")|(?P<blank>[ \t]+)|(?P<comment>[#;])|(?P<plain>[^\\"\n \t#;]+)'
)
_ESCAPES: Final = {"\\\n": "", "\\n": "\n", "\\t": "\t", "\\b": "\b", '\\"': '"', "\\\\": "\\"}


_ADDRESS: Final = lazy(
    r"(?:(?:https?|ssh|git|git\+ssh)://(?:[^@/]*@)?([\w.-]+)(?:[:/]|$)|(?:[\w.-]+@)?([\w.-]{2,}):(?![/\\])[^:])"
)


class ConfigError(ValueError):
    """A text that git would not accept as configuration."""


class GitConfig:
    """The variables of one or more configuration files, later ones last."""

    __slots__ = ("_values",)

    def __init__(self, *texts: str) -> None:
        """Read the texts. Raises `ConfigError`."""
        self._values: dict[ConfigKey, list[str]] = {}
        for text in texts:
            self._read(text.removeprefix("\ufeff").replace("\r\n", "\n"))

    def names(self) -> frozenset[ConfigKey]:
        """Return every variable that is set."""
        return frozenset(self._values)

    def all(self, section: str, subsection: str, variable: str) -> tuple[str, ...]:
        """Return every value of a variable."""
        return tuple(self._values.get((section, subsection, variable), ()))

    def last(self, section: str, variable: str) -> str:
        """Return the value that holds, "" where there is none."""
        return self._values.get((section, "", variable), [""])[-1]

    def is_true(self, section: str, variable: str) -> bool:
        """Say whether a boolean variable is on; a variable without a value is."""
        return self.last(section, variable).lower() in {"true", "yes", "on", "1"}

    def subsections(self, section: str) -> tuple[str, ...]:
        """Return the names of the subsections that set anything, in order."""
        return tuple(dict.fromkeys(key[1] for key in self._values if key[0] == section and key[1]))

    def _read(self, text: str) -> None:
        section = subsection = ""
        position = 0
        while position < len(text):
            if nothing := _NOTHING.match(text, position):
                position = nothing.end()
            elif header := _HEADER.match(text, position):
                section, subsection = _section(header)
                position = header.end()
            elif variable := _VARIABLE.match(text, position):
                value, position = _value(text, variable.end()) if variable[2] else ("true", variable.end())
                self._values.setdefault((section, subsection, variable[1].lower()), []).append(value)
            else:
                line = text.count("\n", 0, position) + 1
                raise ConfigError(f"line {line} is neither a section nor a variable")


def _section(header: re.Match[str]) -> tuple[str, str]:
    if header[2] is not None:
        return header[1].lower(), re.sub(r"\\(.)", r"\1", header[2])
    section, _, subsection = header[1].lower().partition(".")  # the old spelling, `[branch.main]`
    return section, subsection


def _value(text: str, position: int) -> tuple[str, int]:
    """Return the value that begins at a position, and where its line ends."""
    pieces: list[str] = []
    quoted = False
    kept = 0
    while piece := _PIECE.match(text, position):
        kind, spelled = piece.lastgroup, piece[0]
        if kind == "comment" and not quoted:
            break
        position = piece.end()
        quoted ^= kind == "quote"
        pieces.append("" if kind == "quote" else _ESCAPES.get(spelled, spelled))
        if kind != "blank":
            kept = len(pieces)
    line_end = text.find("\n", position)
    line_end = len(text) if line_end < 0 else line_end
    if quoted or (position < line_end and text[position] not in "#;"):
        raise ConfigError(f"the value in line {text.count(chr(10), 0, position) + 1} does not end")
    return "".join(pieces[:kept]), line_end


def host_of(url: str) -> str | None:
    """Return the host of a remote's address, in lower case: an URL or ``user@host:path``; None for a local path."""
    found = _ADDRESS.match(url)
    return (found[1] or found[2]).lower() if found else None
