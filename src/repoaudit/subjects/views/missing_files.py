"""Files and folders that the metadata or the settings of a build, or of Read the Docs, name and that do not exist.

Source: the builds named in `facts.backends`: a missing readme, licence or package each in a project of its own.
"""

from collections.abc import Iterator
from functools import partial

from repoaudit.errors import UnknownError
from repoaudit.finding import ABSENT
from repoaudit.globs import matches
from repoaudit.record import NamedTuple
from repoaudit.repository import join
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.build_system import build_system
from repoaudit.subjects.files.known_modules import is_generated, may_match_in_submodule
from repoaudit.subjects.files.project_table import ProjectTable, toml_of
from repoaudit.subjects.views.docs_service_files import READ_THE_DOCS, docs_files
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from collections.abc import Callable

    from repoaudit.documents.toml import TomlDocument
    from repoaudit.facts.backends import Backend
    from repoaudit.finding import DataPath, Place
    from repoaudit.scope import Scope

_MAGIC: Final = frozenset("*?[")
_WHEEL: Final = ("targets", "wheel")


class Named(NamedTuple):
    """One path: as it is written, what finds where, what it is, the path, and whether the build ends without it."""

    text: str
    find: "Callable[[], Place]"
    what: str
    path: str
    is_fatal: bool


