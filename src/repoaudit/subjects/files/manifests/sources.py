"""Read the lists of requirements from each file that holds some."""

from collections.abc import Callable, Iterator

from repoaudit.errors import UnknownError
from repoaudit.subjects.files.manifests import Entry, ListKind, RequirementList
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

CONDA_ROOTS: Final = frozenset(
    "conda ci .ci requirements environments envs conda-envs continuous_integration devtools tests .github".split()
)
"""The folders that may hold environment files of conda, or a folder with some."""

Source = Callable[["Scope"], Iterator[RequirementList]]


def read_lists(scope: "Scope") -> tuple[tuple[RequirementList, ...], bool]:
    """Return all lists of one project, and whether every file could be read."""
    found: list[RequirementList] = []
    complete = True
    for exists, source in _SOURCES:
        try:
            if exists(scope):
                found += source(scope)
        except UnknownError:
            complete = False
    return tuple(found), complete


def _has(*names: str) -> Callable[["Scope"], bool]:
    return lambda scope: any(scope.exists(name) for name in names)


def _always(scope: "Scope") -> bool:
    del scope
    return True


def _pyproject(scope: "Scope") -> Iterator[RequirementList]:
    from repoaudit.subjects.files.manifests.toml import pyproject_lists

    return pyproject_lists(scope)


def _setuptools(scope: "Scope") -> Iterator[RequirementList]:
    from repoaudit.subjects.files.manifests.setuptools import setuptools_lists

    return setuptools_lists(scope)


def _tox(scope: "Scope") -> Iterator[RequirementList]:
    from repoaudit.subjects.files.tox import Tox

    for tox in scope.all(Tox):
        for environment in tox.environments:
            entries = [Entry(line.text, line.place) for line in environment.dependencies]
            name = environment.name or "testenv"
            yield RequirementList(ListKind.ENVIRONMENT, name, environment.place, entries, manager="tox")


def _requirements(scope: "Scope") -> Iterator[RequirementList]:
    from repoaudit.subjects.files.manifests.requirements import requirements_lists

    return requirements_lists(scope)


def _conda(scope: "Scope") -> Iterator[RequirementList]:
    from repoaudit.subjects.files.manifests.conda import conda_lists

    return conda_lists(scope)


def has_conda(scope: "Scope") -> bool:
    """Say whether there may be environment files of conda: one in the project's folder, or a folder for them."""
    names = scope.repository.list_dir(scope.folder)
    return any("env" in name or name in CONDA_ROOTS for name in names)


_SOURCES: Final[tuple[tuple[Callable[["Scope"], bool], Source], ...]] = (
    (_has("pyproject.toml", "hatch.toml", "pixi.toml", "Pipfile"), _pyproject),
    (_has("setup.cfg", "setup.py"), _setuptools),
    (_has("tox.ini", "setup.cfg", "tox.toml", "pyproject.toml"), _tox),
    (_always, _requirements),
    (has_conda, _conda),
)
