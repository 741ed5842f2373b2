"""The hooks of a repository beside what its CI runs."""

import re
from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.ci import LINT_WORDS
from repoaudit.facts.code_tools import TOOLS_OF_CODE
from repoaudit.facts.hooks import COMMIT, CONFIGURATIONS, HYGIENE, PUSH, RUNNERS
from repoaudit.subjects.views.ci import Ci
from repoaudit.subjects.views.ci_hooks import has_made_commits
from repoaudit.subjects.views.hook_set import HookSet
from repoaudit.subjects.views.tool_traces import UNKNOWN, hooks_by_run, run_of
from repoaudit.subjects.views.tool_use import ToolUse
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.hooks import Hook

_SHOWN: Final = 6


class HooksInCi:
    """The hooks and the CI of a repository that has both."""

    __slots__ = ("ci", "hooks", "scope")
    reads: ClassVar[tuple[str, ...]] = CONFIGURATIONS

    def __init__(self, scope: "Scope", hooks: HookSet) -> None:
        self.scope = scope
        self.hooks = hooks
        self.ci = scope.all(Ci)[0]

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it at the root. A repository without any CI lacks more than its hooks there."""
        found = (cls(scope, hooks) for hooks in (scope.all(HookSet) if scope.is_root else ()))
        return (each for each in found if each.ci.exists)

    @property
    def place(self) -> "Place":
        """The list of the repositories of hooks."""
        return self.hooks.place

    @property
    def program(self) -> str:
        """The command that runs all hooks."""
        return "prek run --all-files" if self.hooks.main.is_for_prek else "pre-commit run --all-files"

    @property
    def missed(self) -> tuple[str, ...]:
        """What the hooks run and CI does not, while CI does not run the hooks; the ids of hooks, each once.

        Hooks for tidy files count only where there are no others, those of messages and of `manual` never.

        Raises:
            UnknownError: a part of CI that cannot be followed may run the hooks, or pre-commit.ci may, which a shallow
                clone does not show.

        """
        if self.ci.runs_hooks:
            return ()
        hooks = {hook: self._runs_of(hook) for hook in self.hooks.hooks if _is_for_commits(hook)}
        tools = {hook: runs for hook, runs in hooks.items() if runs and hook.repo.manifest_slug not in HYGIENE}
        missed = tools or {hook: frozenset({hook.id}) for hook in hooks}
        found = tuple(dict.fromkeys(hook.id for hook, runs in missed.items() if not self._ci_runs(runs)))
        return () if found and has_made_commits(self.scope) else found

    @property
    def summary(self) -> str:
        """The first few of what is missed, and how many there are beside them."""
        shown = ", ".join(f"`{name}`" for name in self.missed[:_SHOWN])
        more = len(self.missed) - _SHOWN
        return f"{shown} and {more} more" if more > 0 else shown

    def _runs_of(self, hook: "Hook") -> frozenset[str]:
        """Return what a hook runs; its id, where the hook of another repository is not known; none for a script."""
        runs = {run for run, hooks in self.scope.root.once(hooks_by_run).items() if hook in hooks and run}
        if UNKNOWN in runs and not hook.repo.is_local:
            return frozenset({hook.id})
        return frozenset(runs - RUNNERS - {UNKNOWN})

    def _ci_runs(self, runs: frozenset[str]) -> bool:
        """Say whether CI itself runs one of some programs. Raises `UnknownError` where a part of it may."""
        names = {run.partition(" ")[0] for run in runs}
        words = re.compile("|".join([*map(re.escape, names), LINT_WORDS]), re.IGNORECASE)
        if self.ci.runs(lambda command: run_of(command) in runs, *names, words=words):
            return True
        uses = (
            self.scope.once_for(ToolUse, name) for name, fact in TOOLS_OF_CODE.items() if runs.intersection(fact.runs)
        )
        return any(use.plugins for use in uses)


def _is_for_commits(hook: "Hook") -> bool:
    try:
        return bool(hook.effective_stages & {COMMIT, PUSH})
    except UnknownError:
        return True
