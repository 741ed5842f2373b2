"""Whether a library is really published: a build system alone may belong to an application."""

from repoaudit.subjects.files.classifiers import classifiers
from repoaudit.subjects.files.project_table import toml_of
from repoaudit.subjects.files.projects import makes_projects
from repoaudit.subjects.views.project_kind import BUILT, kind_of
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import DataPath
    from repoaudit.scope import Scope

_TABLES: Final[tuple["DataPath", ...]] = (("project",), ("tool", "poetry"))
_PAGE: Final = frozenset({"urls", "keywords", "homepage", "repository", "documentation"})
"""Keys that only an index shows."""


def is_published(scope: "Scope") -> bool:
    """Say whether a project is a library, and something uploads it or its metadata are written for an index.

    poetry and uv write a build system for every application.
    """
    kind = kind_of(scope)
    if kind.answer != "library":
        return False
    return kind.why != BUILT or (_has_page(scope) and not makes_projects(scope.root))


def _has_page(scope: "Scope") -> bool:
    found = classifiers(scope)
    if (found and found.items) or scope.exists("setup.cfg") or scope.exists("setup.py"):
        return True
    document = toml_of(scope)
    tables = [document.get(path) for path in _TABLES] if document else []
    return any(isinstance(table, dict) and not _PAGE.isdisjoint(table) for table in tables)
