"""What ``.gitignore`` says of a lock file, by git's own rules: the last pattern that matches decides."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.globs import matches
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_FILE: Final = ".gitignore"
_WORD: Final = "lock"
"""What a pattern has to hold: one that ignores everything around a lock is not about the lock."""


def ignoring_line(root: "Scope", path: str) -> Place | None:
    """Return the line that makes git ignore a lock file, None where none does; a tracked file counts as well."""
    found: Place | None = None
    for folder in _folders(path):
        for place, pattern in root.once_for(_lines, f"{folder}/{_FILE}" if folder else _FILE):
            if _matches(pattern.removeprefix("!"), path[len(folder) :].lstrip("/")):
                found = None if pattern.startswith("!") else place
    return found


def _folders(path: str) -> Iterator[str]:
    yield ""
    parts = path.split("/")[:-1]
    yield from ("/".join(parts[: length + 1]) for length in range(len(parts)))


def _lines(root: "Scope", path: str) -> tuple[tuple[Place, str], ...]:
    """Return the lines of one file that may speak of a lock."""
    try:
        text = root.repository.read(path) if root.repository.is_file(path) else ""
    except UnknownError:
        return ()
    return tuple(_lines_of(path, text)) if _WORD in text else ()


def _lines_of(path: str, text: str) -> Iterator[tuple[Place, str]]:
    start = 0
    for physical in text.splitlines(keepends=True):
        pattern = physical.strip("\r\n\ufeff").rstrip(" ")
        if _WORD in pattern and not pattern.startswith("#"):
            at = start + physical.index(pattern)
            yield Place(path, Span(at, at + len(pattern)), pattern), pattern
        start += len(physical)


def _matches(pattern: str, path: str) -> bool:
    """Match a pattern against a file and the folders around it; one that ends in a slash means folders only."""
    if pattern.endswith("/"):
        path = path.rpartition("/")[0]
    return bool(path) and bool(pattern.strip("/")) and matches(pattern, path)
