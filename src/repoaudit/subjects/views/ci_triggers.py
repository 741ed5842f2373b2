"""Which jobs that run tests a pull request starts.

Source: GitHub, "Events that trigger workflows" and "Workflow syntax"; GitLab, "CI/CD YAML syntax reference" (`only`,
`rules`, `workflow:rules`); bors-ng, "bors.toml" (branches `staging` and `trying`).
"""

from collections.abc import Iterable, Iterator, Mapping

from repoaudit.errors import UnknownError
from repoaudit.facts.ci import GITLAB_FILE, TEST_CONTENT, TEST_WORDS, TOOL_ACTIONS
from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.repository import join
from repoaudit.subjects.collections.call_index import call_index
from repoaudit.subjects.collections.calls import suite_run_of
from repoaudit.subjects.files.reasons import says_more
from repoaudit.subjects.files.scripts import Runner
from repoaudit.subjects.files.workflows import Workflow, composite_actions
from repoaudit.subjects.files.workflows.jobs import read_steps
from repoaudit.subjects.views.ci import Ci
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.documents.yaml.nodes import YamlNode
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.gitlab import GitlabJob
    from repoaudit.subjects.files.workflows import Trigger
    from repoaudit.subjects.files.workflows.jobs import Job, Step

_PULL: Final = frozenset({"pull_request", "pull_request_target", "merge_group"})
_ON_DEMAND: Final = frozenset({"issue_comment", "pull_request_review", "pull_request_review_comment", "check_suite"})
_AFTERWARDS: Final = frozenset({"closed", "unlabeled", "unassigned", "locked"})
_QUEUES: Final = frozenset({"staging", "trying", "auto", "try"})
"""Branches on which robots try what they merge."""

_TOOLS: Final = frozenset({"pytest", "tox"})
_WORDS: Final = lazy(TEST_WORDS)
_CONTENT: Final = lazy(TEST_CONTENT)
_LATE_REFS: Final = frozenset({"main", "master", "tags", "schedules", "triggers", "web", "api", "$CI_DEFAULT_BRANCH"})
_LATE_RULE: Final = lazy(r"CI_COMMIT_TAG|CI_DEFAULT_BRANCH|==\s*[\"'](?:main|master|schedule|web|api|trigger)[\"']")
_EARLY_RULE: Final = lazy(r"merge_request|MERGE_REQUEST|!=|!~|[\"'](?:push|external_pull_request_event)[\"']")


_EVERYDAY: Final = frozenset(
    "allows controls when the this workflow action will can run manually you from actions tab trigger triggers".split()
)
"""Words of the comments in GitHub's templates."""


class Late(NamedTuple):
    """Tests that run only after a merge: where what starts them is written, and what that is."""

    place: Place
    when: str
    remedy: str


