"""One test file, whose syntax tree is built only where the text shows that a rule may have something to say."""

import re
from collections.abc import Iterator

from repoaudit.errors import DocumentSyntaxError
from repoaudit.subjects.views.test_suite import TestSuite
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.views.module_fixtures import Fixture
    from repoaudit.subjects.views.module_state import StateChange
    from repoaudit.subjects.views.module_tree import ModuleTree
    from repoaudit.subjects.views.random_data import RandomCall


class TestModule:
    """A test file or conftest. Its tree is dropped with it."""

    __slots__ = ("path", "suite", "text")
    __test__ = False
    reads: ClassVar[tuple[str, ...]] = ()
    streamed: ClassVar[bool] = True

    def __init__(self, suite: TestSuite, path: str) -> None:
        self.suite = suite
        self.path = path
        self.text = suite.text(path)

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the test files of one project, and the conftests that are for them."""
        suite = scope.all(TestSuite)[0]
        around = {folder for path in suite.files for folder in _folders_around(path)}
        conftests = (path for path in suite.conftests if path.rpartition("/")[0] in around)
        for path in dict.fromkeys((*suite.files, *conftests)):
            if suite.text(path):
                yield cls(suite, path)

    def tree(self, words: "re.Pattern[str]") -> "ModuleTree":
        """Return the syntax tree of what mentions some words.

        Raises:
            DocumentSyntaxError: the file is not Python.

        """
        from repoaudit.documents.python import parse_python
        from repoaudit.subjects.views.module_parts import part_about
        from repoaudit.subjects.views.module_tree import ModuleTree

        try:
            document = parse_python(self.path, self.text, part_about(self.text, words))
        except DocumentSyntaxError:  # its own, or one that the cuts have made
            document = parse_python(self.path, self.text)
        return ModuleTree(document, self.suite)

    @property
    def state_changes(self) -> "tuple[StateChange, ...]":
        """The changes that tests make to lists, dicts and sets of the module that other tests read."""
        from repoaudit.subjects.views.module_filters import changed_globals

        names = changed_globals(self.text)
        if not names:
            return ()
        from repoaudit.subjects.views.module_state import state_changes

        return tuple(state_changes(self.tree(re.compile(rf"\b(?:{'|'.join(sorted(names))})\b"))))

    @property
    def unseeded(self) -> "RandomCall | None":
        """The first random call without a seed whose result is compared with a number."""
        from repoaudit.subjects.views.module_filters import may_be_random, random_sources

        if not may_be_random(self.text):
            return None
        from repoaudit.subjects.views.random_data import first_unseeded

        return first_unseeded(self.tree(random_sources(self.text)))

    @property
    def fixtures(self) -> "tuple[Fixture, ...]":
        """Its fixtures."""
        if "fixture" not in self.text:
            return ()
        from repoaudit.subjects.views.module_fixtures import fixtures

        return tuple(fixtures(self.tree(re.compile("fixture"))))


def _folders_around(path: str) -> Iterator[str]:
    while path:
        path = path.rpartition("/")[0]
        yield path
