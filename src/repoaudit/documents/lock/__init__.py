"""Lock files: which package is locked at which version, and where it says so."""

from collections.abc import Callable, Iterable, Mapping

from repoaudit.documents.lock.scanners import (
    Fact,
    LockedPackage,
    conda_lock_packages,
    json_string,
    pipfile_packages,
    pixi_packages,
    toml_entries,
    toml_package,
    toml_string,
    toml_table,
)
from repoaudit.documents.versions import canonical_name
from repoaudit.text import Span
from repoaudit.typing import Final, Literal

__all__ = ["Fact", "Lock", "LockKind", "LockedPackage", "lock_kind", "parse_lock"]

LockKind = Literal["uv", "poetry", "pdm", "pylock", "pipenv", "conda-lock", "pixi"]

_NAMES: Final[Mapping[str, LockKind]] = {
    "uv.lock": "uv",
    "poetry.lock": "poetry",
    "pdm.lock": "pdm",
    "pylock.toml": "pylock",
    "Pipfile.lock": "pipenv",
    "conda-lock.yml": "conda-lock",
    "pixi.lock": "pixi",
}


class Lock:
    """A lock file; a package may have several entries.

    conda-lock.yml and pixi.lock have an entry for every platform; uv.lock has one for every version that some
    environment needs.
    """

    __slots__ = ("_entries", "kind", "path", "text")

    def __init__(self, path: str, text: str, kind: LockKind) -> None:
        self.path = path
        self.text = text
        self.kind = kind
        # Reading an entry costs more than finding it, and of some hundred entries a few are asked for.
        self._entries: dict[str, list[Span | LockedPackage]] = {}
        for name, entry in _entries_of(text, kind):
            self._entries.setdefault(canonical_name(name), []).append(entry)

    def __contains__(self, name: str) -> bool:
        """Say whether a package is locked."""
        return canonical_name(name) in self._entries

    def named(self, name: str) -> tuple[LockedPackage, ...]:
        """Return the entries of a package."""
        found = map(self._package, self._entries.get(canonical_name(name), ()))
        return tuple(entry for entry in found if entry)

    def _package(self, entry: Span | LockedPackage) -> LockedPackage | None:
        return toml_package(self.text, entry, _TABLES[self.kind][1]) if isinstance(entry, Span) else entry

    @property
    def packages(self) -> Mapping[str, tuple[LockedPackage, ...]]:
        """All entries by their canonical names."""
        return {name: self.named(name) for name in self._entries}

    def version(self, name: str) -> str | None:
        """Return the version of a package; None when it is absent, has several, or none."""
        versions = {package.version for package in self.named(name)}
        return versions.pop() if len(versions) == 1 else None

    @property
    def project(self) -> LockedPackage | None:
        """The project that the lock file belongs to, where it is an entry itself."""
        return next((entry for entries in self.packages.values() for entry in entries if entry.is_project), None)

    @property
    def requires_python(self) -> Fact | None:
        """The range of Pythons that was locked for, in the tool's dialect; for pipenv one version."""
        return _REQUIRES_PYTHON[self.kind](self.text)

    @property
    def content_hash(self) -> Fact | None:
        """The hash of the requirements that were locked, where the tool keeps one."""
        return _CONTENT_HASH[self.kind](self.text)


def lock_kind(name: str) -> LockKind | None:
    """Tell whose lock file has such a base name; PEP 751 allows ``pylock.NAME.toml`` too."""
    start, _, rest = name.partition(".")
    middle, _, end = rest.partition(".")
    return "pylock" if start == "pylock" and middle and end == "toml" else _NAMES.get(name)


def parse_lock(path: str, text: str) -> Lock:
    """Read a lock file of which `lock_kind` knows the name; what is not laid out as the tool does it is left out.

    Raises:
        ValueError: no tool calls its lock file like this.

    """
    kind = lock_kind(path.rpartition("/")[2])
    if kind is None:
        raise ValueError(f"{path} is no lock file")
    return Lock(path, text, kind)


def _entries_of(text: str, kind: LockKind) -> Iterable[tuple[str, Span | LockedPackage]]:
    """Return the name of each entry, and where it stands, or what it says where finding that is as good as reading."""
    if kind in _TABLES:
        return toml_entries(text, _TABLES[kind][0])
    return ((package.name, package) for package in _SCANNERS[kind](text))


def _at_top(key: str) -> Callable[[str], Fact | None]:
    return lambda text: toml_string(text, key, 0, _first_table(text))


def _first_table(text: str) -> int:
    found = text.find("\n[")
    return len(text) if found < 0 else found


def _in_table(header: str, key: str) -> Callable[[str], Fact | None]:
    def read(text: str) -> Fact | None:
        body = toml_table(text, header)
        return None if body is None else toml_string(text, key, *body)

    return read


def _pdm_requires_python(text: str) -> Fact | None:
    header = "\n[[metadata.targets]]"
    single = text.find(header) == text.rfind(header)
    return _in_table("[[metadata.targets]]", "requires_python")(text) if single else None


def _none(_: str) -> None:
    return None


_TABLES: Final[Mapping[LockKind, tuple[str, str]]] = {
    "uv": ("package", "source"),
    "poetry": ("package", ""),
    "pdm": ("package", ""),
    "pylock": ("packages", "directory"),
}
"""Kind → the table of an entry, and what in it holds the folder of one that is not downloaded."""

_SCANNERS: Final[Mapping[LockKind, Callable[[str], Iterable[LockedPackage]]]] = {
    "pipenv": pipfile_packages,
    "conda-lock": conda_lock_packages,
    "pixi": pixi_packages,
}

_REQUIRES_PYTHON: Final[Mapping[LockKind, Callable[[str], Fact | None]]] = {
    "uv": _at_top("requires-python"),
    "poetry": _in_table("[metadata]", "python-versions"),
    "pdm": _pdm_requires_python,
    "pylock": _at_top("requires-python"),
    "pipenv": lambda text: json_string(text, "_meta", "requires", "python_version"),
    "conda-lock": _none,
    "pixi": _none,
}

_CONTENT_HASH: Final[Mapping[LockKind, Callable[[str], Fact | None]]] = {
    "uv": _none,
    "poetry": _in_table("[metadata]", "content-hash"),
    "pdm": _in_table("[metadata]", "content_hash"),
    "pylock": _none,
    "pipenv": lambda text: json_string(text, "_meta", "hash", "sha256"),
    "conda-lock": _none,
    "pixi": _none,
}
