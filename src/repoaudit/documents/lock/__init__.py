"""Lock files: which package is locked at which version, and where it says so."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal

from repoaudit.documents.lock.scanners import (
    Fact,
    LockedPackage,
    conda_lock_packages,
    json_string,
    pipfile_packages,
    pixi_packages,
    toml_packages,
    toml_string,
    toml_table,
)
from repoaudit.documents.versions import canonical_name
from repoaudit.regex import lazy

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
_NAMED_PYLOCK: Final = lazy(r"pylock\.[^.]+\.toml")


class Lock:
    """A lock file. ``packages`` maps canonical names to their entries, of which a package may have several.

    conda-lock.yml and pixi.lock have an entry for every platform; uv.lock has one for every version that some
    environment needs.
    """

    __slots__ = ("kind", "packages", "path", "text")

    def __init__(self, path: str, text: str, kind: LockKind, packages: Mapping[str, tuple[LockedPackage, ...]]) -> None:
        self.path = path
        self.text = text
        self.kind = kind
        self.packages = packages

    def version(self, name: str) -> str | None:
        """Return the version of a package; None when it is absent, has several, or none."""
        versions = {package.version for package in self.packages.get(canonical_name(name), ())}
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
    return "pylock" if _NAMED_PYLOCK.fullmatch(name) else _NAMES.get(name)


def parse_lock(path: str, text: str) -> Lock:
    """Read a lock file of which `lock_kind` knows the name; what is not laid out as the tool does it is left out.

    Raises:
        ValueError: no tool calls its lock file like this.

    """
    kind = lock_kind(path.rpartition("/")[2])
    if kind is None:
        raise ValueError(f"{path} is no lock file")
    packages: dict[str, list[LockedPackage]] = {}
    for package in _SCANNERS[kind](text):
        packages.setdefault(canonical_name(package.name), []).append(package)
    return Lock(path, text, kind, {name: tuple(entries) for name, entries in packages.items()})


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


_SCANNERS: Final[Mapping[LockKind, Callable[[str], Iterable[LockedPackage]]]] = {
    "uv": lambda text: toml_packages(text, "package", "source"),
    "poetry": lambda text: toml_packages(text, "package"),
    "pdm": lambda text: toml_packages(text, "package"),
    "pylock": lambda text: toml_packages(text, "packages", "directory"),
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
