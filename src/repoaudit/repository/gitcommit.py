"""The files of a commit, read from git's object database without git and without the work tree.

GitPython finds the commit and reads the objects, both in Python: no hook, file system monitor, filter or text converter
that a repository's configuration names can run, and no missing object is fetched.
"""

import os
from collections.abc import Iterator, Mapping

from repoaudit.errors import UnknownError, UnreadableError, UsageError
from repoaudit.regex import lazy
from repoaudit.repository import DiskRepository, Repository
from repoaudit.repository.confined import BROKEN, LINK_OUT, LOOP, MISSING, NO_FOLDER, Kind, Node, is_plain, regular
from repoaudit.repository.gitindex import GITLINK, LINK, Index, IndexEntry
from repoaudit.repository.gitpython import find_tree
from repoaudit.typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from repoaudit.repository.filelist import FileList
    from repoaudit.repository.gitdir import GitDir, GitView

_REVISION: Final = lazy(r"(?!-)[\w./@{}^~+#%=-]+")
"""What names a commit. A search in messages (`:/text`, `^{/text}`) is left out: GitPython would run git for it."""

_ALTERNATES: Final = "objects/info/alternates"
_FOLDER: Final = 0o040000
_MAX_ENTRIES: Final = 500_000
_MAX_LINKS: Final = 40
_MAX_BYTES: Final = 64_000_000
"""Bytes of an object that is unpacked; a small one may claim to hold a terabyte."""

_MAX_TARGET: Final = 4096


class _Blob:
    """One entry of a tree that is no folder."""

    __slots__ = ("mode", "name")

    def __init__(self, mode: int, name: bytes) -> None:
        self.mode = mode
        self.name = name


class CommitTree:
    """The files of a commit; answers what `ConfinedTree` answers, without links that lead out.

    ``missing`` collects the paths of files whose objects are not there.
    """

    def __init__(self, database: Any, blobs: Mapping[str, _Blob]) -> None:  # noqa: ANN401  # GitPython's, untyped
        self._database = database
        self._blobs = blobs
        self._folders: dict[str, dict[str, Kind]] = {"": {}}
        self.missing: list[str] = []
        for path, blob in blobs.items():
            self._add(path, {GITLINK: "folder", LINK: "link"}.get(blob.mode, "file"))  # type: ignore[arg-type]

    def _add(self, path: str, kind: Kind) -> None:
        if kind == "folder":
            self._folders.setdefault(path, {})
        while path:
            path, _, name = path.rpartition("/")
            self._folders.setdefault(path, {})[name] = kind
            kind = "folder"

    def node(self, path: str) -> Node:
        """Return what a path leads to."""
        real, problem = self._resolve(path)
        if problem:
            return Node(problem=problem)
        if real in self._folders:
            return Node("folder")
        try:
            return Node("file", size=self._stream(real).size)
        except UnreadableError as error:
            return Node(problem=error.reason)

    def head(self, path: str, count: int) -> bytes:
        """Return the first bytes of a file. Raises `UnreadableError`."""
        regular(path, self.node(path))
        return self._read(self._resolve(path)[0], count)

    def scan(self, path: str) -> Iterator[tuple[str, Kind]]:
        """Yield name and kind of everything in a folder. Raises `UnreadableError`."""
        real, problem = self._resolve(path)
        if problem or real not in self._folders:
            raise UnreadableError(path, problem or NO_FOLDER)
        yield from self._folders[real].items()

    def names(self, path: str) -> Iterator[str]:
        """Yield the name of everything in a folder. Raises `UnreadableError`."""
        return (name for name, _ in self.scan(path))

    def _resolve(self, path: str) -> tuple[str, str]:
        """Follow the links of a path; return where it leads, and what is wrong with it."""
        if path and not is_plain(path):
            return "", MISSING
        todo, done, links = path.split("/")[::-1] if path else [], "", 0
        while todo:
            part = todo.pop()
            if part == ".." and not done:
                return "", LINK_OUT
            place = done.rpartition("/")[0] if part == ".." else f"{done}/{part}" if done else part
            if place not in self._folders and place not in self._blobs:
                return "", BROKEN if links else MISSING
            if place in self._folders or self._blobs[place].mode != LINK:
                done = place
                continue
            target = self._read(place, _MAX_TARGET).decode("utf-8", "surrogateescape")
            links += 1
            if links > _MAX_LINKS or target.startswith("/"):
                return "", LINK_OUT if target.startswith("/") else LOOP
            todo += [each for each in reversed(target.split("/")) if each not in {"", "."}]
        return done, ""

    def _read(self, path: str, count: int) -> bytes:
        data: bytes = self._stream(path).read(count)
        return data

    def _stream(self, path: str) -> Any:  # noqa: ANN401  # as above
        from gitdb.exc import ODBError  # type: ignore[import-untyped]

        name = self._blobs[path].name
        try:
            if self._database.info(name).size > _MAX_BYTES:
                raise UnreadableError(path, f"is larger than {_MAX_BYTES // 1_000_000} MB")
            return self._database.stream(name)
        except (ODBError, OSError, ValueError) as error:
            self.missing.append(path)
            raise UnreadableError(path, "is not in this clone") from error


