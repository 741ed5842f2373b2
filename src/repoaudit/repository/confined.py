"""Read-only access to the files below one folder, which may be hostile: no link leads out, nothing hangs or floods."""

import errno
import os
import stat
from collections.abc import Iterator
from itertools import product

from repoaudit.errors import UnreadableError
from repoaudit.typing import Final, Literal

Kind = Literal["file", "folder", "link", "other"]
"""What stands at a path; "other" is a FIFO, a socket or a device."""

MISSING: Final = "does not exist"
LINK_OUT: Final = "is a link out of the repository"
BROKEN: Final = "is a broken link"
LOOP: Final = "links to itself"
FOLDER: Final = "is a folder"
NO_FOLDER: Final = "is not a folder"
NOT_REGULAR: Final = "is not a regular file"
CHANGED: Final = "changed while it was read"

MAX_DEPTH: Final = 256
"""Parts of a path; what is deeper is left alone."""

_MAX_PATH: Final = 4096
_MAX_LINKS: Final = 40
"""Links followed for one path, as in Linux; more count as a loop."""

_DOTS: Final = frozenset({".", ".."})
_NO_NAMES: Final = _DOTS | {""}
_GIT: Final = frozenset("." + "".join(letters) for letters in product("gG", "iI", "tT"))
_WINDOWS: Final = os.sep == "\\"
_JUNCTION: Final = 0xA0000003
"""The reparse tag of a Windows junction: a link that `stat.S_ISLNK` does not know."""

_OPEN_FLAGS: Final = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
)


def is_plain(path: str) -> bool:
    """Say whether a path can name something below a root: POSIX, relative, in its one shortest spelling.

    No empty part, ``.``, ``..`` or NUL; at most 4,096 code points and 256 parts. "" is the root itself.
    """
    if "/" not in path and path not in _DOTS and "\0" not in path and len(path) < _MAX_PATH and not _WINDOWS:
        return True  # as most are
    if len(path) > _MAX_PATH or "\0" in path or (_WINDOWS and ("\\" in path or ":" in path)):
        return False
    parts = path.split("/")
    return len(parts) <= MAX_DEPTH and _NO_NAMES.isdisjoint(parts)


class Node:
    """What a path leads to: its kind, bytes and real path, or the problem that keeps it out of reach."""

    __slots__ = ("kind", "problem", "real", "size", "status")

    def __init__(self, kind: Kind | None = None, problem: str = "", size: int = 0) -> None:
        self.kind = kind
        self.problem = problem
        self.size = size
        self.real = ""
        self.status: os.stat_result | None = None


_KINDS: Final[dict[int, Kind]] = {stat.S_IFREG: "file", stat.S_IFLNK: "link", stat.S_IFDIR: "folder"}
_ABSENT: Final = Node(problem=MISSING)


def regular(path: str, node: Node) -> Node:
    """Return a node if it is that of a regular file. Raises `UnreadableError` if not."""
    if node.kind != "file":
        raise UnreadableError(path, node.problem or (FOLDER if node.kind == "folder" else NOT_REGULAR))
    return node


