"""A library whose range of Pythons ends somewhere."""

import re
from collections.abc import Iterator

from repoaudit.documents.versions import Version
from repoaudit.errors import UnknownError
from repoaudit.regex import lazy
from repoaudit.subjects.files.metadata import RequiresPython
from repoaudit.subjects.files.reasons import is_explained
from repoaudit.subjects.views.compiled import is_compiled
from repoaudit.subjects.views.project import Project
from repoaudit.subjects.views.publication import is_published
from repoaudit.subjects.views.python_life import MINORS
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_CAPPED_LOCK: Final = lazy(r"""^requires_python = "[^"\n]*<\d|^python-versions = "[^"\n]*<\d""", re.MULTILINE)
"""A locked package that asks for an end; poetry and pdm then refuse a project without one."""
_LOCKS: Final = ("poetry.lock", "pdm.lock")


class CappedPythons:
    """The range of a library, and its end."""

    __slots__ = ("end", "requires", "scope")
    reads: ClassVar[tuple[str, ...]] = ("pyproject.toml", "setup.cfg", "setup.py")

    def __init__(self, scope: "Scope", requires: RequiresPython, end: Version) -> None:
        self.scope = scope
        self.requires = requires
        self.end = end

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it where nothing accounts for the end.

        A comment does, compiled modules (each Python needs wheels of its own), a locked package that has an end
        itself, and an end before Python 3.
        """
        project = scope.all(Project)[0]
        requires = project.requires_python
        bound = requires.specifiers.upper_bound if requires else None
        if requires is None or bound is None or bound.version <= _THREE or is_explained(scope, requires.place):
            return
        if not is_compiled(scope) and not _has_capped_lock(scope) and is_published(scope):
            yield cls(scope, requires, bound.version)

    @property
    def excluded(self) -> tuple[Version, ...]:
        """The released Pythons beyond the end."""
        specifiers = self.requires.specifiers
        return tuple(minor for minor in MINORS if minor >= self.end and not specifiers.admits_python(minor))

    @property
    def advice(self) -> str:
        """What to write: the start of the range alone, unless that would admit what something in between excludes."""
        specifiers = self.requires.specifiers
        start = specifiers.lower_bound
        has_gap = len(specifiers.alternatives) > 1 or any(clause.operator == "!=" for clause in specifiers.clauses)
        return "leave the end out" if start is None or has_gap else f"write `>={start.version}`"


_THREE: Final = Version.parse("3.0") or MINORS[0]


def _has_capped_lock(scope: "Scope") -> bool:
    for name in _LOCKS:
        try:
            if scope.exists(name) and _CAPPED_LOCK.search(scope.repository.read(scope.path(name))):
                return True
        except UnknownError:
            return True
    return False
