"""How pytest gets from where it starts to the files that it collects: what settings, options and conftests leave out.

Compared with pytest 9.2.0. Where it starts, and every folder above that, nothing is left out of. A start inside another
one does not count; before version 9.0 it did.
"""

import re
from collections.abc import Iterable, Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.pytest_plugins import PRIVATE_TO
from repoaudit.globs import part_matcher
from repoaudit.regex import lazy
from repoaudit.repository import join
from repoaudit.subjects.collections.commands import read_options
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.subjects.tools.pytest import Pytest

_LISTED: Final = lazy(r"^(collect_ignore(?:_glob)?)[ \t]*(?::[^=\n]+)?=[ \t]*([\[(][^\])]*[\])])", re.MULTILINE)
_ENVIRONMENTS: Final = ("pyvenv.cfg", "conda-meta/history")
"""Files by which a virtual environment is known."""


class Search:
    """One search, from some folders and files on."""

    __slots__ = (
        "_entered",
        "_exempt",
        "_files",
        "_globs",
        "_hides_private",
        "_left_out",
        "_lists",
        "_names",
        "_paths",
        "_pytest",
        "_skipped",
    )

    def __init__(self, pytest: "Pytest", starts: Iterable[str]) -> None:
        scope, words = pytest.scope, pytest.addopts
        self._pytest = pytest
        self._files = scope.repository.files()
        self._names = _Patterns(pytest.python_files.value)
        self._skipped = _Patterns(pytest.norecursedirs.value)
        self._paths = tuple(_joined(scope.folder, (each.value for each in read_options(words, ("--ignore",)))))
        self._globs = tuple(_joined(scope.folder, (each.value for each in read_options(words, ("--ignore-glob",)))))
        self._exempt = frozenset(above for start in starts for above in (start, *_folders_above(start)))
        self._hides_private = any(map(scope.all(Dependencies)[0].provides, PRIVATE_TO))
        self._entered: dict[str, bool] = {}
        self._lists: dict[str, dict[str, tuple[str, ...]]] = {}
        self._left_out: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {}

    def collects(self, path: str) -> bool:
        """Say whether a file is collected that is a start, or lies below one."""
        folder, _, name = path.rpartition("/")
        if not name.endswith(".py"):
            return False
        if path in self._exempt:
            return True
        return self._names.match(name, path) and self._enters(folder) and not self._is_left_out(path, folder)

    def _enters(self, folder: str) -> bool:
        if folder in self._exempt:
            return True
        found = self._entered.get(folder)
        if found is None:
            found = self._entered[folder] = self._would_enter(folder)
        return found

    def _would_enter(self, folder: str) -> bool:
        above, _, name = folder.rpartition("/")
        if not folder or not self._enters(above):
            return not folder
        if self._skipped.match(name, folder) or name == "__pycache__":
            return False
        is_environment = any(f"{folder}/{each}" in self._files for each in _ENVIRONMENTS)
        return not is_environment and not self._is_left_out(folder, above)

    def _is_left_out(self, path: str, folder: str) -> bool:
        if self._hides_private and path.rpartition("/")[2].startswith("_"):
            return True
        left_out = self._left_out.get(folder)
        if left_out is None:
            paths, globs = self._listed(folder, "collect_ignore"), self._listed(folder, "collect_ignore_glob")
            left_out = self._left_out[folder] = frozenset((*paths, *self._paths)), (*globs, *self._globs)
        return path in left_out[0] or any(_covers(pattern, path) for pattern in left_out[1])

    def _listed(self, folder: str, name: str) -> tuple[str, ...]:
        """Return what the nearest conftest with such a list leaves out: it counts alone."""
        for each in (folder, *_folders_above(folder)):
            if each not in self._lists:
                self._lists[each] = dict(self._lists_in(each))
            if name in self._lists[each]:
                return self._lists[each][name]
        return ()

    def _lists_in(self, folder: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        path = f"{folder}/conftest.py".lstrip("/")
        text = _text(self._pytest, path) if path in self._files else ""
        if "collect_ignore" not in text:
            return
        from ast import literal_eval

        for name, written in _LISTED.findall(text):
            try:
                items = literal_eval(written)
            except (ValueError, SyntaxError):  # computed: what it leaves out is not known
                continue
            yield name, tuple(_joined(folder, (each for each in items if isinstance(each, str))))


class _Patterns:
    """Patterns of a setting: of names, or, where they have a slash, of the ends of paths."""

    __slots__ = ("_ends", "_matchers")

    def __init__(self, patterns: Iterable[str]) -> None:
        patterns = tuple(patterns)
        self._matchers = [part_matcher(pattern) for pattern in patterns if "/" not in pattern]
        self._ends = [f"*/{pattern}" for pattern in patterns if "/" in pattern]

    def match(self, name: str, path: str) -> bool:
        """Say whether one of them matches a name, or the path that it ends."""
        if any(match(name) for match in self._matchers):
            return True
        return bool(self._ends) and any(_covers(end, f"/{path}") for end in self._ends)


def _covers(pattern: str, path: str) -> bool:
    """Say whether a pattern matches a path; its ``*`` stands for slashes, too."""
    from fnmatch import fnmatchcase

    return fnmatchcase(path, pattern)


def _folders_above(path: str) -> Iterator[str]:
    while path:
        path = path.rpartition("/")[0]
        yield path


def _joined(folder: str, texts: Iterable[str | None]) -> Iterator[str]:
    for text in texts:
        path = join(folder, text or "")
        if path:
            yield path


def _text(pytest: "Pytest", path: str) -> str:
    try:
        return pytest.scope.repository.read(path)
    except UnknownError:
        return ""
