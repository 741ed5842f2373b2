"""The syntax tree of a test file: its functions, its tests, and what of it are fixtures."""

import ast
from collections.abc import Iterator

from repoaudit.documents.python.walking import nodes_in
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.python.document import PythonDocument
    from repoaudit.subjects.views.test_suite import TestSuite

Function = ast.FunctionDef | ast.AsyncFunctionDef

_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
_SETUPS: Final = ("setup", "teardown", "setUp", "tearDown", "asyncSetUp", "asyncTearDown")


class ModuleTree:
    """A parsed test file or conftest, and the suite that it belongs to."""

    __slots__ = ("_names", "_nodes", "document", "functions", "suite", "tests")

    def __init__(self, document: "PythonDocument", suite: "TestSuite") -> None:
        self.document = document
        self.suite = suite
        self.functions = tuple(_functions(document.tree.body))
        """The functions of the module and the methods of its classes."""
        self.tests = tuple(each for each in self.functions if each.name.startswith("test"))
        """The functions and methods that are tests by their names."""
        self._nodes: dict[ast.AST, list[ast.AST]] = {}
        self._names: dict[ast.AST, frozenset[str]] = {}

    @property
    def path(self) -> str:
        """The file."""
        return self.document.path

    @property
    def text(self) -> str:
        """Its text."""
        return self.document.text

    def nodes(self, node: ast.AST) -> list[ast.AST]:
        """Return what `nodes_in` does, found once: each function is asked about many names."""
        found = self._nodes.get(node)
        if found is None:
            found = self._nodes[node] = nodes_in(node)
        return found

    def names(self, node: ast.AST) -> frozenset[str]:
        """Return what `names_in` does, found once."""
        found = self._names.get(node)
        if found is None:
            found = self._names[node] = _names_of(self.nodes(node))
        return found

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


def _functions(body: list[ast.stmt]) -> Iterator[Function]:
    for statement in body:
        if isinstance(statement, _FUNCTIONS):
            yield statement
        elif isinstance(statement, (ast.ClassDef, ast.If, ast.Try, ast.With)):
            yield from _functions(statement.body)


def names_in(node: ast.AST) -> frozenset[str]:
    """Return every name that is read or bound inside a node."""
    return _names_of(nodes_in(node))


def _names_of(nodes: list[ast.AST]) -> frozenset[str]:
    return frozenset([each.id for each in nodes if isinstance(each, ast.Name)])


def parameters(function: Function) -> frozenset[str]:
    """Return the names of a function's parameters."""
    arguments = function.args
    listed = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg)
    return frozenset(each.arg for each in listed if each)
