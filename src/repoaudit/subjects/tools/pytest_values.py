"""The values of pytest's settings, read as pytest reads them; None for one at which it stops.

In INI, and in ``[tool.pytest.ini_options]``, pytest reads them out of text, though a list there is taken as it is. In
its own tables of TOML it takes nothing but the type that it means. Compared with pytest 9.2.0.
"""

from repoaudit.regex import lazy
from repoaudit.subjects.tools.readers import read_strings
from repoaudit.typing import Final

_TRUE: Final = frozenset("1 yes true on y t".split())
_FALSE: Final = frozenset("0 no false off n f".split())
_QUOTING: Final = frozenset("'\"\\")
_BLANKS: Final = lazy(r"[ \t\r\n]+")


def read_args(raw: object) -> tuple[str, ...] | None:
    """Read words as a shell would: separated by blanks, unless quoted."""
    if isinstance(raw, list):
        return read_strings(raw)
    return split(_text(raw))


def split(text: str) -> tuple[str, ...] | None:
    """Split text into words as ``shlex.split`` does, which few texts need."""
    if _QUOTING.isdisjoint(text):
        return tuple(word for word in _BLANKS.split(text) if word)
    from shlex import split as split_quoted

    try:
        return tuple(split_quoted(text))
    except ValueError:
        return None


def read_lines(raw: object) -> tuple[str, ...] | None:
    """Read lines, the empty ones left out."""
    if isinstance(raw, list):
        return read_strings(raw)
    return tuple(line.strip() for line in _text(raw).split("\n") if line.strip())


def read_switch(raw: object) -> bool | None:
    """Read a word for a boolean."""
    word = _text(raw).strip().lower()
    return True if word in _TRUE else False if word in _FALSE else None


def read_boolean(raw: object) -> bool | None:
    """Read a boolean, and nothing else."""
    return raw if isinstance(raw, bool) else None


def _text(raw: object) -> str:
    """Return what pytest makes of a value of TOML that it wants as text."""
    return raw if isinstance(raw, str) else str(raw)
