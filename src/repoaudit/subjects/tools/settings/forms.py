"""Whether a text has the form that a tool reads: a regular expression, the name of a Python, a pattern of modules."""

import re

from repoaudit.documents.patterns import fault
from repoaudit.regex import lazy
from repoaudit.subjects.tools.settings.values import Wrong, read_text, read_texts
from repoaudit.typing import Final

_TARGET: Final = lazy(r"py3\d{1,2}")
_NEARLY_TARGET: Final = lazy(r"(?:py|python)?3\.?(\d{1,2})", re.IGNORECASE)
_THREE_ONE: Final = 3.1


def read_regex(value: object, written: str, *, verbose: bool = False) -> Wrong | None:
    """Read a regular expression."""
    if not isinstance(value, str):
        return read_text(value, written)
    error = fault(value, verbose=verbose)
    return Wrong("", "", fault=f"is not a valid regular expression ({error})") if error else None


def read_stripped(value: object, written: str) -> Wrong | None:
    """Read as mypy does, which takes off the blanks around an expression: flags may stand behind them."""
    return read_regex(value.strip() if isinstance(value, str) else value, written)


def read_verbose(value: object, written: str) -> Wrong | None:
    """Read as black does: what is no string is taken for one, and an expression of several lines is a verbose one."""
    if isinstance(value, (bool, int, float)):
        return None
    return read_regex(value, written, verbose=isinstance(value, str) and "\n" in value)


def read_regexes(value: object, written: str) -> Wrong | None:
    """Read a list of regular expressions."""
    wrong = read_texts(value, written)
    if wrong or not isinstance(value, list):
        return wrong
    items = ((index, read_regex(item, written)) for index, item in enumerate(value))
    return next((each._replace(steps=(index,)) for index, each in items if each), None)


def read_unquoted(value: object, written: str) -> Wrong | None:
    """Read a version of Python: ``3.11`` may stand without quotes, but 3.10 is 3.1 then."""
    if isinstance(value, str) or (isinstance(value, float) and str(value) == written and value != _THREE_ONE):
        return None
    if isinstance(value, float) and written.endswith("0"):
        return Wrong("a string", f"`{written}` without quotes, which is {value}", is_bare=True)
    return Wrong('a string such as `"3.12"`', f"`{written}`")


def read_modules(value: object, written: str) -> Wrong | None:
    """Read the modules of an override of mypy."""
    if not isinstance(value, (str, list)):
        return read_texts(value, written)
    if isinstance(value, str):
        return misnamed_modules(value)
    items = ((index, misnamed_modules(item)) for index, item in enumerate(value) if isinstance(item, str))
    return next((each._replace(steps=(index,)) for index, each in items if each), None)


def misnamed_modules(text: str) -> Wrong | None:
    """Return what is the matter with patterns that stand between commas: a star stands for whole parts of a name.

    mypy takes a slash for a dot.
    """
    for pattern in text.split(","):
        parts = pattern.replace("/", ".").split(".")
        if any(sign in pattern for sign in "?[]!") or any("*" in part and part != "*" for part in parts):
            return Wrong("", "", fault=f"holds `{pattern}`, which is no pattern of modules such as `demo.*`")
    return None


def read_target(value: object, written: str) -> Wrong | None:
    """Read a target of ruff or black: ``py311``."""
    if isinstance(value, str) and _TARGET.fullmatch(value):
        return None
    match = _NEARLY_TARGET.fullmatch(written.strip("\"'"))
    new = f"py3{match[1]}" if match and not isinstance(value, list) else None
    return Wrong('a name such as `"py311"`', f"`{written}`", new)


def read_targets(value: object, written: str) -> Wrong | None:
    """Read a list of targets."""
    if not isinstance(value, list):
        return read_texts(value, written)
    items = ((index, read_target(item, str(item))) for index, item in enumerate(value))
    return next((each._replace(steps=(index,)) for index, each in items if each), None)
