"""The Pythons that tox's list of environments names: ``envlist = py{39,310}-{a,b}``.

Source: tox 4's documentation, "Generative environments": a factor ``py310``, ``pypy310`` or ``3.10`` sets the Python.
"""

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING, Final

from repoaudit.documents.ini import parse_ini
from repoaudit.documents.toml import parse_toml
from repoaudit.documents.versions import Version
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.files.tox import Tox

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_MAX_NAMES: Final = 1_000
_BRACES: Final = lazy(r"\{([^{}]*)\}")
_FACTOR: Final = lazy(r"(?:py|pypy|cpython|python)?-?(\d)\.?(\d{1,2})")
_SEPARATOR: Final = lazy(r"[{},\s]")


class ToxPython(NamedTuple):
    """One Python: its minor version, the environment that asks for it, and the list it stands in."""

    version: Version
    environment: str
    place: "Place"


def tox_pythons(scope: "Scope") -> Iterator[ToxPython]:
    """Yield the Pythons of the listed environments, each once."""
    seen: set[Version] = set()
    for text, place in _lists(scope):
        for name in environments(text):
            version = python_of(name)
            if version is not None and version not in seen:
                seen.add(version)
                yield ToxPython(version, name, place)


def python_of(environment: str) -> Version | None:
    """Return the Python that the name of an environment asks for, None where no factor names one."""
    for factor in environment.split("-"):
        match = _FACTOR.fullmatch(factor)
        if match:
            return Version.parse(f"{match[1]}.{match[2]}")
    return None


def environments(text: str) -> tuple[str, ...]:
    """Expand a list of environments: braces multiply, commas and blanks separate."""
    names: list[str] = []
    for item in _items(text):
        pieces = _BRACES.split(item) if "{" in item else [item]
        choices = [
            [choice.strip() for choice in piece.split(",")] if index % 2 else [piece]
            for index, piece in enumerate(pieces)
        ]
        for parts in product(*choices):
            if len(names) >= _MAX_NAMES:
                return tuple(names)
            names.append("".join(parts))
    return tuple(name for name in names if name)


def _items(text: str) -> Iterator[str]:
    """Split a list at commas and blanks outside of braces."""
    depth = start = 0
    for match in _SEPARATOR.finditer(text):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif depth <= 0:
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]


def _lists(scope: "Scope") -> Iterator[tuple[str, "Place"]]:
    for tox in scope.all(Tox):
        if tox.path.endswith(".toml"):
            yield from _from_toml(scope, tox.path)
        else:
            yield from _from_ini(scope, tox.path)


def _from_ini(scope: "Scope", path: str) -> Iterator[tuple[str, "Place"]]:
    document = scope.document(parse_ini, path)
    for section in ("tox", "tox:tox"):
        for name in ("env_list", "envlist"):
            option = document.get(section, name)
            if option:
                yield "\n".join(line.text for line in option.lines), document.place(section, name)


def _from_toml(scope: "Scope", path: str) -> Iterator[tuple[str, "Place"]]:
    document = scope.document(parse_toml, path)
    table = () if path.endswith("tox.toml") else ("tool", "tox")
    value = document.get((*table, "env_list"))
    if isinstance(value, list):
        yield "\n".join(item for item in value if isinstance(item, str)), document.place((*table, "env_list"))
    legacy = document.get((*table, "legacy_tox_ini"))
    if isinstance(legacy, str):
        inner = parse_ini(path, legacy)
        option = inner.get("tox", "env_list") or inner.get("tox", "envlist")
        lines = "\n".join(line.text for line in option.lines) if option else ""
        yield lines, document.place((*table, "legacy_tox_ini"))
