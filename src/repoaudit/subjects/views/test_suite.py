"""The tests of a project as pytest would collect them, without running anything."""

import re
from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.pytest_plugins import CHECKING_PLUGINS, DISTRIBUTING_PLUGINS
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.files.python_files import python_files
from repoaudit.subjects.files.source_distribution import must_be_whole
from repoaudit.subjects.tools.pytest import Pytest
from repoaudit.subjects.views.mark_uses import MarkUses
from repoaudit.subjects.views.suite_counts import count_test_functions
from repoaudit.subjects.views.suite_files import (
    TestPath,
    collected_files,
    configured_paths,
    own_files,
    path_exists,
    paths_among,
)
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Fix
    from repoaudit.scope import Scope

_PLUGIN_HOOKS: Final = ("addinivalue_line", "pytest_addoption", "pytest_collection_modifyitems", "hookimpl")


_CHECKING: Final = tuple(
    "--mypy --flake8 --pylint --black --ruff --isort --pycodestyle --codestyle --pep8 --pydocstyle --docstyle".split()
)
"""Options of plugins that collect every Python file as something to check."""

_COLLECTING: Final = ("--doctest", "--pyargs", "--nbval", "--nbmake", "--markdown-docs", *_CHECKING)
_GATHERING_HOOKS: Final = ("pytest_collect_file", "pytest_collect_directory")
_COLLECTING_HOOKS: Final = (*_GATHERING_HOOKS, "pytest_ignore_collect")


def _may_hold_tests(text: str) -> bool:
    """Say whether a file that is named like tests defines something: a script called test_x.py is none."""
    return any(mark in text for mark in ("def test", "class Test", "TestCase", "import *", "load_tests"))


