"""Whether a project uses a tool, and how one knows: it is configured, hooked, run by something, declared."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.subjects.collections.commands import Command
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.files.scripts import Runner
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope


class Presence:
    """What one project says of one tool."""

    __slots__ = ("configuration", "scope", "tool")

    def __init__(self, scope: "Scope", tool: str) -> None:
        self.scope = scope
        self.tool = tool
        self.configuration = scope.once_for(Configuration, tool)

    @property
    def is_configured(self) -> bool:
        """Whether the project holds settings for it, even if several files do and which one counts is not known."""
        try:
            return self.configuration.winner is not None
        except UnknownError:
            return True

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every run, those of hooks included."""
        return tuple(command for command in commands_of(self.scope) if command.tool == self.tool)

    @property
    def is_run(self) -> bool:
        """Whether something runs it."""
        return bool(self.commands)

    @property
    def is_hooked(self) -> bool:
        """Whether a hook runs it."""
        return any(command.where.runner is Runner.HOOK for command in self.commands)

    @property
    def is_declared(self) -> bool:
        """Whether the project asks for it, or for a package that brings it along."""
        return self.scope.all(Dependencies)[0].provides(self.tool)


class StyleTool:
    """A formatter or linter in one project: what its class calls it, its configuration, and its runs."""

    __slots__ = ("configuration", "presence", "scope")
    reads: ClassVar[tuple[str, ...]] = ()
    tool: ClassVar[str]

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.presence = Presence(scope, self.tool)
        self.configuration = self.presence.configuration

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the tool for every project, used there or not."""
        yield cls(scope)

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every run, those of hooks included."""
        return self.presence.commands
