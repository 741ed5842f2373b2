"""The modules of this package, found where they are.

A run imports two hundred of them. The interpreter asks every finder, every folder of its path and every suffix for
each, which is half the time of an import. This finder knows the folder, and its loader reads byte code that is current
at once; what is not found here, or not current, is left to the interpreter.
"""

import os
import sys
from importlib._bootstrap_external import MAGIC_NUMBER
from importlib.machinery import ModuleSpec, SourceFileLoader
from marshal import loads
from types import CodeType, ModuleType

_TIMED = MAGIC_NUMBER + bytes(4)
_HEAD = 16
_LARGEST = 1 << 16  # a buffer of a megabyte costs more than the file: 8 % of a run
_WORD = 0xFFFFFFFF
_SUFFIX = f".{sys.implementation.cache_tag}.pyc"
_OPEN = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_UNUSUAL = sys.flags.optimize or sys.pycache_prefix
_PACKAGE = f"{__package__}."
_FOLDER = os.path.dirname(__file__)  # noqa: PTH120  # pathlib costs 4 ms of start-up


class _Finder:
    """Finds ``repoaudit.*`` in the folder of this file."""

    def __init__(self) -> None:
        self._listed: dict[str, frozenset[str]] = {}

    def find_spec(self, name: str, path: object = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return how a module is loaded; None for those of others, and what is no plain Python file or package."""
        del path, target
        if not name.startswith(_PACKAGE):
            return None
        parent, _, module = f"{_FOLDER}/{name[len(_PACKAGE) :].replace('.', '/')}".rpartition("/")
        names = self._names(parent)
        if f"{module}.py" in names:
            return _spec(name, parent, module)
        if module in names and "__init__.py" in self._names(f"{parent}/{module}"):
            spec = _spec(name, f"{parent}/{module}", "__init__")
            spec.submodule_search_locations = [f"{parent}/{module}"]
            return spec
        return None

    def _names(self, folder: str) -> frozenset[str]:
        if folder not in self._listed:
            try:
                self._listed[folder] = frozenset(os.listdir(folder))  # noqa: PTH208  # likewise
            except OSError:
                self._listed[folder] = frozenset()
        return self._listed[folder]


class _Loader(SourceFileLoader):
    """Reads byte code that is current by the time and size of its source; all else is left to the interpreter's loader.

    That one asks and reads in twice as many system calls, and its checks take a third of the time of an import.
    """

    cached = ""

    def get_code(self, fullname: str) -> CodeType | None:
        """Return the code of a module."""
        code = None if _UNUSUAL else _current(self.path, self.cached)
        return super().get_code(fullname) if code is None else code


def _current(path: str, cached: str) -> CodeType | None:
    """Return the byte code of a source file, None if it is absent or not current."""
    try:
        source = os.stat(path)  # noqa: PTH116  # pathlib costs 4 ms of start-up
        file = os.open(cached, _OPEN)
    except OSError:
        return None
    try:
        data = os.read(file, _LARGEST)
    finally:
        os.close(file)
    # PEP 552: behind the magic number and the flags stand the time and the size of the source, four bytes each.
    time, size = int.from_bytes(data[8:12], "little"), int.from_bytes(data[12:_HEAD], "little")
    same = time == int(source.st_mtime) & _WORD and size == source.st_size & _WORD
    if not same or not data.startswith(_TIMED) or len(data) == _LARGEST:
        return None
    try:
        code: CodeType = loads(memoryview(data)[_HEAD:])  # noqa: S302  # what the interpreter would load
    except (EOFError, TypeError, ValueError):  # damaged: the interpreter shall say so
        return None
    return code if code.co_filename == path else None  # None for a folder that was moved


def _spec(name: str, folder: str, module: str) -> ModuleSpec:
    file = f"{folder}/{module}.py"
    loader = _Loader(name, file)
    loader.cached = f"{folder}/__pycache__/{module}{_SUFFIX}"
    spec = ModuleSpec(name, loader, origin=file)
    spec.has_location = True
    spec.cached = loader.cached
    return spec


def install() -> None:
    """Let this process find the package's modules so."""
    sys.meta_path.insert(0, _Finder())
