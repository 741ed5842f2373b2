"""The files under audit: paths to texts, read-only and lazy, from the disk or from memory."""

import os
from collections.abc import Mapping
from itertools import islice

from repoaudit.errors import UnknownError, UnreadableError, UsageError
from repoaudit.repository.confined import LINK_OUT, MISSING, NO_FOLDER, ConfinedTree, is_plain, regular
from repoaudit.repository.gitdir import GitDir, is_git_directory
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.repository.filelist import FileList
    from repoaudit.repository.gitdir import GitFacts, GitView
    from repoaudit.repository.memorytree import Tree

MAX_SIZE: Final = 5_000_000
"""Bytes of a file that is read as a text."""

_MAX_KEPT: Final = 64_000_000
"""Code points of the texts that a repository keeps; beyond that it reads again."""

_MAX_NAMES: Final = 200_000


class Repository:
    """The files below a root; nothing of it changes, and what was looked at once is not looked at again.

    Paths are POSIX and relative to the root, which is "". A path that is absolute or has a part ``..``, ``.``, ``.git``
    or "" does not exist; `join` makes a path of what a file says. Case counts, even where the file system ignores it.
    Only `files` reads git's index.
    """

    __slots__ = ("_files", "_names", "_room", "_texts", "git", "tree")

    def __init__(self, tree: "Tree", git: "GitView | None") -> None:
        self.git = git
        """What git says about the repository, None without git."""
        self.tree = tree
        self._files: FileList | None = None
        self._names: dict[str, tuple[str, ...]] = {}
        self._texts: dict[str, str | UnreadableError] = {}
        self._room = _MAX_KEPT

    def read(self, path: str) -> str:
        """Return the text of a file as it is: line endings kept, a byte order mark is its first code point.

        Raises:
            UnreadableError: it is not UTF-8, larger than 5 MB, absent, no regular file, or a link out of the root.

        """
        text = self._texts.get(path)
        if text is None:
            text = self._read(path)
            self._room -= len(text) if isinstance(text, str) else 0
            if self._room >= 0:
                self._texts[path] = text
        if isinstance(text, UnreadableError):
            raise text.with_traceback(None)
        return text

    def read_bytes_head(self, path: str, count: int) -> bytes:
        """Return the first ``count`` bytes of a file of any size, fewer if it is shorter. Raises `UnreadableError`."""
        return self.tree.head(path, count)

    def is_transcoded(self, path: str) -> bool:
        """Say whether a file is read although it is not in UTF-8, so that an edit would change its encoding."""
        from repoaudit.repository.encodings import is_transcoded, may_be_transcoded

        try:
            return may_be_transcoded(path) and is_transcoded(path, self.read_bytes_head(path, 4))
        except UnreadableError:
            return False

    def size(self, path: str) -> int:
        """Return how many bytes a file has. Raises `UnreadableError`."""
        return regular(path, self.tree.node(path)).size

    def exists(self, path: str) -> bool:
        """Say whether anything stands at a path, if only a link that is broken or leads out of the root.

        A path behind such a link, or in a folder that may not be entered, counts as existing: only what is known to be
        free may be called missing.
        """
        return self.tree.node(path).problem != MISSING

    def is_file(self, path: str) -> bool:
        """Say whether a path leads to a regular file within the root, perhaps by links."""
        return self.tree.node(path).kind == "file"

    def is_dir(self, path: str) -> bool:
        """Say whether a path leads to a folder within the root, perhaps by links."""
        return self.tree.node(path).kind == "folder"

    def is_link_out(self, path: str) -> bool:
        """Say whether a path is or passes a link out of the root; it is neither file nor folder then, but exists."""
        return self.tree.node(path).problem == LINK_OUT

    def list_dir(self, path: str) -> tuple[str, ...]:
        """Return the names of a folder's entries, sorted, without ``.git``; () if it is no readable folder.

        Of more than 200,000 entries it is any 200,000.
        """
        names = self._names.get(path)
        if names is None:
            names = self._names[path] = self._list_dir(path)
        return names

    def files(self) -> "FileList":
        """Return every file of the repository, listed once: what git tracks, or what is there if git cannot tell."""
        if self._files is None:
            self._files = self._list_files()
        return self._files

    def files_read(self) -> tuple[str, ...]:
        """Return the paths of the files whose texts were asked for so far, sorted."""
        return tuple(sorted(path for path, text in self._texts.items() if isinstance(text, str)))

    def with_texts(self, texts: Mapping[str, str]) -> "Repository":
        """Return this repository with other texts in some files, which may be new."""
        return OverlayRepository(self, texts)

    def _list_dir(self, path: str) -> tuple[str, ...]:
        if self.tree.node(path).kind != "folder":
            return ()
        try:
            names = list(islice(self.tree.names(path), _MAX_NAMES))
        except UnreadableError:
            return ()
        return tuple(sorted(name for name in names if name.lower() != ".git"))

    def _read(self, path: str) -> str | UnreadableError:
        try:
            data = self.tree.head(path, MAX_SIZE + 1)
        except UnreadableError as error:
            return error
        if len(data) > MAX_SIZE:
            return UnreadableError(path, f"is larger than {MAX_SIZE // 1_000_000} MB")
        try:
            return data.decode()
        except UnicodeDecodeError:
            return _in_other_encoding(path, data)

    def _list_files(self) -> "FileList":
        raise NotImplementedError


