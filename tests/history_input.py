"""Git directories made around bytes: a commit, a pack, an index of a pack or a delta, of which every byte may be wrong.

The formats are those of git's documentation (gitformat-pack).
"""

import hashlib
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from repoaudit.repository.confined import ConfinedTree
from repoaudit.repository.githistory import recent_commits

COMMIT: Final = b"tree " + b"0" * 40 + b"\ncommitter A <a@example.org> 1790000000 +0000\n\nchange something\n"
BASE: Final = hashlib.sha1(b"base", usedforsecurity=False).digest()
HEAD: Final = hashlib.sha1(b"head", usedforsecurity=False).digest()
_MAGIC: Final = b"\xfftOc\x00\x00\x00\x02"
_PACK: Final = "objects/pack/pack-1"


def read_history(data: bytes) -> None:
    """Read the commits of a repository that is made around some bytes; the first says which part of it they are."""
    kinds = tuple(_KINDS.values())
    files = kinds[data[0] % len(kinds)](data[1:]) if data else {}
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        recent_commits(ConfinedTree(folder), HEAD.hex())


def history_seeds() -> Iterator[bytes]:
    """Yield bytes that make a repository whose commits can be read."""
    delta = _delta(COMMIT)
    for number, seed in enumerate((COMMIT, *_whole_pack(delta), delta)):
        yield bytes([number]) + seed


def _loose(data: bytes) -> Mapping[str, bytes]:
    name = HEAD.hex()
    return {f"objects/{name[:2]}/{name[2:]}": zlib.compress(b"commit %d\0" % len(data) + data)}


def _pack(data: bytes) -> Mapping[str, bytes]:
    return {f"{_PACK}.pack": data, f"{_PACK}.idx": _whole_pack(_delta(COMMIT))[1]}


def _index(data: bytes) -> Mapping[str, bytes]:
    return {f"{_PACK}.pack": _whole_pack(_delta(COMMIT))[0], f"{_PACK}.idx": data}


def _changed(data: bytes) -> Mapping[str, bytes]:
    pack, index = _whole_pack(data)
    return {f"{_PACK}.pack": pack, f"{_PACK}.idx": index}


_KINDS: Final[Mapping[str, Callable[[bytes], Mapping[str, bytes]]]] = {
    "a loose commit": _loose,
    "a pack": _pack,
    "an index of a pack": _index,
    "a delta": _changed,
}


def _whole_pack(delta: bytes) -> tuple[bytes, bytes]:
    """Return a pack of a commit and of one that is a delta of it, and the index."""
    head = b"PACK" + (2).to_bytes(4, "big") + (2).to_bytes(4, "big")
    base = _object(1, COMMIT)
    changed = _object(7, delta, BASE)
    offsets = {BASE: len(head), HEAD: len(head) + len(base)}
    names = sorted(offsets)
    fan = b"".join(sum(name[0] <= first for name in names).to_bytes(4, "big") for first in range(256))
    places = b"".join(offsets[name].to_bytes(4, "big") for name in names)
    return head + base + changed + bytes(20), _MAGIC + fan + b"".join(names) + bytes(8) + places + bytes(40)


def _object(kind: int, data: bytes, base: bytes = b"") -> bytes:
    rest = len(data) >> 4
    first = bytes([(0x80 if rest else 0) | kind << 4 | len(data) & 15])
    return first + (_number(rest) if rest else b"") + base + zlib.compress(data)


def _delta(base: bytes) -> bytes:
    """Return a delta that takes all of a base and adds a line."""
    new = b"more\n"
    copied = bytes([0x80 | 0x10]) + bytes([len(base)])
    return _number(len(base)) + _number(len(base) + len(new)) + copied + bytes([len(new)]) + new


def _number(value: int) -> bytes:
    """Return a number with its lowest bits first, seven in a byte."""
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])
