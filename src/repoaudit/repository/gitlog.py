"""The newest commits, read from git's object database without git: loose objects and packs.

Source: `git help gitrepository-layout`; compared with git by the tests.
Checked on 2026-11-27.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO, Final

from repoaudit.errors import UnknownError, UnreadableError
from repoaudit.repository.confined import MISSING, ConfinedTree
from repoaudit.repository.gitpack import MAX_OBJECT, Pack
from repoaudit.repository.gitrefs import content, text_of

_MAX_PACKED_REFS: Final = 64_000_000
_MAX_PACKS: Final = 1_000
_PACKS: Final = "objects/pack"

# not compiled on import: the `re` module keeps what it has compiled
_NAME: Final = r"[0-9a-f]{40}(?:[0-9a-f]{24})?"
_PARENT: Final = rf"(?m)^parent ({_NAME})$"


def commits(own: ConfinedTree, common: ConfinedTree, most: int) -> Iterator[str]:
    """Yield the texts of the commits from HEAD on, along first parents, newest first.

    Raises:
        UnknownError: one is not in this clone, or cannot be read; raised when all that can be were yielded.

    """
    name = _head(own, common)
    with ExitStack() as files:
        database = _Database(common, files)
        for _ in range(most if name else 0):
            try:
                text = database.commit(name).decode("utf-8", "replace")
            except (OSError, zlib.error, IndexError, ValueError) as error:
                raise UnknownError("git's objects are damaged") from error
            yield text
            parent = re.search(_PARENT, text.partition("\n\n")[0])
            if parent is None:
                return
            name = parent[1]


def _head(own: ConfinedTree, common: ConfinedTree) -> str:
    """Return the name of the commit that is checked out, "" before the first one."""
    text = text_of(own, "HEAD").strip()
    if not text.startswith("ref:"):
        return text if re.fullmatch(_NAME, text) else ""
    ref = text.removeprefix("ref:").strip()
    loose = text_of(common, ref).strip()
    if re.fullmatch(_NAME, loose):
        return loose
    packed = re.search(rf"(?m)^({_NAME}) {re.escape(ref)}$", text_of(common, "packed-refs", _MAX_PACKED_REFS))
    return packed[1] if packed else ""


class _Database:
    """The objects of one git directory; what it opens is closed with ``files``."""

    __slots__ = ("_files", "_packs", "_tree")

    def __init__(self, tree: ConfinedTree, files: ExitStack) -> None:
        self._tree = tree
        self._files = files
        self._packs: list[Pack] | None = None

    def commit(self, name: str) -> bytes:
        """Return what a commit says. Raises `UnknownError` where it is not here, or too large."""
        loose = content(self._tree, f"objects/{name[:2]}/{name[2:]}", MAX_OBJECT)
        if loose:
            return zlib.decompressobj().decompress(loose, MAX_OBJECT).partition(b"\x00")[2]
        if self._packs is None:
            self._packs = [Pack(self._open(index), self._open(pack)) for index, pack in self._paths()]
        for each in self._packs:
            offset = each.find(bytes.fromhex(name))
            if offset is not None:
                return each.commit_at(offset)
        raise UnknownError("the history was cut off, or its objects are kept elsewhere")

    def _paths(self) -> Iterator[tuple[str, str]]:
        if self._tree.node(_PACKS).problem == MISSING:
            return
        try:
            names = sorted(name for name, _ in self._tree.scan(_PACKS) if name.endswith(".idx"))
        except UnreadableError as error:
            raise UnknownError(f"git's {error.path} {error.reason}") from error
        for name in names[:_MAX_PACKS]:
            yield f"{_PACKS}/{name}", f"{_PACKS}/{name.removesuffix('.idx')}.pack"

    def _open(self, path: str) -> BinaryIO:
        try:
            return self._files.enter_context(self._tree.open(path))
        except UnreadableError as error:
            raise UnknownError(f"git's {error.path} {error.reason}") from error
