"""Whether something looks for known vulnerabilities in what a repository depends on."""

from collections.abc import Iterator

from repoaudit.documents.versions import canonical_name
from repoaudit.errors import UnknownError
from repoaudit.facts.ci import GITLAB_FILE
from repoaudit.facts.dependency_audits import AUDIT_COMMANDS, AUDIT_PROGRAMS, AUDITS, DEVELOPERS_EXTRAS, MAY_AUDIT
from repoaudit.facts.hooks import CONFIGURATIONS
from repoaudit.facts.updates import ALERTS, RENOVATE
from repoaudit.regex import lazy
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.profile import is_runtime
from repoaudit.subjects.files.dependabot import Dependabot
from repoaudit.subjects.files.manifests import ListKind, RequirementList
from repoaudit.subjects.files.projects import is_foreign
from repoaudit.subjects.files.reasons import without_suppressions
from repoaudit.subjects.files.workflows.texts import workflows_name
from repoaudit.subjects.views.ci import Ci
from repoaudit.subjects.views.project import Project
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command

_MAY_AUDIT: Final = lazy(MAY_AUDIT)
_NOT_RUN: Final = frozenset({ListKind.BUILD, ListKind.CONSTRAINTS})
_FOR_DEVELOPERS: Final = frozenset({ListKind.GROUP, ListKind.ENVIRONMENT})


class DependencyAudit:
    """The audit of the dependencies of a repository, which may be missing."""

    __slots__ = ("scope",)
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it at the root of a repository with CI; without any, another rule speaks."""
        if scope.is_root and scope.all(Ci)[0].exists:
            yield cls(scope)

    @property
    def place(self) -> "Place":
        """Where a job belongs."""
        return self.scope.all(Ci)[0].place

    @property
    def is_missing(self) -> bool:
        """Whether dependencies are declared, and neither CI nor a hook looks at them.

        Raises:
            UnknownError: a part of CI that cannot be followed may do it.

        """
        if not self._has_dependencies or workflows_name(self.scope, AUDITS):
            return False
        if any(_names_audit(_read(self.scope, name)) for name in (*CONFIGURATIONS, GITLAB_FILE)):
            return False
        if any(each.is_for_holes for each in self.scope.all(Dependabot)) or self._renovates_holes:
            return False
        return not self.scope.all(Ci)[0].runs(_is_audit, *AUDIT_PROGRAMS, words=_MAY_AUDIT)

    @property
    def _renovates_holes(self) -> bool:
        return any(ALERTS in _read(self.scope, name).lower() for name in RENOVATE)

    @property
    def _has_dependencies(self) -> bool:
        return any(map(_has_dependencies, (self.scope, *self.scope.members)))


def _has_dependencies(scope: "Scope") -> bool:
    """Say whether a project installs something; what only developers of a library install reaches no user."""
    dependencies = scope.all(Dependencies)[0]
    groups = [group for group in dependencies.manifests.lists if group.requirements and group.kind not in _NOT_RUN]
    if not groups or any(map(_is_for_users, groups)):
        return bool(groups)
    return not dependencies.is_complete or not scope.all(Project)[0].is_library


def _is_for_users(group: RequirementList) -> bool:
    if group.kind is ListKind.FILE:
        return is_runtime(group) and not is_foreign(group.path)
    if group.kind is ListKind.EXTRA:
        return canonical_name(group.name) not in DEVELOPERS_EXTRAS
    return group.kind not in _FOR_DEVELOPERS


def _names_audit(text: str) -> bool:
    text = without_suppressions(text).lower()
    return any(word in text for word in AUDITS)


def _is_audit(command: "Command") -> bool:
    return command.tool in AUDIT_PROGRAMS or (command.tool, command.subcommand) in AUDIT_COMMANDS


def _read(scope: "Scope", name: str) -> str:
    try:
        return scope.repository.read(name) if scope.exists(name) else ""
    except UnknownError:
        return ""
