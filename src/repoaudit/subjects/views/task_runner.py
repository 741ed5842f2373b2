"""Whether a repository has a place where its everyday commands are written down to be run by name."""

from collections.abc import Iterator

from repoaudit.documents.toml import parse_toml
from repoaudit.facts.task_runners import (
    FILES,
    FOLDERS,
    INI_SECTIONS,
    SCRIPT_ENDINGS,
    SCRIPT_FOLDERS,
    SCRIPT_NAMES,
    TABLES,
)
from repoaudit.finding import ABSENT, Place
from repoaudit.subjects.collections.calls import tested_in_ci
from repoaudit.subjects.files.hooks.managers import HookManagement
from repoaudit.subjects.views.test_suite import TestSuite
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope


class TaskRunner:
    """The task runner of a repository, if any."""

    __slots__ = ("scope",)
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it at the root of a repository."""
        if scope.is_root:
            yield cls(scope)

    @property
    def place(self) -> Place:
        """Where tasks would belong."""
        return Place("Makefile")

    @property
    def is_owed(self) -> bool:
        """Whether there are Python sources, and tests, which are the first thing that somebody wants to run."""
        has_python = any(management.has_python for management in self.scope.all(HookManagement))
        return has_python and bool(self.scope.all(TestSuite)[0].files)

    @property
    def exists(self) -> bool:
        """Whether tasks are written down anywhere."""
        repository = self.scope.repository
        folders = ("", *tested_in_ci(self.scope))
        paths = (f"{folder}/{name}".lstrip("/") for folder in folders for name in FILES)
        if any(map(repository.is_file, paths)) or any(repository.is_dir(path) for path in FOLDERS):
            return True
        return self._in_scripts() or self._in_tables() or self._in_sections()

    def _in_scripts(self) -> bool:
        repository = self.scope.repository
        paths = (f"{folder}/{name}".strip("/") for folder in SCRIPT_FOLDERS for name in repository.list_dir(folder))
        return any(_is_script(path) and repository.is_file(path) for path in paths)

    def _in_tables(self) -> bool:
        documents = (
            (self.scope.document(parse_toml, name), TABLES[name]) for name in TABLES if self.scope.exists(name)
        )
        return any(document.get(path) is not ABSENT for document, paths in documents for path in paths)

    def _in_sections(self) -> bool:
        from repoaudit.documents.ini import parse_ini

        for name in INI_SECTIONS:
            document = self.scope.document(parse_ini, name) if self.scope.exists(name) else None
            sections = [section.name for section in document.sections] if document else []
            if any(section.startswith(INI_SECTIONS[name]) for section in sections):
                return True
        return False


def _is_script(path: str) -> bool:
    """Say whether a file is called like a task: ``scripts/test``, ``tests/run_cpu_tests.sh``."""
    stem, dot, ending = path.rpartition("/")[2].partition(".")
    return dot + ending in SCRIPT_ENDINGS and not SCRIPT_NAMES.isdisjoint(stem.lower().replace("-", "_").split("_"))
