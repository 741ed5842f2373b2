"""Who sorts the imports of a project that ruff lints: ruff itself, isort, another program, or nobody."""

from collections.abc import Iterator
from functools import partial

from repoaudit.facts.code_tools import Role
from repoaudit.finding import Fix
from repoaudit.regex import lazy
from repoaudit.subjects.tools.ruff import Ruff
from repoaudit.subjects.tools.ruff.selection import rank
from repoaudit.subjects.tools.targets import is_for_python
from repoaudit.subjects.views.python_runs import hook_of, place_of
from repoaudit.subjects.views.tool_traces import mentions
from repoaudit.subjects.views.tool_use import ToolUses
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.ruff.layers import Layer
    from repoaudit.subjects.tools.ruff.settings import RuffSettings

_CODE: Final = "I001"
_PLUGINS: Final = frozenset({"flake8-isort", "flake8-import-order"})
_RUN_OF_ITS_OWN: Final = lazy(r"""\bruff\b[^\n#]{0,100}-select[ =\\"',]{1,6}(?:[A-Z]+[0-9]*,)*I(?:001?)?\b""")
"""A run of ruff that selects the order of imports, in a text that is not read as commands (tasks of invoke or just)."""


class ImportSorting:
    """A project whose linter is ruff, and where nothing sorts or checks the order of imports."""

    __slots__ = ("_ruff", "_settings", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope", ruff: Ruff, settings: "RuffSettings") -> None:
        self.scope = scope
        self._ruff = ruff
        self._settings = settings

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it for a project with settings or runs of its own, unless imports are sorted.

        Raises:
            UnknownError: whether ruff sorts them depends on its version, or on a value that is not known.

        """
        ruff = scope.all(Ruff)[0]
        if not _is_own(ruff) or not _lints(ruff):
            return
        effective = tuple(each for each in ruff.effective if _is_for_modules(each, scope))
        if not effective or any(map(_sorts_or_refuses, effective)) or _is_sorted_in_member(ruff):
            return
        if not _is_sorted_otherwise(scope):
            yield cls(scope, ruff, effective[0])

    @property
    def place(self) -> "Place":
        """The list to which the selector belongs, or where the list belongs; the run, where there is no file."""
        layer, command = self._layer, self._settings.command
        option = command.option("--select", "--extend-select") if command else None
        if option is not None:
            return option.place
        return layer.place(*_list_of(layer)) if layer else place_of(self._ruff.checks[0], self.scope)

    @property
    def selected(self) -> Fix | None:
        """The fix that selects the rule; None where only a command line could be changed."""
        from repoaudit.documents.toml.edits import add_items

        layer = self._layer
        if layer is None or self._settings.command is not None:
            return None
        path = (*layer.table.prefix, *_list_of(layer))
        return Fix("select `I`", (partial(add_items, layer.document, path, ["I"]),))

    @property
    def _layer(self) -> "Layer | None":
        return next((layer for layer in reversed(self._settings.layers) if layer.shown is None), None)


def _is_for_modules(settings: "RuffSettings", scope: "Scope") -> bool:
    """Say whether some settings count for modules of Python: not those of a hook for notebooks only."""
    hook = hook_of(settings.command, scope) if settings.command else None
    return hook is None or is_for_python(hook)


def _is_own(ruff: Ruff) -> bool:
    """Say whether the project has settings of its own, or none are inherited; the root's are reported once there."""
    winner = ruff.configuration.winner
    scope = ruff.scope
    return scope.is_root or winner is None or winner.table.path.startswith(f"{scope.folder}/")


def _lints(ruff: Ruff) -> bool:
    """Say whether the linter runs, or its settings select rules and no command runs ruff: an editor may."""
    if ruff.checks or ruff.formats or not ruff.scope.is_root or ruff.configured is None:
        return bool(ruff.checks)
    return any(layer.selection.select or layer.selection.extended for layer in ruff.configured.layers)


def _is_sorted_in_member(ruff: Ruff) -> bool:
    """Say whether ruff runs at the root without settings there, and those of a member let it sort what is below."""
    if not ruff.scope.is_root or ruff.configuration.winner is not None:
        return False
    members = (member.all(Ruff)[0] for member in ruff.scope.members)
    return any(_sorts_or_refuses(settings) for member in members for settings in member.effective)


def _is_sorted_otherwise(scope: "Scope") -> bool:
    from repoaudit.subjects.views.flake8_plugins import flake8_plugins

    tools = scope.root.all(ToolUses)[0]
    sorters = tuple(tools.having(Role.SORTER))
    if any(use.is_used or use.mention for use in sorters):
        return True
    return bool(flake8_plugins(scope) & _PLUGINS) or any(mentions(scope.root, _RUN_OF_ITS_OWN, ("ruff",)))


def _sorts_or_refuses(settings: "RuffSettings") -> bool:
    """Say whether ruff checks the order, or is told in so many words not to."""
    selections = (*(layer.selection for layer in settings.layers), settings.flagged)
    ignored = (each.text for selection in selections for each in selection.ignored)
    return settings.reports(_CODE) or any(rank(each, _CODE) > 0 for each in ignored)


def _list_of(layer: "Layer") -> tuple[str, ...]:
    for key in ("select", "extend-select"):
        keys = layer.lint_keys(key)
        if keys:
            return keys
    return ("lint", "extend-select")
