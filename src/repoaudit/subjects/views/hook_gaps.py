"""Tools that a repository uses, and that none of its hooks runs."""

import re
from collections.abc import Callable, Iterator

from repoaudit.documents.versions import canonical_name
from repoaudit.facts.code_tools import SECURITY_CODES, SOURCE_SCANNERS, Role
from repoaudit.facts.hooks import CONFIGURATIONS, NO_COMMAND
from repoaudit.regex import lazy
from repoaudit.subjects.files.project_table import toml_of
from repoaudit.subjects.tools.ruff.reporting import ruff_reports
from repoaudit.subjects.views.hook_set import HookSet
from repoaudit.subjects.views.project import Project
from repoaudit.subjects.views.tool_traces import UNKNOWN, hooks_by_run
from repoaudit.subjects.views.tool_use import ToolUse, ToolUses
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Fix, Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.hooks import HookRepository

_RUFF: Final = "astral-sh/ruff-pre-commit"
_RUFF_IDS: Final = frozenset({"ruff", "ruff-check"})
_META: Final = "meta"
_REWRITERS: Final = frozenset({"autoflake", "pyupgrade", "pycln", "unimport"})
_DOCSTRING_RULES: Final = tuple("D100 D101 D102 D103 D200 D205 D210 D300 D400 D401 D403 D405 D411 D417".split())
"""Rules of ruff of which one shows that its kind is selected: none of them is on by default in any release."""

_DOCSTRING_TOOLS: Final = lazy(r"docstr|pydocstyle|pydoclint|interrogate|darglint|numpydoc", re.IGNORECASE)
_MARKDOWN_TOOLS: Final = lazy(
    r"markdown|mdformat|mdl\b|pymarkdown|rumdl|prettier|\bvale\b|doc8|rstcheck|sphinx-lint|rst-", re.IGNORECASE
)
_TYPES_HOOKED: Final = "PC140"
"""The check of sp-repo-review for a type checker among the hooks (its list of checks, 2026.8.14)."""

_LINTS: Final = lazy(r"lint|style|qa|quality|flake|ruff|check-(?:all|code)", re.IGNORECASE)
_FORMATS: Final = lazy(r"format|fmt|lint|style|black|ruff|qa", re.IGNORECASE)
_TYPES: Final = lazy(r"typ(?:e|ing)|mypy|(?<!co)pyright|pyre|\bty\b|lint|qa", re.IGNORECASE)
_SECURITY: Final = lazy(r"secur|bandit|semgrep|sast|scan|vuln|lint|qa", re.IGNORECASE)


