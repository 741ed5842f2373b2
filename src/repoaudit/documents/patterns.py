"""Search with a regular expression that comes from the audited repository, so that it always comes to an end.

Python's own matcher tries possibilities one after the other, which can take exponential time, and cannot be stopped
from outside. Where a pattern repeats no group, the possibilities can be counted beforehand, and what each of them may
cost: the length of the pattern. If that is little, as for nearly every pattern and path, that matcher is used, and a
program of our own for the others.
"""

import re
import warnings
from collections.abc import Callable
from functools import lru_cache

from repoaudit.errors import UnknownError
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.pattern_program import Program

_MAX_PATTERN: Final = 10_000
_SHOWN: Final = 60
_MAX_OPTIONAL: Final = 10
_MAX_CHOICES: Final = 100
_MAX_STEPS: Final = 50_000_000
"""Of Python's matcher, which takes some 2 ns for each: a character is compared, or with an item of a class."""
_MAX_WIDE: Final = 20
_REPEATED_GROUP: Final = lazy(r"\)[*+?{]|\\[1-9]|\(\?(?:P=|\(|[A-Za-z]*x)")
"""What repeats a group, refers back to one, asks whether one matched, or lets blanks stand before what repeats it."""

_WIDE: Final = lazy(r"-(?:[^\x00-\xff]|\\[uUN])")
"""A range of characters that ends beyond Latin-1: to compile one takes up to 4 ms, for all in it are looked at."""


def search(pattern: str, text: str, *, verbose: bool = False) -> bool:
    """Say whether the pattern matches somewhere in a short text.

    Raises:
        UnknownError: the pattern is invalid, refers back to what its groups have matched, or is too large.

    """
    if not verbose and (plain := _plain(pattern)) and (len(text) + 1) ** plain.degree <= plain.most:
        return plain.search(text) is not None
    program = _compile(pattern, re.VERBOSE if verbose else 0)
    if isinstance(program, str):
        raise UnknownError(program)
    return program.matches(text, 0, anywhere=True)


class _Plain(NamedTuple):
    """A pattern that repeats no group: ``len(text) ** degree`` possibilities at most, ``most`` of which are quick."""

    search: Callable[[str], re.Match[str] | None]
    degree: int
    most: int


@lru_cache(maxsize=128)
def _plain(pattern: str) -> _Plain | None:
    """Return a pattern for Python's matcher; None where it may take too long, or is not valid."""
    if _is_too_large(pattern) or _REPEATED_GROUP.search(pattern):
        return None
    choices = pattern.count("|")
    groups = max(1, min(choices, pattern.count("(") + 1))
    if choices > _MAX_CHOICES or (optional := pattern.count("?")) > _MAX_OPTIONAL:
        return None
    ways = (1 + choices / groups) ** groups * 2.0**optional  # most where all groups have as many
    degree = 1 + sum(map(pattern.count, "*+{"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _Plain(re.compile(pattern).search, degree, int(_MAX_STEPS / ways / (len(pattern) + 1)))
    except (re.error, RecursionError, OverflowError):
        return None


@lru_cache(maxsize=128)
def fault(pattern: str, *, verbose: bool = False) -> str | None:
    """Return what is wrong with a pattern as Python (3.11 and later) reads it, None for nothing.

    One that is too large to be tried has no fault. Nothing is searched.
    """
    if _is_too_large(pattern):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern, re.VERBOSE if verbose else 0)
    except re.error as error:
        return str(error)
    except (RecursionError, OverflowError):
        return None
    return None


def _is_too_large(pattern: str) -> bool:
    """Say whether to compile a pattern may take long."""
    if len(pattern) > _MAX_PATTERN:
        return True
    is_narrow = pattern.isascii() and not any(escape in pattern for escape in ("\\u", "\\U", "\\N"))
    return not is_narrow and len(_WIDE.findall(pattern)) > _MAX_WIDE


@lru_cache(maxsize=32)  # a program keeps what it found, up to 100 kB
def _compile(pattern: str, flags: int) -> "Program | str":
    """Return the program of a pattern, or why there is none."""
    shown = repr(pattern if len(pattern) <= _SHOWN else f"{pattern[:_SHOWN]}...")
    if _is_too_large(pattern):
        return f"the regular expression {shown} is too large"
    from repoaudit.documents.pattern_program import compile_program  # `re` keeps the parts for itself

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return compile_program(pattern, flags)
    except (re.error, RecursionError, OverflowError) as error:
        return f"the regular expression {shown} is not valid: {error}"
    except UnknownError as error:
        return f"the regular expression {shown} {error.reason}"
