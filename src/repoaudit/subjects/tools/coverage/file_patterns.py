"""The patterns by which coverage names files in ``include`` and ``omit``.

Source: ``coverage/files.py`` of coverage 7.17.3: a pattern without a slash names files anywhere, ``*/`` in front any
folder, ``/*`` at the end all that is below; others are relative to the working directory.
"""

from collections.abc import Iterable

from repoaudit.errors import UnknownError
from repoaudit.globs import matches


def names_file(pattern: str, path: str, folder: str) -> bool:
    """Say whether a pattern matches a file of a repository, for a command that runs in a folder.

    Raises:
        UnknownError: the pattern holds a variable.

    """
    if "$" in pattern or "{" in pattern:
        raise UnknownError(f"what `{pattern}` stands for is not known")
    text = pattern.replace("\\", "/").removeprefix("./")
    if "/" not in text:
        return matches(text, path.rpartition("/")[2])
    start = f"/{folder}" if folder else ""
    if text.startswith("*"):
        first, _, rest = text.partition("/")
        text = f"**/{rest}" if first.strip("*") == "" else text
        start = ""
    return matches(f"{start}/{text}", path)


def name_file(patterns: Iterable[str], path: str, folder: str) -> bool:
    """Say whether one of the patterns matches."""
    return any(names_file(pattern, path, folder) for pattern in patterns)
