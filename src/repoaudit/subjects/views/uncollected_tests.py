"""Files of tests that pytest does not collect, because a letter or a hyphen keeps their names from its patterns."""

import re
from collections.abc import Iterator

from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.python_files import python_files
from repoaudit.subjects.tools.pytest import Pytest
from repoaudit.subjects.views.suite_counts import count_test_functions
from repoaudit.subjects.views.suite_files import collection_starts, own_files
from repoaudit.subjects.views.suite_search import Search
from repoaudit.subjects.views.test_suite import TestSuite
from repoaudit.subjects.views.untested_package import is_tested_otherwise
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command

_NEAR: Final = lazy(
    r"^(?:tests[_-](?P<after>\w[\w-]*)|test-(?P<behind>\w[\w-]*)|(?P<before>\w[\w-]*?)(?:[_-]tests|-test))\.py$"
)
_ENDS: Final = ("_tests.py", "-tests.py", "-test.py")
_STARTS: Final = ("/tests_", "/tests-", "/test-")
"""What such names end or begin with: a quick look before the closer one."""

_FOLDERS: Final = frozenset({"test", "tests"})
_MATERIAL: Final = frozenset("data testdata test_data fixtures resources samples templates _support".split())
_CHOOSING: Final = ("*_tests", "_tests*", "tests_*", "*-test", "test-*")
"""What a command has that chooses such files by a pattern."""

_CHOOSING_FOR_PYTEST: Final = ("python_files", "*.py")

_MOST: Final = 5_000


class UncollectedTests:
    """One such file: its path, how many tests it holds, the patterns, and a name that one of them matches."""

    __slots__ = ("count", "name", "path", "patterns")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, path: str, count: int, name: str, patterns: tuple[str, ...]) -> None:
        self.path = path
        self.count = count
        self.name = name
        self.patterns = patterns

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield those of one project beside which pytest collects others.

        None where something else runs tests, or where another file or a command speaks of the module.
        """
        if not any(path.endswith(_ENDS) or any(each in path for each in _STARTS) for path in python_files(scope)):
            return  # nearly always
        near = [path for path in own_files(scope, scope.folder) if _NEAR.match(path.rpartition("/")[2])]
        found = [path for path in near if _is_in_tests(path)]
        if not found:
            return
        pytest, suite = scope.all(Pytest)[0], scope.all(TestSuite)[0]
        is_run = pytest.configuration.winner is not None or bool(pytest.runs)
        if not is_run or not suite.files or is_tested_otherwise(scope.root):
            return
        names = pytest.python_functions.value, pytest.python_classes.value
        for path in found:
            name = _collected_name(pytest, path)
            count = count_test_functions(suite.text(path), *names) if name else 0
            if name and count and not _is_spoken_of(path, scope):
                yield cls(path, count, name, tuple(pytest.python_files.value))

    @property
    def place(self) -> Place:
        """The file."""
        return Place(self.path)


def _is_in_tests(path: str) -> bool:
    folders = path.lower().split("/")[:-1]
    return not _FOLDERS.isdisjoint(folders) and _MATERIAL.isdisjoint(folders) and "{{" not in path


def _collected_name(pytest: Pytest, path: str) -> str:
    """Return a name under which the file would be collected; "" if it is, or under none."""
    folder, _, name = path.rpartition("/")
    search = Search(pytest, collection_starts(pytest))
    found = _NEAR.match(name)
    if found is None or search.collects(path):
        return ""
    stem = (found["after"] or found["behind"] or found["before"]).replace("-", "_")
    candidates = (f"test_{stem}.py", f"{stem}_test.py")
    return next((each for each in candidates if search.collects(f"{folder}/{each}")), "")


def _is_spoken_of(path: str, scope: "Scope") -> bool:
    """Say whether a command, or another Python file of the project, names the module."""
    module = path.rpartition("/")[2].removesuffix(".py")
    pattern = re.compile(rf"\b{re.escape(module)}\b")
    if any(pattern.search(command.text) or _chooses(command) for command in all_commands(scope)):
        return True
    others = [each for each in python_files(scope) if each != path]
    text = scope.all(TestSuite)[0].text
    return len(others) > _MOST or any(module in (body := text(each)) and pattern.search(body) for each in others)


def _chooses(command: "Command") -> bool:
    words = (*_CHOOSING, *(_CHOOSING_FOR_PYTEST if command.tool == "pytest" else ()))
    return any(word in command.text for word in words)
