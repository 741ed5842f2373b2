"""Scanners of a repository's code for security holes: whether there are any, and whether CI runs them."""

import re
from collections.abc import Iterator

from repoaudit.facts.code_tools import CODE_SCANNERS, SECURITY_CODES, SECURITY_PLUGINS, SOURCE_SCANNERS, Role
from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.files.hooks.managers import HookManagement
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.subjects.tools.ruff.reporting import ruff_reports
from repoaudit.subjects.views.tool_traces import run_of
from repoaudit.subjects.views.tool_use import ToolUse, ToolUses
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.views.ci import Ci

_SCANS: Final = (
    r"bandit|semgrep|codeql|snyk|secur|\bsast\b|sonar|checkmarx|veracode|fortify|lint|quality|pre-?commit|prek|trunk"
)
_MAY_SCAN: Final = lazy(_SCANS)
_MAY_RUN: Final = lazy(rf"{_SCANS}|scan|vuln|audit|check|\bqa\b")
"""The words of what may run a scanner that is set up, whose name need not be there: ``invoke checks``."""

_HOOKS: Final = lazy(r"secur|bandit|semgrep|sast|scan|vuln", re.IGNORECASE)


class Security:
    """The scanners of a repository whose matter is Python."""

    __slots__ = ("scope", "tools")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.tools = scope.all(ToolUses)[0]

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it once for a repository with Python sources that are more than helpers."""
        if scope.is_root and HookManagement(scope).has_python:
            yield cls(scope)

    @property
    def lacks_lint(self) -> bool:
        """Whether nothing looks for holes in the code, nor is set up to.

        Raises:
            UnknownError: what ruff selects cannot be told, or a part of CI that cannot be followed may do it.

        """
        uses = [self.tools.of(name) for name in CODE_SCANNERS]
        if any(use.is_used or use.mention for use in uses) or self._has_plugin:
            return False
        if not HookManagement(self.scope).has_code:
            return False
        if ruff_reports(self.scope, SECURITY_CODES) or self.tools.has_unknown_hook(_HOOKS):
            return False
        return self._ci.runs(lambda _: False, *SOURCE_SCANNERS, words=_MAY_SCAN) is None

    @property
    def _has_plugin(self) -> bool:
        dependencies = [scope.all(Dependencies)[0] for scope in (self.scope, *self.scope.members)]
        return any(each.named(name) for each in dependencies for name in SECURITY_PLUGINS)

    @property
    def place(self) -> Place:
        """Where the rules of ruff are selected, or its settings belong."""
        if not self.scope.exists("pyproject.toml"):
            return Place("ruff.toml", None, "lint.select")
        home = self.scope.once_for(Configuration, "ruff").home
        return home.place("lint", "select")

    @property
    def uses_ruff(self) -> bool:
        """Whether ruff is in use already. Raises `UnknownError` where its settings cannot be read."""
        return self.tools.of("ruff").is_used

    @property
    def forgotten(self) -> ToolUse | None:
        """A scanner that is set up or run, and that neither CI nor a hook runs; ruff's ``S`` comes with ruff.

        Raises:
            UnknownError: what ruff selects cannot be told, or a part of CI that cannot be followed may run one.

        """
        known = tuple(self.tools.having(Role.SECURITY))
        used = [use for use in known if use.name in SOURCE_SCANNERS and use.is_used]
        if not used or any(use.is_hooked or use.steps for use in known) or not self._ci.exists:
            return None
        if self.tools.has_unknown_hook(_HOOKS) or self._has_plugin or ruff_reports(self.scope, SECURITY_CODES):
            return None
        programs = {run for use in known for run in use.fact.runs}
        found = self._ci.runs(lambda command: run_of(command) in programs, *programs, words=_MAY_RUN)
        return None if found else used[0]

    @property
    def ci_place(self) -> Place:
        """Where a job belongs."""
        return self._ci.place

    @property
    def _ci(self) -> "Ci":
        from repoaudit.subjects.views.ci import Ci

        return self.scope.all(Ci)[0]
