"""Test files that pytest would import as one module, at which collection stops.

Tried with pytest 8.4.2 and 9.2.0 on 2026-11-26: in the import modes ``prepend`` and ``append`` a file is imported under
its path below the first folder that is no package (no ``__init__.py``, or a name that is no identifier). Two files of
one such name stop the collection ("import file mismatch"), empty ones too; conftests do not.
"""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.tools.pytest import Pytest
from repoaudit.subjects.views.run_paths import files_of
from repoaudit.subjects.views.test_suite import TestSuite
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Argument

_MODES: Final = frozenset({"prepend", "append"})
_IGNORES: Final = ("collect_ignore", "pytest_ignore_collect", "pytest_collect_file", "pytest_pycollect_makemodule")


class ModuleClash:
    """Several files that are one module to pytest, in the order of their paths."""

    __slots__ = ("name", "paths", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope", name: str, paths: tuple[str, ...]) -> None:
        self.scope = scope
        self.name = name
        self.paths = paths

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the clashes of every run in one project; of a call without arguments where no command runs pytest.

        Raises:
            UnknownError: a conftest decides what is collected, or the configuration does so in a way that is not known.

        """
        clashes: dict[str, tuple[str, ...]] = {}
        for words, folder in _runs(scope):
            files = files_of(scope.all(Pytest)[0], words, folder, modes=_MODES)
            clashes |= {name: paths for name, paths in _clashes(scope, files) if name not in clashes}
        if clashes:
            _must_be_plain(scope)
        yield from (cls(scope, name, paths) for name, paths in sorted(clashes.items()))

    @property
    def are_packages(self) -> bool:
        """Whether the files lie in packages, so that an ``__init__.py`` more does not help."""
        return "." in self.name


def _runs(scope: "Scope") -> list[tuple[tuple["Argument", ...], str | None]]:
    pytest = scope.all(Pytest)[0]
    if pytest.runs:
        own = (run for run in pytest.runs if "xargs" not in run.command.via)  # which is told more than can be read
        return [(run.arguments, run.command.folder) for run in own]
    is_used = pytest.configuration.winner is not None or scope.all(Dependencies)[0].provides("pytest")
    return [(pytest.addopts, scope.folder)] if is_used else []


def _clashes(scope: "Scope", files: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    by_name: dict[str, list[str]] = {}
    for path in files:
        by_name.setdefault(path.rpartition("/")[2], []).append(path)
    for same in by_name.values():
        modules: dict[str, list[str]] = {}
        for path in same if len(same) > 1 else ():
            modules.setdefault(_module(scope, path), []).append(path)
        yield from ((name, tuple(sorted(paths))) for name, paths in modules.items() if len(paths) > 1)


def _module(scope: "Scope", path: str) -> str:
    """Return the name under which pytest imports a file."""
    folder, _, name = path.rpartition("/")
    parts = [name.removesuffix(".py")]
    while folder and scope.repository.is_file(f"{folder}/__init__.py"):
        folder, _, package = folder.rpartition("/")
        if not package.isidentifier():
            break
        parts.append(package)
    return ".".join(reversed(parts))


def _must_be_plain(scope: "Scope") -> None:
    suite = scope.all(TestSuite)[0]
    namespaces = suite.pytest.switch("consider_namespace_packages")
    if namespaces.value:
        raise UnknownError("packages without `__init__.py` are considered", *namespaces.place[:2])
    for path in suite.plugins:
        if any(word in suite.text(path) for word in _IGNORES):
            raise UnknownError("decides which files are collected", path)
