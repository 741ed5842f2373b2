"""The patterns by which coverage names files in ``include`` and ``omit``.

Source: ``coverage/files.py`` of coverage 7.17.3: a pattern without a slash names files anywhere, ``*/`` in front any
folder, ``/*`` at the end all that is below; others are relative to the working directory.
"""

from collections.abc import Iterable
from functools import lru_cache

from repoaudit.errors import UnknownError
from repoaudit.globs import matches
from repoaudit.regex import lazy
from repoaudit.typing import Final

_WILD: Final = lazy(r"[*?/]")


def names_file(pattern: str, path: str, folder: str) -> bool:
    """Say whether a pattern matches a file of a repository, for a command that runs in a folder.

    Raises:
        UnknownError: the pattern holds a variable.

    """
    spelled = _spelled(pattern, folder)
    if spelled is None:
        raise UnknownError(f"what `{pattern}` stands for is not known")
    text, literal = spelled
    return literal in path and matches(text, path if "/" in text else path.rpartition("/")[2])


@lru_cache(maxsize=256)
def _spelled(pattern: str, folder: str) -> tuple[str, str] | None:
    """Return a pattern as `globs.matches` reads it, and the longest part of it that a path must hold.

    None for a pattern that holds a variable.
    """
    if "$" in pattern or "{" in pattern:
        return None
    text = pattern.replace("\\", "/").removeprefix("./")
    if "/" in text:
        text = _anchored(text, folder)
    return text, "" if "[" in text else max(_WILD.split(text), key=len)


def _anchored(text: str, folder: str) -> str:
    start = f"/{folder}" if folder else ""
    if text.startswith("*"):
        first, _, rest = text.partition("/")
        text = f"**/{rest}" if first.strip("*") == "" else text
        start = ""
    return f"{start}/{text}"


def name_file(patterns: Iterable[str], path: str, folder: str) -> bool:
    """Say whether one of the patterns matches."""
    return any(names_file(pattern, path, folder) for pattern in patterns)
