"""ruff: its configuration, its runs, and the linter settings that are in effect for each of them."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.ruff import COMMANDS
from repoaudit.subjects.collections.commands import Command
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.collections.profile import profiles
from repoaudit.subjects.collections.tool_versions import ToolVersion, tool_version
from repoaudit.subjects.files.tables import TomlTable
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.subjects.tools.ruff.layers import Layer, layer_of_options, layers_of, table_at
from repoaudit.subjects.tools.ruff.settings import RuffSettings
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope


class Ruff:
    """ruff in one project."""

    __slots__ = ("configuration", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.configuration = scope.once_for(Configuration, "ruff")

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield ruff for every project, used there or not."""
        yield cls(scope)

    @property
    def version(self) -> ToolVersion:
        """What is known of the version that runs."""
        return tool_version(self.scope, "ruff")

    @property
    def is_ml(self) -> bool:
        """Whether the project is one of machine learning."""
        return "ml" in profiles(self.scope)

    @property
    def is_for_some_files(self) -> bool:
        """Whether ``include`` leaves out most modules of the project."""
        winner = self.configuration.winner
        patterns = winner.table.get("include") if winner else None
        if not isinstance(patterns, list):
            return False
        from repoaudit.subjects.tools.ruff.files import leaves_out_most

        return leaves_out_most([each for each in patterns if isinstance(each, str)], self.scope)

    @property
    def checks(self) -> tuple[Command, ...]:
        """Every run of the linter."""
        return tuple(command for command in self._commands() if _subcommand(command) == "check")

    @property
    def formats(self) -> tuple[Command, ...]:
        """Every run of the formatter."""
        return tuple(command for command in self._commands() if _subcommand(command) == "format")

    def _commands(self) -> Iterator[Command]:
        return (command for command in commands_of(self.scope) if command.tool == "ruff")

    @property
    def configured(self) -> RuffSettings | None:
        """The settings of the configuration alone; None where there is none.

        Raises:
            UnknownError: it extends a file that is not in the repository.

        """
        winner = self.configuration.winner
        if winner is None or not isinstance(winner.table, TomlTable):
            return None
        return RuffSettings(self, layers_of(self.scope, winner.table))

    def settings_of(self, command: Command) -> RuffSettings:
        """Return the settings in effect for one run.

        Raises:
            UnknownError: it is given a configuration that is not in the repository, or one that a variable names.

        """
        options = command.options("--config")
        given = tuple(layer_of_options(options))
        return RuffSettings(self, (*self._files_of(command), *given), command)

    def _files_of(self, command: Command) -> tuple[Layer, ...]:
        if command.flag("--isolated"):
            return ()
        named = [option for option in command.options("--config") if "=" not in (option.value or "=")]
        if not named:
            return self.configured.layers if self.configured else ()
        from posixpath import join, normpath

        path = normpath(join(command.folder or "", named[-1].value or ""))
        if command.folder is None or path.startswith(("..", "/")) or not self.scope.repository.is_file(path):
            raise UnknownError("ruff is given a file that is not in the repository", *named[-1].place[:2])
        return layers_of(self.scope, table_at(self.scope, path))

    @property
    def effective(self) -> tuple[RuffSettings, ...]:
        """The settings of the configuration, and of each run of the linter whose options select rules or files.

        Raises:
            UnknownError: one of them cannot be known.

        """
        own = [command for command in self.checks if _selects(command)]
        configured = (self.configured,) if self.configured else ()
        if not configured and len(own) < len(self.checks):
            configured = (RuffSettings(self, ()),)
        return (*configured, *(self.settings_of(command) for command in own))


def _subcommand(command: Command) -> str:
    words = (argument.text for argument in command.arguments)
    return next((word for word in words if word in COMMANDS), "check")


def _selects(command: Command) -> bool:
    flags = ("--select", "--extend-select", "--ignore", "--extend-ignore", "--config", "--per-file-ignores")
    return bool(command.flag("--isolated") or command.options(*flags))
