"""The lines that coverage leaves out: by its own patterns, and by those of the configuration."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final, Self

from repoaudit.documents.patterns import search
from repoaudit.errors import UnknownError
from repoaudit.facts.coverage import TYPE_CHECKING_LINES
from repoaudit.finding import Place
from repoaudit.subjects.tools.coverage import Coverage
from repoaudit.subjects.tools.readers import read_lines

if TYPE_CHECKING:
    from repoaudit.finding import Fix
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.configuration import Setting

PRAGMA: Final = "# pragma: no cover"
_DEFAULTS: Final = frozenset({*TYPE_CHECKING_LINES, r"\.\.\."})  # since coverage 7.10.1 and 7.10.0


class Exclusions:
    """What coverage leaves out in one project."""

    __slots__ = ("coverage", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.coverage = scope.all(Coverage)[0]

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the exclusions of every project, which may have none."""
        yield cls(scope)

    @property
    def lines(self) -> "Setting[tuple[str, ...]]":
        """Patterns that replace the default exclusions."""
        return self.coverage.configuration.setting("report", "exclude_lines", read=read_lines, default=())

    @property
    def also(self) -> "Setting[tuple[str, ...]]":
        """Patterns that are added to the default exclusions (coverage 7.2)."""
        return self.coverage.configuration.setting("report", "exclude_also", read=read_lines, default=())

    @property
    def with_also(self) -> "Fix":
        """The fix that turns ``exclude_lines`` into ``exclude_also``, without the patterns that are defaults anyway."""
        if not self.also.is_set and not _DEFAULTS.intersection(self.lines.value):
            return self.lines.rename("exclude_also")
        patterns = [pattern for pattern in self.lines.value if pattern not in _DEFAULTS]
        added = self.also.set([*self.also.value, *patterns])
        return added.and_also(self.lines.remove()).titled("use `exclude_also`")

    @property
    def lost_pragma(self) -> Place | None:
        """A file that uses ``# pragma: no cover`` although ``exclude_lines`` replaces what reads it, else None."""
        if not self.lines.is_set or any(search(pattern, PRAGMA) for pattern in self.lines.value):
            return None
        return next((Place(path) for path, text in self.sources if PRAGMA in text), None)

    @property
    def sources(self) -> Iterator[tuple[str, str]]:
        """The Python files of the project, each with its text."""
        for path in self.scope.repository.files().under(self.scope.folder):
            if path.endswith(".py"):
                yield path, _text(self.scope, path)


def _text(scope: "Scope", path: str) -> str:
    try:
        return scope.repository.read(path)
    except UnknownError:
        return ""
