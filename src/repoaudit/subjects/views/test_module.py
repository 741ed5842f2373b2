"""One test file, whose syntax tree is built only where the text shows that a rule may have something to say."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Self

from repoaudit.documents.python import parse_python
from repoaudit.subjects.views.module_filters import may_be_random, may_change_state
from repoaudit.subjects.views.test_suite import TestSuite

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.views.module_fixtures import Fixture
    from repoaudit.subjects.views.module_state import StateChange
    from repoaudit.subjects.views.module_tree import ModuleTree
    from repoaudit.subjects.views.random_data import RandomCall


class TestModule:
    """A test file or conftest. Its tree is dropped with it."""

    __slots__ = ("_tree", "path", "suite", "text")
    __test__ = False
    reads: ClassVar[tuple[str, ...]] = ()
    streamed: ClassVar[bool] = True

    def __init__(self, suite: TestSuite, path: str) -> None:
        self.suite = suite
        self.path = path
        self.text = suite.text(path)
        self._tree: ModuleTree | None = None

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the test files of one project, and the conftests that are for them."""
        suite = scope.all(TestSuite)[0]
        for path in suite.files:
            yield cls(suite, path)
        around = {folder for path in suite.files for folder in _folders_around(path)}
        for path in suite.conftests:
            if path.rpartition("/")[0] in around and path not in suite.files:
                yield cls(suite, path)

    @property
    def tree(self) -> "ModuleTree":
        """The syntax tree. Raises `DocumentSyntaxError` for what is not Python."""
        if self._tree is None:
            from repoaudit.subjects.views.module_tree import ModuleTree

            self._tree = ModuleTree(parse_python(self.path, self.text), self.suite)
        return self._tree

    @property
    def state_changes(self) -> "tuple[StateChange, ...]":
        """The changes that tests make to lists, dicts and sets of the module that other tests read."""
        if not may_change_state(self.text):
            return ()
        from repoaudit.subjects.views.module_state import state_changes

        return tuple(state_changes(self.tree))

    @property
    def unseeded(self) -> "RandomCall | None":
        """The first random call without a seed whose result is compared with a number."""
        if not may_be_random(self.text):
            return None
        from repoaudit.subjects.views.random_data import first_unseeded

        return first_unseeded(self.tree)

    @property
    def fixtures(self) -> "tuple[Fixture, ...]":
        """Its fixtures."""
        if "fixture" not in self.text:
            return ()
        from repoaudit.subjects.views.module_fixtures import fixtures

        return tuple(fixtures(self.tree))


def _folders_around(path: str) -> Iterator[str]:
    while path:
        path = path.rpartition("/")[0]
        yield path
