"""Whether something checks the types of a repository, and whether CI does."""

import re
from collections.abc import Iterator

from repoaudit.facts.code_tools import Role
from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.files.hooks.managers import HookManagement
from repoaudit.subjects.files.projects import makes_projects
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.subjects.views.ci import Ci
from repoaudit.subjects.views.tool_traces import run_of
from repoaudit.subjects.views.tool_use import ToolUse, ToolUses
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_HOOKS: Final = lazy(r"typ(?:e|ing)|mypy|(?<!co)pyright|pyre|\bty\b", re.IGNORECASE)
_WORDS: Final = lazy(
    r"\btyp(?:es|ing)\b|type[-_ ]?check|mypy|(?<!co)pyright|\bpyre|\bty\b|zuban|lint|\bchecks?\b|quality|\bqa\b|"
    r"static[-_ ](?:analysis|check)|pre-?commit|prek|\btox|\bnox|trunk|sonar|codacy|codeclimate|qodana"
)
"""By such words a text shows that it may check types: fewer than for linters, since every ``setup.py`` has a type."""
"""Files of a template for projects: its sources, which it is about, are not its own."""
_EDITORS: Final = frozenset({"pyright", "ty", "pyrefly", "zuban"})
"""Checkers that are language servers as well: settings alone may be for an editor."""


class TypeChecking:
    """The type checkers of a repository whose matter is Python."""

    __slots__ = ("scope", "tools")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.tools = scope.all(ToolUses)[0]

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it once for a repository with Python sources that are more than helpers."""
        is_template = makes_projects(scope)
        if scope.is_root and not is_template and HookManagement(scope).has_python:
            yield cls(scope)

    @property
    def is_missing(self) -> bool:
        """Whether no type checker is used at all.

        Raises:
            UnknownError: a part of CI that cannot be followed may check types.

        """
        if any(use.is_used or use.mention for use in self.tools.having(Role.TYPES)):
            return False
        if not HookManagement(self.scope).has_code or self.tools.has_unknown_hook(_HOOKS):
            return False
        return self._ci_run() is None

    @property
    def settings_place(self) -> Place:
        """Where the settings of a type checker belong."""
        if not self.scope.exists("pyproject.toml"):
            return Place("mypy.ini", None, "mypy")
        return self.scope.once_for(Configuration, "mypy").home.place("files")

    @property
    def forgotten(self) -> ToolUse | None:
        """A type checker with settings or commands that CI does not run; None where a hook, here or there, runs one.

        Raises:
            UnknownError: something that cannot be followed may run one.

        """
        ci = self._ci
        used = [use for use in self.tools.having(Role.TYPES) if _is_meant(use)] if ci.exists else []
        if not used or any(use.is_hooked or use.plugins or use.steps or not use.fact.runs for use in used):
            return None
        if self.tools.has_unknown_hook(_HOOKS) or ci.runs_hooks:
            return None
        return None if self._ci_run() else used[0]

    @property
    def ci_place(self) -> Place:
        """Where a job belongs."""
        return self._ci.place

    @property
    def _ci(self) -> Ci:
        return self.scope.all(Ci)[0]

    def _ci_run(self) -> Place | None:
        """Return where CI runs a type checker. Raises `UnknownError` where something that cannot be followed may."""
        programs = frozenset(run for use in self.tools.having(Role.TYPES) for run in use.fact.runs)
        return self._ci.runs(lambda command: run_of(command) in programs, *programs, words=_WORDS)


def _is_meant(use: ToolUse) -> bool:
    """Say whether more than an editor may read the settings of a type checker, or a command runs it."""
    return use.is_run or (use.is_configured and (use.name not in _EDITORS or use.is_declared))
