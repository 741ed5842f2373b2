"""The Pythons that tox's list of environments names: ``envlist = py{39,310}-{a,b}``.

Source: tox 4.67.15, ``tox_env/python/api.py``: a factor ``py310``, ``pypy310`` or ``3.10`` sets the Python; of two tox
takes none, and stops.
"""

from collections.abc import Iterator

from repoaudit.documents.versions import Version
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.files.tox import Tox
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_FACTOR: Final = lazy(r"(?:py|pypy|cpython|graalpy|rustpython|jython|ironpython)([2-9])\.?(\d{1,2})t?d?")
_EXPLICIT: Final = lazy(r"(?:(?:cpython|pypy)-)?([23])\.(\d+)t?d?")


class ToxPython(NamedTuple):
    """One Python: its minor version, the environment that asks for it, and the list it stands in."""

    version: Version
    environment: str
    place: "Place"


def tox_pythons(scope: "Scope") -> Iterator[ToxPython]:
    """Yield the Pythons of the listed environments, each once."""
    seen: set[Version] = set()
    for listed in (tox.listed for tox in scope.all(Tox) if tox.listed):
        for name in listed.names or ():
            version = python_of(name)
            if version is not None and version not in seen:
                seen.add(version)
                yield ToxPython(version, name, listed.place)


def python_of(environment: str) -> Version | None:
    """Return the Python that the name of an environment asks for, None where no factor names one, or several do."""
    found = list(_pythons(environment.split("-")))
    return found[0] if len(found) == 1 else None


def _pythons(factors: list[str]) -> Iterator[Version | None]:
    index = 0
    while index < len(factors):
        pair = _EXPLICIT.fullmatch("-".join(factors[index : index + 2])) if index + 1 < len(factors) else None
        match = pair or _FACTOR.fullmatch(factors[index]) or _EXPLICIT.fullmatch(factors[index])
        if match:
            yield Version.parse(f"{match[1]}.{match[2]}")
        index += 2 if pair else 1
