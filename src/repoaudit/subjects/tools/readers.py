"""Read raw settings as the tools do: typed from TOML, text from INI; None for a value that the tool rejects."""

from repoaudit.regex import lazy
from repoaudit.typing import Final

_TRUE: Final = frozenset({"1", "yes", "true", "on"})
_FALSE: Final = frozenset({"0", "no", "false", "off"})
_SEPARATORS: Final = lazy(r"[,\n]")


def read_text(raw: object) -> str | None:
    """Read a string."""
    return raw if isinstance(raw, str) else None


def read_bool(raw: object) -> bool | None:
    """Read a boolean, in INI by configparser's words."""
    if isinstance(raw, bool):
        return raw
    word = raw.strip().lower() if isinstance(raw, str) else ""
    return True if word in _TRUE else False if word in _FALSE else None


def read_number(raw: object) -> float | None:
    """Read an integer or a float; a quoted one counts (coverage takes it)."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, (int, float)):
        return float(raw)
    try:
        return float(raw) if isinstance(raw, str) else None
    except ValueError:
        return None


def read_integer(raw: object) -> int | None:
    """Read an integer."""
    number = read_number(raw)
    return int(number) if number is not None and number.is_integer() else None


def read_lines(raw: object) -> tuple[str, ...] | None:
    """Read a list: a TOML array of strings, or the lines of an INI value."""
    if isinstance(raw, str):
        return tuple(line.strip() for line in raw.splitlines() if line.strip())
    return read_strings(raw)


def read_list(raw: object) -> tuple[str, ...] | None:
    """Read a list: a TOML array of strings, or text separated by commas or line ends."""
    if isinstance(raw, str):
        return tuple(item.strip() for item in _SEPARATORS.split(raw) if item.strip())
    return read_strings(raw)


def read_strings(raw: object) -> tuple[str, ...] | None:
    """Read a TOML array of strings, and nothing else."""
    if isinstance(raw, list) and all(isinstance(item, str) for item in raw):
        return tuple(raw)
    return None
