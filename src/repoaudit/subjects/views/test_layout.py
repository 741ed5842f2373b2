"""How the tests of a project are laid out: folders, and fixtures that several files define."""

import re
from collections.abc import Iterator
from posixpath import dirname

from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.views.test_suite import TestSuite
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_FIXTURE: Final = lazy(
    r"^@(?:pytest(?:_asyncio)?\.)?fixture\b[^\n]*\n(?:[@ \t)#][^\n]*\n){0,20}?(?:async[ \t]+)?def[ \t]+(\w+)",
    re.MULTILINE,
)


class Folder(NamedTuple):
    """A folder that holds test files, and how many."""

    path: str
    size: int
    place: Place


class SharedFixture(NamedTuple):
    """A fixture that several files define under one name."""

    name: str
    places: tuple[Place, ...]


class TestLayout:
    """The layout of the tests of one project."""

    __slots__ = ("suite",)
    __test__ = False
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, suite: TestSuite) -> None:
        self.suite = suite

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the layout of every project that has tests."""
        suite = scope.all(TestSuite)[0]
        if suite.files:
            yield cls(suite)

    @property
    def only_folder(self) -> Folder | None:
        """The one folder that holds all test files, None where there are several."""
        folders = {dirname(path) for path in self.suite.files}
        if len(folders) != 1:
            return None
        return Folder(folders.pop(), len(self.suite.files), Place(min(self.suite.files)))

    @property
    def has_conftest(self) -> bool:
        """Whether some conftest exists, where fixtures could be shared."""
        return bool(self.suite.conftests)

    @property
    def fixtures(self) -> tuple[SharedFixture, ...]:
        """The fixtures that the modules define at their top, by name."""
        found: dict[str, dict[str, Place]] = {}
        for path in self.suite.files:
            text = self.suite.text(path)
            for match in _FIXTURE.finditer(text) if "fixture" in text else ():
                place = Place(path, Span(match.start(1), match.end(1)), match[1])
                found.setdefault(match[1], {}).setdefault(path, place)
        return tuple(SharedFixture(name, tuple(places.values())) for name, places in sorted(found.items()))
