"""Search with a regular expression that comes from the audited repository, only where that must come to an end.

Python's matcher cannot be stopped from outside, so a pattern counts as unknown unless its worst case on the text is
known to be small: the length of the text to the power of the repetitions in the pattern.
"""

import re
import warnings
from typing import Final

from repoaudit.errors import UnknownError
from repoaudit.regex import lazy

_MAX_PATTERN: Final = 1_000
_MAX_STEPS: Final = 2_000_000
_REPETITION: Final = lazy(r"\\.|\[(?:\\.|[^\]\\])*\]|([*+?{])", re.DOTALL)


def search(pattern: str, text: str, *, verbose: bool = False) -> bool:
    """Say whether the pattern matches somewhere in a short text.

    Raises:
        UnknownError: the pattern is invalid, or its worst case on this text would take too long.

    """
    repetitions = sum(1 for match in _REPETITION.finditer(pattern) if match[1])
    if len(pattern) > _MAX_PATTERN or (len(text) + 1) ** repetitions > _MAX_STEPS:
        raise UnknownError(f"the regular expression {pattern!r} may take too long")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.search(pattern, text, re.VERBOSE if verbose else 0) is not None
    except (re.error, RecursionError, OverflowError) as error:
        raise UnknownError(f"the regular expression {pattern!r} is not valid: {error}") from error
