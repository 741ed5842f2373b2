"""Tools that a repository of Python sources has nothing of: a linter, or a formatter that something runs."""

import re
from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.code_tools import RECOMMENDED, Role
from repoaudit.facts.hooks import CONFIGURATION
from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.collections.called_targets import make_outside
from repoaudit.subjects.files.hooks.managers import HookManagement
from repoaudit.subjects.tools.black import Black
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.subjects.views.tool_use import ToolUse, ToolUses
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Fix
    from repoaudit.scope import Scope
    from repoaudit.subjects.views.ci import Ci

_LINTS: Final = lazy(r"lint|check|style|qa|quality", re.IGNORECASE)
_FORMATS: Final = lazy(r"format|fmt|lint|style|qa|quality", re.IGNORECASE)
_WORDS: Final = lazy(r"format|fmt|black|yapf|autopep8|ruff|style|lint|quality|\bqa\b|pre-?commit|prek|trunk")


class ToolGaps:
    """A repository whose matter is Python, as its linters and formatters see it."""

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
    def lacks_linter(self) -> bool:
        """Whether no linter is used at all; isort alone is a linter of old, not the lack of one.

        Raises:
            UnknownError: a part of CI that cannot be followed may lint.

        """
        if any(use.is_used for use in self._linters) or any(use.mention for use in self._linters):
            return False
        if self.tools.has_unknown_hook(_LINTS):
            return False
        self._must_be_whole()
        return self._ci.runs_linter is None

    @property
    def _linters(self) -> "Iterator[ToolUse]":
        yield from self.tools.having(Role.LINTER)
        yield self.tools.of("isort")

    @property
    def lacks_formatter(self) -> bool:
        """Whether nothing runs a formatter, and no settings keep black from every file.

        Raises:
            UnknownError: a part of CI that cannot be followed may format.

        """
        if self.tools.may_run(Role.FORMATTER) or self.tools.has_unknown_hook(_FORMATS):
            return False
        if self.scope.all(Black)[0].is_refused:
            return False
        self._must_be_whole()
        names = (run for use in self.tools.having(Role.FORMATTER) for run in use.fact.runs)
        return self._ci.runs(lambda _: False, *names, words=_WORDS) is None

    def _must_be_whole(self) -> None:
        call = make_outside(self.scope)
        if call is not None:
            raise UnknownError("what is made outside of the repository is not known", *call.place[:2])

    @property
    def _ci(self) -> "Ci":
        from repoaudit.subjects.views.ci import Ci

        return self.scope.all(Ci)[0]

    @property
    def idle_formatter(self) -> ToolUse | None:
        """A formatter that is configured or declared, though nothing runs it. Raises `UnknownError`."""
        return next(self.tools.used(Role.FORMATTER), None)

    @property
    def linter_place(self) -> Place:
        """Where the settings of ruff belong."""
        if not self.scope.exists("pyproject.toml"):
            return Place("ruff.toml", None, "lint.select")
        return self._ruff.home.place("lint", "select")

    @property
    def linter_added(self) -> "Fix | None":
        """The fix that adds a table of ruff; None without a ``pyproject.toml`` to add it to."""
        if not self.scope.exists("pyproject.toml"):
            return None
        return self._ruff.home.set(list(RECOMMENDED), "lint", "select").titled("add `[tool.ruff.lint]`")

    @property
    def _ruff(self) -> Configuration:
        return self.scope.once_for(Configuration, "ruff")

    @property
    def formatter_place(self) -> Place:
        """Where a formatter would be run: the hooks, else where its settings are, else where hooks belong."""
        from repoaudit.subjects.files.hooks import Hooks

        for hooks in self.scope.all(Hooks):
            return hooks.table.place("repos")
        idle = self.idle_formatter
        return (idle.place if idle else None) or Place(CONFIGURATION)
