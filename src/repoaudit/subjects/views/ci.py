"""What continuous integration runs, whichever system it is: commands, tools, hooks."""

import re
from collections.abc import Callable, Iterator

from repoaudit.facts.ci import (
    ELSEWHERE,
    GITLAB_FILE,
    HOOK_WORDS,
    LINT_CONTENT,
    LINT_WORDS,
    TEST_CONTENT,
    TEST_WORDS,
    TOOL_ACTIONS,
)
from repoaudit.facts.code_tools import Role
from repoaudit.facts.programs import PURPOSES, Purpose
from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.collections.call_index import call_index
from repoaudit.subjects.collections.called_targets import make_outside
from repoaudit.subjects.collections.calls import runs_tests
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.ci_systems import CiSystem, ci_systems
from repoaudit.subjects.files.git import Git
from repoaudit.subjects.files.hooks import Hook
from repoaudit.subjects.files.hooks.managers import HookManagement
from repoaudit.subjects.files.workflows import FOLDER, Workflow, first_of_changes
from repoaudit.subjects.views.ci_followed import Followed, followed
from repoaudit.subjects.views.ci_gaps import Gap
from repoaudit.subjects.views.ci_hooks import PRE_COMMIT_CI, HookRun, all_steps, hook_runs
from repoaudit.subjects.views.test_suite import TestSuite
from repoaudit.subjects.views.tool_traces import run_of
from repoaudit.subjects.views.tool_use import ToolUse, ToolUses
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.workflows.jobs import Step

__all__ = ["Ci", "CiSystem", "Gap", "HookRun"]

_TESTS: Final = lazy(TEST_WORDS)
_TEST_CONTENT: Final = lazy(TEST_CONTENT)
_LINT: Final = lazy(LINT_WORDS)
_LINT_CONTENT: Final = lazy(LINT_CONTENT)
_HOOKS: Final = lazy(HOOK_WORDS)
_AUDITORS: Final = frozenset({"actionlint", "zizmor"})
_LINTERS: Final = frozenset(key.partition(" ")[0] for key, purpose in PURPOSES.items() if purpose is Purpose.LINT)


