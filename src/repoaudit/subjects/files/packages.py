"""The import packages of a project: the folders of sources that an installation brings."""

from repoaudit.documents.versions import canonical_name
from repoaudit.subjects.files.projects import is_foreign
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repoaudit.scope import Scope

_INIT: Final = "__init__.py"
_LAYOUTS: Final = ("src", "lib", "python", "")
_HELPERS: Final = frozenset(
    "scripts tools tasks ci dev hack bin notebooks migrations conf config bench benchmarks".split()
)


def packages_of(scope: "Scope", name: str) -> tuple[str, ...]:
    """Return the topmost packages of a project: those in ``src`` where it holds any, else those beside it.

    Outside of ``src``, folders of tests, docs and scripts are none, unless one has the ``name`` of the project: that is
    one without an ``__init__.py``, too.
    """
    found = {**_namespaces(scope, name), **scope.once(_packages)}
    return next(filter(None, (_in_layout(layout, found, name) for layout in _LAYOUTS)), ())


def package_folders(scope: "Scope", name: str) -> tuple[str, ...]:
    """Return the folders of the packages of a project, relative to it."""
    found = {**_namespaces(scope, name), **scope.once(_packages)}
    return tuple(f"{found[each]}/{each}" if found[each] else each for each in packages_of(scope, name))


def _namespaces(scope: "Scope", name: str) -> dict[str, str]:
    """Return folder → the one that it lies in, of those with the name of the project and modules directly in them."""
    found = scope.once(_module_folders) if name else {}
    return {each: layout for each, layout in found.items() if canonical_name(each) == canonical_name(name)}


def _packages(scope: "Scope") -> dict[str, str]:
    """Return package → the folder that it lies in."""
    return _folders_with(scope, _INIT)


def _module_folders(scope: "Scope") -> dict[str, str]:
    """Return folder with modules → the folder that it lies in."""
    return _folders_with(scope, ".py")


def _folders_with(scope: "Scope", ending: str) -> dict[str, str]:
    start = scope.path("")
    inner = (path.removeprefix(start).split("/") for path in scope.repository.files().under(scope.folder))
    folders = [parts[:-1] for parts in inner if parts[-1].endswith(ending)]
    return {
        parts[-1]: layout
        for layout in reversed(_LAYOUTS)
        for parts in folders
        if parts and parts[:-1] == layout.split()
    }


def _in_layout(layout: str, found: "Mapping[str, str]", name: str) -> tuple[str, ...]:
    packages = (package for package, folder in found.items() if folder == layout and package.isidentifier())
    return tuple(sorted(package for package in packages if layout or _is_source(package, name)))


def _is_source(package: str, name: str) -> bool:
    if canonical_name(package) == canonical_name(name):
        return True
    return package not in _HELPERS and not is_foreign(f"{package}/{_INIT}")
