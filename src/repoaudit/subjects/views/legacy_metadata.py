"""Projects whose metadata are not in ``[project]``, or that nothing says how to build."""

from collections.abc import Iterator
from functools import partial

from repoaudit.documents.ini import parse_ini
from repoaudit.errors import UnknownError
from repoaudit.finding import ABSENT, Fix, Place
from repoaudit.regex import lazy
from repoaudit.subjects.files.packages import packages_of
from repoaudit.subjects.files.project_table import toml_of
from repoaudit.subjects.files.setup_script import setup_argument
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.scope import Scope

_CALL: Final = lazy(r"\bsetup\s*\(")
_IMPORTED: Final = lazy(r"(?m)^[ \t]*(?:from|import)[ \t]+(\w+)")
_SETUPTOOLS: Final = {"requires": ["setuptools"], "build-backend": "setuptools.build_meta"}
_SCRIPTS: Final = ("scripts", "gui-scripts", "entry-points")


def setup_metadata(scope: "Scope") -> Place | None:
    """Return where the files of setuptools give the project its name, None where they do not."""
    return _from_setup_cfg(scope) or _from_setup_py(scope)


def _from_setup_cfg(scope: "Scope") -> Place | None:
    if not scope.exists("setup.cfg"):
        return None
    document = scope.document(parse_ini, scope.path("setup.cfg"))
    return document.place("metadata") if document.get("metadata", "name") else None


def _from_setup_py(scope: "Scope") -> Place | None:
    found = setup_argument(scope, "name")
    return found[0].place(found[1], "setup.name") if found else None


def _setup_script(scope: "Scope") -> Place | None:
    """Return ``setup.py`` where it calls ``setup()``."""
    if not scope.exists("setup.py"):
        return None
    path = scope.path("setup.py")
    return Place(path) if _CALL.search(scope.repository.read(path)) else None


class BarePackage:
    """An installable repository without ``pyproject.toml``; ``source`` is what describes it."""

    __slots__ = ("place", "scope", "source")
    reads: ClassVar[tuple[str, ...]] = ("setup.py", "setup.cfg")

    def __init__(self, scope: "Scope", source: Place) -> None:
        self.scope = scope
        self.source = source
        self.place = Place(scope.path("pyproject.toml"), None, "build-system")

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it for the root: every other project has the file."""
        if not scope.is_root or scope.repository.exists("pyproject.toml"):
            return
        source = setup_metadata(scope) or _setup_script(scope)
        if source is not None:
            yield cls(scope, source)


class LegacyMetadata:
    """Metadata in the files of setuptools, beside a ``pyproject.toml`` that holds none."""

    __slots__ = ("place", "scope")
    reads: ClassVar[tuple[str, ...]] = ("setup.py", "setup.cfg")

    def __init__(self, scope: "Scope", place: Place) -> None:
        self.scope = scope
        self.place = place

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it where no other table names the project; pbr reads ``setup.cfg`` alone."""
        document = toml_of(scope)
        if document is None or any(document.get(path) is not ABSENT for path in _METADATA):
            return
        place = setup_metadata(scope)
        if place is not None and "pbr" not in str(document.get(("build-system",))) and not _uses_pbr(scope):
            yield cls(scope, place)


_METADATA: Final = (("project", "name"), ("tool", "poetry", "name"), ("tool", "flit", "metadata"))


def _uses_pbr(scope: "Scope") -> bool:
    try:
        return scope.exists("setup.py") and "pbr" in scope.repository.read(scope.path("setup.py"))
    except UnknownError:
        return True


class UnbuiltPackage:
    """A package whose ``pyproject.toml`` has no ``[build-system]``; ``sign`` says why it is a package."""

    __slots__ = ("_document", "_tool", "place", "scope", "sign")
    reads: ClassVar[tuple[str, ...]] = ("pyproject.toml",)

    def __init__(self, scope: "Scope", document: "TomlDocument", sign: str, place: Place, tool: str) -> None:
        self.scope = scope
        self.sign = sign
        self.place = place
        self._document = document
        self._tool = tool

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it where a file says that the project is installed, and none that it is not."""
        document = toml_of(scope)
        if document is None or document.get(("build-system",)) is not ABSENT or _is_virtual(document):
            return
        found = next(_signs(scope, document), None)
        if found is not None:
            yield cls(scope, document, *found)

    @property
    def effect(self) -> str:
        """What happens without it."""
        if self._tool:
            return "pip guesses what builds it"
        is_told = self._document.get(("tool", "uv", "package")) is True
        return "pip and uv guess what builds it" if is_told else "uv does not install it"

    @property
    def correction(self) -> Fix | None:
        """The fix that names setuptools, which builds it today.

        None where another backend may be meant, or ``setup.py`` imports what lies beside it: it then finds it no more.
        """
        from repoaudit.documents.toml.edits import set_value

        if self._tool != "setuptools" or _imports_neighbours(self.scope):
            return None
        draft = partial(set_value, self._document, ("build-system",), _SETUPTOOLS)
        return Fix("name setuptools as the build backend", (draft,))


def _imports_neighbours(scope: "Scope") -> bool:
    """Say whether ``setup.py`` imports a module or package of its own folder, without adding that to the path."""
    text = scope.repository.read(scope.path("setup.py")) if scope.exists("setup.py") else ""
    names = set(_IMPORTED.findall(text)) if "sys.path" not in text else set()
    return any(scope.exists(f"{name}.py") or scope.exists(f"{name}/__init__.py") for name in names)


def _is_virtual(document: "TomlDocument") -> bool:
    """Say whether a tool is told that the project is no package."""
    poetry = document.get(("tool", "poetry"))
    is_virtual = (
        document.get(("tool", "uv", "package")) is False or document.get(("tool", "pdm", "distribution")) is False
    )
    return is_virtual or (isinstance(poetry, dict) and poetry.get("package-mode") is False)


def _signs(scope: "Scope", document: "TomlDocument") -> Iterator[tuple[str, Place, str]]:
    """Yield what makes the project a package, where to say how it is built, and what builds it today."""
    script = _setup_script(scope)
    if script is not None:
        yield "`setup.py` builds it", Place(document.path, None, "build-system"), "setuptools"
    name = document.get(("project", "name"))
    settings = document.get(("tool", "setuptools"))
    if isinstance(name, str) and isinstance(settings, dict) and any(settings.values()):  # `packages = []`: no package
        yield "`[tool.setuptools]` says what to pack", document.place(("tool", "setuptools")), "setuptools"
    for key in _SCRIPTS if isinstance(name, str) else ():
        if document.get(("project", key)) is not ABSENT:
            yield f"it has `{key}`", document.place(("project", key)), ""
    if isinstance(name, str):
        packages = [each for each in packages_of(scope, name) if scope.exists(f"src/{each}/__init__.py")]
        if packages:
            yield f"`src/{packages[0]}` is a package", document.place(("project",)), ""
    if isinstance(document.get(("tool", "poetry", "name")), str) and not isinstance(name, str):
        yield "poetry builds it", document.place(("tool", "poetry")), "poetry"
