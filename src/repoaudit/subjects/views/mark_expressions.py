"""Expressions behind ``-m``: the marks that they name."""

from typing import Final

from repoaudit.regex import lazy

_CALL: Final = lazy(r"\([^()]*=[^()]*\)")  # pytest 8.3 takes `mark(name=value)`
_NAME: Final = lazy(r"[\w:+\-.\[\]\\/]+")
_WORDS: Final = frozenset({"and", "or", "not", "True", "False", "None"})


def names_in(expression: str) -> frozenset[str]:
    """Return the marks that an expression names."""
    return frozenset(_NAME.findall(_CALL.sub("", expression))) - _WORDS
