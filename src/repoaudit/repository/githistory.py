"""The last commits of the branch that is checked out, read from git's object database without git.

Source: `gitformat-pack` and `gitrepository-layout` of git's documentation; version 2 of the index of a pack.
Checked on 2026-11-27.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from io import FileIO

from repoaudit.errors import UnknownError, UnreadableError
from repoaudit.record import NamedTuple
from repoaudit.repository.confined import MISSING, ConfinedTree
from repoaudit.repository.gitrefs import content, text_of
from repoaudit.typing import Final

_COMMITS: Final = 400
_SECONDS: Final = 400 * 24 * 3600
"""How long before the newest commit others count; pre-commit.ci proposes at least every quarter."""

_MAX_BYTES: Final = 1_000_000
"""Bytes of an unpacked object; no commit has so many."""

_MAX_TOTAL: Final = 100_000_000
"""Bytes that are read and unpacked: half a second of work; 400 commits of a large repository need 30 million."""

_MAX_DELTAS: Final = 100
_MAX_PACKS: Final = 200
_MAX_NAMES: Final = 1_000_000
"""Objects of a pack whose names begin with the same byte."""

_MAX_DIGITS: Final = 10
"""Bytes of a number, seven bits each; git has none beyond 64 bits, and a long one takes the square of its length."""

_CHUNK: Final = 4096
_MAGIC: Final = b"\xfftOc\x00\x00\x00\x02"
_FAN: Final = 1024
_NAME: Final = 20
_COMMIT, _OFFSET_DELTA, _NAME_DELTA = 1, 6, 7
_LARGE: Final = 0x80000000
_COMMITTER: Final = rb"(?m)^committer .* (\d{1,12}) [+-]\d{4}$"
_PARENT: Final = rb"\Atree [0-9a-f]{40}\nparent ([0-9a-f]{40})\n"


def recent_commits(tree: ConfinedTree, head: str) -> tuple[str, ...]:
    """Return the texts of the commits up to one, the newest first: authors and messages, of each the first parent.

    At most 400 of the last 400 days; those that a shallow clone lacks are left out.

    Raises:
        UnknownError: a commit cannot be read.

    """
    with ExitStack() as files:
        return tuple(_walk(_Objects(tree, files), _resolved(tree, head), frozenset(text_of(tree, "shallow").split())))


def _walk(objects: "_Objects", name: str, boundary: frozenset[str]) -> Iterator[str]:
    newest = None
    for _ in range(_COMMITS):
        data = objects.commit(name) if name else b""
        made = re.search(_COMMITTER, data)
        moment = int(made[1]) if made else 0
        newest = moment if newest is None else newest
        if not data or newest - moment > _SECONDS:
            return
        yield data.decode("utf-8", "replace")
        parent = re.match(_PARENT, data)
        name = parent[1].decode() if parent and name not in boundary else ""


def _resolved(tree: ConfinedTree, head: str) -> str:
    """Return the name of the commit that a ref or a name stands for, "" for a branch without any."""
    if re.fullmatch(r"[0-9a-f]{40}", head):
        return head
    loose = text_of(tree, head).strip()
    if re.fullmatch(r"[0-9a-f]{40}", loose):
        return loose
    packed = re.search(rf"(?m)^([0-9a-f]{{40}}) {re.escape(head)}$", text_of(tree, "packed-refs", 64 * _MAX_BYTES))
    if packed is None and loose:
        raise UnknownError("git's object format is not read")
    return packed[1] if packed else ""


class _Objects:
    """The object database of a git directory, of which only commits are read."""

    __slots__ = ("_files", "_packs", "_room", "_tree")

    def __init__(self, tree: ConfinedTree, files: ExitStack) -> None:
        """Take what closes the files of the packs."""
        self._tree = tree
        self._room = _Room()
        self._files = files
        self._packs: tuple[_Pack, ...] | None = None

    def commit(self, name: str) -> bytes:
        """Return the text of a commit. Raises `UnknownError`."""
        try:
            kind, data = self._loose(name) or self._packed(bytes.fromhex(name), 0)
        except (UnreadableError, OSError, zlib.error, ValueError, IndexError, OverflowError) as error:
            raise UnknownError("git's history cannot be read") from error
        if kind != _COMMIT:
            raise UnknownError("git's history is damaged")
        return data

    def _loose(self, name: str) -> tuple[int, bytes] | None:
        path = f"objects/{name[:2]}/{name[2:]}"
        if self._tree.node(path).problem == MISSING:
            return None
        data = self._room.filled(zlib.decompressobj().decompress(content(self._tree, path), _MAX_BYTES))
        head, _, text = data.partition(b"\0")
        return (_COMMIT if head.startswith(b"commit ") else 0), text

    def _packed(self, name: bytes, deltas: int) -> tuple[int, bytes]:
        if self._packs is None:
            names = sorted(name for name, _ in self._tree.scan("objects/pack") if name.endswith(".idx"))
            stems = [f"objects/pack/{name[:-4]}" for name in names[:_MAX_PACKS]]
            self._packs = tuple(_Pack.of(self._opened(stem), self._room) for stem in stems)
        for pack in self._packs:
            offset = pack.offset_of(name)
            if offset is not None:
                return self._unpacked(pack, offset, deltas)
        raise UnknownError("git's history is not in this clone")

    def _opened(self, stem: str) -> tuple[FileIO, FileIO]:
        """Open the index and the data of a pack. Raises `UnreadableError`."""
        descriptors = (self._tree.opened(f"{stem}.{kind}") for kind in ("idx", "pack"))
        names, data = (self._files.enter_context(FileIO(each)) for each in descriptors)
        return names, data

    def _unpacked(self, pack: "_Pack", offset: int, deltas: int) -> tuple[int, bytes]:
        """Return kind and content of the object at a place of a pack; it may be what has changed in another one."""
        if deltas > _MAX_DELTAS:
            raise ValueError("too many deltas")
        head = pack.part(pack.data, offset, _CHUNK)
        kind, at = head[0] >> 4 & 7, _end_of_number(head, 0)
        if kind == _OFFSET_DELTA:
            back, at = _distance(head, at)
            base = self._unpacked(pack, offset - back, deltas + 1)
        elif kind == _NAME_DELTA:
            base = self._packed(head[at : at + _NAME], deltas + 1)
            at += _NAME
        else:
            return kind, pack.inflate(offset + at)
        return base[0], self._room.filled(_applied(base[1], pack.inflate(offset + at)))


class _Room:
    """How many bytes may still be read: a hostile repository makes each commit of a hundred large objects."""

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = _MAX_TOTAL

    def filled(self, data: bytes) -> bytes:
        """Return what takes up room. Raises ValueError where there is none left."""
        self._left -= len(data)
        if self._left < 0:
            raise ValueError("git's history is too large")
        return data


class _Pack(NamedTuple):
    """One pack: its two files, and how many of its objects have a name that begins with each byte or a lower one."""

    names: FileIO
    data: FileIO
    fan: tuple[int, ...]
    room: _Room

    @classmethod
    def of(cls, files: tuple[FileIO, FileIO], room: _Room) -> "_Pack":
        """Begin to read a pack. Raises ValueError for an index of another version."""
        head = room.filled(_slice(files[0], 0, len(_MAGIC) + _FAN))
        if not head.startswith(_MAGIC):
            raise ValueError("the index of a pack has another version")
        numbers = (head[at : at + 4] for at in range(len(_MAGIC), len(_MAGIC) + _FAN, 4))
        return cls(*files, tuple(int.from_bytes(each, "big") for each in numbers), room)

    def part(self, file: FileIO, offset: int, count: int) -> bytes:
        """Return some bytes of one of the files. Raises ValueError where there is no room left."""
        return self.room.filled(_slice(file, offset, count))

    def offset_of(self, name: bytes) -> int | None:
        """Return where an object begins, None if it is not in this pack."""
        low, high, total = self.fan[name[0] - 1] if name[0] else 0, self.fan[name[0]], self.fan[-1]
        if not 0 <= high - low <= _MAX_NAMES:
            raise ValueError("the index of a pack is damaged")
        begin = len(_MAGIC) + _FAN
        written = self.part(self.names, begin + low * _NAME, (high - low) * _NAME)
        at = written.find(name)
        while at % _NAME and at > 0:
            at = written.find(name, at + 1)
        if at < 0:
            return None
        offsets = begin + total * (_NAME + 4)
        offset = int.from_bytes(_slice(self.names, offsets + (low + at // _NAME) * 4, 4), "big")
        if offset & _LARGE:
            large = offsets + total * 4 + (offset & ~_LARGE) * 8
            offset = int.from_bytes(_slice(self.names, large, 8), "big")
        return offset

    def inflate(self, offset: int) -> bytes:
        """Return what is compressed at a place of the pack. Raises `zlib.error`, or ValueError if it is too large."""
        inflater, parts, size = zlib.decompressobj(), [], 0
        while not inflater.eof:
            chunk = self.part(self.data, offset, _CHUNK)
            parts.append(self.room.filled(inflater.decompress(chunk, _MAX_BYTES)))
            offset, size = offset + len(chunk), size + len(parts[-1])
            if not chunk or size >= _MAX_BYTES or inflater.unconsumed_tail:
                raise ValueError("an object is too large, or cut off")
        return b"".join(parts)


def _slice(file: FileIO, offset: int, count: int) -> bytes:
    file.seek(offset)
    return file.read(count)


def _end_of_number(data: bytes, at: int) -> int:
    """Return the end of a number of which every byte but the last has its highest bit set. Raises ValueError."""
    end = at
    while data[end] & 0x80:
        end += 1
        if end - at >= _MAX_DIGITS:
            raise ValueError("a number is too long")
    return end + 1


def _size(data: bytes, at: int) -> tuple[int, int]:
    """Return a number that is written with its lowest bits first, and its end."""
    end = _end_of_number(data, at)
    return sum((byte & 0x7F) << 7 * index for index, byte in enumerate(data[at:end])), end


def _distance(data: bytes, at: int) -> tuple[int, int]:
    """Return how far before a delta its base begins, and the end of that number."""
    end = _end_of_number(data, at)
    value = data[at] & 0x7F
    for byte in data[at + 1 : end]:
        value = (value + 1) << 7 | byte & 0x7F
    return value, end


def _applied(base: bytes, delta: bytes) -> bytes:
    """Return what a delta makes of its base. Raises ValueError or IndexError if it is damaged."""
    result = b"".join(_parts(base, delta))
    if len(result) != _size(delta, _size(delta, 0)[1])[0]:
        raise ValueError("a delta is damaged")
    return result


def _parts(base: bytes, delta: bytes) -> Iterator[bytes]:
    at, room = _size(delta, _size(delta, 0)[1])[1], _MAX_BYTES
    while at < len(delta):
        code, at = delta[at], at + 1
        if not code & 0x80:
            part, at = delta[at : at + code], at + code
        else:
            start, at = _bits(delta, at, code & 0x0F)
            length, at = _bits(delta, at, code >> 4 & 7)
            part = base[start : start + (length or 0x10000)]
        room -= len(part)
        if not part or room < 0:
            raise ValueError("a delta is damaged")
        yield part


def _bits(delta: bytes, at: int, which: int) -> tuple[int, int]:
    """Return a number of which only some bytes are written, the lowest first, and its end."""
    value = 0
    for index in range(4):
        if which >> index & 1:
            value |= delta[at] << 8 * index
            at += 1
    return value, at
