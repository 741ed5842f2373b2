"""Files, jobs and steps of CI that cannot be read, or whose actions are not known."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.ci import COMMAND_INPUTS, GITHUB, GITLAB, GITLAB_FILE, HOOK_ACTIONS, TOOL_ACTIONS
from repoaudit.facts.quiet import COMMITTING_ACTIONS, QUIET_ACTIONS, QUIET_OWNERS, QUIET_WORKFLOWS
from repoaudit.repository import join
from repoaudit.subjects.files.ci_systems import ci_systems
from repoaudit.subjects.files.source_distribution import lacks_files
from repoaudit.subjects.files.workflows import (
    Workflow,
    composite_actions,
    is_composite,
    local_action,
    unreadable_workflows,
)
from repoaudit.subjects.files.workflows.jobs import read_steps
from repoaudit.subjects.files.workflows.scripts import is_read
from repoaudit.subjects.views.ci_gaps import Gap, text_at, wheel_tests
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.workflows.jobs import Step


def gaps_of_configuration(root: "Scope") -> tuple[Gap, ...]:
    """Return what cannot be read of the configuration of CI itself."""
    return (*_gaps_of_files(root), *_gaps_of_steps(root))


def _gaps_of_files(root: "Scope") -> Iterator[Gap]:
    """Yield the files of CI that cannot be parsed, or whose language is not read, or that may be elsewhere."""
    if error := root.once(lacks_files):
        yield Gap(error, None)
    for path in unreadable_workflows(root):
        yield Gap(UnknownError("cannot be parsed", path), text_at(root, path) or None)
    for system in ci_systems(root):
        if system.name not in {GITHUB, GITLAB}:
            error = UnknownError(f"what {system.name} runs is not read", system.path)
            yield Gap(error, text_at(root, system.path) or None)
    if not root.exists(GITLAB_FILE):
        return
    from repoaudit.subjects.files.gitlab import gitlab_includes

    try:
        for node in gitlab_includes(root):
            yield Gap(UnknownError("takes a part from elsewhere", GITLAB_FILE, node.span), None)
    except UnknownError as error:
        yield Gap(error, text_at(root, GITLAB_FILE) or None)


def _gaps_of_steps(root: "Scope") -> Iterator[Gap]:
    """Yield reusable workflows of other repositories, actions that are not known, and shells that are not read."""
    for workflow in root.all(Workflow):
        for job in workflow.jobs:
            if job.uses and not job.is_dead and not _is_read_or_quiet(job.uses):
                yield Gap(UnknownError(f"`{job.uses}` is not read", *job.place[:2]), None)
            for step in job.steps:
                yield from _gap_of_step(step, root)
    for document in composite_actions(root):
        for step in read_steps(document, document.find(("runs",)), ("runs",), None):
            yield from _gap_of_step(step, root)


def _gap_of_step(step: "Step", root: "Scope") -> Iterator[Gap]:
    if step.is_dead:
        return
    if step.run is not None and not is_read(step):
        yield Gap(UnknownError("its shell is not read", *step.place[:2]), step.run.text)
    elif step.uses.startswith("./"):
        folder = join("", step.uses)
        document = local_action(root, folder) if folder is not None else None
        if document is None or not is_composite(document):
            yield Gap(
                UnknownError(f"`{step.uses}` is not read", *step.place[:2]),
                f"{step.uses} {step.name}",
                f"{step.uses} {step.name}",
            )
    elif step.uses and not _is_known(step.action):
        text = f"{step.action}\n{wheel_tests(root)}" if step.action == "pypa/cibuildwheel" else step.action
        yield Gap(UnknownError(f"`{step.uses}` is not read", *step.place[:2]), text, step.action)


def _is_read_or_quiet(workflow: str) -> bool:
    """Say whether a reusable workflow is one of this repository, or runs nothing of it."""
    return workflow.startswith("./") or workflow.partition("@")[0].lower() in QUIET_WORKFLOWS


def _is_known(action: str) -> bool:
    if action.partition("/")[0] in QUIET_OWNERS:
        return True
    known = (TOOL_ACTIONS, HOOK_ACTIONS, QUIET_ACTIONS, COMMAND_INPUTS, COMMITTING_ACTIONS)
    return any(action in each for each in known)
