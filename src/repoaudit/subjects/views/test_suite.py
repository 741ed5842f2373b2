"""The tests of a project as pytest would collect them, without running anything."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final, Self

from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.subjects.tools.pytest import Pytest
from repoaudit.subjects.tools.readers import read_words
from repoaudit.subjects.views.test_files import TestPath, configured_paths, path_exists, test_files
from repoaudit.subjects.views.test_marks import MarkUse, marks_in, marks_registered_in, test_functions_in

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_PLUGIN_HOOKS: Final = ("addinivalue_line", "pytest_addoption", "pytest_collection_modifyitems", "hookimpl")


class MarkPlaces(NamedTuple):
    """Every use of one mark: in the order of the files."""

    name: str
    places: tuple[Place, ...]

    @property
    def count(self) -> int:
        """How often it is used."""
        return len(self.places)


class TestSuite:
    """The tests of one project: files, functions, marks, and what its own plugins say of marks.

    Only facts are kept: the files are scanned as text, and no tree is built. An empty test file or conftest holds
    nothing.
    """

    __slots__ = ("_files", "_marks", "_plugins", "pytest", "scope")
    __test__ = False
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.pytest = scope.all(Pytest)[0]
        self._files: tuple[str, ...] | None = None
        self._marks: dict[str, MarkPlaces] | None = None
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
        """Say whether an entry of ``testpaths`` leads to something."""
        return path_exists(self.pytest, path)

    @property
    def files(self) -> tuple[str, ...]:
        """The files that pytest collects when it is called without paths, empty ones left out.

        Raises:
            UnknownError: `testpaths` holds patterns, or a setting has another shape.

        """
        if self._files is None:
            found = dict.fromkeys(test_files(self.pytest))
            self._files = tuple(path for path in found if self._text(path).strip())
        return self._files

    def count_tests(self, enough: int) -> int:
        """Count test functions and methods, a parametrised one once; stop when there are enough."""
        functions = self.pytest.configuration.setting("python_functions", read=read_words, default=("test",)).value
        prefixes = ("test", *(each.rstrip("*") for each in functions))
        count = 0
        for path in self.files:
            count += test_functions_in(self._text(path), prefixes)
            if count >= enough:
                break
        return count

    @property
    def conftests(self) -> tuple[str, ...]:
        """Every ``conftest.py`` of the project."""
        files = self.scope.repository.files().under(self.scope.folder)
        return tuple(path for path in files if path.rpartition("/")[2] == "conftest.py")

    @property
    def marks(self) -> dict[str, MarkPlaces]:
        """The marks that tests and conftests use, by name."""
        if self._marks is None:
            found: dict[str, list[Place]] = {}
            for path in dict.fromkeys((*self.files, *self.conftests)):
                for use in marks_in(self._text(path)):
                    found.setdefault(use.name, []).append(_place(path, use))
            self._marks = {name: MarkPlaces(name, tuple(places)) for name, places in found.items()}
        return self._marks

    def uses_of(self, name: str) -> MarkPlaces:
        """Return the uses of one mark; only files that hold the word are scanned."""
        if self._marks is not None:
            return self._marks.get(name, MarkPlaces(name, ()))
        texts = ((path, self._text(path)) for path in self.files)
        places = (
            _place(path, use) for path, text in texts if name in text for use in marks_in(text) if use.name == name
        )
        return MarkPlaces(name, tuple(places))

    @property
    def plugins(self) -> tuple[str, ...]:
        """The files of the project that are plugins of pytest: conftests, and modules with hooks of pytest."""
        if self._plugins is None:
            files = self.scope.repository.files().under(self.scope.folder)
            conftests = set(self.conftests)
            self._plugins = tuple(
                path for path in files if path in conftests or (path.endswith(".py") and _is_plugin(self._text(path)))
            )
        return self._plugins

    def mentions_in_plugins(self, word: str) -> bool:
        """Say whether a conftest or a plugin of the project holds a word, so that it may give it a meaning.

        Raises:
            UnknownError: one of them is empty or cannot be read.

        """
        pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        for path in self.plugins:
            text = self._text(path)
            if not text.strip() and path.count("/") <= self.scope.path("").count("/") + 1:
                raise UnknownError("is empty", path)
            if pattern.search(text):
                return True
        return False

    @property
    def registered(self) -> frozenset[str]:
        """The marks that configuration and the project's own plugins register.

        Raises:
            UnknownError: a plugin registers a mark whose name is computed.

        """
        found = {re.split(r"[:(]", line, maxsplit=1)[0].strip() for line in self.pytest.markers.value}
        for path in self.plugins:
            names, is_complete = marks_registered_in(self._text(path))
            if not is_complete:
                raise UnknownError("registers markers whose names are computed", path)
            found |= names
        return frozenset(found)

    def _text(self, path: str) -> str:
        try:
            return self.scope.repository.read(path)
        except UnknownError:
            return ""


def _is_plugin(text: str) -> bool:
    return any(hook in text for hook in _PLUGIN_HOOKS)


def _place(path: str, use: MarkUse) -> Place:
    return Place(path, use.span, f"pytest.mark.{use.name}")
