"""What the tokens of workflows may do."""

from collections.abc import Iterator
from functools import partial

from repoaudit.errors import UnknownError
from repoaudit.finding import Fix
from repoaudit.regex import lazy
from repoaudit.subjects.files.workflows import Workflow
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repoaudit.finding import Change, Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.workflows.jobs import Job

_WRITES: Final = lazy(
    r"github_token|github\.token|\bgit push\b|gh-deploy|\bmike deploy\b|\bgh (?:pr|issue|release|api)\b"
    r"|\b(?:github\.(?:rest|graphql|request|paginate)|octokit)\b|[({,]\s*github\s*[,})]|semantic-release"
    r"|uses:[^\n#]*(?:label|stale|comment|assign|release|pages|pull-request|(?<!pre-)commit|push|lock-threads|review|merge"
    r"|codeql-action|sarif|scorecard|zizmor|attest|publish|deploy|dispatch|bump|benchmark|test-result|junit|report)",
)
"""Text that shows, in lower case, that a token writes, asks for more than the sources, or goes to what may."""

_EVERYTHING: Final = "write-all"

_ASKS: Final = lazy(
    r":[ \t]*write\b|\bread-all\b"
    r"|\b(?:actions|attestations|checks|deployments|discussions|issues|packages|pages|pull-requests|security-events"
    r"|statuses):[ \t]*read\b"
)
"""What a workflow that others call says where it needs more than to read the repository.

GitHub refuses a call by one that has less: "is requesting 'pull-requests: read', but is only allowed".
"""


class WorkflowPermissions:
    """The workflows of a repository that leave the permissions of their token to its settings."""

    __slots__ = ("missing", "scope")
    reads: ClassVar[tuple[str, ...]] = Workflow.reads

    def __init__(self, scope: "Scope", missing: tuple[Workflow, ...]) -> None:
        self.scope = scope
        self.missing = missing

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it for the workflows of the repository, if there are any."""
        workflows = scope.all(Workflow)
        if workflows:
            known = {f"./{each.path}": each for each in workflows}
            yield cls(scope, tuple(each for each in workflows if _starts(each) and _is_open(each, known)))

    def place_of(self, workflow: Workflow) -> "Place":
        """Return where one of them grants everything, or the jobs above which nothing is said."""
        return workflow.key_place("jobs" if workflow.permissions is None else "permissions")

    @property
    def limit(self) -> Fix | None:
        """The fix that lets them read the repository, but for those that seem to write; None where all do."""
        scope = self.scope
        silent = (each for each in self.missing if each.permissions is None)
        readers = [each for each in silent if not (_may_write(each, scope) or _calls_writer(each, scope))]
        whom = "them" if len(readers) == len(self.missing) else "those that show no need to write"
        return Fix(f"let {whom} read only", tuple(partial(_limit, each) for each in readers)) if readers else None


def _starts(workflow: Workflow) -> bool:
    """Say whether something else than a call from another workflow starts it."""
    return any(trigger.name != "workflow_call" for trigger in workflow.triggers)


def _is_open(workflow: Workflow, known: "Mapping[str, Workflow]") -> bool:
    """Say whether some job leaves its permissions to the settings: neither it nor the workflow that it calls has any.

    A call within a call counts as open.
    """
    stated = workflow.permissions
    if not (stated is None or stated.scalar() == _EVERYTHING):
        return False
    open_jobs = [job for job in workflow.jobs if job.node.get("permissions") is None]
    called = [known.get(job.uses) if job.uses else None for job in open_jobs]
    return any(each is None or _is_open(each, {}) for each in called)


def _may_write(workflow: Workflow, scope: "Scope") -> bool:
    """Say whether a job that would get the permissions of the workflow seems to write, or runs what is not read.

    GitHub starts no workflow that calls another one whose jobs ask for more than the caller has.
    """
    jobs = [job for job in workflow.jobs if job.node.get("permissions") is None]
    if any(job.uses and not job.uses.startswith("./") for job in jobs):
        return True
    if any(_writes(workflow.document.text[slice(*job.node.span)]) for job in jobs):
        return True
    return any(_runs_writer(job, scope) for job in jobs)


def _runs_writer(job: "Job", scope: "Scope") -> bool:
    """Say whether a script, a task or a local action that a job runs seems to write."""
    from repoaudit.subjects.collections.call_index import call_index
    from repoaudit.subjects.files.scripts import Runner
    from repoaudit.subjects.files.workflows import local_action

    folders = {step.action.removeprefix("./").rstrip("/") for step in job.steps if step.action.startswith("./")}
    actions = [action for folder in folders if (action := local_action(scope, folder))]
    if any(_writes(action.text) for action in actions):
        return True
    return any(_reaches_writer(command, scope) for command in call_index(scope).in_group(Runner.STEP, job.group))


def _reaches_writer(command: "Command", scope: "Scope") -> bool:
    from repoaudit.subjects.collections.calls import reaches

    try:
        return any(_writes(inner.text) for inner in reaches(command, scope))
    except UnknownError:
        return False


def _calls_writer(workflow: Workflow, scope: "Scope") -> bool:
    """Say whether a job calls a workflow that may ask for more: one that is not there to be read, or that does."""
    called = [job.uses for job in workflow.jobs if job.uses and job.node.get("permissions") is None]
    texts = {f"./{each.path}": each.document.text for each in scope.all(Workflow)}
    return any(uses not in texts or _ASKS.search(texts[uses]) or _writes(texts[uses]) for uses in called)


def _writes(text: str) -> bool:
    return _WRITES.search(text.lower()) is not None


def _limit(workflow: Workflow) -> "Change":
    from repoaudit.documents.yaml.edits import add_key

    return add_key(workflow.document, (), "permissions", {"contents": "read"}, before="jobs")
