"""Files that say at their top that a program writes them, so that an edit belongs elsewhere."""

import re

from repoaudit.errors import UnknownError
from repoaudit.regex import lazy
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_HEAD: Final = lazy(r"(?:[ \t]*(?:[#;][^\n]*)?\n)*")
_GENERATED: Final = lazy(
    r"\bauto-?generated\b|\bgenerated (?:automatically|by|from|with)\b|\bdo not (?:edit|modify|change)\b", re.IGNORECASE
)


def says_generated(scope: "Scope", path: str) -> bool:
    """Say whether the comments at the top of a file say that it is generated; False where it cannot be read."""
    try:
        head = _HEAD.match(scope.repository.read(path))
    except UnknownError:
        return False
    return head is not None and _GENERATED.search(head[0]) is not None
