"""Metadata that are incomplete, or that only poetry reads; and builds by something else than hatchling."""

from collections.abc import Iterator

from repoaudit.documents.toml import parse_toml
from repoaudit.facts.installers import POETRY_ACTIONS
from repoaudit.finding import ABSENT, Place
from repoaudit.repository import join
from repoaudit.subjects.files.build_system import BuildSystem, build_system
from repoaudit.subjects.files.project_table import ProjectTable, toml_of
from repoaudit.subjects.files.setup_script import setup_argument
from repoaudit.subjects.views.compiled import is_compiled
from repoaudit.subjects.views.publication import is_published
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.facts.backends import Backend
    from repoaudit.scope import Scope

_POETRY: Final = ("tool", "poetry")
_POETRY_KEYS: Final = ("name", "version", "dependencies", "description")
_URLS: Final = ("urls", "homepage", "repository", "documentation")
_WANTED: Final = ("description", "readme", "urls")
_OF_CRATE: Final = {"description": "description", "readme": "readme", "homepage": "urls", "repository": "urls"}


class PoetryMetadata:
    """``[tool.poetry]`` with the metadata of a project that has no ``[project]``."""

    __slots__ = ("_document", "keys", "scope")
    reads: ClassVar[tuple[str, ...]] = ("pyproject.toml",)

    def __init__(self, scope: "Scope", document: "TomlDocument", keys: tuple[str, ...]) -> None:
        self.scope = scope
        self._document = document
        self.keys = keys

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it, unless poetry only manages an environment."""
        document = toml_of(scope)
        table = document.get(_POETRY) if document else None
        if document is None or not isinstance(table, dict) or document.get(("project",)) is not ABSENT:
            return
        keys = tuple(key for key in _POETRY_KEYS if key in table)
        if "name" in keys and table.get("package-mode") is not False:
            yield cls(scope, document, keys)

    @property
    def place(self) -> Place:
        """The table."""
        return self._document.place(_POETRY)

    @property
    def older_poetry(self) -> Iterator[tuple[Place, str]]:
        """Yield where poetry is installed in a version that knows no ``[project]``, and say so."""
        from repoaudit.subjects.collections.tool_versions import tool_version
        from repoaudit.subjects.views.ci_hooks import all_steps

        found = [(each.place, str(each.exact)) for each in tool_version(self.scope, "poetry").places if each.exact]
        for step in self.scope.root.once(all_steps):
            node = step.input(POETRY_ACTIONS[step.action]) if step.action in POETRY_ACTIONS else None
            if node and node.value:
                found.append((step.document.place_of(node, step.place.anchor), node.value))
        for place, version in found:
            if version.startswith(("0.", "1.")):
                yield place, f"installs poetry {version}, which does not"


class IncompleteMetadata:
    """A library whose page on an index would lack something."""

    __slots__ = ("missing", "place", "scope")
    reads: ClassVar[tuple[str, ...]] = ("pyproject.toml",)

    def __init__(self, scope: "Scope", place: Place, missing: tuple[str, ...]) -> None:
        self.scope = scope
        self.place = place
        self.missing = missing

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it for a published library; what the build backend finds out counts as given."""
        document = toml_of(scope)
        if document is None:
            return
        poetry = document.get(_POETRY)
        known = _of_poetry(poetry) if isinstance(poetry, dict) else frozenset()
        tables = scope.all(ProjectTable)
        stated = known.union(*map(_of_table, tables), _of_script(scope), _of_crate(scope))
        missing = tuple(key for key in _WANTED if key not in stated)
        has_metadata = bool(tables) or (isinstance(poetry, dict) and "name" in poetry)
        if missing and has_metadata and is_published(scope):
            place = tables[0].place(missing[0]) if tables else document.place(_POETRY)
            yield cls(scope, place, missing)


def _of_table(table: ProjectTable) -> frozenset[str]:
    """Return what is given, if only by the backend; an empty text is nothing."""
    return frozenset(key for key in _WANTED if table.states(key) and table.get(key) != "")


def _of_script(scope: "Scope") -> frozenset[str]:
    """Return what setuptools adds from ``setup.py``: it does so with the address, although ``[project]`` is there."""
    return frozenset({"urls"} if setup_argument(scope, "url") else ())


def _of_crate(scope: "Scope") -> frozenset[str]:
    """Return what maturin adds from ``Cargo.toml``, with which it merges ``[project]``; a workspace may give it.

    Source: the guide of maturin 1.16, "Python Project Metadata".
    """
    system = build_system(scope)
    backend = system.backend if system else None
    if system is None or backend is None or backend.package != "maturin":
        return frozenset()
    written = system.document.get(("tool", "maturin", "manifest-path"))
    path = join(scope.folder, written if isinstance(written, str) else "Cargo.toml")
    if path is None or not scope.repository.is_file(path):
        return frozenset()
    crate = scope.document(parse_toml, path).get(("package",))
    found = {_OF_CRATE.get(key) for key, value in crate.items() if value} if isinstance(crate, dict) else set()
    return frozenset(filter(None, found))


def _of_poetry(table: "dict[str, object]") -> frozenset[str]:
    found = {key for key in ("description", "readme") if table.get(key)}
    return frozenset(found | ({"urls"} if any(table.get(key) for key in _URLS) else set()))


class OtherBackend:
    """A pure-Python project that something else than hatchling builds."""

    __slots__ = ("backend", "place", "scope")
    reads: ClassVar[tuple[str, ...]] = ("pyproject.toml",)

    def __init__(self, scope: "Scope", system: BuildSystem, backend: "Backend") -> None:
        self.scope = scope
        self.backend = backend
        self.place = system.document.place(("build-system",))

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it where the backend is known, and ``setup.py`` does nothing of its own."""
        system = build_system(scope)
        backend = system.backend if system else None
        if system is None or backend is None or backend.package == "hatchling":
            return
        if not is_compiled(scope) and not _has_own_commands(scope):
            yield cls(scope, system, backend)


def _has_own_commands(scope: "Scope") -> bool:
    return scope.exists("setup.py") and "cmdclass" in scope.repository.read(scope.path("setup.py"))
