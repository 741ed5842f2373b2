"""Hooks that rewrite files after the formatter, so that what gets committed is not formatted."""

from collections.abc import Iterator

from repoaudit.facts.hook_order import FIXERS, FORMATTERS, IMPORTS_ONLY, RUFF_FIXES, RUFF_READS
from repoaudit.facts.hooks import CONFIGURATIONS, MANUAL
from repoaudit.facts.programs import CHECK_FLAGS
from repoaudit.finding import Fix
from repoaudit.record import NamedTuple
from repoaudit.subjects.files.hooks import Hook, Hooks
from repoaudit.subjects.tools.hook_commands import commands_of_hook, likely_stages, meet
from repoaudit.subjects.tools.ruff import Ruff
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command

_RUFF: Final = "ruff check"


class Rewriter(NamedTuple):
    """A hook that rewrites Python files, and the program that does it."""

    hook: Hook
    program: str

    @property
    def is_formatter(self) -> bool:
        """Whether it decides on the layout."""
        return self.program in FORMATTERS

    @property
    def label(self) -> str:
        """The hook as a person would call it."""
        return f"`{self.hook.id}`"


class HookOrder:
    """A formatter that runs before hooks whose work needs formatting; ``fixers`` is in the order of the file."""

    __slots__ = ("fixers", "formatter")
    reads: ClassVar[tuple[str, ...]] = CONFIGURATIONS

    def __init__(self, formatter: Rewriter, fixers: tuple[Rewriter, ...]) -> None:
        self.formatter = formatter
        self.fixers = fixers

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield every such formatter, unless another one runs behind the fixers.

        Raises:
            UnknownError: the limits of a hook on files cannot be read, or the settings of ruff.

        """
        for hooks in scope.all(Hooks):
            found = tuple(_rewriters(hooks, scope))
            for formatter in found if any(each.is_formatter for each in found) else ():
                fixers = tuple(_disturbers(formatter, found, scope))
                if fixers:
                    yield cls(formatter, fixers)

    @property
    def reasons(self) -> str:
        """What of the fixers' work needs formatting."""
        return " and ".join(dict.fromkeys(FIXERS[each.program] for each in self.fixers))

    @property
    def reordered(self) -> Fix | None:
        """The fix that moves the formatter behind the last fixer; None where more than one hook would have to move."""
        formatter, last = self.formatter.hook, self.fixers[-1].hook
        if formatter.repo is last.repo:
            fix = formatter.repo.table.move("hooks", formatter.table.index, last.table.index)
        elif len(formatter.repo.table.tables("hooks")) == 1:
            fix = formatter.hooks.table.move("repos", formatter.repo.table.index, last.repo.table.index)
        else:
            return None
        return fix.titled(f"run {self.formatter.label} after {self.fixers[-1].label}") if fix else None


def _rewriters(hooks: Hooks, scope: "Scope") -> Iterator[Rewriter]:
    """Yield the hooks that rewrite Python files, in the order in which they run; without those that prek arranges."""
    for hook in hooks.hooks:
        if hook.table.has("priority"):
            continue
        commands = commands_of_hook(hook, scope)
        program = _program(commands[-1]) if commands else ""
        if program in FORMATTERS or (program in FIXERS and _writes(commands[-1], program, scope)):
            yield Rewriter(hook, program)


def _program(command: "Command") -> str:
    """Return the program with its sub-command, "" where it only looks."""
    if command.flag(*CHECK_FLAGS.get(command.key, ())):
        return ""
    is_linter = command.tool == "ruff" and command.key != "ruff format"
    return _RUFF if is_linter else command.key


def _writes(command: "Command", program: str, scope: "Scope") -> bool:
    """Say whether a fixer leaves behind what needs formatting."""
    from repoaudit.subjects.tools.isort import Isort

    if program == "isort":
        projects = (scope.root, *scope.root.members)
        return not any(project.all(Isort)[0].agrees_with_black(command) for project in projects)
    return program != _RUFF or _ruff_fixes(command, scope)


def _ruff_fixes(command: "Command", scope: "Scope") -> bool:
    selected = command.options("--select")
    codes = {code for option in selected for code in (option.value or "").split(",")}
    if (codes and codes <= IMPORTS_ONLY) or command.flag(*RUFF_READS):
        return False
    if command.flag(*RUFF_FIXES):
        return True
    layers = scope.root.all(Ruff)[0].settings_of(command).layers
    return any(layer.table.get("fix") is True for layer in layers)


def _disturbers(formatter: Rewriter, found: tuple[Rewriter, ...], scope: "Scope") -> Iterator[Rewriter]:
    """Yield the fixers behind a formatter for which no other formatter stands behind it.

    What one leaves behind that only runs by hand is formatted at the next commit.
    """
    if not formatter.is_formatter:
        return
    by_hand = likely_stages(formatter.hook) == {MANUAL}
    behind = [each for each in found[found.index(formatter) + 1 :] if by_hand or likely_stages(each.hook) != {MANUAL}]
    others = [each for each in behind if each.is_formatter]
    for fixer in behind:
        rivals = (formatter, *others)
        if not fixer.is_formatter and [each for each in rivals if meet(each.hook, fixer.hook, scope)] == [formatter]:
            yield fixer
