"""Checks that cannot fail: whatever tests, linters, type and security checkers find there gets lost."""

import re
from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.programs import FIX_FLAGS, FORGIVING_FLAGS, REPORT_OPTIONS, Purpose
from repoaudit.facts.quiet import COMMITTING_ACTIONS
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.calls import called_by, inline_calls, reaches, runs_tests
from repoaudit.subjects.collections.commands import Swallowed
from repoaudit.subjects.collections.gathering import all_commands, commands_of
from repoaudit.subjects.files.reasons import is_spoken_of
from repoaudit.subjects.files.scripts import Runner
from repoaudit.subjects.files.workflows import Workflow
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.workflows import Trigger
    from repoaudit.subjects.files.workflows.jobs import Job
    from repoaudit.text import Span

_KINDS: Final = frozenset({"or_true", "semicolon_true", "ignored", "tolerated"})
_TEES: Final = lazy(r"^\|&?\s*tee\b")
_REPORTS: Final = lazy(r"report|junit|test-result")
_RECORDS: Final = lazy(r">")
_QUERIES: Final = frozenset({"--version", "-V", "--help", "-h", "--collect-only", "--co"})
_HOOK_MANAGERS: Final = frozenset({"pre-commit", "prek"})
_LONGEST: Final = 40
_NOT_ENFORCED: Final = lazy(
    r"\binformational\b|\bnon-?blocking\b|\badvisory\b|\ballowed? to fail\b|\bmay fail\b"
    r"|(?:\bnot|n't|\bnever)\b.*\b(?:enforce|block|fail)",
    re.IGNORECASE,
)
"""How a title or a comment says that a check is for information."""

_TRIES: Final = lazy(r"(?:^|[/_-])(?:ci|test|tests|testing|nightly|prerelease|pre-release|try)(?:[/_-]|$)")
"""What names of branches have that are there to start a workflow: ``ci/prerelease``."""