class HookGaps:
    """The tools of a repository beside its hooks.

    A property that names a tool is None where a hook may run one of its kind.
    """

    __slots__ = ("hooks", "scope", "tools")
    reads: ClassVar[tuple[str, ...]] = CONFIGURATIONS

    def __init__(self, scope: "Scope", hooks: HookSet) -> None:
        self.scope = scope
        self.hooks = hooks
        self.tools = scope.all(ToolUses)[0]

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it for a repository with hooks, unless another program manages more of them."""
        return (
            cls(scope, hooks) for hooks in (scope.all(HookSet) if scope.is_root else ()) if not hooks.has_other_manager
        )

    @property
    def linter(self) -> ToolUse | None:
        """A linter that is used, one that something runs first: settings may be left over, or be those of a formatter.

        What only rewrites files rejects no commit.

        Raises:
            UnknownError: its settings cannot be read.

        """
        run = self._unhooked(Role.LINTER, _LINTS, lambda use: use.is_run and use.name not in _REWRITERS)
        return run or self._unhooked(Role.LINTER, _LINTS, lambda use: use.is_used and use.name not in _REWRITERS)

    @property
    def formatter(self) -> ToolUse | None:
        """A formatter that something runs."""
        return self._unhooked(Role.FORMATTER, _FORMATS, lambda use: use.is_run)

    @property
    def type_checker(self) -> ToolUse | None:
        """A type checker with settings, one that something runs first: those of another may be left over.

        Those of pyright alone may be an editor's.

        Raises:
            UnknownError: its settings cannot be read.

        """
        found = self._unhooked(Role.TYPES, _TYPES, lambda use: use.is_run and _is_configured_to_check(use))
        found = found or self._unhooked(Role.TYPES, _TYPES, _is_configured_to_check)
        return None if found is None or self._is_refused(_TYPES_HOOKED) else found

    @property
    def scanner(self) -> ToolUse | None:
        """A scanner of sources that something runs, unless ruff does its work.

        Raises:
            UnknownError: what ruff selects cannot be told.

        """
        found = self._unhooked(Role.SECURITY, _SECURITY, lambda use: use.name in SOURCE_SCANNERS and use.is_used)
        return None if found is None or ruff_reports(self.scope, SECURITY_CODES) else found

    @property
    def uses_ruff(self) -> bool:
        """Whether ruff is the linter, or one of several. Raises `UnknownError` where its settings cannot be read."""
        return self.tools.of("ruff").is_used

    @property
    def lints_docs(self) -> bool:
        """Whether a hook looks at docstrings or documents. Raises `UnknownError` where ruff's rules cannot be told."""
        texts = (
            f"{hook.id} {hook.table.text('name') or ''} {hook.command or hook.entry or ''} {hook.repo.slug}"
            for hook in self.hooks.hooks
        )
        if any(_DOCSTRING_TOOLS.search(text) or _MARKDOWN_TOOLS.search(text) for text in texts):
            return True
        if any("docstring" in each.name for hook in self.hooks.hooks for each, _ in hook.additional_dependencies):
            return True
        return self.tools.of("ruff").is_hooked and ruff_reports(self.scope, _DOCSTRING_RULES)

    def _is_refused(self, check: str) -> bool:
        """Say whether somebody has told repo-review that a hook is not wanted."""
        document = toml_of(self.scope)
        ignored = document.get(("tool", "repo-review", "ignore")) if document else None
        return isinstance(ignored, (dict, list)) and check in ignored

    def _unhooked(self, role: Role, words: "re.Pattern[str]", is_used: Callable[[ToolUse], bool]) -> ToolUse | None:
        tools = tuple(self.tools.having(role))
        if any(use.is_hooked for use in tools) or self._may_hook(words):
            return None
        own = {canonical_name(Project(scope).name) for scope in (self.scope, *self.scope.members)}
        return next((use for use in tools if is_used(use) and own.isdisjoint(use.fact.packages)), None)

    @staticmethod
    def how(use: ToolUse) -> str:
        """Return in which way a tool is used, as a sentence goes on."""
        return "run" if use.is_run else "configured" if use.is_configured else "declared"

    @staticmethod
    def place_of(use: ToolUse) -> "Place | None":
        """Return the place that shows best how a tool is used."""
        return next((command.place for command in use.commands), use.place)

    def _may_hook(self, words: "re.Pattern[str]") -> bool:
        """Say whether a hook may be of a kind: a local one by its name or because nobody can tell, others by name."""
        unknown = self.scope.root.once(hooks_by_run).get(UNKNOWN, ())
        candidates = [hook for hook in unknown if hook.fact is None and hook.language not in NO_COMMAND]
        local = [hook for hook in self.hooks.hooks if hook.repo.is_local and hook.repo.url != _META]
        return any(
            words.search(f"{hook.id} {hook.table.text('name') or ''} {hook.repo.slug}") or hook in local
            for hook in candidates
        ) or any(words.search(f"{hook.id} {hook.table.text('name') or ''}") for hook in local)

    @property
    def ruff_repository(self) -> "HookRepository | None":
        """The repository of ruff's hooks, None where it is not configured."""
        return self.hooks.repository(_RUFF)

    @property
    def place(self) -> "Place":
        """The list of ruff's hooks, or the list of repositories."""
        return self.hooks.place_in(self.ruff_repository)

    def adding_formatter(self, formatter: ToolUse) -> "Fix | None":
        """Phrase the fix that adds ruff's formatter behind its linter; None where another one formats."""
        repo = self.ruff_repository
        others = [use for use in self.tools.having(Role.FORMATTER) if use.is_used and use.name != formatter.name]
        if repo is None or others or formatter.name != "ruff format":
            return None
        tables = repo.table.tables("hooks")
        linters = [index for index, table in enumerate(tables) if table.text("id") in _RUFF_IDS]
        at = linters[-1] + 1 if linters and linters[-1] + 1 < len(tables) else None
        return repo.table.insert("hooks", {"id": "ruff-format"}, at).titled("add `ruff-format`")


def _is_configured_to_check(use: ToolUse) -> bool:
    if not use.is_configured:
        return False
    return use.name != "pyright" or use.is_run or use.is_declared
