"""Git's index, read from its bytes: versions 2 to 4, SHA-1 and SHA-256, split indexes (`git help gitformat-index`).

The checksum is not verified (git itself may leave it out: `index.skipHash`); the structure is.
"""

from collections.abc import Callable, Iterator
from struct import Struct
from struct import error as StructError  # noqa: N812  # its own name says nothing here

from repoaudit.errors import UnknownError
from repoaudit.record import NamedTuple
from repoaudit.repository.gitentries import REGULAR, STAGE, damaged, packed_entries, plain_entries
from repoaudit.typing import Final

EXECUTABLE: Final = 0o100755
LINK: Final = 0o120000
GITLINK: Final = 0o160000
"""A submodule."""

_FOLDER: Final = 0o040000
"""A whole folder outside a sparse checkout, in place of its files."""

_VERSIONS: Final = frozenset({2, 3, 4})
_PREFIXED: Final = 4
_HEADER: Final = Struct(">4sII")
_EXTENSION: Final = Struct(">4sI")
_SKIP_WORKTREE: Final = 0x4000
_INTENT_TO_ADD: Final = 0x2000


class IndexEntry(NamedTuple):
    """One entry, as `git ls-files --stage` shows it; ``path`` holds surrogates for bytes that are not UTF-8."""

    path: str
    mode: int
    stage: int = 0
    skip_worktree: bool = False
    intent_to_add: bool = False


class Index:
    """All entries of an index, kept by column: one object per entry would cost more than reading them."""

    __slots__ = ("_flags", "_modes", "paths")

    def __init__(self, paths: list[str], modes: dict[int, int], flags: dict[int, tuple[int, int]]) -> None:
        """Hold every path, the modes that are not ``REGULAR``, and flags with their extension that are not 0."""
        self.paths = paths
        self._modes = modes
        self._flags = flags

    @classmethod
    def of(cls, entries: list[IndexEntry]) -> "Index":
        """Hold entries that are known one by one."""
        flags = {
            number: (entry.stage << 12, entry.skip_worktree * _SKIP_WORKTREE | entry.intent_to_add * _INTENT_TO_ADD)
            for number, entry in enumerate(entries)
            if any(entry[2:])
        }
        modes = {number: entry.mode for number, entry in enumerate(entries) if entry.mode != REGULAR}
        return cls([entry.path for entry in entries], modes, flags)

    def __len__(self) -> int:
        return len(self.paths)

    def entries(self) -> Iterator[IndexEntry]:
        """Yield every entry in the order of the file."""
        return map(self.entry, range(len(self.paths)))

    def special(self) -> Iterator[tuple[int, IndexEntry]]:
        """Yield number and entry of all that are not just a regular file in stage 0."""
        return ((number, self.entry(number)) for number in self._modes.keys() | self._flags.keys())

    def entry(self, number: int) -> IndexEntry:
        """Return one entry."""
        flags, extension = self._flags.get(number, (0, 0))
        return IndexEntry(
            self.paths[number],
            self._modes.get(number, REGULAR),
            (flags & STAGE) >> 12,
            bool(extension & _SKIP_WORKTREE),
            bool(extension & _INTENT_TO_ADD),
        )


def parse_index(data: bytes, hash_size: int = 20, shared: Callable[[str], bytes] | None = None) -> Index:
    """Read an index.

    ``hash_size`` is the length of an object id in bytes, 20 or 32; ``shared`` returns the bytes of the shared index
    with a hexadecimal name, for a split index.

    Raises:
        UnknownError: the index is damaged, of an unknown version, sparse, or split and ``shared`` is not given.

    """
    try:
        index, link = _parse(data, hash_size)
        if not link or not any(link[:hash_size]):
            return index
        if shared is None:
            raise UnknownError("git's index is split")
        base, _ = _parse(shared(link[:hash_size].hex()), hash_size)
        return _merged(base, index, link[hash_size:])
    except (StructError, IndexError) as error:
        raise damaged("it ends too early") from error


def _parse(data: bytes, hash_size: int) -> tuple[Index, bytes]:
    signature, version, count = _HEADER.unpack_from(data)
    if signature != b"DIRC":
        raise damaged("it does not begin with DIRC")
    if version not in _VERSIONS:
        raise UnknownError(f"git's index has version {version}, which is not known")
    read = packed_entries if version == _PREFIXED else plain_entries
    names, modes, flags, end = read(data, _HEADER.size, count, hash_size)
    link = _extensions(data, end, len(data) - hash_size)
    if _FOLDER in modes.values():
        raise UnknownError("git's index is sparse")
    paths = b"\0".join(names).decode("utf-8", "surrogateescape").split("\0") if names else []
    if len(paths) != count:
        raise damaged("a path holds a NUL")
    return Index(paths, modes, flags), link


def _extensions(data: bytes, position: int, end: int) -> bytes:
    """Return the content of the `link` extension, b"" if there is none."""
    link = b""
    while position < end:
        signature, size = _EXTENSION.unpack_from(data, position)
        start = position + _EXTENSION.size
        position = start + size
        if signature == b"link":
            link = data[start:position]
        elif signature == b"sdir":
            raise UnknownError("git's index is sparse")
        elif not signature[:1].isupper():
            raise UnknownError(f"git's index needs the extension {signature!r}, which is not known")
    if position != end:
        raise damaged("it ends too early")
    return link


def _merged(base: Index, changes: Index, bitmaps: bytes) -> Index:
    """Apply a split index to its shared one: entries to delete, to replace (in order, without a name), to add."""
    deleted, rest = _bitmap(bitmaps, len(base))
    replaced, _ = _bitmap(rest, len(base))
    news = changes.entries()
    kept = []
    for number, old in enumerate(base.entries()):
        new = next(news, None) if number in replaced else old
        if new is None:
            raise damaged("an entry that replaces another is missing")
        if number not in deleted:
            kept.append(new._replace(path=old.path))
    added = list(news)
    if not all(entry.path for entry in added):
        raise damaged("an entry has no path")
    return Index.of(sorted(kept + added))


def _bitmap(data: bytes, count: int) -> tuple[set[int], bytes]:
    """Read an EWAH bitmap: the positions below ``count`` that are set, and what follows it."""
    _bits, words = Struct(">II").unpack_from(data)
    positions: set[int] = set()
    at, place, end = 8, 0, 8 + 8 * words
    while at < end and place < count:
        marker = int.from_bytes(data[at : at + 8])
        run, literals = (marker >> 1) & 0xFFFFFFFF, marker >> 33
        if marker & 1:
            positions.update(range(place, min(count, place + 64 * run)))
        place += 64 * run
        at += 8
        for word in range(at, min(at + 8 * literals, end), 8):
            bits = int.from_bytes(data[word : word + 8])
            positions.update(place + bit for bit in range(64) if bits >> bit & 1)
            place += 64
        at += 8 * literals
    return positions, data[end + 4 :]