class CommitRepository(Repository):
    """The files of a commit, with what git says of the repository today."""

    __slots__ = ("_entries", "commit")

    def __init__(self, tree: CommitTree, blobs: Mapping[str, _Blob], git: "GitView") -> None:
        super().__init__(tree, git)
        self.commit = tree
        self._entries = [IndexEntry(path, blob.mode) for path, blob in blobs.items()]

    def _list_files(self) -> "FileList":
        from repoaudit.repository.filelist import from_index

        return from_index(Index.of(self._entries))


def open_commit(repository: DiskRepository, revision: str) -> CommitRepository:
    """Return the files of a commit of the repository on the disk. Raises UsageError."""
    git = repository.git_dir
    if git is None:
        raise UsageError("--baseline-commit: there is no git repository here")
    if not _REVISION.fullmatch(revision) or "{/" in revision:
        raise UsageError(f"--baseline-commit: {revision!r} does not name a commit")
    folder = repository.root[len(git.work_tree) :].replace(os.sep, "/").strip("/")
    try:
        database, tree = find_tree(git, revision)
        blobs = dict(_blobs(database, tree, folder))
    except UsageError:
        raise
    except Exception as error:  # GitPython and gitdb raise whatever a damaged repository makes them trip over
        raise UsageError(f"--baseline-commit: {revision!r} {_why(git)}") from error
    return CommitRepository(CommitTree(database, blobs), blobs, git)


def _why(git: "GitDir") -> str:
    """Say why a commit cannot be read."""
    if any(tree.node(_ALTERNATES).kind for tree in git.trees):
        return f"is not in this clone, which shares objects with another one ({_ALTERNATES}); that is not read"
    try:
        shallow = git.is_shallow
    except UnknownError:
        shallow = False
    if shallow:
        return "is not in this shallow clone; fetch it first (actions/checkout: `fetch-depth: 0`)"
    return "is not a commit that can be read in this repository"


def _blobs(database: Any, tree: bytes, folder: str) -> Iterator[tuple[str, _Blob]]:  # noqa: ANN401  # as above
    """Yield the files below a folder of the tree, by their paths in it."""
    from git.objects.fun import tree_entries_from_data

    todo, count, prefix = [("", tree)], 0, f"{folder}/" if folder else ""
    while todo:
        parent, name = todo.pop()
        if database.info(name).size > _MAX_BYTES:
            raise UsageError(f"--baseline-commit: a folder of the commit is larger than {_MAX_BYTES // 1_000_000} MB")
        for binary, mode, entry in tree_entries_from_data(database.stream(name).read()):
            path, count = f"{parent}{entry}", count + 1
            if count > _MAX_ENTRIES:
                raise UsageError(f"--baseline-commit: the commit has more than {_MAX_ENTRIES} files")
            if mode == _FOLDER and (f"{path}/".startswith(prefix) or prefix.startswith(f"{path}/")):
                todo.append((f"{path}/", binary))
            elif mode != _FOLDER and path.startswith(prefix) and is_plain(path):
                yield path[len(prefix) :], _Blob(mode, binary)
