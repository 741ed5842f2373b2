"""The files that git tracks, searched by their paths in one go."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.subjects.files.git import Git
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import re

    from repoaudit.scope import Scope

_BETWEEN: Final = "\0"
"""What no path holds."""


def tracked_matching(scope: "Scope", pattern: "re.Pattern[str]") -> Iterator[str]:
    """Yield the tracked paths in which a pattern is found; ``^`` and ``$`` of it (``(?m)``) are the ends of a path.

    Raises:
        UnknownError: what git tracks is not known.

    """
    text = "\n".join(scope.root.once(_paths))
    at = 0
    while match := pattern.search(text, at):
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        yield text[text.rfind("\n", 0, match.start()) + 1 : end]
        at = end + 1


def tracked_like(
    scope: "Scope", pattern: "re.Pattern[str]", ends: tuple[str, ...], words: tuple[str, ...] = ()
) -> Iterator[str]:
    """Yield the tracked paths in which a slow pattern is found, of those that end in a text, or hold some word.

    Both are compared with a path in lower case behind a slash.

    Raises:
        UnknownError: what git tracks is not known.

    """
    paths, lowered = scope.root.once(_paths), scope.root.once(_lowered)
    found = tuple(word for word in words if word in lowered)
    if not (ends or found):
        return
    for path, line in zip(paths, lowered.split(_BETWEEN)[:-1], strict=True):
        is_like = line.endswith(ends) or (found and any(word in line for word in found))
        if is_like and pattern.search(path):
            yield path


def _lowered(root: "Scope") -> str:
    return "".join([f"/{path}{_BETWEEN}" for path in root.once(_paths)]).lower()


def _paths(root: "Scope") -> tuple[str, ...]:
    for git in root.all(Git):
        return git.tracked_under("")
    raise UnknownError("what git tracks is not known without git")
