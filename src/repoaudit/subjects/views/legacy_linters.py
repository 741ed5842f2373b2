"""Linters that ruff replaces, in a repository without ruff."""

from collections.abc import Iterator

from repoaudit.facts.code_tools import COMPLEXITY, FLAKE8_PLUGINS, FLAKE8_READERS, REPLACED_BY, SAME_LETTERS, Role
from repoaudit.finding import Place
from repoaudit.subjects.tools.flake8 import Flake8
from repoaudit.subjects.views.flake8_plugins import flake8_plugins, ruff_family
from repoaudit.subjects.views.project import Project
from repoaudit.subjects.views.tool_use import ToolUse, ToolUses
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_MANY: Final = 3
"""Tools that have so many roles run others inside."""


class LegacyLinters:
    """The linters of a repository that ruff replaces and that does not use ruff; ``uses`` has at least one."""

    __slots__ = ("scope", "uses")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope", uses: tuple[ToolUse, ...]) -> None:
        self.scope = scope
        self.uses = uses

    @property
    def names(self) -> str:
        """Their names as a sentence lists them."""
        *most, last = (use.name for use in self.uses)
        return f"{', '.join(most)} and {last}" if most else last

    @property
    def what_they_do(self) -> str:
        """The verb of that sentence: what nothing runs is there to check, and does not; some editor may."""
        several = len(self.uses) > 1
        if any(use.may_be_run for use in self.uses):
            return "check" if several else "checks"
        return f"{'are' if several else 'is'} set up to check"

    def replacement(self, use: ToolUse) -> str:
        """Return the rules of ruff that replace one of them and its plugins, as a message names them."""
        rules = REPLACED_BY[use.name]
        if use.name != "flake8":
            return f"{rules} for {use.name}"
        plugins = sorted(flake8_plugins(self.scope) - FLAKE8_READERS)
        flake8 = self.scope.all(Flake8)[0]
        used = [f"`{ruff_family(name)}`" for name in plugins if name in FLAKE8_PLUGINS and _reports(flake8, name)]
        complexity = [COMPLEXITY] if flake8.limits_complexity else []
        own = [rule for rule in rules.split(", ") if not flake8.omits_family(rule.strip("`"))]
        rules = ", ".join(dict.fromkeys((*own, *complexity, *used))) or rules
        unknown = ", ".join(f"`{name}`" for name in plugins if name not in FLAKE8_PLUGINS)
        return f"{rules} for flake8" + (f" (but for {unknown}, of which ruff has no rules)" if unknown else "")

    def place_of(self, use: ToolUse) -> Place:
        """Return the place that shows best that one of them is used."""
        return use.place or Place(self.scope.path(use.name))

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield them once for the repository."""
        if not scope.is_root:
            return
        tools = scope.all(ToolUses)[0]
        uses = tuple(_replaceable(scope, tools))
        if uses and not _knows_ruff(tools):
            yield cls(scope, uses)


def _replaceable(scope: "Scope", tools: ToolUses) -> Iterator[ToolUse]:
    if scope.all(Project)[0].name.startswith(tuple(REPLACED_BY)):
        return
    uses = [use for use in map(tools.of, REPLACED_BY) if use.is_used and not _is_part(use, scope)]
    if any(use.name == "flake8" for use in uses) and _is_styleguide(scope):
        uses = [use for use in uses if use.name != "flake8"]
    # Settings alone, or a declaration alone, may be left over, where others do the work.
    working = [use for use in uses if use.may_be_run or (use.is_declared and use.is_configured)]
    yield from working or [use for use in uses if use.is_declared] or uses


def _reports(flake8: Flake8, plugin: str) -> bool:
    """Say whether the settings of flake8 leave anything of what a plugin reports."""
    family = ruff_family(plugin)
    return not (flake8.refuses_family(family) or (plugin in SAME_LETTERS and flake8.omits_family(family)))


def _is_part(use: ToolUse, scope: "Scope") -> bool:
    """Say whether nothing runs pydocstyle but flake8-docstrings, which needs it."""
    from repoaudit.subjects.views.flake8_plugins import flake8_plugins

    if use.name != "pydocstyle" or use.is_run or use.is_configured:
        return False
    return "flake8-docstrings" in flake8_plugins(scope)


def _is_styleguide(scope: "Scope") -> bool:
    """Say whether flake8 runs for the sake of wemake-python-styleguide, of whose rules ruff has few."""
    return "wemake-python-styleguide" in flake8_plugins(scope)


def _knows_ruff(tools: ToolUses) -> bool:
    own = (tools.of("ruff"), tools.of("ruff format"))
    if any(use.is_used or use.mention for use in own):
        return True
    return runs_many(tools)


def runs_many(tools: ToolUses) -> bool:
    """Say whether a repository uses a tool that runs others inside, which may read their settings."""
    return any(use.is_used for use in tools.having(Role.LINTER) if len(use.fact.roles) >= _MANY)
