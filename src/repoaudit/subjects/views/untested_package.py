"""A Python package without a test that pytest would collect."""

from collections.abc import Callable, Iterator

from repoaudit.facts.test_runners import COLLECTING_OPTIONS, FOLDERS, OTHER_TESTS, RUNNERS, SUBCOMMANDS
from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.projects import holds_blank, is_foreign
from repoaudit.subjects.files.source_distribution import must_be_whole
from repoaudit.subjects.tools.pytest import Pytest
from repoaudit.subjects.views.run_paths import files_of
from repoaudit.subjects.views.suite_files import collected_files
from repoaudit.subjects.views.test_suite import TestSuite
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command

_MANIFESTS: Final = ("pyproject.toml", "setup.py", "setup.cfg")
_HELPERS: Final = frozenset({"scripts", "tools", "ci", "utils", "hooks", "bin"})
_NO_CODE: Final = frozenset({"__init__.py", "__main__.py", "__about__.py", "_version.py", "version.py", "conftest.py"})
_NAMED_AS_TESTS: Final = lazy(r"tests?[_.]|.*[_-](?:tests?|spec)\.py|test[A-Z]|.*Tests?\.py")
_DEFINES_TESTS: Final = lazy(r"^\s*(?:async\s+)?def test|^class \w*Test|\bTestCase\b|>>> ")
_NO_RUNNERS: Final = frozenset({"pytest", "py.test", "test"})
_SHELLS: Final = frozenset({"bash", "sh", "zsh"})
_PYTHONS: Final = frozenset({"python", "coverage"})
_MODES: Final = frozenset({"prepend", "append", "importlib"})


class UntestedPackage:
    """The package of a repository in which pytest collects no test file, and nothing else tests it."""

    __slots__ = ("package", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope", package: str) -> None:
        self.scope = scope
        self.package = package

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the one of a repository, at its root.

        Raises:
            UnknownError: what pytest collects is not known.

        """
        package = _package(scope) if scope.is_root else None
        if package is None or any(map(_collects, (scope, *scope.members))) or is_tested_otherwise(scope):
            return
        must_be_whole(scope.root)
        yield cls(scope, package)

    @property
    def overlooked(self) -> str | None:
        """A file with tests that pytest does not collect, None where there is none at all."""
        files = sorted(self.scope.repository.files(), key=lambda path: path.count("/"))
        suite = self.scope.all(TestSuite)[0]
        found = (path for path in files if _looks_like_tests(path))
        return next((path for path in found if _DEFINES_TESTS.search(suite.text(path))), None)

    @property
    def place(self) -> Place:
        """The setting that leaves tests out, or the file that a first test is or would be in."""
        pytest = self.scope.all(Pytest)[0]
        for setting in (pytest.python_files, pytest.testpaths):
            if setting.is_set:
                return setting.place
        return Place(self.overlooked or f"tests/test_{self.package.rpartition('/')[2]}.py")


def _package(scope: "Scope") -> str | None:
    """Return the folder of the first package with code in it; None without one, or without a manifest."""
    if not any(scope.exists(name) for name in _MANIFESTS):
        return None
    files = scope.repository.files()
    packages = (path.rpartition("/")[0] for path in files if path.endswith("/__init__.py") and _is_own(path))
    text = scope.all(TestSuite)[0].text
    return next((folder for folder in packages if _has_code(tuple(files.under(folder)), text)), None)


def _is_own(path: str) -> bool:
    parts = path.split("/")[:-1]
    inner = path.split("/", 2)[2] if len(parts) > 1 and parts[0] == "src" else path  # `src/demo`, whatever its name
    if is_foreign(inner) or holds_blank(path):
        return False
    return not _HELPERS.intersection(parts[:1]) and all(map(str.isidentifier, parts[-1:]))


def _has_code(paths: tuple[str, ...], text: "Callable[[str], str]") -> bool:
    """Say whether a package holds more than the usual small files, or these define something."""
    own = [path for path in paths if path.endswith(".py")]
    if any(path.rpartition("/")[2] not in _NO_CODE for path in own):
        return True
    return any("def " in text(path) or "class " in text(path) for path in own)


def _collects(scope: "Scope") -> bool:
    """Say whether pytest collects some file, by itself or by what a command tells it."""
    pytest = scope.all(Pytest)[0]
    if collected_files(pytest, everywhere=True):
        return True
    return any(files_of(pytest, run.arguments, run.command.folder, modes=_MODES) for run in pytest.runs)


def is_tested_otherwise(root: "Scope") -> bool:
    """Say whether another program runs tests, or pytest finds some in other files."""
    if any(map(_is_runner, all_commands(root))) or root.exists("manage.py"):
        return True
    suite = root.all(TestSuite)[0]
    words = [*suite.pytest.addopts, *(each for run in suite.pytest.runs for each in run.arguments)]
    if any(word.text.startswith(COLLECTING_OPTIONS) for word in words):
        return True
    if any("pytest_collect_file" in suite.text(path) for path in suite.plugins):
        return True
    return any(path.endswith(OTHER_TESTS) and _in_tests(path) for path in root.repository.files())


def _is_runner(command: "Command") -> bool:
    """Say whether a command runs tests by something other than pytest, a script that is called so among them."""
    tool = command.tool.rpartition("/")[2]
    if tool in RUNNERS or (tool, command.subcommand.rpartition("/")[2]) in SUBCOMMANDS:
        return True
    if "test" in tool:
        return tool not in _NO_RUNNERS
    words = [word.text for word in command.arguments]
    if tool in _SHELLS:
        return any("test" in word and word.endswith(".sh") for word in words)
    return tool in _PYTHONS and any(word in RUNNERS or (word.endswith(".py") and "test" in word) for word in words)


def _in_tests(path: str) -> bool:
    return not FOLDERS.isdisjoint(path.lower().split("/")[:-1])


def _looks_like_tests(path: str) -> bool:
    """Say whether a Python file lies where tests do, or is called as tests are."""
    name = path.rpartition("/")[2]
    if not name.endswith(".py") or name in _NO_CODE or "{{" in path:
        return False
    return _in_tests(path) or _NAMED_AS_TESTS.match(name) is not None
