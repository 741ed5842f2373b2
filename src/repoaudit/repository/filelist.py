"""Which files a repository has: those that git's index lists, or those that a walk finds."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from repoaudit.errors import UnknownError, UnreadableError
from repoaudit.regex import lazy
from repoaudit.repository.confined import ConfinedTree, Kind, is_plain
from repoaudit.repository.gitentries import REGULAR
from repoaudit.repository.gitindex import EXECUTABLE, GITLINK, LINK, Index, IndexEntry
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.repository.gitdir import GitFacts

MAX_ENTRIES: Final = 200_000
"""Files and folders that a walk looks at before it gives up."""

_MAX_FOLDER_NAMES: Final = 64_000_000
"""Code points of all folder paths together."""

_DOTTED: Final = lazy(r"(?:\.?|git)(?:/|\Z)")
"""What follows "/." where ``.``, ``..`` or ``.git`` is a part of a path; the end is where the next "/." stood."""

_PRUNED: Final = frozenset(
    {
        ".git",
        ".hg",
        ".svn",
        "__pycache__",
        "node_modules",
        "site-packages",
        ".venv",
        "venv",
        ".tox",
        ".nox",
        ".eggs",
        ".mypy_cache",
        ".pytest_cache",
        ".ruff_cache",
    }
)
_BUILT: Final = frozenset({"build", "dist"})
_BUILDERS: Final = frozenset({"pyproject.toml", "setup.py", "setup.cfg"})
_GENERATED: Final = frozenset({"pyvenv.cfg", "conda-meta", "CACHEDIR.TAG"})
"""Marks of a virtual or conda environment and of a cache (bford.info/cachedir), whatever the folder is called."""


class FileList:
    """Every file of a repository, sorted by path. A listed file need not exist any more: ask the repository.

    ``tracked`` says that git's index is the source; then the sets below are known, else they are empty.
    ``complete`` says that no file of the repository is missing from the list.
    """

    __slots__ = (
        "_folders",
        "_members",
        "complete",
        "executables",
        "links",
        "paths",
        "skipped",
        "submodules",
        "tracked",
    )

    def __init__(  # noqa: PLR0913  # a record with defaults; a NamedTuple could not be lazy
        self,
        paths: Iterable[str],
        *,
        tracked: bool = False,
        complete: bool = True,
        submodules: Iterable[str] = (),
        executables: Iterable[str] = (),
        links: Iterable[str] = (),
        skipped: Iterable[str] = (),
    ) -> None:
        self.paths = tuple(sorted(paths))
        self.tracked = tracked
        self.complete = complete
        self.submodules = tuple(sorted(submodules))
        """Folders that hold another repository: git's submodules, or what a walk found to be one."""
        self.executables = frozenset(executables)
        self.links = frozenset(links)
        self.skipped = frozenset(skipped)
        """Tracked, and left out of the work tree on purpose (a sparse checkout)."""
        self._members: frozenset[str] | None = None
        self._folders: frozenset[str] | None = None

    def __len__(self) -> int:
        return len(self.paths)

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __contains__(self, path: object) -> bool:
        if self._members is None:
            self._members = frozenset(self.paths)
        return path in self._members

    def under(self, folder: str) -> tuple[str, ...]:
        """Return the files below a folder, at any depth; "" is the root."""
        if not folder:
            return self.paths
        first = bisect_left(self.paths, f"{folder}/")
        return self.paths[first : bisect_left(self.paths, f"{folder}0", first)]  # "0" follows "/"

    @property
    def folders(self) -> frozenset[str]:
        """Every folder that holds a file, at any depth, without the root.

        Raises:
            UnknownError: there are far too many, as only a hostile index has them.

        """
        if self._folders is None:
            self._folders = _folders(self.paths)
        return self._folders

    def adding(self, paths: Iterable[str]) -> "FileList":
        """Return a list with more files."""
        return FileList(
            {*self.paths, *paths},
            tracked=self.tracked,
            complete=self.complete,
            submodules=self.submodules,
            executables=self.executables,
            links=self.links,
            skipped=self.skipped,
        )


