"""What the tokens of workflows may do."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Self

from repoaudit.finding import Fix
from repoaudit.subjects.files.workflows import Workflow

if TYPE_CHECKING:
    from repoaudit.finding import Change
    from repoaudit.scope import Scope


class WorkflowPermissions:
    """The workflows of a repository that leave the permissions of their token to its settings."""

    __slots__ = ("missing",)
    reads: ClassVar[tuple[str, ...]] = Workflow.reads

    def __init__(self, missing: tuple[Workflow, ...]) -> None:
        self.missing = missing

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it for the workflows of the repository, if there are any."""
        workflows = scope.all(Workflow)
        if workflows:
            yield cls(tuple(filter(_is_open, workflows)))

    @property
    def limit(self) -> Fix:
        """The fix that lets each of them read the repository."""
        return Fix("let them read only", tuple(partial(_limit, workflow) for workflow in self.missing))


def _is_open(workflow: Workflow) -> bool:
    if workflow.permissions is not None or not workflow.jobs:
        return False
    if all(trigger.name == "workflow_call" for trigger in workflow.triggers):
        return False
    return any(job.node.get("permissions") is None for job in workflow.jobs)


def _limit(workflow: Workflow) -> "Change":
    from repoaudit.documents.yaml.edits import add_key

    return add_key(workflow.document, (), "permissions", {"contents": "read"}, before="jobs")
