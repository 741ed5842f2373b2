"""Which linters, formatters, type checkers and security scanners a repository uses, and what shows it.

A tool is *run* by a command, a hook, a step of a workflow, or as a plugin of pytest; *used* if it is run, or has
settings, or is declared for development. Where no command is known to run it, texts that hold commands (a justfile, a
script, the configuration of another CI system) are searched for its name.
"""

from collections.abc import Iterator
from functools import cache

from repoaudit.documents.toml import parse_toml
from repoaudit.facts.code_tools import TOOLS_OF_CODE, CodeTool, Role
from repoaudit.facts.sources import TOOLS, SourceFact
from repoaudit.finding import Place
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.files.manifests import ListKind
from repoaudit.subjects.tools.source_tables import table_of
from repoaudit.subjects.views.tool_traces import (
    UNKNOWN,
    commands_by_run,
    hooks_by_run,
    mentions,
    spoken_of,
    steps_by_action,
)
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    import re

    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.hooks import Hook
    from repoaudit.subjects.files.manifests import Declared
    from repoaudit.subjects.files.workflows.jobs import Step

_INI: Final = ("setup.cfg", "tox.ini")
_TWO: Final = 2
_NOT_FOR_DEVELOPMENT: Final = frozenset({ListKind.RUNTIME, ListKind.BUILD, ListKind.CONSTRAINTS})


class ToolUse:
    """One tool in a repository, all of its projects taken together; see ``facts.code_tools``.

    A score of rules ask the same of it: what takes long is found once.
    """

    __slots__ = ("_hooks", "_is_run", "_mention", "_settings", "fact", "name", "scope")

    def __init__(self, scope: "Scope", name: str) -> None:
        self.scope = scope
        self.name = name
        self.fact: CodeTool = TOOLS_OF_CODE[name]
        self._settings: tuple[Place, ...] | None = None
        self._hooks: tuple[Hook, ...] | None = None
        self._mention: tuple[Place | None, ...] = ()
        self._is_run: bool | None = None

    def __repr__(self) -> str:
        return f"<ToolUse {self.name}>"

    @property
    def settings(self) -> tuple[Place, ...]:
        """Where settings of it stand: the headers of its tables and sections, and its own files.

        Raises:
            UnknownError: a file that may hold some cannot be read.

        """
        if self._settings is None:
            self._settings = tuple(place for each in _scopes(self.scope) for place in _settings(each, self.fact))
        return self._settings

    @property
    def declared(self) -> "tuple[Declared, ...]":
        """The requirements that ask for it, in lists that users of the package do not install."""
        found = _declared(self.scope, self.fact.packages)
        return tuple(each for each in found if each.list.kind not in _NOT_FOR_DEVELOPMENT) if found else ()

    @property
    def commands(self) -> "tuple[Command, ...]":
        """The command lines that run it, those of hooks included."""
        found = self.scope.root.once(commands_by_run)
        if found.keys().isdisjoint(self.fact.runs):
            return ()
        return tuple(dict.fromkeys(each for run in self.fact.runs for each in found.get(run, ())))

    @property
    def hooks(self) -> "tuple[Hook, ...]":
        """The hooks that run it: those whose command does, and those of unknown command that are called like it."""
        if self._hooks is None:
            found = self.scope.root.once(hooks_by_run)
            self._hooks = _hooks_of(self.fact, found) if found else ()
        return self._hooks

    @property
    def steps(self) -> "tuple[Step, ...]":
        """The steps of workflows whose action runs it."""
        found = self.scope.root.once(steps_by_action)
        if found.keys().isdisjoint(self.fact.actions):
            return ()
        steps = (step for action in self.fact.actions for step in found.get(action, ()))
        return tuple(step for step in steps if self._is_meant(step))

    def _is_meant(self, step: "Step") -> bool:
        """Say whether a step runs this tool of two that one action can be: its ``args`` begin with the sub-command."""
        arguments = step.input("args")
        formats = arguments is not None and arguments.text.lstrip().startswith("format")
        return formats if self.name == "ruff format" else not (formats and self.name == "ruff")

    @property
    def plugins(self) -> "tuple[Declared, ...]":
        """The declared plugins by which pytest runs it."""
        return _declared(self.scope, self.fact.plugins)

    @property
    def mention(self) -> Place | None:
        """A text with commands that no other property reads and that names it; None without one."""
        if not self._mention:
            self._mention = (_mention(self.scope.root, self.name),)
        return self._mention[0]

    @property
    def is_configured(self) -> bool:
        """Whether it has settings. Raises `UnknownError` like `settings`."""
        return bool(self.settings)

    @property
    def is_declared(self) -> bool:
        """Whether some list for development asks for it."""
        return bool(self.declared)

    @property
    def is_hooked(self) -> bool:
        """Whether some hook runs it."""
        return bool(self.hooks)

    @property
    def is_run(self) -> bool:
        """Whether something is known to run it: a command, a hook, a step, a plugin of pytest, a service's own file."""
        if self._is_run is None:
            found = self.commands or self.hooks or self.steps or self.plugins
            self._is_run = bool(found) or self._is_service
        return self._is_run

    @property
    def _is_service(self) -> bool:
        """Whether a service or a manager of linters runs it, for which its own file is enough."""
        return (not self.fact.runs or len(self.fact.roles) > _TWO) and bool(self.settings)

    @property
    def may_be_run(self) -> bool:
        """Whether something runs it, or a text names it that may hold a command."""
        return self.is_run or self.mention is not None

    @property
    def is_used(self) -> bool:
        """Whether it is run, configured or declared. Raises `UnknownError` like `settings`."""
        return self.is_run or self.is_declared or self.is_configured

    @property
    def place(self) -> Place | None:
        """The place that shows best that it is used; None without one.

        A hook that names it comes first, then its settings, a declaration, a run, a hook that runs it through make.
        """
        names = {*self.fact.packages, *self.fact.hooks, *(run.partition(" ")[0] for run in self.fact.runs)}
        hooks = {hook.place: any(name in _words_of(hook) for name in names) for hook in self.hooks}
        found = (
            *(place for place, is_named in hooks.items() if is_named),
            *self.settings,
            *(declared.place for declared in self.declared),
            *(command.place for command in self.commands),
            *(step.place for step in self.steps),
            *(declared.place for declared in self.plugins),
            *hooks,
        )
        return found[0] if found else None