def from_index(index: Index, folder: str = "") -> FileList:
    """List what an index has in stage 0; ``folder`` is where the repository under audit lies in git's work tree.

    Paths that no file below a root can have (``..``, ``.git``) are left out: git does not check them out either.
    With files in conflict, which have no stage 0, the list is not complete.
    """
    if not _all_plain(index.paths):
        index = Index.of([entry for entry in index.entries() if _is_plain(entry.path)])
    special = dict(index.special())
    unlisted = {number for number, entry in special.items() if entry.stage or entry.mode == GITLINK}
    paths = [path for number, path in enumerate(index.paths) if number not in unlisted] if unlisted else index.paths
    prefix = f"{folder}/" if folder else ""

    def paths_of(test: Callable[[IndexEntry], bool]) -> list[str]:
        return _below(prefix, [entry.path for entry in special.values() if not entry.stage and test(entry)])

    return FileList(
        _below(prefix, paths),
        tracked=True,
        complete=not any(entry.stage for entry in special.values()),
        submodules=paths_of(lambda entry: entry.mode == GITLINK),
        executables=paths_of(lambda entry: entry.mode == EXECUTABLE),
        links=paths_of(lambda entry: entry.mode == LINK),
        skipped=paths_of(lambda entry: entry.skip_worktree),
    )


def from_facts(paths: Iterable[str], facts: "GitFacts") -> FileList:
    """List what git would track of the given files by what a test states."""
    modes = {path: REGULAR for path in paths if path not in facts.untracked} | dict(facts.modes)
    return from_index(Index.of([IndexEntry(path, mode) for path, mode in modes.items()]))


def walk(tree: ConfinedTree, *, complete: bool = True) -> FileList:
    """List what is on the disk, without what tools put there: environments, caches, build results.

    Pass ``complete=False`` where it is known that files are missing from the disk.

    ``build`` and ``dist`` are left out only beside a file that makes a Python project, and only if they are no
    package themselves. A folder with a ``.git`` is another repository. Links are listed, not followed.
    """
    found = _Found(complete=complete)
    folders = [("", False)]
    while folders:
        folder, built = folders.pop()
        entries = found.scan(tree, folder)
        if folder and ".git" in entries:
            found.submodules.append(folder)
        elif not folder or not (_GENERATED.intersection(entries) or (built and "__init__.py" not in entries)):
            folders += found.sort(folder, entries)
    return FileList(found.paths, complete=found.complete, links=found.links, submodules=found.submodules)


class _Found:
    """What a walk has found so far."""

    __slots__ = ("_room", "complete", "links", "paths", "submodules")

    def __init__(self, *, complete: bool) -> None:
        self.complete = complete
        self.paths: list[str] = []
        self.links: list[str] = []
        self.submodules: list[str] = []
        self._room = MAX_ENTRIES

    def scan(self, tree: ConfinedTree, folder: str) -> dict[str, Kind]:
        """Return what is in a folder, as far as there is room."""
        try:
            entries = list(islice(tree.scan(folder), self._room + 1))
        except UnreadableError:
            self.complete = False
            return {}
        self.complete &= len(entries) <= self._room
        seen = dict(entries[: self._room])
        self._room -= len(seen)
        return seen

    def sort(self, folder: str, entries: dict[str, Kind]) -> Iterator[tuple[str, bool]]:
        """Keep the files, and yield the folders to walk, each with whether it may hold build results."""
        project = not _BUILDERS.isdisjoint(entries)
        for name, kind in entries.items():
            path = f"{folder}/{name}" if folder else name
            if not is_plain(path):
                self.complete = False
            elif kind == "folder" and name not in _PRUNED and not name.endswith(".egg-info"):
                yield path, project and name in _BUILT
            elif kind in {"file", "link"}:
                self.paths.append(path)
                if kind == "link":
                    self.links.append(path)


def _below(prefix: str, paths: list[str]) -> list[str]:
    return [path.removeprefix(prefix) for path in paths if path.startswith(prefix)] if prefix else paths


def _all_plain(paths: list[str]) -> bool:
    joined = "/".join(("", *paths, ""))  # one search in one text: asking path by path would take longer than parsing
    return "//" not in joined and not any(map(_DOTTED.match, joined.split("/.")[1:]))


def _is_plain(path: str) -> bool:
    return path != "" and is_plain(path) and ".git" not in path.split("/")


def _folders(paths: Iterable[str]) -> frozenset[str]:
    folders: set[str] = set()
    room = _MAX_FOLDER_NAMES
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            room -= len(folder)
            folder = folder.rpartition("/")[0]
        if room < 0:
            raise UnknownError("the repository has too many folders to look at")
    return frozenset(folders)