class SwallowedCheck:
    """One place that loses the failure of checks: their names, and what loses it in the words of that file."""

    __slots__ = ("by", "place", "scope", "tools")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope", swallowed: Swallowed, by: str, checks: "tuple[Command, ...]") -> None:
        self.scope = scope
        self.place = swallowed.place
        self.by = by
        self.tools = tuple(dict.fromkeys(_name(check) for check in checks))

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each place once, with everything that is lost there."""
        found: dict[Place, tuple[Swallowed, str, list[Command]]] = {}
        for loss in _losses(scope):
            found.setdefault(loss.swallowed.place, (loss.swallowed, loss.by, []))[2].extend(loss.checks)
        for swallowed, by, checks in found.values():
            yield cls(scope, swallowed, by, tuple(checks))

    @property
    def run_only_here(self) -> tuple[str, ...]:
        """The checks whose tool nothing in the repository, as far as it can be read, runs so that it can fail."""
        root = self.scope.root
        strict = root.once(_strict_tools)
        tools = {name: name.partition(" ")[0] for name in self.tools}
        return tuple(name for name, tool in tools.items() if tool not in strict and not _is_mentioned(root, tool))


class _Loss(NamedTuple):
    """A swallowed failure and the checks whose failure it is."""

    swallowed: Swallowed
    by: str
    checks: "tuple[Command, ...]"


def is_check(command: "Command") -> bool:
    """Say whether a command exists to fail: it runs tests, a linter, a type or security checker, and is no report."""
    if command.tool in _HOOK_MANAGERS:
        return command.subcommand == "run"
    purpose = command.purpose
    if purpose is None or not purpose.is_check or command.flag(*_QUERIES, *FIX_FLAGS.get(command.key, ())):
        return False
    if purpose is Purpose.TEST:
        return runs_tests(command)
    return not command.writes_to and command.option(*REPORT_OPTIONS) is None


def _losses(scope: "Scope") -> Iterator[_Loss]:
    for command in commands_of(scope):
        for each in (command, *inline_calls(command)):
            swallowed = swallowed_by(each)
            checks = _checks_of(each, scope) if swallowed else ()
            lost = tuple(check for check in checks if not (_runs_beside(check, each, scope) or _fixes(check, scope)))
            if swallowed and lost and not _is_meant(swallowed, lost, each, scope):
                yield _Loss(swallowed, _wording(each, swallowed), lost)


def swallowed_by(command: "Command") -> Swallowed | None:
    """Return what certainly loses the failure of a command; None where it counts, or may."""
    flags = FORGIVING_FLAGS.get(command.key)
    flag = command.flag(*flags) if flags else None
    if flag is not None and not command.is_piped:
        return Swallowed("flag", flag.text, flag.place)
    swallowed = command.swallowed
    if swallowed is None or (swallowed.kind == "or_true" and _RECORDS.search(swallowed.text)):
        return None
    is_step = command.where.runner.is_ci or command.where.runner is Runner.MAKE
    is_lost = swallowed.kind in _KINDS or (swallowed.kind == "semicolon" and is_step)
    return (
        swallowed
        if is_lost or (swallowed.kind == "pipe" and "tee" in swallowed.text and _TEES.match(swallowed.text))
        else None
    )


def _checks_of(command: "Command", scope: "Scope") -> "tuple[Command, ...]":
    """Return the check that a command is, or those that it comes to run and that could fail by themselves."""
    if is_check(command):
        return (command,)
    try:
        inner = [each for called in called_by(command, scope) for each in reaches(called, scope)]
    except UnknownError:
        return ()
    return tuple(each for each in inner if is_check(each) and swallowed_by(each) is None)


def _runs_beside(check: "Command", command: "Command", scope: "Scope") -> bool:
    """Say whether the same check runs in the same job or target in a way that can fail."""
    return (*_around(command), check.key) in scope.root.once(_strict_runs)


def _fixes(check: "Command", scope: "Scope") -> bool:
    """Say whether hooks run for what they fix, which counts as failure.

    They do where the job or script commits what they changed, and over a file that is named, which was just written.
    """
    if check.tool not in _HOOK_MANAGERS:
        return False
    files = check.option("--files")
    return (files is not None and files.is_static) or check.where.group in scope.root.once(_committing_jobs)


def _committing_jobs(root: "Scope") -> frozenset[str]:
    commits = (each for each in all_commands(root) if each.tool == "git" and each.subcommand == "commit")
    jobs = (job for workflow in root.all(Workflow) for job in workflow.jobs)
    by_action = (job.group for job in jobs if any(step.action in COMMITTING_ACTIONS for step in job.steps))
    return frozenset({*(each.where.group for each in commits), *by_action})


def _around(command: "Command") -> tuple[Runner, str, str]:
    return command.where.runner, command.where.group, command.where.name


def _strict_runs(root: "Scope") -> frozenset[tuple[Runner, str, str, str]]:
    """Return where which checks run so that they can fail."""
    checks = (each for each in all_commands(root) if is_check(each) and swallowed_by(each) is None)
    return frozenset((*_around(each), each.key) for each in checks)


def _is_meant(swallowed: Swallowed, checks: "tuple[Command, ...]", command: "Command", scope: "Scope") -> bool:
    """Say whether a comment gives a reason, the check only installs what another one needs, or it is an extra run."""
    if swallowed.text.strip() and is_spoken_of(scope, swallowed.place, swallowed.text.strip()):
        return True
    if all(check.tool == "mypy" and check.flag("--install-types") for check in checks):
        return "mypy" in scope.root.once(_strict_tools) or _is_followed(command, scope)
    if swallowed.kind == "tolerated" and _is_announced(command, scope):
        return True
    if _is_twin(swallowed, command, scope):
        return True
    return _is_extra_run(swallowed, checks, command, scope)


def _is_followed(command: "Command", scope: "Scope") -> bool:
    """Say whether the same job runs mypy once more, for which this run only installs stubs."""
    runs = (each for each in all_commands(scope.root) if each.tool == "mypy" and _around(each) == _around(command))
    return any(each.flag("--install-types") is None for each in runs)


def _is_announced(command: "Command", scope: "Scope") -> bool:
    """Say whether the title of a job or step, or the comment above the job, says that nothing is enforced there."""
    if command.where.runner is not Runner.STEP:
        return False
    jobs = [job for workflow in scope.root.all(Workflow) for job in workflow.jobs if job.group == command.where.group]
    span = command.place.span
    return any(_NOT_ENFORCED.search(text) for job in jobs for text in _words_about(job, span))


def _words_about(job: "Job", span: "Span | None") -> Iterator[str]:
    yield job.title
    yield from (each.name for each in job.steps if span and each.node.span.start <= span.start < each.node.span.end)
    lines = job.document.text[: job.key_start].splitlines()
    for line in reversed(lines[:-1] if lines and not lines[-1].strip() else lines):
        if not line.lstrip().startswith("#"):
            return
        yield line


def _is_twin(swallowed: Swallowed, command: "Command", scope: "Scope") -> bool:
    """Say whether a recipe is nothing but the tolerant form of another target, which people can make instead."""
    if swallowed.kind != "tolerated" or command.tool != "make" or command.where.runner is not Runner.MAKE:
        return False
    return sum(_around(each) == _around(command) for each in all_commands(scope.root)) == 1


def _is_extra_run(swallowed: Swallowed, checks: "tuple[Command, ...]", command: "Command", scope: "Scope") -> bool:
    """Say whether CI tolerates a failure of what counts elsewhere, or lets an action judge the results.

    Tests count in any other job; other checks too, where the workflow only runs by schedule or by hand.
    """
    if swallowed.kind != "tolerated":
        return False
    if _is_nightly(command, scope) and all(check.tool in scope.root.once(_strict_tools) for check in checks):
        return True
    if not all(check.purpose is Purpose.TEST for check in checks):
        return False
    runner, group, _ = _around(command)
    return runner in scope.root.once(_strict_testers) or (
        any(check.option("--junitxml", "--junit-xml") for check in checks) and _reports_tests(scope.root, group)
    )


def _is_nightly(command: "Command", scope: "Scope") -> bool:
    """Say whether a job is part of a workflow that neither a change of the project nor a proposal of one starts."""
    jobs = ((workflow, job) for workflow in scope.root.all(Workflow) for job in workflow.jobs)
    own = [workflow for workflow, job in jobs if job.group == command.where.group]
    triggers = [trigger for workflow in own for trigger in workflow.triggers]
    return any(each.name == "schedule" for each in triggers) and all(map(_is_aside, triggers))


def _is_aside(trigger: "Trigger") -> bool:
    """Say whether a trigger is the clock, a person, or a push to branches that are there to try the workflow."""
    if trigger.name in {"schedule", "workflow_dispatch"}:
        return True
    branches = trigger.filter("branches") if trigger.name == "push" and trigger.filter("tags") is None else None
    return bool(branches) and all(_TRIES.search(each.text) for each in branches or ())


def _reports_tests(root: "Scope", group: str) -> bool:
    """Say whether a job hands the results of its tests to an action, which may then fail."""
    jobs = (job for workflow in root.all(Workflow) for job in workflow.jobs if job.group == group)
    return any(_REPORTS.search(step.action) for job in jobs for step in job.steps)


def _strict_testers(root: "Scope") -> frozenset[Runner]:
    """Return what runs tests so that they can fail; CI also where it does so through make, tox, nox or a script."""
    strict = [each for each in all_commands(root) if swallowed_by(each) is None]
    found = {each.where.runner for each in strict if runs_tests(each)}
    for each in strict:
        runner = each.where.runner
        if runner.is_ci and runner not in found and any(map(runs_tests, _checks_of(each, root))):
            found.add(runner)
    return frozenset(found)


def _strict_tools(root: "Scope") -> frozenset[str]:
    """Return the programs that run so that they can fail; a hook fails as well when it changes a file."""
    runs = (each for each in all_commands(root) if each.purpose is not None and not each.flag(*_QUERIES))
    return _HOOK_MANAGERS | {each.tool for each in runs if swallowed_by(each) is None}


def _is_mentioned(root: "Scope", tool: str) -> bool:
    """Say whether an action or a hook whose command is not known may run a tool."""
    from repoaudit.subjects.files.hooks.items import Hook

    steps = (step for workflow in root.all(Workflow) for job in workflow.jobs for step in job.steps)
    hooks = (hook for hook in root.all(Hook) if hook.command is None)
    return any(tool in step.uses for step in steps) or any(tool in hook.id for hook in hooks)


def _name(check: "Command") -> str:
    return f"{check.tool} {check.subcommand}" if check.tool in {"ruff", *_HOOK_MANAGERS} else check.key


def _wording(command: "Command", swallowed: Swallowed) -> str:
    if swallowed.kind == "tolerated":
        return _TOLERANCE.get(command.where.runner, "what runs it")
    text = " ".join(swallowed.text.split())
    if swallowed.kind == "ignored":
        return "the leading `-`"
    if swallowed.kind == "semicolon":
        return "the next command, whose status counts instead,"
    return f"`{text if len(text) <= _LONGEST else f'{text[:_LONGEST]}...'}`"


_TOLERANCE: Final = {
    Runner.STEP: "`continue-on-error`",
    Runner.GITLAB: "`allow_failure`",
    Runner.MAKE: "the leading `-`",
    Runner.TOX: "`ignore_outcome`",
    Runner.NOX: "`success_codes`",
}
