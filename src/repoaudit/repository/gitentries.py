"""The entries of git's index as they are stored: plain, or with the prefixes of version 4 (`gitformat-index`)."""

from struct import Struct

from repoaudit.errors import UnknownError
from repoaudit.typing import Final

REGULAR: Final = 0o100644
EXTENDED: Final = 0x4000
STAGE: Final = 0x3000

_LENGTH: Final = 0x0FFF
_ONE_BYTE: Final = 0x7F
_MAX_PATH: Final = 4096
_MAX_NAMES: Final = 256_000_000
"""Bytes of all paths; the prefixes of version 4 could unpack to far more than the file holds."""

_TWO_BYTES: Final = Struct(">H")
_ENTRY: Final = {20: Struct(">24xI32xH"), 32: Struct(">24xI44xH")}
"""By bytes of an object id: status data, mode, status data and object id, flags."""

Columns = tuple[list[bytes], dict[int, int], dict[int, tuple[int, int]], int]
"""Paths, modes that are not ``REGULAR``, flags and their extension where one counts, and where the entries end."""


def plain_entries(data: bytes, position: int, count: int, hash_size: int) -> Columns:
    """Read the entries of version 2 and 3, which are padded to a multiple of eight bytes."""
    names: list[bytes] = []
    modes: dict[int, int] = {}
    all_flags: dict[int, tuple[int, int]] = {}
    entry = _ENTRY[hash_size]
    unpack, size = entry.unpack_from, entry.size
    for number in range(count):
        mode, flags = unpack(data, position)
        start = position + size
        if mode != REGULAR:
            modes[number] = mode
        if flags > _LENGTH:
            start += _keep_flags(all_flags, number, flags, data, start)
        length = flags & _LENGTH
        end = start + length if length < _LENGTH else _end_of_name(data, start)
        if data[end]:
            raise damaged("a path is longer than it says")
        names.append(data[start:end])
        position += (end - position + 8) & ~7
    return names, modes, all_flags, position


def packed_entries(data: bytes, position: int, count: int, hash_size: int) -> Columns:
    """Read the entries of version 4, in which a path says only how it differs from the one before."""
    names: list[bytes] = []
    modes: dict[int, int] = {}
    all_flags: dict[int, tuple[int, int]] = {}
    entry = _ENTRY[hash_size]
    unpack, size, find, longest = entry.unpack_from, entry.size, data.find, _LENGTH
    room, name, length = _MAX_NAMES, b"", 0
    for number in range(count):
        mode, flags = unpack(data, position)
        position += size
        if mode != REGULAR:
            modes[number] = mode
        if flags > longest:
            position += _keep_flags(all_flags, number, flags, data, position)
            flags &= longest
        dropped = data[position]
        position += 1
        if dropped > _ONE_BYTE:
            dropped, position = _varint(data, position - 1)
        end = find(b"\0", position)
        if end < 0 or dropped > length:
            raise damaged("a path is not what it says")
        name = name[: length - dropped] + data[position:end]
        length = len(name)
        room -= length
        if (length != flags < longest) or length > _MAX_PATH or room < 0:
            raise damaged("a path is not what it says")
        names.append(name)
        position = end + 1
    return names, modes, all_flags, position


def _keep_flags(kept: dict[int, tuple[int, int]], number: int, flags: int, data: bytes, start: int) -> int:
    """Keep the flags of an entry and return how many bytes their extension takes."""
    extension = _TWO_BYTES.unpack_from(data, start)[0] if flags & EXTENDED else 0
    if flags & STAGE or extension:
        kept[number] = (flags, extension)
    return 2 if flags & EXTENDED else 0


def _end_of_name(data: bytes, start: int) -> int:
    end = data.find(b"\0", start, start + _MAX_PATH + 1)
    if end < 0:
        raise damaged("a path does not end")
    return end


def _varint(data: bytes, position: int) -> tuple[int, int]:
    """Read a number as in pack files' offsets: seven bits a byte, each further byte adding one."""
    byte = data[position]
    value = byte & _ONE_BYTE
    while byte > _ONE_BYTE:
        position += 1
        byte = data[position]
        value = ((value + 1) << 7) | (byte & _ONE_BYTE)
        if value > _MAX_PATH:
            raise damaged("a path drops more than the one before has")
    return value, position + 1


def damaged(why: str) -> UnknownError:
    """Return the error for an index that git could not have written."""
    return UnknownError(f"git's index is damaged: {why}")
