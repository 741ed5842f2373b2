"""Regular expressions that are compiled when they are first used.

Compiling one takes 0.03 to 0.5 ms, and a run needs half of those that the modules it imports define.
"""

import re

from repoaudit.compiled import KEPT
from repoaudit.typing import cast


class _Lazy:
    """Stands for a pattern; asked for any of a pattern's attributes, it compiles it and keeps what was asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._arguments = pattern, flags

    def __getattr__(self, name: str) -> object:
        value: object = getattr(KEPT.compile(*self._arguments), name)
        setattr(self, name, value)  # found from now on without this method: as fast as the pattern itself
        return value


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves as ``re.compile(pattern, flags)`` does; a mistake in it is raised at its first use."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))


class Uncompiled:
    """While it is entered, `re.compile` is `lazy`: to import a library whose patterns are hardly used."""

    def __enter__(self) -> None:
        """Let patterns wait."""
        self._compile = re.compile
        re.compile = lazy  # type: ignore[assignment]  # no option of such a library leaves its patterns out

    def __exit__(self, *_: object) -> None:
        """Compile again."""
        re.compile = self._compile
