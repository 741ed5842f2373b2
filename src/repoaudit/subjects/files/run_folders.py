"""Tracked files that runs and models leave behind: folders of runs, notebooks with outputs, large binary files."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.run_outputs import BINARY, LARGE, RUN_FOLDERS, RUN_NAMES, RUN_SIGNS
from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.files.ignores import attribute
from repoaudit.subjects.files.tracked import tracked_like, tracked_matching
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_RUNS: Final = lazy(RUN_FOLDERS)
_BINARY: Final = lazy(BINARY)
_TESTS: Final = frozenset("test tests testing fixtures fixture testdata test_data test-data resources".split())
_MAX_FILES: Final = 2_000
_MEGABYTE: Final = 1_000_000


class RunFolder:
    """One folder of runs that git tracks."""

    __slots__ = ("count", "folder", "place", "tool")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, folder: str, tool: str, paths: tuple[str, ...]) -> None:
        self.folder = folder
        self.tool = tool
        self.count = len(paths)
        self.place = Place(paths[0], None, folder)

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each one, unless sources lie in it, or it is material of tests."""
        if not scope.is_root or scope.repository.git is None:
            return
        found: dict[str, str] = {}
        for path in tracked_like(scope, _RUNS, (), RUN_SIGNS):
            match = _RUNS.search(path)
            if match and match.lastgroup and not is_material(path):
                found.setdefault(path[: match.end(match.lastgroup)], match.lastgroup)
        for folder, group in found.items():
            paths = scope.repository.files().under(folder)
            if not any(path.endswith(".py") and "/" not in path[len(folder) + 1 :] for path in paths):
                yield cls(folder, RUN_NAMES[group], paths)


def is_material(path: str) -> bool:
    """Say whether a path lies in a folder of tests."""
    return not _TESTS.isdisjoint(path.lower().split("/")[:-1])


class LargeBinaries:
    """The large models and files of data in one folder that git itself keeps; the largest stands for them."""

    __slots__ = ("largest", "paths", "size")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, sizes: dict[str, int]) -> None:
        self.paths = tuple(sizes)
        self.largest = max(sizes, key=lambda path: (sizes[path], path))
        self.size = sizes[self.largest]

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield them for each folder; those that Git LFS keeps are left out."""
        if not scope.is_root or scope.repository.git is None:
            return
        folders: dict[str, dict[str, int]] = {}
        for number, path in enumerate(tracked_matching(scope, _BINARY)):
            if number < _MAX_FILES and (size := _size(scope, path)) > LARGE and not _is_kept_elsewhere(scope, path):
                folders.setdefault(path.rpartition("/")[0], {})[path] = size
        yield from map(cls, folders.values())

    @property
    def place(self) -> Place:
        """The largest."""
        return Place(self.largest, None, "large-binary")

    @property
    def megabytes(self) -> str:
        """The size of the largest, as a sentence names it."""
        return f"{self.size / _MEGABYTE:.1f} MB"


def _size(scope: "Scope", path: str) -> int:
    try:
        return 0 if path in scope.repository.files().links else scope.repository.size(path)
    except UnknownError:
        return 0


def _is_kept_elsewhere(scope: "Scope", path: str) -> bool:
    """Say whether another program keeps the content: a filter such as LFS, git-annex, or DVC beside it."""
    return attribute(scope, path, "filter") not in {"", "false"} or scope.repository.is_file(f"{path}.dvc")