class ConfinedTree:
    """The files below a folder; paths are POSIX and relative to it. What was looked at once is not looked at again.

    Links are followed as long as they stay below the folder. With ``hide_git`` every path through a ``.git`` is
    absent: what is in there does not belong to the repository, and its configuration may hold credentials.
    On Windows a link with an absolute target counts as one that leads out.
    """

    __slots__ = ("_hidden", "_ignores_case", "_listed", "_names", "_nodes", "_top", "root")

    def __init__(self, root: str, *, hide_git: bool = False) -> None:
        self.root = os.path.realpath(root)
        self._top = self.root.replace(os.sep, "/").rstrip("/").split("/")
        self._hidden = _GIT if hide_git else frozenset[str]()
        self._nodes = {"": _look(_joined(self._top))}
        self._names: dict[str, frozenset[str]] = {}
        self._listed: frozenset[str] | None = None
        self._ignores_case: bool | None = None

    def node(self, path: str) -> Node:
        """Return what a path leads to; never raises."""
        node = self._nodes.get(path)
        if node is None:
            node = self._nodes[path] = self._find(path)
        return node

    def place(self, path: str) -> str:
        """Return where a path lies on the disk, no link followed: the ``real`` of its node unless it passes a link."""
        return _joined([*self._top, path])

    def read(self, path: str, limit: int) -> bytes:
        """Return the bytes of a regular file.

        Raises:
            UnreadableError: there is none, it has more than ``limit`` bytes, or it cannot be opened.

        """
        data = self.head(path, limit + 1)
        if len(data) > limit:
            raise UnreadableError(path, f"is larger than {limit // 1_000_000} MB")
        return data

    def head(self, path: str, count: int) -> bytes:
        """Return the first ``count`` bytes of a regular file. Raises `UnreadableError` like `read`."""
        node = regular(path, self.node(path))
        if not node.size:
            return b""  # as most `__init__.py` are; no such file system as /proc, whose files all say so, is audited
        file = self.opened(path)
        try:
            return _read(file, count, node.size)
        except OSError as error:
            raise UnreadableError(path, _refusal(error)) from error
        finally:
            os.close(file)

    def opened(self, path: str) -> int:
        """Return a descriptor of a regular file, which the caller closes. Raises `UnreadableError` like `read`."""
        node = regular(path, self.node(path))
        try:
            file = os.open(node.real, _OPEN_FLAGS)  # `open` makes two objects more: twice the time
        except OSError as error:
            raise UnreadableError(path, _refusal(error)) from error
        if not _same(os.fstat(file), node.status):
            os.close(file)
            raise UnreadableError(path, CHANGED)
        return file

    def scan(self, path: str) -> Iterator[tuple[str, Kind]]:
        """Yield name and kind (links not followed) of all in a folder, even hidden. Raises `UnreadableError`."""
        return ((entry.name, _entry_kind(entry)) for entry in self._entries(path))

    def names(self, path: str) -> Iterator[str]:
        """Yield the names of all in a folder, even hidden. Raises `UnreadableError`."""
        return (entry.name for entry in self._entries(path))

    def _entries(self, path: str) -> Iterator["os.DirEntry[str]"]:
        node = self.node(path)
        if node.kind != "folder":
            raise UnreadableError(path, node.problem or NO_FOLDER)
        try:
            with os.scandir(node.real) as entries:
                yield from entries
        except OSError as error:
            raise UnreadableError(path, _refusal(error)) from error

    def _find(self, path: str) -> Node:
        if self._listed is None:
            self._listed = self._names_in(self._nodes[""].real)
        top = path.partition("/")[0]
        if self._listed and top not in self._listed and top.isascii():
            return _ABSENT  # as most of what is asked for: one listing of the root spares a hundred questions
        folder, slash, name = path.rpartition("/")
        parent = None if slash and not folder else self._nodes.get(folder)
        if parent is not None and len(path) < MAX_DEPTH:  # too short to be too deep, and the folder was judged before
            return self._child(parent, name) if is_plain(name) and name else _ABSENT
        if not is_plain(path):
            return _ABSENT
        walked, node = "", self._nodes[""]
        for part in path.split("/"):
            walked = f"{walked}/{part}" if walked else part
            node = self._nodes.get(walked) or self._nodes.setdefault(walked, self._child(node, part))
        return node

    def _child(self, parent: Node, name: str) -> Node:
        if parent.problem:
            return parent
        if parent.kind != "folder" or name in self._hidden or self._lacks(parent, name):
            return _ABSENT
        node = _look(f"{parent.real.rstrip('/')}/{name}")
        return self._follow(node.real) if node.kind == "link" else node

    def _lacks(self, folder: Node, name: str) -> bool:
        """Say whether a folder holds nothing of a name although the system finds something.

        A system that ignores case would find ``makefile`` for ``Makefile``; git and this do not.
        """
        if self._ignores_case is None:
            self._ignores_case = self._finds_another_case()
        if not self._ignores_case:
            return False
        names = self._names_in(folder.real)
        return bool(names) and name.isascii() and name not in names

    def _names_in(self, folder: str) -> frozenset[str]:
        names = self._names.get(folder)
        if names is None:
            try:
                names = frozenset(os.listdir(folder))  # noqa: PTH208  # pathlib costs 5 ms
            except OSError:
                names = frozenset()
            self._names[folder] = names
        return names

    def _finds_another_case(self) -> bool:
        """Say whether the system finds a file at the root by a name that is spelled otherwise."""
        root = self._nodes[""].real
        names = self._names_in(root)
        other = next((name.swapcase() for name in names if name.isascii() and name.swapcase() not in names), None)
        return other is not None and not _look(f"{root.rstrip('/')}/{other}").problem

    def _follow(self, link: str) -> Node:
        """Follow a link part by part: `os.path.realpath` would look at places outside."""
        done = link.split("/")
        todo = [done.pop()]
        for _ in range(_MAX_LINKS + 1):
            node = self._descend(done, todo)
            if node.kind != "link":
                return node
            if not _enter(node.real, done, todo):
                return Node(problem=LINK_OUT)
        return Node(problem=LOOP)

    def _descend(self, done: list[str], todo: list[str]) -> Node:
        """Walk from the real folder ``done`` along ``todo`` (last part first) until a link, a problem or the end."""
        while todo:
            part = todo.pop()
            if part == "..":
                del done[max(1, len(done) - 1) :]
                continue
            if part in _NO_NAMES:
                continue
            done.append(part)
            node = self._stop(done)
            if node.problem or node.kind == "link":
                return Node(problem=BROKEN) if node.problem == MISSING else node
            if todo and node.kind != "folder":
                return Node(problem=BROKEN)
        return self._stop(done) if len(done) >= len(self._top) else Node(problem=LINK_OUT)

    def _stop(self, done: list[str]) -> Node:
        """Look at a place on the way. The way down to the root is known to be real, everything else outside is out."""
        depth = len(self._top)
        if done[:depth] != self._top[: len(done)] or (len(done) > depth and done[-1] in self._hidden):
            return Node(problem=LINK_OUT)
        return _look(_joined(done)) if len(done) > depth else self._nodes[""]


