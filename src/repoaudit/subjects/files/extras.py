"""The extras that a project offers: the names that stand behind it in brackets, as in ``.[test]``.

Source: PEP 621 (``optional-dependencies``), PEP 685 (how their names compare), and the references of poetry-core,
flit-core, setuptools and pbr. Each table was tried with pip 23.2.1 and 26.3.

Checked on 2026-11-27.
"""

from collections.abc import Iterator, Mapping

from repoaudit.documents.ini import parse_ini
from repoaudit.documents.versions import canonical_name
from repoaudit.errors import UnknownError
from repoaudit.record import NamedTuple
from repoaudit.subjects.files.metadata import pyproject
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.finding import DataPath
    from repoaudit.scope import Scope

_STANDARD: Final = ("project", "optional-dependencies")
_TABLES: Final[tuple["DataPath", ...]] = (
    _STANDARD,
    ("tool", "poetry", "extras"),
    ("tool", "flit", "metadata", "requires-extra"),
)
_NAMES: Final[tuple["DataPath", ...]] = (
    ("project", "name"),
    ("tool", "poetry", "name"),
    ("tool", "flit", "metadata", "dist-name"),
    ("tool", "flit", "metadata", "module"),
)
_SECTIONS: Final = ("options.extras_require", "extras")
"""Those of setuptools and of pbr."""


class Extras(NamedTuple):
    """What one project offers: its canonical name, canonical name of each extra → as written, and the file."""

    project: str
    names: Mapping[str, str]
    path: str

    def has(self, extra: str) -> bool:
        """Say whether there is an extra of that name, however it is spelled."""
        return canonical_name(extra) in self.names


def extras_of(scope: "Scope") -> Extras | None:
    """Return the extras of one project; None where there is no project, or a program may add to them."""
    return scope.once(_extras)


def groups_of(scope: "Scope") -> frozenset[str]:
    """Return the canonical names of the groups of dependencies (PEP 735) of one project."""
    document = pyproject(scope)
    return frozenset(_keys(document, ("dependency-groups",))) if document else frozenset()


def _extras(scope: "Scope") -> Extras | None:
    if scope.exists("setup.py") and _may_add(scope.repository.read(scope.path("setup.py"))):
        return None
    document = pyproject(scope)
    project = next(_project_names(document), "") if document else ""
    if document is None or not project:
        return None if scope.exists("pyproject.toml") and document is None else _of_setup_cfg(scope)
    dynamic = document.get(("project", "dynamic"))
    if isinstance(dynamic, list) and "optional-dependencies" in dynamic:
        return None
    names = {name: spelled for table in _TABLES for name, spelled in _keys(document, table).items()}
    return Extras(project, names, document.path)


def _may_add(text: str) -> bool:
    """Say whether a ``setup.py`` may define extras: it speaks of them, or passes on what it has computed."""
    return "extras" in text or "**" in text or not text.strip()


def _project_names(document: "TomlDocument") -> Iterator[str]:
    for path in _NAMES:
        name = document.get(path)
        if isinstance(name, str):
            yield canonical_name(name)


def _keys(document: "TomlDocument", path: "DataPath") -> dict[str, str]:
    table = document.get(path)
    return {canonical_name(key): key for key in table} if isinstance(table, dict) else {}


def _of_setup_cfg(scope: "Scope") -> Extras | None:
    try:
        document = scope.document(parse_ini, scope.path("setup.cfg")) if scope.exists("setup.cfg") else None
    except UnknownError:
        return None
    name = document.get("metadata", "name") if document else None
    if document is None or name is None:
        return None
    found = (option.name for section in _SECTIONS for option in document.options(section))
    return Extras(canonical_name(name.value), {canonical_name(each): each for each in found}, document.path)