class MissingFile:
    """One of them that is not there."""

    __slots__ = ("_find", "backend", "is_fatal", "scope", "text", "what")
    reads: ClassVar[tuple[str, ...]] = ("pyproject.toml", *READ_THE_DOCS)

    def __init__(self, scope: "Scope", named: Named, backend: str) -> None:
        self.scope = scope
        self.text, self._find, self.what, _, self.is_fatal = named
        self.backend = backend

    @property
    def place(self) -> "Place":
        """Where it is named."""
        return self._find()

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield every one of one project; what git ignores may be made before a build.

        A script that copies the file says that the project is built in another folder, which shows nothing here.
        """
        for file in docs_files(scope):
            if not _is_there(scope, file.text):
                yield cls(scope, Named(*file, file.text, is_fatal=True), "Read the Docs")
        document = toml_of(scope)
        if document is None:
            return
        system = build_system(scope)
        backend = system.backend if system else None
        for named in _named(scope, document, backend):
            if not _is_there(scope, named.path) and not _is_built_elsewhere(scope):
                yield cls(scope, named, backend.package if backend else "")


def _named(scope: "Scope", document: "TomlDocument", backend: "Backend | None") -> Iterator[Named]:
    for table in scope.all(ProjectTable):
        yield from _readme(table, backend)
        yield from _licenses(table, backend)
    if backend is not None:
        yield from _READERS.get(backend.package, _nothing)(document)


def _nothing(document: "TomlDocument") -> Iterator[Named]:
    del document
    return iter(())


def _readme(table: ProjectTable, backend: "Backend | None") -> Iterator[Named]:
    fatal = backend is not None and "readme" in backend.refuses
    for keys in (("readme",), ("readme", "file"), ("license", "file")):
        text = table.text(*keys)
        if text:
            yield Named(text, partial(table.place, *keys), "readme" if keys[0] == "readme" else "licence", text, fatal)


def _licenses(table: ProjectTable, backend: "Backend | None") -> Iterator[Named]:
    fatal = backend is not None and "license-files" in backend.refuses
    for keys in (("license-files",), ("license-files", "paths")):
        for index, text in table.strings(*keys):
            yield Named(text, partial(table.place, *keys, index), "`license-files`", text, fatal)


def _strings(document: "TomlDocument", path: "DataPath") -> "Iterator[tuple[str, Callable[[], Place]]]":
    value = document.get(path)
    for index, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, str):
            yield item, partial(document.place, (*path, index))


def _hatchling(document: "TomlDocument") -> Iterator[Named]:
    """Yield packages, of which hatchling leaves out those it does not find, and what it demands."""
    build: DataPath = ("tool", "hatch", "build")
    for base in (build, (*build, *_WHEEL)):
        for text, find in _strings(document, (*base, "packages")):
            yield Named(text, find, "package", text, is_fatal=False)
        has_hooks = document.get((*base, "hooks")) is not ABSENT  # which may make files
        forced = None if has_hooks else document.get((*base, "force-include"))
        for text in forced if isinstance(forced, dict) else ():
            yield Named(
                text, partial(document.place, (*base, "force-include", text)), "`force-include`", text, is_fatal=True
            )
    version: DataPath = ("tool", "hatch", "version", "path")
    source = document.get(version)
    if isinstance(source, str) and "version" in str(document.get(("project", "dynamic"))):
        yield Named(source, partial(document.place, version), "version file", source, is_fatal=True)


def _setuptools(document: "TomlDocument") -> Iterator[Named]:
    """Yield modules, of which setuptools leaves out those it does not find, packages and their folders."""
    base: DataPath = ("tool", "setuptools")
    folders = document.get((*base, "package-dir"))
    known = folders if isinstance(folders, dict) else {}
    top = known.get("", "")
    for text, find in _strings(document, (*base, "py-modules")):
        path = f"{top}/{text.replace('.', '/')}.py" if isinstance(top, str) else ""
        yield Named(path.lstrip("/"), find, "module", path.lstrip("/"), is_fatal=False)
    for text, find in _strings(document, (*base, "packages")):
        yield Named(text, find, "package", _folder(text, known), is_fatal=True)
    for text, find in _strings(document, (*base, "packages", "find", "where")):
        yield Named(text, find, "folder", text, is_fatal=True)


def _folder(package: str, folders: "dict[str, object]") -> str:
    """Return the folder of a package: its own one, that of the nearest package around it, or one below the top."""
    parts = package.split(".")
    for end in range(len(parts), 0, -1):
        folder = folders.get(".".join(parts[:end]))
        if isinstance(folder, str):
            return "/".join([folder, *parts[end:]])
    return "/".join([str(folders.get("", "")), *parts]).lstrip("/")


def _poetry(document: "TomlDocument") -> Iterator[Named]:
    packages = document.get(("tool", "poetry", "packages"))
    for index, item in enumerate(packages if isinstance(packages, list) else ()):
        include = item.get("include") if isinstance(item, dict) else None
        if isinstance(item, dict) and isinstance(include, str):
            path = f"{item.get('from', '')}/{include}".lstrip("/")
            place = partial(document.place, ("tool", "poetry", "packages", index))
            yield Named(path, place, "package", path, is_fatal=True)
    keys: DataPath = ("tool", "poetry", "readme")
    readme = document.get(keys)
    for text, find in (
        [(readme, partial(document.place, keys))] if isinstance(readme, str) else _strings(document, keys)
    ):
        yield Named(text, find, "readme", text, is_fatal=True)


_READERS: Final = {"hatchling": _hatchling, "setuptools": _setuptools, "poetry-core": _poetry}


def _is_there(scope: "Scope", text: str) -> bool:
    """Say whether a path or a pattern leads to something, or may after a build."""
    path = join(scope.folder, text)
    if path is None or not text:
        return True
    if not _MAGIC.isdisjoint(text):
        is_there = any(matches(f"/{path}", each) for each in scope.repository.files())
        return is_there or may_match_in_submodule(scope, path)
    return scope.repository.exists(path) or is_generated(scope, path)


def _is_built_elsewhere(scope: "Scope") -> bool:
    """Say whether a command copies the metadata to where they are built, or a script of the project names them."""
    if not scope.folder:
        return False
    name = f"{scope.folder}/pyproject.toml"
    copies = (command for command in all_commands(scope) if command.tool in _COPY)
    if any(word.text.endswith(name) for command in copies for word in command.arguments[:-1]):
        return True
    scripts = (path for path in scope.repository.files().under(scope.folder) if path.endswith((".sh", ".bash")))
    return any(name in _text(scope, path) for path in scripts)


def _text(scope: "Scope", path: str) -> str:
    try:
        return scope.repository.read(path)
    except UnknownError:
        return ""


_COPY: Final = frozenset({"cp", "mv", "ln", "install", "rsync"})
