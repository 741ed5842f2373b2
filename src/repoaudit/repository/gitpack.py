"""A pack of git's objects and its index, of which commits are read.

Source: `git help gitformat-pack`; compared with git by the tests.
Checked on 2026-11-27.
"""

import zlib
from typing import BinaryIO, Final

from repoaudit.errors import UnknownError

MAX_OBJECT: Final = 1_000_000
"""Bytes of a commit, or of what differs from another one."""

_MAX_CHAIN: Final = 100
_CHUNK: Final = 4096
_MAGIC: Final = b"\xfftOc\x00\x00\x00\x02"
_COUNTS: Final = len(_MAGIC)
_NAMES: Final = _COUNTS + 256 * 4
_LARGE: Final = 1 << 31
_COMMIT: Final = 1
_DELTA: Final = 6
"""Kinds of entries; one that names its base by its hash is found in packs on the wire only."""


class Pack:
    """A pack and the second version of its index.

    What is damaged raises `IndexError`, `ValueError` or `zlib.error`.
    """

    __slots__ = ("_count", "_index", "_pack")

    def __init__(self, index: BinaryIO, pack: BinaryIO) -> None:
        self._index = index
        self._pack = pack
        if _part(index, 0, len(_MAGIC)) != _MAGIC:
            raise UnknownError("git's packs have an index of another version")
        self._count = self._number(_COUNTS + 255 * 4)

    def find(self, name: bytes) -> int | None:
        """Return where an object begins in the pack, None if it is not there."""
        size, first = len(name), name[0]
        low = self._number(_COUNTS + (first - 1) * 4) if first else 0
        high = self._number(_COUNTS + first * 4)
        while low < high:
            middle = (low + high) // 2
            found = _part(self._index, _NAMES + middle * size, size)
            if found == name:
                return self._offset(middle, size)
            low, high = (middle + 1, high) if found < name else (low, middle)
        return None

    def commit_at(self, offset: int) -> bytes:
        """Return what a commit says, put together where only what differs from others is kept."""
        deltas: list[bytes] = []
        for _ in range(_MAX_CHAIN):
            back, data = self._entry(offset)
            if not back:
                for delta in reversed(deltas):
                    data = _patched(data, delta)
                return data
            deltas.append(data)
            offset -= back
        raise UnknownError("git's objects differ from too many others")

    def _offset(self, position: int, size: int) -> int:
        table = _NAMES + self._count * (size + 4)
        offset = self._number(table + position * 4)
        if offset < _LARGE:
            return offset
        return int.from_bytes(_part(self._index, table + self._count * 4 + (offset - _LARGE) * 8, 8), "big")

    def _entry(self, offset: int) -> tuple[int, bytes]:
        """Return how far before an entry is what it differs from, 0 for a commit of its own; and what is inside."""
        head = _part(self._pack, offset, 1, _CHUNK)
        kind = (head[0] >> 4) & 7
        more, at = _varint(head, 1) if head[0] & 0x80 else (0, 1)
        size = (head[0] & 15) | (more << 4)
        if kind not in {_COMMIT, _DELTA} or size > MAX_OBJECT:
            raise UnknownError("git keeps a commit in a way that is not read")
        back, at = _distance(head, at) if kind == _DELTA else (0, at)
        if kind == _DELTA and not 0 < back < offset:
            raise ValueError("it differs from nothing")
        return back, self._inflated(offset + at, size)

    def _inflated(self, offset: int, size: int) -> bytes:
        unpacker = zlib.decompressobj()
        data = b""
        while len(data) < size and not unpacker.eof:
            chunk = unpacker.unconsumed_tail or _part(self._pack, offset, 1, _CHUNK)
            offset += 0 if unpacker.unconsumed_tail else len(chunk)
            data += unpacker.decompress(chunk, size - len(data))
        return data

    def _number(self, offset: int) -> int:
        return int.from_bytes(_part(self._index, offset, 4), "big")


def _part(file: BinaryIO, offset: int, least: int, most: int = 0) -> bytes:
    """Read a part of a file. Raises `ValueError` where there is less."""
    file.seek(offset)
    data = file.read(most or least)
    if len(data) < least:
        raise ValueError("it ends too early")
    return data


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Read a number of seven bits a byte, the lowest first, and where it ends."""
    value, shift = data[at] & 0x7F, 7
    while data[at] & 0x80:
        at += 1
        value |= (data[at] & 0x7F) << shift
        shift += 7
    return value, at + 1


def _distance(data: bytes, at: int) -> tuple[int, int]:
    """Read a distance, the highest bits first, and where it ends."""
    value = data[at] & 0x7F
    while data[at] & 0x80:
        at += 1
        value = ((value + 1) << 7) | (data[at] & 0x7F)
    return value, at + 1


def _patched(base: bytes, delta: bytes) -> bytes:
    """Put a text together from parts of another one and from new bytes."""
    _, at = _varint(delta, 0)
    size, at = _varint(delta, at)
    parts: list[bytes] = []
    room = min(size, MAX_OBJECT)
    while at < len(delta) and room > 0:
        order = delta[at]
        at += 1
        if order & 0x80:
            start, at = _flagged(delta, at, order & 0x0F)
            length, at = _flagged(delta, at, (order >> 4) & 0x07)
            parts.append(base[start : start + (length or 0x10000)])
        else:
            parts.append(delta[at : at + order])
            at += order
        room -= len(parts[-1]) or 1
    return b"".join(parts)


def _flagged(data: bytes, at: int, flags: int) -> tuple[int, int]:
    """Read a number of which only the bytes are written that a flag names, and where it ends."""
    value, shift = 0, 0
    while flags:
        if flags & 1:
            value |= data[at] << shift
            at += 1
        flags >>= 1
        shift += 8
    return value, at
