"""One test file as a syntax tree, which is built only where the text shows that a rule may have something to say."""

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final, Self

from repoaudit.documents.python import parse_python
from repoaudit.subjects.views.test_suite import TestSuite

if TYPE_CHECKING:
    from repoaudit.documents.python.document import PythonDocument
    from repoaudit.scope import Scope
    from repoaudit.subjects.views.module_fixtures import Fixture
    from repoaudit.subjects.views.module_state import StateChange
    from repoaudit.subjects.views.random_data import RandomCall

Function = ast.FunctionDef | ast.AsyncFunctionDef

_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
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
        """Yield the test files and conftests of one project."""
        suite = scope.all(TestSuite)[0]
        for path in dict.fromkeys((*suite.files, *suite.conftests)):
            yield cls(suite, path)

    @property
    def document(self) -> "PythonDocument":
        """The syntax tree. Raises `DocumentSyntaxError` for what is not Python."""
        if self._document is None:
            self._document = parse_python(self.path, self.text)
        return self._document

    @property
    def functions(self) -> Iterator[Function]:
        """The functions of the module and the methods of its classes."""
        yield from _functions(self.document.tree.body)

    @property
    def tests(self) -> Iterator[Function]:
        """The functions and methods that are tests by their names."""
        return (each for each in self.functions if each.name.startswith("test"))

    def is_fixture(self, function: Function) -> bool:
        """Say whether a function is a fixture."""
        return self.fixture_decorator(function) is not None

    def fixture_decorator(self, function: Function) -> ast.expr | None:
        """Return the decorator that makes a function a fixture, None where there is none."""
        for decorator in function.decorator_list:
            called = decorator.func if isinstance(decorator, ast.Call) else decorator
            name = self.document.dotted(called) or ""
            if name.startswith("pytest") and name.rpartition(".")[2] in {"fixture", "yield_fixture"}:
                return decorator
        return None

    def runs_around_tests(self, function: Function) -> bool:
        """Say whether a function runs before or after tests that do not name it: a setup, an autouse fixture."""
        if function.name.startswith(_SETUPS):
            return True
        decorator = self.fixture_decorator(function)
        return isinstance(decorator, ast.Call) and any(
            each.arg == "autouse" and getattr(each.value, "value", True) for each in decorator.keywords
        )

    @property
    def state_changes(self) -> "tuple[StateChange, ...]":
        """The changes that tests make to lists, dicts and sets of the module that other tests read."""
        from repoaudit.subjects.views.module_state import may_change_state, state_changes

        return tuple(state_changes(self)) if may_change_state(self.text) else ()

    @property
    def unseeded(self) -> "RandomCall | None":
        """The first random call without a seed whose result is compared with a number."""
        from repoaudit.subjects.views.random_data import first_unseeded, may_be_random

        return first_unseeded(self) if may_be_random(self.text) else None

    @property
    def fixtures(self) -> "tuple[Fixture, ...]":
        """Its fixtures."""
        from repoaudit.subjects.views.module_fixtures import fixtures

        return tuple(fixtures(self)) if "fixture" in self.text else ()


def _functions(body: list[ast.stmt]) -> Iterator[Function]:
    for statement in body:
        if isinstance(statement, _FUNCTIONS):
            yield statement
        elif isinstance(statement, (ast.ClassDef, ast.If, ast.Try, ast.With)):
            yield from _functions(statement.body)


def names_in(node: ast.AST) -> frozenset[str]:
    """Return every name that is read or bound inside a node."""
    return frozenset(each.id for each in ast.walk(node) if isinstance(each, ast.Name))


def parameters(function: Function) -> frozenset[str]:
    """Return the names of a function's parameters."""
    arguments = function.args
    listed = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg)
    return frozenset(each.arg for each in listed if each)
