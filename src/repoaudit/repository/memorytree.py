"""Trees of files that are not on the disk; they answer what `ConfinedTree` answers."""

from collections.abc import Iterator, Mapping

from repoaudit.errors import UnreadableError
from repoaudit.repository.confined import MISSING, NO_FOLDER, Kind, Node, is_plain, regular
from repoaudit.typing import Protocol


class Tree(Protocol):
    """What a repository needs to know of its files; paths are POSIX and relative to the root, which is ""."""

    def node(self, path: str) -> Node:
        """Return what a path leads to; never raises."""

    def head(self, path: str, count: int) -> bytes:
        """Return the first ``count`` bytes of a regular file. Raises `UnreadableError`."""

    def scan(self, path: str) -> Iterator[tuple[str, Kind]]:
        """Yield name and kind of everything in a folder, in no order. Raises `UnreadableError`."""

    def names(self, path: str) -> Iterator[str]:
        """Yield the name of everything in a folder, in no order. Raises `UnreadableError`."""


class MemoryTree:
    """Files given as texts or bytes. Raises ValueError for paths that no repository can have."""

    __slots__ = ("_contents", "_folders")

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self._contents: dict[str, bytes] = {}
        self._folders: dict[str, dict[str, Kind]] = {"": {}}
        for path, content in files.items():
            self._add(path)
            self._contents[path] = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        if clash := self._folders.keys() & self._contents.keys():
            raise ValueError(f"both a file and a folder: {sorted(clash)}")

    def node(self, path: str) -> Node:
        """Return what a path leads to."""
        if path in self._contents:
            return Node("file", size=len(self._contents[path]))
        return Node("folder") if path in self._folders else Node(problem=MISSING)

    def head(self, path: str, count: int) -> bytes:
        """Return the first bytes of a file. Raises `UnreadableError`."""
        regular(path, self.node(path))
        return self._contents[path][:count]

    def scan(self, path: str) -> Iterator[tuple[str, Kind]]:
        """Yield name and kind of everything in a folder. Raises `UnreadableError`."""
        if path not in self._folders:
            raise UnreadableError(path, self.node(path).problem or NO_FOLDER)
        yield from self._folders[path].items()

    def names(self, path: str) -> Iterator[str]:
        """Yield the name of everything in a folder. Raises `UnreadableError`."""
        return (name for name, _ in self.scan(path))

    def _add(self, path: str) -> None:
        if not path or not is_plain(path) or ".git" in path.lower().split("/"):
            raise ValueError(f"not the path of a file in a repository: {path!r}")
        kind: Kind = "file"
        while path:
            path, _, name = path.rpartition("/")
            self._folders.setdefault(path, {})[name] = kind
            kind = "folder"


class OverlayTree:
    """A tree with other files on top of its own."""

    __slots__ = ("_base", "_top")

    def __init__(self, base: Tree, top: MemoryTree) -> None:
        self._base = base
        self._top = top

    def node(self, path: str) -> Node:
        """Return what a path leads to."""
        return self._owner(path).node(path)

    def head(self, path: str, count: int) -> bytes:
        """Return the first bytes of a file. Raises `UnreadableError`."""
        return self._owner(path).head(path, count)

    def scan(self, path: str) -> Iterator[tuple[str, Kind]]:
        """Yield name and kind of everything in a folder. Raises `UnreadableError`."""
        if self._top.node(path).kind != "folder":
            return self._base.scan(path)
        below = dict(self._base.scan(path)) if self._base.node(path).kind == "folder" else {}
        return iter({**below, **dict(self._top.scan(path))}.items())

    def names(self, path: str) -> Iterator[str]:
        """Yield the name of everything in a folder. Raises `UnreadableError`."""
        return (name for name, _ in self.scan(path))

    def _owner(self, path: str) -> Tree:
        return self._top if self._top.node(path).kind else self._base
