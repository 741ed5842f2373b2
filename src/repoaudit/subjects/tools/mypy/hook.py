"""The hook of mirrors-mypy, which runs in an environment of its own: only what it names is installed there."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.hooks import CONFIGURATIONS
from repoaudit.facts.typed_packages import TYPED
from repoaudit.subjects.collections.commands import Command
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.collections.profile import is_runtime
from repoaudit.subjects.files.hooks.items import Hook
from repoaudit.subjects.files.scripts import Runner
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.manifests import Declared

_MIRROR: Final = "pre-commit/mirrors-mypy"


class MypyHook:
    """One such hook."""

    __slots__ = ("hook", "scope")
    reads: ClassVar[tuple[str, ...]] = CONFIGURATIONS

    def __init__(self, scope: "Scope", hook: Hook) -> None:
        self.scope = scope
        self.hook = hook

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the hooks that keep the environment of the mirror; one of ``language: system`` does not."""
        for hook in scope.all(Hook):
            if hook.repo.manifest_slug == _MIRROR and hook.id == "mypy" and hook.language in {"", "python"}:
                yield cls(scope, hook)

    @property
    def dependencies_place(self) -> "Place":
        """Where its dependencies are, or would be."""
        return self.hook.place_of("additional_dependencies")

    @property
    def has_dependencies(self) -> bool:
        """Whether it names packages to install beside mypy, in a form that can be read or not."""
        return self.hook.table.has("additional_dependencies") and self.hook.table.texts("additional_dependencies") != ()

    @property
    def sees_imports(self) -> bool:
        """Whether types of packages matter and mypy does not look for them in another environment.

        ``python_executable`` makes mypy look there; with ``follow_imports = skip`` all packages are ``Any`` anyway.
        """
        if any(command.option("--python-executable") or _skips(command) for command in self._commands()):
            return False
        return self._setting("python_executable") is None and self._setting("follow_imports") != "skip"

    @property
    def typed_dependencies(self) -> tuple["Declared", ...]:
        """The runtime dependencies of the repository's projects that carry types, each once."""
        found: dict[str, Declared] = {}
        for scope in (self.scope, *self.scope.members):
            for group in scope.all(Dependencies)[0].manifests.lists:
                for each in group.requirements if is_runtime(group) else ():
                    if each.name in TYPED and each.requirement and not each.requirement.marker:
                        found.setdefault(each.name, each)
        return tuple(found.values())

    def _commands(self) -> Iterator[Command]:
        for command in all_commands(self.scope):
            if command.tool == "mypy" and command.where.runner is Runner.HOOK and self.hook.id == command.where.name:
                yield command

    def _setting(self, key: str) -> object:
        try:
            winner = self.scope.once_for(Configuration, "mypy").winner
        except UnknownError:
            return None
        value = winner.table.get(key) if winner else None
        return value if isinstance(value, str) else None


def _skips(command: Command) -> bool:
    option = command.option("--follow-imports")
    return option is not None and option.value == "skip"