class Ci:
    """The continuous integration of a repository, once, whether there is any or not.

    What is asked of it is answered with the place that shows it, or None; where a part that cannot be followed may do
    it, `UnknownError` is raised instead of None.
    """

    __slots__ = ("_followed", "_hook_runs", "scope", "systems")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.systems = ci_systems(scope)
        self._followed: Followed | None = None
        self._hook_runs: tuple[HookRun, ...] | None = None

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it at the root."""
        if scope.is_root:
            yield cls(scope)

    @property
    def exists(self) -> bool:
        """Whether some system is configured; pre-commit.ci, which runs hooks only, is none."""
        return bool(self.systems)

    @property
    def is_service_for_hooks(self) -> bool:
        """Whether pre-commit.ci runs the hooks."""
        return any(run.by == PRE_COMMIT_CI for run in self.hook_runs)

    @property
    def place(self) -> Place:
        """Where a job belongs: the first workflow that changes start, the first file of another system, the folder.

        One that proposals start without a condition comes before one that does something about some pushes.
        """
        first = first_of_changes(self.scope.all(Workflow))
        if first:
            return first.key_place("jobs")
        home = GITLAB_FILE if self.is_on_gitlab else FOLDER
        return Place(self.systems[0].path if self.systems else home)

    @property
    def is_on_gitlab(self) -> bool:
        """Whether the name of the remote's machine says so."""
        return any("gitlab" in (git.host or "") for git in self.scope.all(Git))

    @property
    def is_owed(self) -> bool:
        """Whether a repository under git has Python sources, which somebody should check."""
        return any(management.has_python for management in self.scope.all(HookManagement))

    @property
    def may_be_elsewhere(self) -> bool:
        """Whether jobs are configured in another place, as is usual under Gerrit and in a part of a repository."""
        return any(self.scope.repository.exists(path) for path in ELSEWHERE) or make_outside(self.scope) is not None

    @property
    def has_tests(self) -> bool:
        """Whether pytest would find tests in some project. Raises `UnknownError` where that cannot be told."""
        scopes = (self.scope, *self.scope.members)
        return any(scope.all(TestSuite)[0].has_tests for scope in scopes)

    @property
    def forgotten_linter(self) -> ToolUse | None:
        """A linter that is run or has settings, and that CI does not run; None where hooks run one, here or there.

        Raises:
            UnknownError: something that cannot be followed may run one.

        """
        uses = self.scope.all(ToolUses)[0]
        if not self.exists or any(use.is_hooked or use.plugins for use in uses.having(Role.LINTER)):
            return None
        used = tuple(use for use in uses.having(Role.LINTER) if use.is_run or use.is_configured)
        if not used or any(use.fact.runs == () for use in used):
            return None
        return None if self.runs_hooks or self.runs_linter else used[0]

    @property
    def commands(self) -> tuple["Command", ...]:
        """Every command that CI is known to run, itself or through make, tox, nox, tasks and scripts; no hooks."""
        return tuple(self._all)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What CI runs that cannot be followed."""
        return self._all.gaps

    @property
    def hook_runs(self) -> tuple[HookRun, ...]:
        """Where CI runs the hooks, as far as can be seen."""
        if self._hook_runs is None:
            self._hook_runs = tuple(hook_runs(self.scope, self.commands))
        return self._hook_runs

    @property
    def hooks(self) -> tuple[Hook, ...]:
        """The hooks that CI runs."""
        runs = self.hook_runs
        return tuple(hook for hook in self.scope.all(Hook) if any(run.includes(hook) for run in runs)) if runs else ()

    @property
    def hook_commands(self) -> tuple["Command", ...]:
        """The commands of the hooks that CI runs."""
        index = call_index(self.scope)
        places = (hook.place_of("entry") for hook in self.hooks)
        return tuple(command for path, span, _ in places if span for command in index.at(path, span))

    @property
    def unaudited_workflow(self) -> Workflow | None:
        """The first workflow of GitHub, where nothing looks at workflows as such. Raises `UnknownError` likewise."""
        first = next(iter(self.scope.all(Workflow)), None)
        if first is None or any(_AUDITORS.intersection(hook.id.split("-")) for hook in self.scope.all(Hook)):
            return None
        is_run = any(command.tool in _AUDITORS for command in all_commands(self.scope))
        return None if is_run or self.runs_tool(*_AUDITORS) else first

    @property
    def runs_hooks(self) -> Place | None:
        """Where CI runs hooks. Raises `UnknownError` where something that cannot be followed may do it."""
        return self._known(next((run.place for run in self.hook_runs), None), _HOOKS, _HOOKS)

    @property
    def runs_tests(self) -> Place | None:
        """Where CI runs tests. Raises `UnknownError` likewise."""
        return self.runs(runs_tests, "pytest", words=_TESTS, content=_TEST_CONTENT)

    @property
    def runs_linter(self) -> Place | None:
        """Where CI runs a linter, not by hooks; a formatter is none. Raises `UnknownError` likewise."""
        uses = self.scope.all(ToolUses)[0].having(Role.LINTER)
        known = {run for use in uses for run in use.fact.runs}
        return self.runs(
            lambda command: run_of(command) in known or _lints(command), *_LINTERS, words=_LINT, content=_LINT_CONTENT
        )

    def runs_tool(self, *names: str) -> Place | None:
        """Return where CI itself runs one of some programs; not by hooks. Raises `UnknownError` likewise."""
        words = re.compile("|".join(map(re.escape, names)), re.IGNORECASE)
        return self.runs(lambda command: command.tool in names, *names, words=words)

    def runs(
        self,
        wanted: "Callable[[Command], bool]",
        *names: str,
        words: "re.Pattern[str]",
        content: "re.Pattern[str] | None" = None,
    ) -> Place | None:
        """Return where CI runs a command of some kind, or an action that runs one of some programs.

        Raises:
            UnknownError: it does not, as far as can be followed, and a gap is called by one of some words in lower
                case, has one of others (``content``, else the same) in its text, or has no text at all.

        """
        found = next((command.place for command in self._all if wanted(command)), None)
        return self._known(found or next(self._by_action(frozenset(names)), None), words, content or words)

    def _by_action(self, names: frozenset[str]) -> Iterator[Place]:
        for step in self.scope.once(_steps_with_tools):
            if names.intersection(TOOL_ACTIONS[step.action]) and not step.is_dead:
                yield step.place

    @property
    def steps(self) -> "tuple[Step, ...]":
        """The steps of all workflows of GitHub and of local composite actions."""
        return self.scope.once(all_steps)

    def _known(self, found: Place | None, words: "re.Pattern[str]", content: "re.Pattern[str]") -> Place | None:
        """Return what was found; raise the `UnknownError` of the first gap that may be what was not."""
        if found:
            return found
        distinct: dict[tuple[str, str | None], Gap] = {}
        for gap in self.gaps:
            distinct.setdefault((gap.name, gap.text), gap)  # behind many stand the same files
        for gap in distinct.values():
            if gap.may(words, content):
                raise gap.error
        return None

    @property
    def _all(self) -> Followed:
        return self.scope.once(followed)


def _steps_with_tools(root: "Scope") -> "tuple[Step, ...]":
    return tuple([step for step in root.once(all_steps) if step.action in TOOL_ACTIONS])


def _lints(command: "Command") -> bool:
    return PURPOSES.get(command.key) is Purpose.LINT
