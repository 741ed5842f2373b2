"""A project that asks for no Python."""

from collections.abc import Iterator

from repoaudit.finding import ABSENT
from repoaudit.subjects.files.classifiers import classifiers
from repoaudit.subjects.files.project_table import ProjectTable
from repoaudit.subjects.views.python_life import oldest_maintained, today
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.documents.versions import Version
    from repoaudit.finding import Place
    from repoaudit.scope import Scope


class OpenPythons:
    """A ``[project]`` without ``requires-python``."""

    __slots__ = ("_table", "scope")
    reads: ClassVar[tuple[str, ...]] = ProjectTable.reads

    def __init__(self, scope: "Scope", table: ProjectTable) -> None:
        self.scope = scope
        self._table = table

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it where neither the table nor the build backend names a range: poetry takes that of its own table."""
        for table in scope.all(ProjectTable):
            poetry = table.document.get(("tool", "poetry", "dependencies", "python"))
            is_binary = table.document.get(("tool", "maturin", "bindings")) == "bin"
            if not (table.states("requires-python") or is_binary or _is_shim(scope, table)) and poetry is ABSENT:
                yield cls(scope, table)

    @property
    def place(self) -> "Place":
        """Where the range would belong."""
        return self._table.place("requires-python")

    @property
    def lost(self) -> "Place | None":
        """A range in the files of setuptools, which setuptools does not read beside ``[project]``."""
        from repoaudit.subjects.views.project import Project

        stated = self.scope.all(Project)[0].requires_python
        return stated.place if stated else None

    @property
    def oldest(self) -> "tuple[Version, str]":
        """The Python to begin with, and why: the oldest that a classifier names, else the oldest maintained one."""
        found = classifiers(self.scope)
        named = [item.python for item in found.pythons if item.python] if found else []
        if named:
            return min(named), "the oldest that a classifier names"
        return oldest_maintained(today(self.scope)), "the oldest that is maintained"


def _is_shim(scope: "Scope", table: ProjectTable) -> bool:
    """Say whether a project below the root needs nothing and is meant for no index: a recipe builds it, or a test."""
    from repoaudit.subjects.views.publication import is_published

    return not (scope.is_root or table.states("dependencies") or is_published(scope))