class TestTriggers:
    """What starts the tests of a repository in CI."""

    __slots__ = ("ci", "scope")
    __test__ = False
    reads: ClassVar[tuple[str, ...]] = (*Workflow.reads, GITLAB_FILE)

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.ci = scope.all(Ci)[0]

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it at the root."""
        if scope.is_root:
            yield cls(scope)

    @property
    def late(self) -> Late | None:
        """The first job that runs tests, where no pull request starts one that does.

        Raises:
            UnknownError: something that a pull request starts may run them.

        """
        found = self._late_workflow or self._late_job
        if found is None or any(map(self._is_tested, self._early.values())) or any(map(_runs_early, self._gitlab)):
            return None
        late = self._late_paths
        for gap in self.ci.gaps:
            if gap.error.path not in late and gap.may(_WORDS, _CONTENT):
                raise gap.error
        return found

    @property
    def _late_workflow(self) -> Late | None:
        for workflow in self.scope.all(Workflow):
            if (
                workflow.path not in self._early
                and self._is_known_tested(workflow)
                and not _is_manual(workflow, self.scope)
            ):
                names = [_described(trigger) for trigger in workflow.triggers]
                return Late(workflow.key_place("on"), " or ".join(names), "`pull_request`")
        return None

    @property
    def _late_job(self) -> Late | None:
        job = next((job for job in self._gitlab if not _runs_early(job)), None)
        rule = "`rules: [{if: $CI_PIPELINE_SOURCE == 'merge_request_event'}]`"
        return Late(job.place, "a pipeline of certain branches or tags", rule) if job else None

    @property
    def _gitlab(self) -> "tuple[GitlabJob, ...]":
        """The jobs of GitLab that are known to run tests."""
        if not self.scope.exists(GITLAB_FILE):
            return ()
        from repoaudit.subjects.files.gitlab import gitlab_jobs

        index = call_index(self.scope)
        jobs = gitlab_jobs(self.scope)
        return tuple(job for job in jobs if self._any_tests(index.in_group(Runner.GITLAB, f"{GITLAB_FILE}:{job.name}")))

    @property
    def _early(self) -> Mapping[str, Workflow]:
        """The workflows that a pull request starts, directly or through another, by their paths."""
        return self.scope.once(_early_workflows)

    @property
    def _late_paths(self) -> frozenset[str]:
        return frozenset(each.path for each in self.scope.all(Workflow) if each.path not in self._early)

    def _is_known_tested(self, workflow: Workflow) -> bool:
        return any(self._any_tests(self._commands(job)) or _by_action(job) for job in workflow.jobs)

    def _is_tested(self, workflow: Workflow) -> bool:
        """Say whether a workflow runs tests. Raises `UnknownError` where it may."""
        if self._is_known_tested(workflow):
            return True
        for job in workflow.jobs:
            for command in self._commands(job):
                suite_run_of(command, self.scope)
        return False

    def _any_tests(self, commands: "list[Command]") -> bool:
        return any(_known_run(command, self.scope) for command in commands)

    def _commands(self, job: "Job") -> "list[Command]":
        groups = [job.group, *_actions_of(job.steps, self.scope)]
        return [command for group in groups for command in call_index(self.scope).in_group(Runner.STEP, group)]


def _is_manual(workflow: Workflow, scope: "Scope") -> bool:
    """Say whether somebody alone starts a workflow, and a comment says why."""
    by_hand = all(trigger.name == "workflow_dispatch" for trigger in workflow.triggers)
    return by_hand and says_more(scope, workflow.key_place("on"), "", _EVERYDAY)


def _known_run(command: "Command", scope: "Scope") -> bool:
    try:
        return suite_run_of(command, scope) is not None
    except UnknownError:
        return False


def _by_action(job: "Job") -> bool:
    return any(_TOOLS.intersection(TOOL_ACTIONS.get(step.action, ())) for step in job.steps)


def _actions_of(steps: "tuple[Step, ...]", scope: "Scope") -> list[str]:
    """Return the files of the local actions that steps use, and of those that these use."""
    documents = {document.path.rpartition("/")[0]: document for document in composite_actions(scope)}
    waiting = [join("", step.uses) for step in steps if step.uses.startswith("./")]
    paths: list[str] = []
    for folder in waiting:
        document = documents.get(folder or "") if folder is not None else None
        if document is not None and document.path not in paths:
            paths.append(document.path)
            inner = read_steps(document, document.find(("runs",)), ("runs",), None)
            waiting += [join("", step.uses) for step in inner if step.uses.startswith("./")]
    return paths


def _early_workflows(scope: "Scope") -> Mapping[str, Workflow]:
    workflows = scope.all(Workflow)
    by_path = {each.path: each for each in workflows}
    followers = _followers(workflows)
    early = {each.path: each for each in workflows if any(is_early(trigger) for trigger in each.triggers)}
    waiting = list(early.values())
    while waiting:
        workflow = waiting.pop(0)
        called = [by_path.get(join("", job.uses) or "") for job in workflow.jobs if job.uses.startswith("./")]
        for each in (*called, *followers.get(workflow.name, ())):
            if each is not None and each.path not in early:
                early[each.path] = each
                waiting.append(each)
    return early


def _followers(workflows: "Iterable[Workflow]") -> dict[str, list[Workflow]]:
    """Return for each name of a workflow the others that its end starts."""
    found: dict[str, list[Workflow]] = {}
    for workflow in workflows:
        trigger = workflow.trigger("workflow_run")
        for name in (trigger.filter("workflows") if trigger else None) or ():
            found.setdefault(name.value, []).append(workflow)
    return found


def is_early(trigger: "Trigger") -> bool:
    """Say whether an event is, or comes with, a pull request."""
    if trigger.name in _PULL:
        types = trigger.filter("types")
        return types is None or any(each.value not in _AFTERWARDS for each in types)
    if trigger.name != "push":
        return trigger.name in _ON_DEMAND
    branches = trigger.filter("branches")
    if branches is None:
        return trigger.filter("tags") is None or trigger.filter("branches-ignore") is not None
    return any(_takes_any(each.value) for each in branches)


def _takes_any(branch: str) -> bool:
    """Say whether a pattern of branches takes those of pull requests, or those on which they are tried."""
    is_queue = branch in _QUEUES or branch.startswith("gh-readonly-queue")
    return is_queue or branch.startswith(("*", "!")) or "pull" in branch or "feature" in branch


def _described(trigger: "Trigger") -> str:
    branches = trigger.filter("branches")
    names = ", ".join(f"`{each.value}`" for each in branches or trigger.filter("types") or ())
    if not names and trigger.name == "push":
        return "`push` of tags"
    return f"`{trigger.name}` ({names})" if names else f"`{trigger.name}`"


def _runs_early(job: "GitlabJob") -> bool:
    """Say whether a change starts a job of GitLab before it is merged: a pipeline of its branch, or of the request."""
    for rules in (job.rules, job.pipeline_rules):
        if rules is not None and all(map(_is_late_rule, rules)):
            return False
    return job.only is None or not _LATE_REFS.issuperset(job.only)


def _is_late_rule(rule: "YamlNode") -> bool:
    condition, when = rule.get("if"), rule.get("when")
    if when is not None and when.text == "never":
        return True
    text = condition.text if condition else ""
    return bool(_LATE_RULE.search(text)) and not _EARLY_RULE.search(text)
