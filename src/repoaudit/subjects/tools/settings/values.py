"""Whether a value has the type that a tool reads, in TOML and YAML, where values are typed."""

from collections.abc import Callable, Mapping

from repoaudit.record import NamedTuple
from repoaudit.typing import Final

TRUE_WORDS: Final = frozenset({"1", "yes", "true", "on", "y", "t"})
WORDS: Final = TRUE_WORDS | {"0", "no", "false", "off", "n", "f"}
_ALL: Final = 100
_VARIABLE: Final = "$"


class Wrong(NamedTuple):
    """What is the matter with a value: what it must be, what it is, and what to write instead.

    ``steps`` lead to an item of the value; ``new`` is None where nobody can say, ``is_bare`` says that the value lacks
    quotes only. ``fault`` is the whole sentence where these say too little.
    """

    wanted: str
    found: str
    new: object = None
    steps: tuple[str | int, ...] = ()
    is_bare: bool = False
    fault: str = ""


Reader = Callable[[object, str], Wrong | None]
"""Reads a value, given how the file spells it."""


def type_of(value: object) -> str:
    """Name the type of a value as a person would."""
    match value:
        case None:
            return ""
        case bool():
            return f"`{str(value).lower()}`"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "a list"
        case Mapping():
            return "a table"
    return "a date"


def read_any(value: object, written: str) -> Wrong | None:
    """Take anything."""
    del value, written
    return None


def read_bool(value: object, written: str) -> Wrong | None:
    """Read `true` or `false`."""
    del written
    if isinstance(value, bool):
        return None
    word = value.lower() if isinstance(value, str) else ""
    return Wrong("`true` or `false`", type_of(value), word in TRUE_WORDS if word in WORDS else None)


def read_boolean(value: object, written: str) -> Wrong | None:
    """Read a boolean, or a word for one."""
    is_word = isinstance(value, (str, int)) and str(value).lower() in WORDS
    return None if is_word else read_bool(value, written)


def read_flag(value: object, written: str) -> Wrong | None:
    """Read as coverage does, which also fills in variables of the environment."""
    is_word = isinstance(value, str) and (value.lower() in {"true", "false"} or _VARIABLE in value)
    return None if is_word else read_bool(value, written)


def read_int(value: object, written: str) -> Wrong | None:
    """Read an integer."""
    del written
    if isinstance(value, int) and not isinstance(value, bool):
        return None
    is_quoted = isinstance(value, str) and value.isascii() and value.isdigit()
    return Wrong("a whole number", type_of(value), int(str(value)) if is_quoted else None)


def read_integer(value: object, written: str) -> Wrong | None:
    """Read a number, or text that spells one."""
    is_filled_in = isinstance(value, str) and _VARIABLE in value
    return None if is_filled_in or _float(value) is not None else read_int(value, written)


def read_percent(value: object, written: str) -> Wrong | None:
    """Read a number from 0 to 100, or text that spells one."""
    del written
    number = _float(value)
    if isinstance(value, str) and _VARIABLE in value:
        return None
    if number is None:
        return Wrong("a number", type_of(value))
    return None if 0 <= number <= _ALL else Wrong("a number between 0 and 100", f"`{value}`")


def _float(value: object) -> float | None:
    try:
        return float(value) if isinstance(value, (str, int, float)) else None
    except ValueError:
        return None


def read_text(value: object, written: str) -> Wrong | None:
    """Read a string."""
    del written
    is_bare = value is not None and not isinstance(value, (list, Mapping))
    return None if isinstance(value, str) else Wrong("a string", type_of(value), is_bare=is_bare)


def read_choice(value: object, written: str) -> Wrong | None:
    """Read one of several strings; quotes alone make none of a number."""
    wrong = read_text(value, written)
    return wrong and wrong._replace(is_bare=False)


def read_texts(value: object, written: str) -> Wrong | None:
    """Read a list of strings."""
    if not isinstance(value, list):
        return Wrong("a list of strings", type_of(value), _split(value) if isinstance(value, str) else None)
    items = ((index, read_text(item, written)) for index, item in enumerate(value))
    return next((wrong._replace(steps=(index,)) for index, wrong in items if wrong), None)


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def read_words(value: object, written: str) -> Wrong | None:
    """Read a list of strings, or one string with blanks between them."""
    return None if isinstance(value, str) else read_texts(value, written)


def read_list(value: object, written: str) -> Wrong | None:
    """Read a list of anything."""
    del written
    return None if isinstance(value, list) else Wrong("a list", type_of(value))


def read_table(value: object, written: str) -> Wrong | None:
    """Read a table."""
    del written
    return None if isinstance(value, Mapping) else Wrong("a table", type_of(value))


def read_tables(value: object, written: str) -> Wrong | None:
    """Read an array of tables."""
    wrong = read_list(value, written)
    if wrong or not isinstance(value, list):
        return wrong and wrong._replace(wanted="a list of tables")
    items = ((index, read_table(item, written)) for index, item in enumerate(value))
    return next((each._replace(steps=(index,)) for index, each in items if each), None)


def read_map_of(read: Reader) -> Reader:
    """Return the reader of a table whose values another one reads."""

    def reader(value: object, written: str) -> Wrong | None:
        if not isinstance(value, Mapping):
            return read_table(value, written)
        items = ((key, read(item, written)) for key, item in value.items())
        return next((wrong._replace(steps=(key, *wrong.steps)) for key, wrong in items if wrong), None)

    return reader
