"""Whether the text of an INI option is of the kind that a tool reads."""

from collections.abc import Callable, Mapping

from repoaudit.documents.patterns import fault
from repoaudit.regex import lazy
from repoaudit.subjects.tools.settings.forms import misnamed_modules
from repoaudit.subjects.tools.settings.values import WORDS, Wrong
from repoaudit.typing import Final

Reader = Callable[[str], Wrong | None]

_CODE: Final = lazy(r"[A-Z]{1,3}[0-9]{0,3}")
_PYTHON: Final = lazy(r"\d\.\d+")
_SEPARATOR: Final = lazy(r"[,\s]+")
_COMMENT: Final = lazy(r"\s[#;]")
_NEVER_EMPTY: Final = frozenset({"flag", "percent"})  # at which coverage stops
_ALL: Final = 100
_INTERPOLATED: Final = "$%{"


def judge_text(kind: str, text: str) -> Wrong | None:
    """Return what is the matter with the text of an option; nothing where it is empty, or filled in elsewhere."""
    kind = kind.partition("|")[0]
    reader = READERS.get(kind)
    if reader is None or (not text.strip() and kind not in _NEVER_EMPTY):
        return None
    return reader(text)


def _is_filled_in(text: str) -> bool:
    return any(sign in text for sign in _INTERPOLATED)


def _boolean(text: str) -> Wrong | None:
    if text.strip().lower() in WORDS or _is_filled_in(text):
        return None
    return Wrong("`true` or `false`", _shown(text))


def _integer(text: str) -> Wrong | None:
    return None if _is_filled_in(text) or _reads(int, text) else Wrong("a whole number", _shown(text))


def _percent(text: str) -> Wrong | None:
    if "$" in text:  # coverage fills in nothing else: `80%` is what stops it
        return None
    if not _reads(float, text):
        return Wrong("a number", _shown(text))
    return None if 0 <= float(text) <= _ALL else Wrong("a number between 0 and 100", _shown(text))


def _reads(make: type[int] | type[float], text: str) -> bool:
    try:
        make(text)
    except ValueError:
        return False
    return True


def _shown(text: str) -> str:
    if not text.strip():
        return ""
    comment = " (a comment needs a line of its own)" if _COMMENT.search(text) else ""
    return f"`{text.splitlines()[0]}`{comment}"


def _regex(text: str) -> Wrong | None:
    error = fault(text.strip())
    return Wrong("", "", fault=f"is not a valid regular expression ({error})") if error else None


def _regexes(text: str) -> Wrong | None:
    lines = [line for line in text.splitlines() if line.strip()]
    found = ((index, _regex(line)) for index, line in enumerate(lines))
    return next((wrong._replace(steps=(index,)) for index, wrong in found if wrong), None)


def _codes(text: str) -> Wrong | None:
    words = (word for word in _SEPARATOR.split(text) if word)
    odd = next((word for word in words if not _CODE.fullmatch(word)), None)
    if odd is None or _is_filled_in(text):
        return None
    comment = "; a comment needs a line of its own" if odd.startswith("#") else ""
    return Wrong("", "", fault=f"holds `{odd}`, which is no code such as `E203`{comment}")


def _version(text: str) -> Wrong | None:
    """Read a version of Python as mypy does, which takes quotes in INI for a part of it."""
    if _PYTHON.fullmatch(text.strip()) or _is_filled_in(text):
        return None
    bare = text.strip("\"' ")
    return Wrong("a version such as `3.12`", _shown(text), bare if _PYTHON.fullmatch(bare) else None)


READERS: Final[Mapping[str, Reader]] = {
    "bool": _boolean,
    "boolean": _boolean,
    "codes": _codes,
    "flag": _boolean,
    "int": _integer,
    "integer": _integer,
    "modules": misnamed_modules,
    "percent": _percent,
    "regex": _regex,
    "regexes": _regexes,
    "stripped": _regex,
    "version": _version,
}
"""Kind → what reads the text of an option; any text will do for the others."""
