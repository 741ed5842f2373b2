"""One test file as a syntax tree, which is built only where the text shows that a rule may have something to say."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final, Self

from repoaudit.documents.python import parse_python
from repoaudit.subjects.views.module_signs import may_be_random, may_change_state
from repoaudit.subjects.views.test_suite import TestSuite

if TYPE_CHECKING:
    import ast

    from repoaudit.documents.python.document import PythonDocument
    from repoaudit.scope import Scope
    from repoaudit.subjects.views.module_fixtures import Fixture
    from repoaudit.subjects.views.module_functions import Function
    from repoaudit.subjects.views.module_state import StateChange
    from repoaudit.subjects.views.random_data import RandomCall

_SETUPS: Final = ("setup", "teardown", "setUp", "tearDown", "asyncSetUp", "asyncTearDown")


class TestModule:
    """A test file or conftest. Its tree is dropped with it."""

    __slots__ = ("_document", "path", "suite", "text")
    __test__ = False
    reads: ClassVar[tuple[str, ...]] = ()
    streamed: ClassVar[bool] = True

    def __init__(self, suite: TestSuite, path: str) -> None:
        self.suite = suite
        self.path = path
        self.text = suite.text(path)
        self._document: PythonDocument | None = None

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the test files of one project, and the conftests that are for them."""
        suite = scope.all(TestSuite)[0]
        around = {folder for path in suite.files for folder in _folders_around(path)}
        conftests = (path for path in suite.conftests if path.rpartition("/")[0] in around)
        for path in dict.fromkeys((*suite.files, *conftests)):
            if suite.text(path):
                yield cls(suite, path)

    @property
    def document(self) -> "PythonDocument":
        """The syntax tree. Raises `DocumentSyntaxError` for what is not Python."""
        if self._document is None:
            self._document = parse_python(self.path, self.text)
        return self._document

    @property
    def functions(self) -> "Iterator[Function]":
        """The functions of the module and the methods of its classes."""
        from repoaudit.subjects.views.module_functions import functions  # with `ast`, for those who parse

        return functions(self.document.tree.body)

    @property
    def tests(self) -> "Iterator[Function]":
        """The functions and methods that are tests by their names."""
        return (each for each in self.functions if each.name.startswith("test"))

    def is_fixture(self, function: "Function") -> bool:
        """Say whether a function is a fixture."""
        return self.fixture_decorator(function) is not None

    def fixture_decorator(self, function: "Function") -> "ast.expr | None":
        """Return the decorator that makes a function a fixture, None where there is none."""
        for decorator in function.decorator_list:
            called = getattr(decorator, "func", decorator)
            name = self.document.dotted(called) or ""
            if name.startswith("pytest") and name.rpartition(".")[2] in {"fixture", "yield_fixture"}:
                return decorator
        return None

    def runs_around_tests(self, function: "Function") -> bool:
        """Say whether a function runs before or after tests that do not name it: a setup, an autouse fixture."""
        if function.name.startswith(_SETUPS):
            return True
        from repoaudit.subjects.views.module_functions import is_autouse

        return is_autouse(self.fixture_decorator(function))

    @property
    def state_changes(self) -> "tuple[StateChange, ...]":
        """The changes that tests make to lists, dicts and sets of the module that other tests read."""
        if not may_change_state(self.text):
            return ()
        from repoaudit.subjects.views.module_state import state_changes

        return tuple(state_changes(self))

    @property
    def unseeded(self) -> "RandomCall | None":
        """The first random call without a seed whose result is compared with a number."""
        if not may_be_random(self.text):
            return None
        from repoaudit.subjects.views.random_data import first_unseeded

        return first_unseeded(self)

    @property
    def fixtures(self) -> "tuple[Fixture, ...]":
        """Its fixtures."""
        if "fixture" not in self.text:
            return ()
        from repoaudit.subjects.views.module_fixtures import fixtures

        return tuple(fixtures(self))


def _folders_around(path: str) -> Iterator[str]:
    while path:
        path = path.rpartition("/")[0]
        yield path
