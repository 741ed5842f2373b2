"""Settings that others share: the files that `extends` names, below the root or in installed packages; offline."""

import os
from collections.abc import Callable, Iterator

from repoaudit.config.sources import FileSource, Source, shown
from repoaudit.errors import UnreadableError, UsageError
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.repository import MAX_SIZE, join
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.repository.memorytree import Tree

KEY: Final = "extends"
_PACKAGE: Final = lazy(r"(?P<package>[A-Za-z_][\w.-]*):(?P<name>[^:]+)")
_MOST: Final = 50

Parse = Callable[[str, str], FileSource]
"""Reads the settings in the text of a file. Raises UsageError."""


class Home(NamedTuple):
    """The tree that the paths of a file's `extends` lead into, the file's folder there, and what messages call it."""

    tree: "Tree"
    folder: str = ""
    label: str = ""


class Extender:
    """Reads what sources extend; each mistake is kept, so that all are reported in one go."""

    def __init__(self, home: Home, parse: Parse) -> None:
        self._home = home
        self._parse = parse
        self._count = 0
        self.mistakes: list[str] = []

    def extended(self, source: Source) -> Iterator[Source]:
        """Yield what a source extends, the weakest first, and the source itself."""
        return self._with_bases(source, self._home, (source.name,))

    def _with_bases(self, source: Source, home: Home, chain: tuple[str, ...]) -> Iterator[Source]:
        words = source.data.get(KEY)
        for index, word in enumerate(words if isinstance(words, list) else ()):
            if isinstance(word, str):  # another value is a mistake that is told with the others
                yield from self._base(word, source.where((KEY, index)), home, chain)
        yield source

    def _base(self, word: str, where: str, home: Home, chain: tuple[str, ...]) -> Iterator[Source]:
        try:
            there, path, name, text = self._found(word, home, chain)
        except (UsageError, UnreadableError) as error:
            reason = error.reason if isinstance(error, UnreadableError) else error
            self.mistakes.append(f"{where}: extends {shown(word)}: {reason}")
            return
        try:
            source = self._parse(name, text)
        except UsageError as error:
            self.mistakes.append(str(error))
            return
        yield from self._with_bases(source, there._replace(folder=path.rpartition("/")[0]), (*chain, name))

    def _found(self, word: str, home: Home, chain: tuple[str, ...]) -> tuple[Home, str, str, str]:
        """Return where a file is found, its path there, what it is called, and its text."""
        there, path = _locate(word, home)
        name = f"{there.label}{path}"
        if name in chain:
            raise UsageError(f"leads in a circle: {' -> '.join((*chain, name))}")
        self._count += 1
        if self._count > _MOST:
            raise UsageError(f"more than {_MOST} files")
        return there, path, name, _text(there.tree, path)


def _locate(word: str, home: Home) -> tuple[Home, str]:
    """Return where a word of `extends` leads. Raises UsageError."""
    match = _PACKAGE.fullmatch(word)
    if match:
        there = _package(match["package"])
        name = match["name"] if match["name"].endswith(".toml") else f"{match['name']}.toml"
        path = join("", name)
    else:
        there, path = home, join(home.folder, word)
    if not path or "\\" in word:
        raise UsageError(f"must be a file below {'the package' if there.label else 'the root'}")
    return there, path


def _package(name: str) -> Home:
    """Find the folder of an installed package without importing it. Raises UsageError."""
    from repoaudit.plugins.metadata import site_folders
    from repoaudit.repository.confined import ConfinedTree

    module = name.replace("-", "_")
    for folder in site_folders():
        path = os.path.join(folder, *module.split("."))  # noqa: PTH118  # pathlib costs 4 ms of start-up
        if os.path.isdir(path):  # noqa: PTH112  # likewise
            return Home(ConfinedTree(path), label=f"{module}:")
    raise UsageError(f"no package {name!r} is installed beside repoaudit")


def _text(tree: "Tree", path: str) -> str:
    data = tree.head(path, MAX_SIZE + 1)
    if len(data) > MAX_SIZE:
        raise UsageError(f"is larger than {MAX_SIZE // 1_000_000} MB")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError("is not UTF-8") from error
