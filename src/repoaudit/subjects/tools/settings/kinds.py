"""Whether a value is of the kind that a tool reads, in TOML and YAML, where values are typed."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from repoaudit.documents.patterns import fault
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy

TRUE_WORDS: Final = frozenset({"1", "yes", "true", "on", "y", "t"})
_TARGET: Final = lazy(r"py3\d{1,2}")
_NEARLY_TARGET: Final = lazy(r"(?:py|python)?3\.?(\d{1,2})", re.IGNORECASE)
_THREE_ONE: Final = 3.1
_ALL: Final = 100
_VARIABLE: Final = "$"
WORDS: Final = TRUE_WORDS | {"0", "no", "false", "off", "n", "f"}


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


def judge(kind: str, value: object, written: str) -> Wrong | None:
    """Return what is the matter with a value of a kind, None for nothing; of several kinds one will do."""
    wrongs = [READERS[name](value, written) for name in kind.split("|")]
    if any(wrong is None for wrong in wrongs):
        return None
    return next((wrong for wrong in wrongs if wrong and (wrong.steps or wrong.fault)), wrongs[0])


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


def _any(value: object, written: str) -> Wrong | None:
    del value, written
    return None


def _bool(value: object, written: str) -> Wrong | None:
    del written
    if isinstance(value, bool):
        return None
    word = value.lower() if isinstance(value, str) else ""
    return Wrong("`true` or `false`", type_of(value), word in TRUE_WORDS if word in WORDS else None)


def _boolean(value: object, written: str) -> Wrong | None:
    is_word = isinstance(value, (str, int)) and str(value).lower() in WORDS
    return None if is_word else _bool(value, written)


def _flag(value: object, written: str) -> Wrong | None:
    """Read as coverage does, which also fills in variables of the environment."""
    is_word = isinstance(value, str) and (value.lower() in {"true", "false"} or _VARIABLE in value)
    return None if is_word else _bool(value, written)


def _int(value: object, written: str) -> Wrong | None:
    del written
    if isinstance(value, int) and not isinstance(value, bool):
        return None
    is_quoted = isinstance(value, str) and value.isascii() and value.isdigit()
    return Wrong("a whole number", type_of(value), int(str(value)) if is_quoted else None)


def _integer(value: object, written: str) -> Wrong | None:
    is_filled_in = isinstance(value, str) and _VARIABLE in value
    return None if is_filled_in or _float(value) is not None else _int(value, written)


def _percent(value: object, written: str) -> Wrong | None:
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


def _text(value: object, written: str) -> Wrong | None:
    del written
    is_bare = value is not None and not isinstance(value, (list, Mapping))
    return None if isinstance(value, str) else Wrong("a string", type_of(value), is_bare=is_bare)


def _choice(value: object, written: str) -> Wrong | None:
    wrong = _text(value, written)
    return wrong and wrong._replace(is_bare=False)


def _texts(value: object, written: str) -> Wrong | None:
    if not isinstance(value, list):
        return Wrong("a list of strings", type_of(value), _split(value) if isinstance(value, str) else None)
    items = ((index, _text(item, written)) for index, item in enumerate(value))
    return next((wrong._replace(steps=(index,)) for index, wrong in items if wrong), None)


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _words(value: object, written: str) -> Wrong | None:
    return None if isinstance(value, str) else _texts(value, written)


def _list(value: object, written: str) -> Wrong | None:
    del written
    return None if isinstance(value, list) else Wrong("a list", type_of(value))


def _table(value: object, written: str) -> Wrong | None:
    del written
    return None if isinstance(value, Mapping) else Wrong("a table", type_of(value))


def _tables(value: object, written: str) -> Wrong | None:
    wrong = _list(value, written)
    if wrong or not isinstance(value, list):
        return wrong and wrong._replace(wanted="a list of tables")
    items = ((index, _table(item, written)) for index, item in enumerate(value))
    return next((each._replace(steps=(index,)) for index, each in items if each), None)


def _map_of(read: Reader) -> Reader:
    def reader(value: object, written: str) -> Wrong | None:
        if not isinstance(value, Mapping):
            return _table(value, written)
        items = ((key, read(item, written)) for key, item in value.items())
        return next((wrong._replace(steps=(key, *wrong.steps)) for key, wrong in items if wrong), None)

    return reader


def _regex(value: object, written: str) -> Wrong | None:
    if not isinstance(value, str):
        return _text(value, written)
    error = fault(value)
    return Wrong("", "", fault=f"is not a valid regular expression ({error})") if error else None


def _verbose(value: object, written: str) -> Wrong | None:
    """Read as black does: what is no string is taken for one, and an expression of several lines is a verbose one."""
    if isinstance(value, (bool, int, float)):
        return None
    return _regex(f"(?x){value}" if isinstance(value, str) and "\n" in value else value, written)


def _regexes(value: object, written: str) -> Wrong | None:
    wrong = _texts(value, written)
    if wrong or not isinstance(value, list):
        return wrong
    items = ((index, _regex(item, written)) for index, item in enumerate(value))
    return next((each._replace(steps=(index,)) for index, each in items if each), None)


def _unquoted(value: object, written: str) -> Wrong | None:
    """Read a version of Python: ``3.11`` may stand without quotes, but 3.10 is 3.1 then."""
    if isinstance(value, str) or (isinstance(value, float) and str(value) == written and value != _THREE_ONE):
        return None
    if isinstance(value, float) and written.endswith("0"):
        return Wrong("a string", f"`{written}` without quotes, which is {value}", is_bare=True)
    return Wrong('a string such as `"3.12"`', f"`{written}`")


def _modules(value: object, written: str) -> Wrong | None:
    """Read the modules of an override of mypy."""
    if not isinstance(value, (str, list)):
        return _texts(value, written)
    if isinstance(value, str):
        return misnamed_modules(value)
    items = ((index, misnamed_modules(item)) for index, item in enumerate(value) if isinstance(item, str))
    return next((each._replace(steps=(index,)) for index, each in items if each), None)


def misnamed_modules(text: str) -> Wrong | None:
    """Return what is the matter with patterns that stand between commas: a star stands for whole parts of a name."""
    for pattern in text.split(","):
        if any(sign in pattern for sign in "?[]!") or any("*" in part and part != "*" for part in pattern.split(".")):
            return Wrong("", "", fault=f"holds `{pattern}`, which is no pattern of modules such as `demo.*`")
    return None


def _target(value: object, written: str) -> Wrong | None:
    """Read a target of ruff or black: ``py311``."""
    if isinstance(value, str) and _TARGET.fullmatch(value):
        return None
    match = _NEARLY_TARGET.fullmatch(written.strip("\"'"))
    new = f"py3{match[1]}" if match and not isinstance(value, list) else None
    return Wrong('a name such as `"py311"`', f"`{written}`", new)


def _targets(value: object, written: str) -> Wrong | None:
    if not isinstance(value, list):
        return _texts(value, written)
    items = ((index, _target(item, str(item))) for index, item in enumerate(value))
    return next((each._replace(steps=(index,)) for index, each in items if each), None)


READERS: Final[Mapping[str, Reader]] = {
    "any": _any,
    "bool": _bool,
    "boolean": _boolean,
    "choice": _choice,
    "codes": _any,
    "flag": _flag,
    "int": _int,
    "integer": _integer,
    "list": _list,
    "lists": _map_of(_texts),
    "map": _map_of(_text),
    "modules": _modules,
    "percent": _percent,
    "regex": _regex,
    "regexes": _regexes,
    "scalar": _any,
    "table": _table,
    "tables": _tables,
    "target": _target,
    "targets": _targets,
    "text": _text,
    "texts": _texts,
    "verbose": _verbose,
    "version": _unquoted,
    "words": _words,
}
"""Kind → what reads a value of it."""
