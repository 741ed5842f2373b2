"""tomli, imported without what few files need of it: regular expressions, and much of `datetime`.

Its patterns, of numbers and dates, are 1.3 of the 2.5 ms that importing it takes. All of them work as before; each is
compiled when it is first used. Before Python 3.12, `datetime` defines all its classes in Python and then takes those of
the C module instead, which is a whole millisecond; tomli takes the same ones from the C module.
"""

import sys
from importlib import import_module

from repoaudit.regex import Uncompiled
from repoaudit.typing import TYPE_CHECKING

_DATES = "datetime"


def _import() -> None:
    """Import tomli while the C module stands for `datetime`, if nobody has imported that yet."""
    if _DATES in sys.modules or sys.version_info >= (3, 12):
        return
    try:
        import _datetime  # type: ignore[import-not-found]  # the standard library says nothing of it to type checkers
    except ImportError:
        return
    sys.modules[_DATES] = _datetime
    try:
        import_module("tomli")
    finally:
        del sys.modules[_DATES]


with Uncompiled():
    if not TYPE_CHECKING:
        _import()
    import tomli as tomli  # noqa: PLC0414  # this is how a type checker is told of a re-export
