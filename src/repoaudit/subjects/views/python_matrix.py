"""The Pythons that CI tests with beside those that the project admits."""

import re
from collections.abc import Iterator

from repoaudit.facts.ci import GITLAB_FILE
from repoaudit.subjects.files.metadata import RequiresPython
from repoaudit.subjects.files.workflows import Workflow
from repoaudit.subjects.views.project import Project
from repoaudit.subjects.views.python_life import has_ended, today
from repoaudit.subjects.views.tested_pythons import TestedPython, tested_pythons
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.documents.versions import Version
    from repoaudit.scope import Scope


class PythonMatrix:
    """The jobs of a repository whose root states a range of Pythons."""

    __slots__ = ("_in_ci", "requires", "scope")
    reads: ClassVar[tuple[str, ...]] = (*Workflow.reads, GITLAB_FILE)

    def __init__(self, scope: "Scope", requires: RequiresPython, in_ci: tuple[TestedPython, ...]) -> None:
        self.scope = scope
        self.requires = requires
        self._in_ci = in_ci

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it where the root has a range, and some job runs tests with a known Python."""
        requires = scope.all(Project)[0].requires_python if scope.is_root else None
        if requires is None:
            return
        found = tuple(each for each in tested_pythons(scope).found if each.runs_tests and each.is_ci)
        if found:
            yield cls(scope, requires, found)

    @property
    def excluded(self) -> tuple[TestedPython, ...]:
        """The tested Pythons that no project of the repository admits, each once; jobs that may fail do not count."""
        found = (each for each in self._in_ci if not each.may_fail and not self._is_admitted(each.version))
        return tuple({each.version: each for each in reversed(tuple(found))}.values())[::-1]

    def _is_admitted(self, version: "Version") -> bool:
        members = (member.all(Project)[0].requires_python for member in self.scope.members)
        ranges = (self.requires, *(each for each in members if each))
        return any(each.specifiers.admits_python(version) for each in ranges)

    @property
    def untested(self) -> "Version | None":
        """The oldest Python that is admitted, where nothing tests it; None too where its life is over.

        None also where some job's Pythons are not known, or a workflow names it in another place.
        """
        oldest, tested = self.requires.oldest, tested_pythons(self.scope)
        if oldest is None or not tested.complete or has_ended(oldest, today(self.scope)):
            return None
        if any(each.version <= oldest for each in tested.found) or self._may_test(oldest):
            return None
        return oldest

    def _may_test(self, version: "Version") -> bool:
        """Say whether a workflow hands over to one of another repository, or CI names a Python somewhere."""
        named = re.compile(
            rf"(?<![\d.]){version.major}\.?{version.minor}(?!\d)|(?<![\w.])py{version.major}{version.minor}"
        )
        workflows = self.scope.all(Workflow)
        uses = (job.uses for workflow in workflows for job in workflow.jobs)
        texts = [workflow.document.text for workflow in workflows]
        if self.scope.repository.is_file(GITLAB_FILE):
            texts.append(self.scope.repository.read(GITLAB_FILE))
        return any(uses) or any(map(named.search, texts))

    @property
    def lowest(self) -> TestedPython:
        """The oldest Python that a job tests with."""
        return min(self._in_ci, key=lambda each: each.version)

    @property
    def oldest_tested(self) -> "Version":
        """The oldest Python that anything tests with, environments of tox, nox and hatch included."""
        return min(self.lowest.version, *tested_pythons(self.scope).versions)