class TestSuite:
    """The tests of one project: files, functions, marks, and what its own plugins say of marks.

    Only facts are kept: the files are scanned as text, and no tree is built. An empty test file or conftest holds
    nothing.
    """

    __slots__ = ("_count", "_files", "_names", "_plugins", "marks", "pytest", "scope")
    __test__ = False
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.pytest = scope.all(Pytest)[0]
        self._count: int | None = None
        self._files: tuple[str, ...] | None = None
        self.marks = MarkUses(self)
        """The marks of tests and conftests."""
        self._names: tuple[tuple[str, ...], tuple[str, ...]] | None = None
        self._plugins: tuple[str, ...] | None = None

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the tests of every project, which may have none."""
        yield cls(scope)

    @property
    def paths(self) -> tuple[TestPath, ...]:
        """The entries of ``testpaths``."""
        return configured_paths(self.pytest)

    def exists(self, path: str) -> bool:
        """Say whether an entry of ``testpaths`` leads to something. Raises `UnknownError` in a source distribution."""
        exists = path_exists(self.pytest, path)
        if not exists:
            must_be_whole(self.scope.root)
        return exists

    @property
    def files(self) -> tuple[str, ...]:
        """The files that pytest collects when it is called without paths, empty ones left out.

        Raises:
            UnknownError: a setting has another shape.

        """
        if self._files is None:
            found = dict.fromkeys(collected_files(self.pytest))
            self._files = tuple(path for path in found if not _is_blank(self.text(path)))
        return self._files

    @property
    def has_tests(self) -> bool:
        """Whether there is any test. Raises `UnknownError` like `files`."""
        return self.has_at_least(1)

    def has_at_least(self, count: int) -> bool:
        """Say whether there are so many tests; files are read only until these are found."""
        if self._count is not None:
            return self._count >= count
        found = 0
        for path in dict.fromkeys(collected_files(self.pytest)):
            found += self._counted(path)
            if found >= count:
                return True
        return False

    def count_tests(self) -> int:
        """Count test functions and methods, a parametrised one once."""
        if self._count is None:
            self._count = sum(map(self._counted, self.files))
        return self._count

    def _counted(self, path: str) -> int:
        if self._names is None:
            self._names = self.pytest.python_functions.value, self.pytest.python_classes.value
        return count_test_functions(self.text(path), *self._names)

    @property
    def conftests(self) -> tuple[str, ...]:
        """Every ``conftest.py`` of the project; those below another configuration of pytest belong to that one."""
        return self.scope.once(_conftests)

    @property
    def plugins(self) -> tuple[str, ...]:
        """The files of the repository that are plugins of pytest: conftests, and modules with hooks of pytest."""
        if self._plugins is None:
            self._plugins = self.scope.root.once(_plugin_files)
        return self._plugins

    def mentions_in_plugins(self, word: str) -> bool:
        """Say whether a conftest or a plugin of the project holds a word, so that it may give it a meaning.

        Raises:
            UnknownError: one of them is empty or cannot be read.

        """
        pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        for path in self.plugins:
            text = self.text(path)
            if not text.strip() and path.count("/") <= self.scope.path("").count("/") + 1:
                raise UnknownError("is empty", path)
            if pattern.search(text):
                return True
        return False

    @property
    def roots(self) -> tuple[str, ...]:
        """The topmost folders, relative to the project, that hold test files; "" for the project itself.

        Where one folder holds all of them, it is the folder inside it that is called ``tests``, or where they part.
        The tests of other projects below count, because pytest collects them too.
        """
        start = self.scope.path("")
        files = (path for path in collected_files(self.pytest, everywhere=True) if _may_hold_tests(self.text(path)))
        inner = [path.removeprefix(start).split("/")[:-1] for path in files]
        tops = tuple(dict.fromkeys(parts[0] if parts else "" for parts in inner))
        return tops if len(tops) != 1 else ("/".join(_common(inner)),)

    def with_testpaths(self, folder: str) -> "Fix":
        """Phrase the fix that sets ``testpaths`` to one folder."""
        is_toml = self.pytest.configuration.home.is_toml
        return self.pytest.testpaths.set([folder] if is_toml else folder)

    @property
    def collects_more_than_tests(self) -> bool:
        """Whether a run or plugin may collect other files than Python tests: doctests, notebooks, text."""
        words = [*self.pytest.addopts, *(each for run in self.pytest.runs for each in run.arguments)]
        if any(word.text.startswith(_COLLECTING) for word in words):
            return True
        return any(hook in self.text(path) for path in self.plugins for hook in _COLLECTING_HOOKS)

    @property
    def collects_elsewhere(self) -> bool:
        """Whether a conftest outside the folders of the tests may collect other files there, such as documents."""
        outside = (path for path in self.conftests if not path.startswith(tuple(f"{root}/" for root in self.roots)))
        return any(hook in self.text(path) for path in outside for hook in _GATHERING_HOOKS)

    @property
    def checks_all_files(self) -> bool:
        """Whether a plugin checks every Python file that pytest finds, so that it has to search everywhere."""
        words = [*self.pytest.addopts, *(each for run in self.pytest.runs for each in run.arguments)]
        return any(word.text.startswith(_CHECKING) for word in words) or self._is_given_checks

    @property
    def _is_given_checks(self) -> bool:
        names = {each.name for each in self.scope.all(Dependencies)[0].all}
        return not names.isdisjoint(DISTRIBUTING_PLUGINS) and not names.isdisjoint(CHECKING_PLUGINS)

    @property
    def names_packages(self) -> bool:
        """Whether ``--pyargs`` of ``addopts`` makes paths names of packages."""
        return any(word.text == "--pyargs" for word in self.pytest.addopts)

    @property
    def is_configured(self) -> bool:
        """Whether pytest has a configuration in the folder of this project, not one that it takes from above."""
        winner = self.pytest.configuration.winner
        return winner is not None and winner.table.path.rpartition("/")[0] == self.scope.folder

    @property
    def path_in_addopts(self) -> bool:
        """Whether a word of ``addopts`` leads to something to collect or to leave out on every call."""
        if any(argument.text.startswith("--ignore") for argument in self.pytest.addopts):
            return True
        return any(True for _ in paths_among(self.pytest, self.pytest.addopts, self.scope.folder))

    def text(self, path: str) -> str:
        """Return the text of a file, "" where it cannot be read."""
        return _text(self.scope, path)


def _text(scope: "Scope", path: str) -> str:
    try:
        return scope.repository.read(path)
    except UnknownError:
        return ""


def _is_blank(text: str) -> bool:
    return not text or text.isspace()


def _conftests(scope: "Scope") -> tuple[str, ...]:
    found = [path for path in own_files(scope, scope.folder) if path.endswith("conftest.py")]
    return tuple(path for path in found if path.rpartition("/")[2] == "conftest.py")


def _plugin_files(root: "Scope") -> tuple[str, ...]:
    found = python_files(root)
    return tuple([path for path in found if path.endswith("conftest.py") or _is_plugin(_text(root, path))])


def _common(folders: list[list[str]]) -> list[str]:
    """Return the path that folders have in common, down to one that is called ``tests``."""
    found: list[str] = []
    for parts in zip(*folders, strict=False):
        if len(set(parts)) != 1 or (found and found[-1] in {"test", "tests"}):
            break
        found.append(parts[0])
    return found


def _is_plugin(text: str) -> bool:
    return bool(text) and any(hook in text for hook in _PLUGIN_HOOKS)
