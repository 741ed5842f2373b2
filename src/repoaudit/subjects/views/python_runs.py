"""The runs of a tool in one project that treat its modules of Python: not only notebooks, Cython, or one named file.

A hook that only ``--hook-stage manual`` runs is kept for rare use, and does not count.
"""

from typing import TYPE_CHECKING

from repoaudit.facts.code_tools import TOOLS_OF_CODE
from repoaudit.facts.hooks import MANUAL
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.files.scripts import Runner
from repoaudit.subjects.tools.targets import is_for_python, is_whole
from repoaudit.subjects.views.tool_traces import run_of

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.hooks import Hook


def python_runs(scope: "Scope", name: str) -> "tuple[Command, ...]":
    """Return the commands of one project that run a tool over more than a few of its modules; hooks come first."""
    runs = TOOLS_OF_CODE[name].runs
    found = [each for each in commands_of(scope) if run_of(each) in runs and _treats_python(each, scope)]
    return tuple(sorted(found, key=lambda each: each.where.runner is not Runner.HOOK))


def hook_of(command: "Command", scope: "Scope") -> "Hook | None":
    """Return the hook that a command is the command of, None where something else runs it."""
    return scope.root.once(_hooks).get(command.where.group) if command.where.runner is Runner.HOOK else None


def _treats_python(command: "Command", scope: "Scope") -> bool:
    hook = hook_of(command, scope)
    if command.where.stages == {MANUAL}:
        return False
    return is_whole(command) and (hook is None or is_for_python(hook))


def _hooks(root: "Scope") -> "dict[str, Hook]":
    from repoaudit.subjects.files.hooks import Hooks

    return {f"{hooks.path}:{hook.anchor}": hook for hooks in root.all(Hooks) for hook in hooks.hooks}