def _in_other_encoding(path: str, data: bytes) -> str | UnreadableError:
    from repoaudit.repository.encodings import decode

    try:
        return decode(path, data)
    except UnreadableError as error:
        return error


class DiskRepository(Repository):
    """A folder on the disk, which may be hostile: no link out of it is followed, only regular files are opened.

    ``git`` is the git directory of a work tree around the root, where it is not to be the one of the root itself.
    """

    __slots__ = ("_disk", "_git", "root")

    def __init__(self, root: str, git: GitDir | None = None) -> None:
        self._disk = ConfinedTree(root, hide_git=True)
        self._git = git or GitDir.at(self._disk.root)
        super().__init__(self._disk, self._git)
        self.root = self._disk.root
        """The real path of the folder, as the operating system spells it."""

    @property
    def git_dir(self) -> GitDir | None:
        """The git directory, None without git."""
        return self._git

    def _list_files(self) -> "FileList":
        from repoaudit.repository.filelist import from_index, walk

        if self._git is None:
            return walk(self._disk)
        try:
            index = self._git.index()
        except UnknownError:
            return walk(self._disk, complete=False)
        folder = self.root[len(self._git.work_tree) :].replace(os.sep, "/").strip("/")
        listed = from_index(index, folder) if index else None
        return listed or walk(self._disk)  # where nothing was added yet, everything counts


class MemoryRepository(Repository):
    """Files given as texts or bytes, for tests and editors. Raises ValueError for paths that no repository can have."""

    __slots__ = ("_facts", "_paths")

    def __init__(self, files: Mapping[str, str | bytes], git: "GitFacts | None" = None) -> None:
        from repoaudit.repository.memorytree import MemoryTree

        super().__init__(MemoryTree(files), git)
        self._paths = tuple(files)
        self._facts = git

    def _list_files(self) -> "FileList":
        from repoaudit.repository.filelist import FileList, from_facts

        return from_facts(self._paths, self._facts) if self._facts else FileList(self._paths)


class OverlayRepository(Repository):
    """A repository with other texts in some files, which may be new; for a look at what a fix would leave behind."""

    __slots__ = ("_asked", "_base", "_changed")

    def __init__(self, base: Repository, texts: Mapping[str, str]) -> None:
        from repoaudit.repository.memorytree import MemoryTree, OverlayTree

        super().__init__(OverlayTree(base.tree, MemoryTree(texts)), base.git)
        self._base = base
        self._changed = dict(texts)
        self._asked: set[str] = set()

    def read(self, path: str) -> str:
        """Return the text of a file, the new one if there is one. Raises `UnreadableError`."""
        if path in self._changed:
            return super().read(path)
        text = self._base.read(path)
        self._asked.add(path)
        return text

    def files_read(self) -> tuple[str, ...]:
        """Return the paths of the files whose texts were asked for here, those of the repository beneath included."""
        return tuple(sorted({*super().files_read(), *self._asked}))

    def with_texts(self, texts: Mapping[str, str]) -> "Repository":
        """Return the repository beneath with these texts as well."""
        return OverlayRepository(self._base, {**self._changed, **texts})

    def _list_files(self) -> "FileList":
        return self._base.files().adding(self._changed)


def join(folder: str, path: str) -> str | None:
    """Return the path in the repository that a path written in a folder's file means, None if it leaves the root.

    Links are not looked at. Backslashes separate nothing, and an absolute path is None.
    """
    if path.startswith("/"):
        return None
    parts = folder.split("/") if folder else []
    for part in path.split("/"):
        if part == ".." and not parts:
            return None
        if part == "..":
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    joined = "/".join(parts)
    return joined if is_plain(joined) else None


def find_root(path: str) -> tuple[str, str]:
    """Return the root of the repository that a folder belongs to, and the folder's path within it.

    The root is the real path of git's top level, or of the folder itself where there is no git.

    Raises:
        UsageError: there is no such folder, or it lies in a git directory, where no files are to audit.

    """
    start = folder = _real_folder(path)
    while True:
        git = GitDir.at(folder)
        if is_git_directory(ConfinedTree(folder)) or (git and _is_bare(git)):
            raise UsageError(f"{_shown(path)}: is in a git directory or a bare repository, without files to audit")
        if git:
            return folder, start[len(folder) :].replace(os.sep, "/").strip("/")
        parent = os.path.dirname(folder)  # noqa: PTH120  # pathlib costs 5 ms at start-up
        if parent == folder:
            return start, ""
        folder = parent


def _real_folder(path: str) -> str:
    try:
        tree = ConfinedTree(path)
    except (OSError, ValueError) as error:  # the working directory was removed; a NUL
        raise UsageError(f"{_shown(path)}: {MISSING}") from error
    top = tree.node("")
    if top.kind != "folder":
        raise UsageError(f"{_shown(path)}: {top.problem or NO_FOLDER}")
    return tree.root


def _shown(path: str) -> str:
    return path if path.isprintable() else ascii(path)


def _is_bare(git: GitDir) -> bool:
    try:
        return git.is_bare
    except UnknownError:
        return False
