"""What services, actions and files that are not read demand of coverage, or may."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.installers import UNREAD_FILES
from repoaudit.facts.quiet import QUIET_ACTIONS
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.codecov import codecov_targets, is_left_to_defaults
from repoaudit.subjects.files.reasons import without_suppressions
from repoaudit.subjects.files.workflows import Workflow
from repoaudit.subjects.tools.readers import read_number
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import re

    from repoaudit.finding import Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.workflows.jobs import Step

_SMOKESHOW: Final = "SMOKESHOW_GITHUB_COVERAGE_THRESHOLD"
"""Below it ``smokeshow upload`` gives the commit a status of failure. Source: the README of smokeshow."""

_CODECOV_ACTION: Final = "codecov/codecov-action"
_CODECOV_PROGRAMS: Final = frozenset({"codecov", "codecovcli"})
_MINIMUM: Final = lazy(r"fail[-_]under")
_BRANCHES: Final = lazy(r"--cov-branch\b|\bcoverage\b[^\n]{0,300}\s--branch\b")
_REPORTS: Final = lazy(r"coverage(?!.*upload)(?<!upload-coverage)")
"""Actions that report coverage (``report-coverage``, ``CodeCoverageSummary``); many have a threshold of their own."""

_INPUTS: Final = ("fail_under", "fail-under")
"""How such an action is given one that fails the job."""


class Demand(NamedTuple):
    """The figure that a service demands of the whole, in percent."""

    value: float
    place: "Place"


def demands_of_services(root: "Scope") -> Iterator[Demand]:
    """Yield what Codecov, smokeshow, and actions that report coverage demand."""
    yield from (Demand(target.value, target.place) for target in codecov_targets(root))
    for command in all_commands(root):
        threshold = read_number(command.environment.get(_SMOKESHOW)) if command.tool == "smokeshow" else None
        if threshold is not None:
            yield Demand(threshold, command.place)
    for step in _reporting_steps(root):
        values = (read_number(node.text) for name in _INPUTS if (node := step.input(name)))
        yield from (Demand(value, step.place) for value in values if value is not None)


def is_compared_by_codecov(root: "Scope") -> bool:
    """Say whether what is measured goes to Codecov, whose own default is that a change must not lower it."""
    return is_left_to_defaults(root) and (
        any(step.action == _CODECOV_ACTION and not step.is_dead for step in _steps(root))
        or any(command.tool in _CODECOV_PROGRAMS for command in all_commands(root))
    )


def _reporting_steps(root: "Scope") -> "Iterator[Step]":
    """Yield the steps that use an action which reports coverage and may have a threshold."""
    for step in _steps(root):
        if not step.is_dead and _REPORTS.search(step.action) and step.action not in QUIET_ACTIONS:
            yield step


def _steps(root: "Scope") -> "Iterator[Step]":
    return (step for workflow in root.all(Workflow) for job in workflow.jobs for step in job.steps)


def must_demand_nothing(root: "Scope") -> None:
    """Raise `UnknownError` where a file that is only searched names a minimum, or an action may have one."""
    _must_not_name(root, _MINIMUM, "a minimum of coverage")
    for workflow in root.all(Workflow):
        if _MINIMUM.search(without_suppressions(workflow.document.text)):  # in a matrix, say, whose words tox hands on
            raise UnknownError("names a minimum of coverage, and is not read further", workflow.path)
    for step in _reporting_steps(root):
        raise UnknownError(f"whether `{step.action}` demands a minimum is not known", *step.place[:2])


def must_not_ask_for_branches(root: "Scope") -> None:
    """Raise `UnknownError` where a file that is only searched holds a command that measures branches."""
    _must_not_name(root, _BRANCHES, "coverage of branches")


def _must_not_name(root: "Scope", pattern: "re.Pattern[str]", what: str) -> None:
    for name in root.once(_unread_files):
        if pattern.search(_read(root, name)):
            raise UnknownError(f"names {what}, and is not read further", name)


def _unread_files(root: "Scope") -> tuple[str, ...]:
    return tuple(filter(root.exists, UNREAD_FILES))


def _read(root: "Scope", path: str) -> str:
    try:
        return root.repository.read(path)
    except UnknownError:
        return ""
