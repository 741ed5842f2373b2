"""What a repository runs, by the name of what is run: its commands, hooks and steps; and texts that may run more."""

from repoaudit.errors import UnknownError
from repoaudit.facts.code_tools import NO_RUN, SUBCOMMANDS
from repoaudit.facts.task_runners import FILES as TASK_FILES
from repoaudit.finding import ABSENT, Place
from repoaudit.regex import lazy
from repoaudit.subjects.collections.gathering import all_commands, commands_of_script
from repoaudit.text import line_start
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterator, Sequence

    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.hooks import Hook
    from repoaudit.subjects.files.workflows.jobs import Step

UNKNOWN: Final = "?"
"""What a hook runs whose command is not known."""

_ADDS: Final = lazy(r"\b(?:(?:poetry|uv|pdm|rye) add|(?:pip[\d.]*|pipx|conda|mamba|uv tool) install)\b[^&;|]*$")
_HOOKS: Final = (".pre-commit-config.yaml", ".pre-commit-config.yml", "prek.toml")
_NO_COMMANDS: Final = (*(".md", ".rst", ".txt", ".adoc", ".markdown", ".in"), *(".cfg", ".ini", ".toml"))
_OTHERS: Final = frozenset(
    "setup.py conftest.py mkdocs.yml mkdocs.yaml dependabot.yml dependabot.yaml renovate.json .readthedocs.yaml "
    ".readthedocs.yml codecov.yml .codecov.yml".split()
)
_TASKS: Final = frozenset({"mise.toml", ".mise.toml"})
_TASK_TABLES: Final = {
    "pyproject.toml": ("tool.rye.scripts", "tool.thx", "tool.spin", "tool.pyprojectx"),
    "Pipfile": ("scripts",),
}
_FOLDERS: Final = ("scripts", "script", "bin", "ci", ".ci", "tools", "dev", "hack", ".github/scripts")
_CI: Final = frozenset("Jenkinsfile .travis.yml azure-pipelines.yml .cirrus.yml appveyor.yml .drone.yml".split())


def run_of(command: "Command") -> str:
    """Return what a command runs, as ``facts.code_tools`` calls it: ``ruff format``, ``black``; "" for nothing."""
    if command.flag(*NO_RUN):
        return ""
    default = SUBCOMMANDS.get(command.tool)
    if default is None:
        return command.tool
    if command.tool == "ruff":
        from repoaudit.facts.ruff import COMMANDS

        words = (argument.text for argument in command.arguments)
        return f"ruff {next((word for word in words if word in COMMANDS), default)}"
    return f"{command.tool} {command.subcommand or default}"


def commands_by_run(root: "Scope") -> "dict[str, list[Command]]":
    """Return the commands by what they run."""
    found: dict[str, list[Command]] = {}
    for command in all_commands(root):
        found.setdefault(run_of(command), []).append(command)
    return found


def hooks_by_run(root: "Scope") -> "dict[str, list[Hook]]":
    """Return the hooks by what their commands come to run, under `UNKNOWN` those whose command is not known."""
    found: dict[str, list[Hook]] = {}
    if not any(root.exists(name) for name in _HOOKS):
        return found
    from repoaudit.subjects.files.hooks import Hooks

    for hook in (hook for hooks in root.all(Hooks) for hook in hooks.hooks):
        for run in set(_runs_of(hook, root)):
            found.setdefault(run, []).append(hook)
    return found


def _runs_of(hook: "Hook", root: "Scope") -> "Iterator[str]":
    from repoaudit.subjects.collections.calls import reaches

    script = hook.script
    if script is None:
        yield from () if hook.runs_nothing else (UNKNOWN,)
        return
    try:
        yield from (run_of(inner) for command in commands_of_script(root, script) for inner in reaches(command, root))
    except UnknownError:
        yield UNKNOWN


def steps_by_action(root: "Scope") -> "dict[str, list[Step]]":
    """Return the steps of workflows by their action, without its version."""
    from repoaudit.subjects.views.ci import Ci

    found: dict[str, list[Step]] = {}
    for step in (step for ci in root.all(Ci) for step in ci.steps):
        if step.action and not step.is_dead:
            found.setdefault(step.action.removeprefix("docker://"), []).append(step)
    return found


def mentions(scope: "Scope", pattern: "re.Pattern[str]", words: "Collection[str]") -> "Iterator[Place]":
    """Yield the texts that match, where commands stand that no other subject reads; a match holds one of some words.

    A line that adds packages runs none of them.
    """
    for path, text in scope.root.once(_texts):
        matches = pattern.finditer(text) if any(word in text for word in words) else ()
        match = next((each for each in matches if not _is_added(text, each.start())), None)
        if match:
            yield Place(path, None, match[0])


def _is_added(text: str, at: int) -> bool:
    """Say whether a word stands among the packages that its line adds or installs."""
    return _ADDS.search(text[line_start(text, at) : at]) is not None


def spoken_of(scope: "Scope", words: "Sequence[str]") -> bool:
    """Say whether one of these texts has some words: those of few tools do, and a pattern takes ten times as long."""
    everything = scope.root.once(_everything)
    if not all(word in everything for word in words):
        return False
    return len(words) == 1 or any(all(word in text for word in words) for _, text in scope.root.once(_texts))


def _everything(root: "Scope") -> str:
    """Return all these texts as one: most words stand in none."""
    return "\n".join([text for _, text in root.once(_texts)])


def _texts(root: "Scope") -> tuple[tuple[str, str], ...]:
    """Return the texts that may hold commands: scripts, build files and the configuration of CI systems, no prose."""
    from repoaudit.subjects.files.instructions import instructions

    found = dict(instructions(root, _holds_commands))
    for path in (*_systems(root), *_scripts(root), *_below(root)):
        if path not in found:
            found[path] = _read(root, path)
    return (*found.items(), *_tasks(root))


def _systems(root: "Scope") -> "Iterator[str]":
    return (name for name in root.repository.list_dir("") if name in _CI)


def _below(root: "Scope") -> "Iterator[str]":
    """Yield the tasks and hooks beside which CI runs tests, in a folder that is no project."""
    from repoaudit.subjects.collections.calls import tested_in_ci

    for folder in sorted(tested_in_ci(root) - {scope.folder for scope in root.members}):
        paths = (f"{folder}/{name}" for name in (*TASK_FILES, *_HOOKS))
        yield from filter(root.repository.is_file, paths)


def _scripts(root: "Scope") -> "Iterator[str]":
    """Yield the scripts whose names have no suffix: ``scripts/check``."""
    for folder in _FOLDERS:
        for name in root.repository.list_dir(folder):
            path = f"{folder}/{name}"
            if "." not in name and root.repository.is_file(path):
                yield path


def _tasks(root: "Scope") -> "Iterator[tuple[str, str]]":
    """Yield the tables of programs that run tasks and that no subject reads."""
    from repoaudit.documents.toml import parse_toml

    for path, tables in _TASK_TABLES.items():
        document = root.document(parse_toml, path) if root.exists(path) else None
        for table in tables if document else ():
            value = document.get(tuple(table.split("."))) if document else ABSENT
            if value is not ABSENT:
                yield path, str(value)


def _read(root: "Scope", path: str) -> str:
    try:
        return root.repository.read(path)
    except UnknownError:
        return ""


def _holds_commands(path: str) -> bool:
    name = path.rpartition("/")[2]
    if name in _OTHERS or name.startswith(("requirements", "environment")):
        return False
    return name in _TASKS or not name.endswith(_NO_COMMANDS)
