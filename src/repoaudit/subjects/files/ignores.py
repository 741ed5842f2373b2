"""What git ignores, and which attributes it gives to files, by the files of patterns in the repository."""

from collections.abc import Iterator

from repoaudit.documents.gitpatterns import parse_gitattributes, parse_gitignore
from repoaudit.errors import UnknownError
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

IGNORE: Final = ".gitignore"
ATTRIBUTES: Final = ".gitattributes"
_MAX_PARTS: Final = 50


def is_ignored(scope: "Scope", path: str, *, is_folder: bool = False) -> bool:
    """Say whether git ignores a path of the repository that it does not track: itself, or one of its parents.

    A user's own list of patterns and ``.git/info/exclude`` are not read: they are not the repository's.
    """
    parts = path.split("/")[:_MAX_PARTS]
    for count in range(1, len(parts)):
        if _verdict(scope, parts[:count], is_folder=True):
            return True
    return _verdict(scope, parts, is_folder=is_folder)


def _verdict(scope: "Scope", parts: list[str], *, is_folder: bool) -> bool:
    """Judge one path without its parents; the nearest file of patterns that speaks of it decides."""
    for folder, relative in _split(parts):
        file = f"{folder}/{IGNORE}" if folder else IGNORE
        try:
            document = scope.document(parse_gitignore, file) if scope.repository.is_file(file) else None
        except UnknownError:
            continue
        verdict = document.verdict(relative, is_folder=is_folder) if document else None
        if verdict is not None:
            return verdict
    return False


def attribute(scope: "Scope", path: str, name: str) -> str:
    """Return an attribute of a file, "" where nothing gives it one."""
    for folder, relative in _split(path.split("/")[:_MAX_PARTS]):
        file = f"{folder}/{ATTRIBUTES}" if folder else ATTRIBUTES
        try:
            document = scope.document(parse_gitattributes, file) if scope.repository.is_file(file) else None
        except UnknownError:
            continue
        value = document.value(relative, name) if document else None
        if value is not None:
            return value
    return ""


def _split(parts: list[str]) -> Iterator[tuple[str, str]]:
    """Yield every folder above a path, the nearest first, and the path relative to it."""
    for count in range(len(parts) - 1, -1, -1):
        yield "/".join(parts[:count]), "/".join(parts[count:])
