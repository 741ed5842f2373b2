"""Read the lists of requirements from each file that holds some."""

from collections.abc import Callable, Iterator
from functools import partial

from repoaudit.errors import UnknownError
from repoaudit.finding import Fix
from repoaudit.subjects.files.manifests import Entry, ListKind, RequirementList
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.manifests import Declared, Writer
    from repoaudit.subjects.files.rewriting import OptionRewrite
    from repoaudit.subjects.files.tox_sections import ToxEnvironment

CONDA_ROOTS: Final = frozenset(
    "conda ci .ci requirements environments envs conda-envs continuous_integration devtools".split()
)
"""The folders that may hold environment files of conda, or a folder with some."""

_SELDOM: Final = ("tests", ".github")

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
        is_alone = sum(bool(environment.dependencies) for environment in tox.environments) == 1
        for environment in tox.environments:
            lines = environment.dependencies
            entries = [Entry(line.text.partition(" #")[0].strip(), line.place) for line in lines]
            name = environment.name or "testenv"
            write = _writer(environment) if is_alone else None  # of several, which one needs it is not known
            yield RequirementList(ListKind.ENVIRONMENT, name, environment.place, entries, manager="tox", write=write)


def _writer(environment: "ToxEnvironment") -> "Writer | None":
    """Return what adds a line to ``deps`` in an INI file."""
    rewrite = next((line.rewrite for line in environment.dependencies if line.rewrite), None)
    return partial(_add_line, rewrite) if rewrite else None


def _add_line(rewrite: "OptionRewrite", text: str, beside: "Declared") -> Fix | None:
    is_for_some = ":" in beside.text  # factors
    return None if is_for_some else Fix(f"add `{text}`", (partial(rewrite.with_line, text),))


def _requirements(scope: "Scope") -> Iterator[RequirementList]:
    from repoaudit.subjects.files.manifests.requirements import requirements_lists

    return requirements_lists(scope)


def _conda(scope: "Scope") -> Iterator[RequirementList]:
    from repoaudit.subjects.files.manifests.conda import conda_lists

    return conda_lists(scope)


def has_conda(scope: "Scope") -> bool:
    """Say whether there may be environment files of conda: one in the project's folder, or a folder for them."""
    names = scope.repository.list_dir(scope.folder)
    if any("env" in name or name in CONDA_ROOTS for name in names):
        return True
    inner = (each for folder in _SELDOM for each in scope.repository.list_dir(scope.path(folder)))
    return any("env" in name for name in inner)


_SOURCES: Final[tuple[tuple[Callable[["Scope"], bool], Source], ...]] = (
    (_has("pyproject.toml", "hatch.toml", "pixi.toml", "Pipfile"), _pyproject),
    (_has("setup.cfg", "setup.py"), _setuptools),
    (_has("tox.ini", "setup.cfg", "tox.toml", "pyproject.toml"), _tox),
    (_always, _requirements),
    (has_conda, _conda),
)