def _words_of(hook: "Hook") -> str:
    return f"{hook.id} {hook.entry or ''} {hook.repo.slug}"


class ToolUses:
    """All tools of a repository that judge or rewrite Python source."""

    __slots__ = ("scope",)
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the one view of the repository, at its root."""
        if scope.is_root:
            yield cls(scope)

    def of(self, name: str) -> ToolUse:
        """Return one tool, used or not; the names are those of ``facts.code_tools``."""
        return self.scope.once_for(ToolUse, name)

    def having(self, role: Role) -> Iterator[ToolUse]:
        """Yield every tool with a role, used or not."""
        return iter(self.scope.once_for(_having, role))

    def used(self, role: Role) -> Iterator[ToolUse]:
        """Yield the tools with a role that are run, configured or declared. Raises `UnknownError` like `settings`."""
        return (use for use in self.having(role) if use.is_used)

    def run(self, role: Role) -> Iterator[ToolUse]:
        """Yield the tools with a role that something is known to run."""
        return (use for use in self.having(role) if use.is_run)

    def may_run(self, role: Role) -> bool:
        """Say whether some tool with a role is run, or named where commands stand."""
        return any(self.run(role)) or any(use.mention for use in self.having(role))

    def has_unknown_hook(self, words: "re.Pattern[str]") -> bool:
        """Say whether the id of some hook whose command is not known holds some words."""
        return words.search(self.scope.root.once(_unknown_ids)) is not None


def _having(root: "Scope", role: Role) -> tuple[ToolUse, ...]:
    return tuple(root.once_for(ToolUse, name) for name, fact in TOOLS_OF_CODE.items() if role in fact.roles)


def _scopes(scope: "Scope") -> "tuple[Scope, ...]":
    return (scope.root, *scope.root.members)


def _declared(scope: "Scope", names: tuple[str, ...]) -> "tuple[Declared, ...]":
    """Return the requirements of all projects for some packages."""
    if not names:
        return ()
    return tuple(
        [found for each in _scopes(scope) for name in names for found in each.all(Dependencies)[0].named(name)]
    )


def _mention(root: "Scope", name: str) -> Place | None:
    runs = [run for run in TOOLS_OF_CODE[name].runs if run != "ruff check"]
    runs += ["ruff"] if runs and name == "ruff" else []
    if not any(spoken_of(root, run.split()) for run in runs):
        return None
    from re import compile as compiled

    names = {run.replace(" ", r"[\s\"',]+") for run in runs}
    pattern = compiled(rf"(?<![\w.-])(?:{'|'.join(sorted(names))})(?![\w-])")
    return next(iter(mentions(root, pattern, {run.partition(" ")[0] for run in runs})), None)


def _hooks_of(fact: CodeTool, found: "dict[str, list[Hook]]") -> "tuple[Hook, ...]":
    known = (hook for run in fact.runs for hook in found.get(run, ()))
    called = (hook for hook in found.get(UNKNOWN, ()) if hook.id in fact.hooks)
    return tuple(dict.fromkeys((*known, *called)))


def _unknown_ids(root: "Scope") -> str:
    """Return the ids of the hooks whose command is not known, one a line."""
    return "\n".join([hook.id for hook in root.once(hooks_by_run).get(UNKNOWN, ())])


def _settings(scope: "Scope", fact: CodeTool) -> Iterator[Place]:
    seen: set[Place] = set()
    for source in _sources(fact.name):
        place = _place_of(scope, source)
        if place and place not in seen:
            seen.add(place)
            yield place
    yield from (Place(scope.path(name), None, name) for name in fact.files if scope.exists(name))


def _place_of(scope: "Scope", source: SourceFact) -> Place | None:
    """Return where settings of a tool begin; of a table in ``pyproject.toml`` its name is looked for first."""
    if source.file == "pyproject.toml" and source.section.split(".")[1] not in scope.once(_tool_tables):
        return None
    table = table_of(scope, source)
    return table.place() if table else None


def _tool_tables(scope: "Scope") -> frozenset[str]:
    """Return the names below ``[tool]`` in ``pyproject.toml``."""
    if not scope.exists("pyproject.toml"):
        return frozenset()
    tools = scope.document(parse_toml, scope.path("pyproject.toml")).get(("tool",))
    return frozenset(tools) if isinstance(tools, dict) else frozenset()


@cache
def _sources(name: str) -> tuple[SourceFact, ...]:
    known = TOOLS.get(name)
    return (*(known.sources if known else ()), *_sections(TOOLS_OF_CODE[name]))


def _sections(fact: CodeTool) -> Iterator[SourceFact]:
    for section in fact.sections:
        if section.startswith("tool."):
            yield SourceFact("pyproject.toml", section, is_toml=True)
        else:
            yield from (SourceFact(file, section, is_toml=False) for file in _INI)
