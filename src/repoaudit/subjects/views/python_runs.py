"""The runs of a tool in one project that treat its modules of Python: not only notebooks, Cython, or one named file.

They are commands, hooks among them, and steps of workflows with an action that takes the whole repository. A hook that
only ``--hook-stage manual`` runs is kept for rare use, and does not count.
"""

from collections.abc import Iterator

from repoaudit.facts.code_tools import TOOLS_OF_CODE
from repoaudit.facts.hooks import MANUAL
from repoaudit.record import NamedTuple
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.files.scripts import Runner
from repoaudit.subjects.views.tool_traces import run_of
from repoaudit.subjects.views.tool_use import ToolUse
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.hooks import Hook
    from repoaudit.text import Span

_ALL_PYTHON: Final = frozenset({r"\.py$", r".*\.py$", r"^.*\.py$", r"\.pyi?$", r"\.(py|pyi)$", r"\.(?:py|pyi)$"})


class Run(NamedTuple):
    """One run and where it stands: the hook, the command, or the step; ``command`` is None for a step."""

    place: "Place"
    command: "Command | None"
    hook: "Hook | None" = None


def runs_of(scope: "Scope", name: str) -> Iterator[Run]:
    """Yield the runs of a tool over more than a few modules of one project; hooks come first, steps last."""
    for command in python_runs(scope, name):
        hook = hook_of(command, scope)
        yield Run(hook.place if hook else command.place, command, hook)
    if scope.is_root:
        for step in scope.once_for(ToolUse, name).steps:
            source = step.input("src")
            if source is None or source.text in {".", "./"}:
                yield Run(step.place, None)


def may_meet(one: Run, other: Run, scope: "Scope") -> bool:
    """Say whether two runs may treat the same files, by what their commands name, and their hooks are limited to."""
    if one.hook and other.hook and _files_of(one.hook) != _files_of(other.hook):
        return False
    from repoaudit.subjects.tools.targets import may_meet as commands_may_meet
    from repoaudit.subjects.tools.targets import targets_of

    if one.command is None or other.command is None:
        return not any(run.command and targets_of(run.command, scope.repository) - {"."} for run in (one, other))
    return commands_may_meet(one.command, other.command, scope.repository)


def _files_of(hook: "Hook") -> str:
    """Return what limits the files of a hook for Python, "" where that is no limit."""
    return "" if hook.files in _ALL_PYTHON else hook.files


def python_runs(scope: "Scope", name: str) -> "tuple[Command, ...]":
    """Return the commands of one project that run a tool over more than a few of its modules; hooks come first."""
    by_run = scope.once(_by_run)
    found = dict(pair for run in TOOLS_OF_CODE[name].runs for pair in by_run.get(run, ()))
    kept = [found[number] for number in sorted(found) if _treats_python(found[number], scope)]
    return tuple(sorted(kept, key=lambda each: each.where.runner is not Runner.HOOK))


def _by_run(scope: "Scope") -> "dict[str, list[tuple[int, Command]]]":
    """Return the commands of one project, numbered, by what they run."""
    found: dict[str, list[tuple[int, Command]]] = {}
    for number, command in enumerate(commands_of(scope)):
        found.setdefault(run_of(command), []).append((number, command))
    return found


def hook_of(command: "Command", scope: "Scope") -> "Hook | None":
    """Return the hook that a command is the command of, None where something else runs it."""
    if command.where.runner is not Runner.HOOK:
        return None
    return scope.root.once(_hooks).get(command.script.place[:2])


def place_of(command: "Command", scope: "Scope") -> "Place":
    """Return the hook that runs a command, else the command."""
    hook = hook_of(command, scope)
    return hook.place if hook else command.place


def _treats_python(command: "Command", scope: "Scope") -> bool:
    hook = hook_of(command, scope)
    if command.where.stages == {MANUAL}:
        return False
    from repoaudit.subjects.tools.targets import is_for_python, is_whole

    return is_whole(command) and (hook is None or is_for_python(hook))


def _hooks(root: "Scope") -> "dict[tuple[str, Span | None], Hook]":
    """Return the hooks by the place of their command: two of one repository may have one id."""
    from repoaudit.subjects.files.hooks import Hooks

    return {hook.place_of("entry")[:2]: hook for hooks in root.all(Hooks) for hook in hooks.hooks}
