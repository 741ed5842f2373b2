"""Search with a regular expression that comes from the audited repository, so that it always comes to an end.

Python's own matcher tries possibilities one after the other, which can take exponential time, and cannot be stopped
from outside.
"""

import re
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from repoaudit.errors import UnknownError

if TYPE_CHECKING:
    from repoaudit.documents.pattern_program import Program

_MAX_PATTERN: Final = 10_000
_SHOWN: Final = 60


def search(pattern: str, text: str, *, verbose: bool = False) -> bool:
    """Say whether the pattern matches somewhere in a short text.

    Raises:
        UnknownError: the pattern is invalid, refers back to what its groups have matched, or is too large.

    """
    program = _compile(pattern, re.VERBOSE if verbose else 0)
    if isinstance(program, str):
        raise UnknownError(program)
    return program.matches(text, 0, anywhere=True)


def fault(pattern: str) -> str | None:
    """Return what is wrong with a pattern as Python (3.11 and later) reads it, None for nothing.

    One that is too large to be tried has no fault. Nothing is searched.
    """
    if len(pattern) > _MAX_PATTERN:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)
    except re.error as error:
        return str(error)
    except (RecursionError, OverflowError):
        return None
    return None


@lru_cache(maxsize=32)  # a program keeps what it found, up to 100 kB
def _compile(pattern: str, flags: int) -> "Program | str":
    """Return the program of a pattern, or why there is none."""
    shown = repr(pattern if len(pattern) <= _SHOWN else f"{pattern[:_SHOWN]}...")
    if len(pattern) > _MAX_PATTERN:
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