def _enter(link: str, done: list[str], todo: list[str]) -> bool:
    """Put the target of a link on the way; False where it cannot be followed."""
    try:
        target = os.readlink(link)  # noqa: PTH115  # pathlib costs 5 ms at start-up
    except (OSError, ValueError):  # a junction, or gone by now
        return False
    if _WINDOWS and (":" in target or target[:1] in {"/", "\\"}):
        return False
    done.pop()
    if target.startswith("/"):
        del done[1:]
    todo += reversed(target.replace(os.sep, "/").split("/"))
    return True


def _look(real: str) -> Node:
    try:
        status = os.lstat(real)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a name that cannot be encoded
        return _ABSENT
    except OSError as error:
        impossible = error.errno in {errno.ENAMETOOLONG, errno.EINVAL}
        return Node(problem=MISSING if impossible else _refusal(error))
    node = Node(_kind(status), size=status.st_size)
    node.real = real
    node.status = status
    return node


def _kind(status: os.stat_result) -> Kind:
    if _WINDOWS and getattr(status, "st_reparse_tag", 0) == _JUNCTION:
        return "link"
    return _KINDS.get(stat.S_IFMT(status.st_mode), "other")


def _entry_kind(entry: os.DirEntry[str]) -> Kind:
    if _WINDOWS:  # the status is at hand there, and tells junctions
        return _kind(entry.stat(follow_symlinks=False))
    if entry.is_file(follow_symlinks=False):
        return "file"
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "link" if entry.is_symlink() else "other"


def _read(file: int, count: int, size: int) -> bytes:
    """Read so many bytes, or as many as there are: ``size`` by what was known before, which may be out of date."""
    parts: list[bytes] = []
    while count > 0 and (part := os.read(file, min(count, size + 1))):
        parts.append(part)
        count -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _same(now: os.stat_result, then: os.stat_result | None) -> bool:
    """Say whether the opened file is the regular file that was looked at, and nothing put in its place since."""
    return then is not None and stat.S_ISREG(now.st_mode) and os.path.samestat(now, then)


def _refusal(error: OSError) -> str:
    return f"cannot be opened: {(error.strerror or type(error).__name__).lower()}"


def _joined(parts: list[str]) -> str:
    return "/".join(parts) if len(parts) > 1 else f"{parts[0]}/"
