"""The refs of a git directory: symbolic ones, loose and packed ones (`git help gitrepository-layout`, `pack-refs`)."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from repoaudit.errors import UnknownError, UnreadableError
from repoaudit.repository.confined import MISSING, ConfinedTree
from repoaudit.typing import Final

_SMALL: Final = 1_000_000
"""Bytes of HEAD, of a configuration."""

_MAX_PACKED: Final = 64_000_000
_MAX_LOOSE: Final = 50_000
"""Loose refs and their folders that are looked at."""

# not compiled on import: the `re` module keeps what it has compiled
_PACKED_LINE: Final = r"(?m)^(?:#.*|\^[0-9a-f]{40,64}|[0-9a-f]{40,64} \S+)$"
_PACKED_BRANCH: Final = r"(?m)^[0-9a-f]{40,64} refs/(heads|remotes)/(\S+)$"
_OBJECT_ID: Final = r"[0-9a-f]{40}(?:[0-9a-f]{24})?"


def content(tree: ConfinedTree, path: str, limit: int = _SMALL) -> bytes:
    """Return the bytes of a file of git's own, b"" if there is none. Raises `UnknownError`."""
    if tree.node(path).problem == MISSING:
        return b""
    try:
        return tree.read(path, limit)
    except UnreadableError as error:
        raise _unknown(error) from error


def text_of(tree: ConfinedTree, path: str, limit: int = _SMALL) -> str:
    """Return the text of a file of git's own, with surrogates for bytes that are not UTF-8. Raises `UnknownError`."""
    return content(tree, path, limit).decode("utf-8", "surrogateescape")


def symbolic(tree: ConfinedTree, path: str) -> str | None:
    """Return the ref that a symbolic ref names, None if it is absent or names an object.

    Raises:
        UnknownError: it is damaged, or a link, as in git's first years.

    """
    node = tree.node(path)
    text = text_of(tree, path).rstrip()
    if text.startswith("ref:"):
        return text.removeprefix("ref:").strip()
    if node.problem == MISSING or (re.fullmatch(_OBJECT_ID, text) and node.real == tree.place(path)):
        return None
    raise UnknownError(f"git's {path} is damaged, or a link")


def branches(tree: ConfinedTree, remotes: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of the local branches, and of those known from the remotes, without the remote's own name.

    Raises:
        UnknownError: the packed refs are damaged, or there are more than 50,000 loose ones.

    """
    packed = text_of(tree, "packed-refs", _MAX_PACKED)
    if packed.count("\n") != len(re.findall(_PACKED_LINE, packed)):
        raise UnknownError("git's packed-refs is damaged")
    found = re.findall(_PACKED_BRANCH, packed)
    local = {name for kind, name in found if kind == "heads"}.union(_loose(tree, "refs/heads"))
    remote = {name for kind, name in found if kind == "remotes"}.union(_loose(tree, "refs/remotes"))
    return frozenset(local), frozenset(_without_remote(remote, remotes))


def follows_all(refspecs: Iterable[str]) -> bool:
    """Say whether a remote's fetch refspecs bring every branch."""
    sources = [spec.removeprefix("+").partition(":")[0] for spec in refspecs]
    return not {"refs/heads/*", "refs/*"}.isdisjoint(sources) and not any(each.startswith("^") for each in sources)


def _loose(tree: ConfinedTree, top: str) -> Iterator[str]:
    """Yield the names of the refs below a folder that are files of their own."""
    folders = [] if tree.node(top).problem == MISSING else [top]
    room = _MAX_LOOSE
    while folders:
        folder = folders.pop()
        try:
            entries = list(islice(tree.scan(folder), room + 1))
        except UnreadableError as error:
            raise _unknown(error) from error
        room -= len(entries)
        if room < 0:
            raise UnknownError("git has too many loose refs to look at")
        for name, kind in entries:
            path = f"{folder}/{name}"
            if kind == "folder":
                folders.append(path)
            elif not name.endswith(".lock"):
                yield path[len(top) + 1 :]


def _without_remote(refs: Iterable[str], remotes: Iterable[str]) -> Iterator[str]:
    """Yield the names of branches; a remote's name may hold slashes, and `refs/remotes` may hold other things."""
    prefixes = [f"{remote}/" for remote in sorted(remotes, key=len, reverse=True)]
    for ref in refs:
        prefix = next((prefix for prefix in prefixes if ref.startswith(prefix)), None)
        if prefix and ref != f"{prefix}HEAD":
            yield ref.removeprefix(prefix)


def _unknown(error: UnreadableError) -> UnknownError:
    return UnknownError(f"git's {error.path} {error.reason}")
