"""The files that git tracks, searched by their paths in one go."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.subjects.files.git import Git
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

    from repoaudit.scope import Scope


def tracked_matching(scope: "Scope", pattern: "re.Pattern[str]", signs: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the tracked paths in which a pattern is found; ``^`` and ``$`` of it (``(?m)``) are the ends of a path.

    Nothing is searched where none of the ``signs`` is in any path, in lower case.

    Raises:
        UnknownError: what git tracks is not known.

    """
    text = scope.root.once(_joined)
    if signs and not any(sign in scope.root.once(_lowered) for sign in signs):
        return
    at = 0
    while match := pattern.search(text, at):
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        yield text[text.rfind("\n", 0, match.start()) + 1 : end]
        at = end + 1


def _lowered(root: "Scope") -> str:
    return f"\n{root.once(_joined)}\n".lower()


def _joined(root: "Scope") -> str:
    for git in root.all(Git):
        return "\n".join(git.tracked_under(""))
    raise UnknownError("what git tracks is not known without git")
