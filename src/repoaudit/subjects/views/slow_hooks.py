"""Hooks that take long on every commit, because they do not keep to the files of the commit."""

from collections.abc import Iterator

from repoaudit.documents.patterns import search
from repoaudit.facts.hooks import COMMIT, CONFIGURATIONS
from repoaudit.facts.slow_programs import LONG, NOTEBOOKS, WHOLE_TREE, WHOLE_TREE_OPTIONS
from repoaudit.subjects.collections.calls import reaches
from repoaudit.subjects.collections.commands import Command
from repoaudit.subjects.files.hooks import Hook
from repoaudit.subjects.tools.hook_commands import commands_of_hook
from repoaudit.subjects.tools.mypy.settings import settings_of
from repoaudit.subjects.views.ci import Ci
from repoaudit.subjects.views.ci_hooks import runs_by
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope


class SlowHook:
    """A hook, and what it does that takes long; whether it does so on commits is asked of it."""

    __slots__ = ("does", "hook", "program", "scope")
    reads: ClassVar[tuple[str, ...]] = CONFIGURATIONS

    def __init__(self, scope: "Scope", hook: Hook, program: str, does: str) -> None:
        self.scope = scope
        self.hook = hook
        self.program = program
        self.does = does

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each such hook. What a command runs that cannot be followed counts as nothing."""
        for hook in scope.all(Hook):
            found = next(_slow(hook, scope), None)
            if found:
                yield cls(scope, hook, *found)

    @property
    def place(self) -> "Place":
        """Where its stages are written, or the hook."""
        return self.hook.place_of("stages")

    @property
    def is_on_commit(self) -> bool:
        """Whether it runs at commits that change Python sources at all.

        Raises:
            UnknownError: a manifest that is not known decides, or a pattern cannot be read.

        """
        return COMMIT in self.hook.effective_stages and self._takes_most_sources

    @property
    def is_all_that_ci_has(self) -> bool:
        """Whether CI runs the program by this hook only, at the stage of commits, which it would then no longer do."""
        ci = self.scope.root.all(Ci)[0]
        if not any(run.stage == COMMIT and run.includes(self.hook) for run in ci.hook_runs):
            return False
        return not any(command.tool == self.program and _may_check_all(command) for command in ci.commands)

    @property
    def runs_by_name(self) -> "tuple[Place, ...]":
        """The commands of the project that run it by its name at the stage of commits, where it then is no longer."""
        runs = runs_by(self.scope.all(Command))
        return tuple([run.place for run in runs if run.only and run.stage == COMMIT and run.includes(self.hook)])

    @property
    def _takes_most_sources(self) -> bool:
        """Whether ``files`` lets most Python sources through, so that hardly a commit goes without the hook."""
        files = self.hook.files
        if not files or self.hook.always_runs:
            return True
        sources = [path for path in self.scope.repository.files() if path.endswith(".py")]
        return sum(search(files, path) for path in sources) * 2 > len(sources)


def _may_check_all(command: Command) -> bool:
    """Say whether a run that looks at code starts at the root, or who knows where; hooks start there."""
    return command.folder in {"", None} and not command.flag("--version", "--help")


def _slow(hook: Hook, scope: "Scope") -> Iterator[tuple[str, str]]:
    from repoaudit.errors import UnknownError

    for own in commands_of_hook(hook, scope):
        try:
            for command in reaches(own, scope):
                does = _whole_tree(command, hook, scope) if command is own or not hook.passes_filenames else ""
                does = does or ("" if hook.files or hook.types else _takes_long(command))
                if does:
                    yield command.tool, does
        except UnknownError:
            continue


def _whole_tree(command: Command, hook: Hook, scope: "Scope") -> str:
    if command.tool not in WHOLE_TREE or command.flag("--version", "--help"):
        return ""
    if not hook.passes_filenames and command.tool == "mypy" and _names_parts(scope):
        return ""
    if not hook.passes_filenames:
        return f"checks the whole tree (`{hook.hooks.wording(pass_filenames=False)}`)"
    first = command.arguments[0].text if command.arguments else ""
    if first == "." or (first and scope.repository.is_dir(first.rstrip("/"))):
        return f"checks all of `{first}`"
    named = command.options(*WHOLE_TREE_OPTIONS) if command.tool == "mypy" else ()
    return f"checks all of `{named[0].value}`" if named else ""


def _names_parts(scope: "Scope") -> bool:
    """Say whether the settings of mypy name files, or folders inside of a package, and no package as a whole."""
    table = settings_of(scope)
    written = table.get("files") if table else None
    names = str(written).replace("\n", ",").split(",") if isinstance(written, str) else written
    parts = [name for each in names if (name := str(each).strip())] if isinstance(names, list) else []
    return bool(parts) and all(_is_part(name, scope) for name in parts)


def _is_part(name: str, scope: "Scope") -> bool:
    package = name.rstrip("/").rpartition("/")[0]
    return name.endswith(".py") or bool(package and scope.exists(f"{package}/__init__.py"))


def _takes_long(command: Command) -> str:
    for words, does in LONG.items():
        if command.tool == words[0] and command.subcommand == (words[1:] or (command.subcommand,))[0]:
            return does
    runs = command.tool == "jupyter" and command.subcommand == "nbconvert" and command.flag(*NOTEBOOKS)
    return "runs notebooks" if runs else ""
