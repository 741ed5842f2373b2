"""The branches that the triggers of workflows name, against those that the repository has."""

from collections.abc import Iterator

from repoaudit.finding import Place
from repoaudit.subjects.files.git import Git
from repoaudit.subjects.files.workflows import Workflow
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.workflows import Trigger

_EVENTS: Final = frozenset({"push", "pull_request", "pull_request_target", "merge_group"})
_WILDCARDS: Final = frozenset("*?+![]")
_MAIN: Final = frozenset(
    {"main", "master", "trunk", "default", "develop", "development", "devel", "dev", "mainline", "$default-branch"}
)
"""Usual names of the branch that everybody works on, and the placeholder of GitHub's starter workflows."""


class BranchFilter:
    """The ``branches`` of one trigger of a workflow, in a repository under git."""

    __slots__ = ("_git", "_trigger", "_workflow", "names")
    reads: ClassVar[tuple[str, ...]] = Workflow.reads

    def __init__(self, workflow: Workflow, trigger: "Trigger", git: Git) -> None:
        self._workflow = workflow
        self._trigger = trigger
        self._git = git
        self.names = tuple(each.value for each in trigger.filter("branches") or ())

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield every such filter."""
        for git in scope.all(Git):
            for workflow in scope.all(Workflow):
                for trigger in workflow.triggers:
                    if trigger.name in _EVENTS and trigger.filter("branches"):
                        yield cls(workflow, trigger, git)

    @property
    def event(self) -> str:
        """The event."""
        return self._trigger.name

    @property
    def place(self) -> Place:
        """Where the branches are written."""
        return self._workflow.document.place(("on", self.event, "branches"))

    @property
    def default(self) -> str:
        """The default branch. Raises `UnknownError` where the clone does not record it."""
        return self._git.default_branch

    @property
    def is_stale(self) -> bool:
        """Whether no branch has one of the names, among which is a usual name of a main branch.

        Raises:
            UnknownError: the clone does not know the default branch, or not all branches.

        """
        if not _MAIN.intersection(self.names) or any(map(_is_pattern, self.names)):
            return False
        return self.default not in self.names and self._git.branches.isdisjoint(self.names)


def _is_pattern(name: str) -> bool:
    return "${{" in name or not _WILDCARDS.isdisjoint(name)
