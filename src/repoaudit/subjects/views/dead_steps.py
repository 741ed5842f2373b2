"""Jobs and steps of workflows whose condition can never be true."""

from collections.abc import Iterator

from repoaudit.documents.yaml import dotted
from repoaudit.finding import Place
from repoaudit.subjects.files.workflows import Workflow
from repoaudit.subjects.files.workflows.conditions import (
    is_foreseen,
    is_of_other_type,
    unmet_by_events,
    unmet_by_matrix,
)
from repoaudit.subjects.files.workflows.jobs import text_at
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.workflows.jobs import Job, Step
    from repoaudit.subjects.files.workflows.matrix import Matrix


class DeadStep:
    """One of them: the part of its condition that is never true, and why; one that says ``false`` is left alone.

    ``kind`` is "job" or "step".
    """

    __slots__ = ("_owner", "kind", "part", "reason")
    reads: ClassVar[tuple[str, ...]] = Workflow.reads

    def __init__(self, owner: "Job | Step", kind: str, part: str, reason: str) -> None:
        self._owner = owner
        self.kind = kind
        self.part = part
        self.reason = reason

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each of them; the steps of a job that never runs are left out."""
        for workflow in scope.all(Workflow):
            if "matrix." in workflow.document.text or "event_name" in workflow.document.text:
                yield from cls._in_workflow(workflow)

    @classmethod
    def _in_workflow(cls, workflow: Workflow) -> Iterator[Self]:
        events = tuple(trigger.name for trigger in workflow.triggers)
        reason = f"nothing but {' and '.join(f'`{event}`' for event in events)} starts the workflow"
        for job in workflow.jobs:
            unmet = unmet_by_events(text_at(job.node, "if"), events)
            if unmet:
                yield cls(job, "job", unmet, reason)
            for step in () if unmet or job.is_dead else job.steps:
                unmet = unmet_by_events(step.condition, events)
                if unmet:
                    yield cls(step, "step", unmet, reason)
                elif step.is_dead and job.matrix:
                    yield from cls._in_matrix(step, job.matrix)

    @classmethod
    def _in_matrix(cls, step: "Step", matrix: "Matrix") -> Iterator[Self]:
        unmet = unmet_by_matrix(step.condition, matrix)
        if unmet and not is_foreseen(unmet, matrix):
            is_text = is_of_other_type(unmet, matrix)
            reason = "a truth value of the matrix equals no text" if is_text else "no job of the matrix has that"
            yield cls(step, "step", unmet, reason)

    @property
    def place(self) -> Place:
        """The condition."""
        owner = self._owner
        node = owner.node.get("if")
        return owner.document.place_of(node or owner.node, dotted((*owner.path, "if")))
