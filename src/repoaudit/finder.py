"""The modules of this package, found where they are.

A run imports two hundred of them. The interpreter asks every finder, every folder of its path and every suffix for
each, which is half the time of an import. This finder knows the folder; reading and checking stay with the
interpreter's own loader, and so does everything that is not found here.
"""

import os
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import ModuleType

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


def _spec(name: str, folder: str, module: str) -> ModuleSpec:
    file = f"{folder}/{module}.py"
    spec = ModuleSpec(name, SourceFileLoader(name, file), origin=file)
    spec.has_location = True
    # For `__cached__`, which nobody reads; working it out properly takes a third of what is left.
    spec.cached = f"{folder}/__pycache__/{module}.{sys.implementation.cache_tag}.pyc"
    return spec


def install() -> None:
    """Let this process find the package's modules so."""
    sys.meta_path.insert(0, _Finder())
