"""Which names of modules and folders a repository may come to have: by its files, its packaging, what it ignores."""

import re
import sys
from collections.abc import Iterator

from repoaudit.documents.toml import parse_toml
from repoaudit.errors import UnknownError
from repoaudit.globs import matches, matches_any
from repoaudit.regex import lazy
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_BUILD_TEXTS: Final = (
    "setup.py",
    "setup.cfg",
    "meson.build",
    "CMakeLists.txt",
    "Cargo.toml",
    "pavement.py",
    "WORKSPACE",
)
_BUILD_TABLES: Final = frozenset(
    "setuptools hatch poetry maturin flit pdm uv scikit-build meson-python cibuildwheel mypyc py-build-cmake".split()
)
_COVERAGE: Final = lazy(r"^\[(?:coverage:|tool:pytest|testenv|pytest)[^\n]*\n(?:(?!\[).*\n?)*", re.MULTILINE)
_SUBMODULE: Final = lazy(r"^[ \t]*path[ \t]*=[ \t]*(\S+)", re.MULTILINE)
_GENERATED: Final = frozenset("build dist site-packages .tox .nox .venv venv env node_modules __pycache__".split())


def is_module(scope: "Scope", dotted: str) -> bool:
    """Say whether a dotted name is that of a file or folder anywhere in the repository, or of the standard library."""
    if dotted.partition(".")[0] in sys.stdlib_module_names:
        return True
    return f"/{dotted.replace('.', '/')}/" in scope.root.once(_stems)


def is_built(scope: "Scope", name: str) -> bool:
    """Say whether what builds the project mentions a name: it may make a module that no file has."""
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    scopes = (scope, scope.root)
    texts = (_COVERAGE.sub("", _text(each, file)) for each in scopes for file in _BUILD_TEXTS)
    if any(word.search(text) for text in texts):
        return True
    return any(word.search(text) for each in scopes for text in _packaging(each))


def is_generated(scope: "Scope", path: str) -> bool:
    """Say whether a path is one that git ignores, lies in a submodule, or is made by a tool."""
    if _GENERATED.intersection(path.split("/")):
        return True
    if is_in_submodule(scope, path):
        return True
    return matches_any(scope.root.once(_ignored), path)


def _ignored(root: "Scope") -> tuple[str, ...]:
    """Return the patterns of what git ignores."""
    lines = (line.strip() for line in _text(root, ".gitignore").splitlines())
    return tuple(line for line in lines if line and not line.startswith(("#", "!")))


def is_in_submodule(scope: "Scope", path: str) -> bool:
    """Say whether a path is that of a submodule or lies in one, whose files a clone need not have."""
    return any(path == each or path.startswith(f"{each}/") for each in _submodules(scope))


def may_match_in_submodule(scope: "Scope", pattern: str) -> bool:
    """Say whether a pattern leads into a submodule, of which nobody knows what lies there: ``extern/*/LICENSE``."""
    parts = pattern.split("/")
    return any(matches("/" + "/".join(parts[: each.count("/") + 1]), each) for each in _submodules(scope))


def _submodules(scope: "Scope") -> tuple[str, ...]:
    """Return the folders of submodules: those of the index, and those of ``.gitmodules`` where nobody has the index."""
    return (*scope.repository.files().submodules, *_SUBMODULE.findall(_text(scope.root, ".gitmodules")))


def _stems(root: "Scope") -> str:
    """Return all folders, and all files without their endings, each in slashes: whole parts are sought between them."""
    files = root.repository.files()
    found: set[str] = set()
    for path in files:
        folder, slash, name = path.rpartition("/")
        found.add(f"{folder}{slash}{name.partition('.')[0]}")
        if folder:
            found.add(folder)
    return "\0".join([f"/{path}/" for path in found])


def _packaging(scope: "Scope") -> Iterator[str]:
    """Yield the texts of ``pyproject.toml`` that name what is built."""
    if not scope.exists("pyproject.toml"):
        return
    try:
        document = scope.document(parse_toml, scope.path("pyproject.toml"))
    except UnknownError:
        return
    name = document.get(("project", "name"))
    yield from _strings([name, str(name).replace("-", "_")] if isinstance(name, str) else [])
    tool = document.get(("tool",))
    for table in _BUILD_TABLES.intersection(tool) if isinstance(tool, dict) else ():
        yield from _strings(tool[table] if isinstance(tool, dict) else None)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _text(scope: "Scope", name: str) -> str:
    try:
        return scope.repository.read(scope.path(name)) if scope.exists(name) else ""
    except UnknownError:
        return ""
