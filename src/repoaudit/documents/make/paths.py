"""Names of targets that nobody can tell, but which are paths, so that no task is called so."""

from collections.abc import Iterable

from repoaudit.documents.make.statements import Assignment
from repoaudit.regex import lazy
from repoaudit.typing import Final

_REFERENCE: Final = lazy(r"\$(?:\(([\w.-]+)\)|\{([\w.-]+)\})(/\S+)?")
_BELOW: Final = lazy(r"\$(?:\([\w.-]+\)|\{[\w.-]+\})/\S+")
_ABSOLUTE: Final = lazy(
    r"\$[({](?:CURDIR|PWD|(?:shell (?:realpath|readlink -f|pwd)|abspath|realpath)(?: [^\s(){}]+)?)[)}]"
)


def is_path(name: str, assignments: Iterable[Assignment]) -> bool:
    """Say whether a word stands for a path with a slash in it, whatever its variable holds.

    That is one below what a variable names (``$(BIN)/pip``), and a variable that is set to such a path alone, or to an
    absolute one.
    """
    found = _REFERENCE.fullmatch(name)
    if found is None or found[3]:
        return found is not None
    variable = found[1] or found[2]
    values = [each.value.strip() for each in assignments if each.name == variable]
    return bool(values) and all(_BELOW.fullmatch(value) or _ABSOLUTE.fullmatch(value) for value in values)
