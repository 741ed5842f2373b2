"""The settings of a project that its runs of mypy read."""

from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.tables import Table


def settings_of(scope: "Scope") -> "Table | None":
    """Return the project's own settings, None where it has none or every run names another file.

    Raises:
        UnknownError: a file that may hold some cannot be read.

    """
    return scope.once(_settings_of)


def _settings_of(scope: "Scope") -> "Table | None":
    configuration = scope.once_for(Configuration, "mypy")
    winner = configuration.winner if configuration.sources else None
    if winner is None:
        return None
    runs = [command for command in commands_of(scope) if command.tool == "mypy"]
    return None if runs and all(reads_another(run, winner.table.path) for run in runs) else winner.table


def reads_another(command: "Command", path: str) -> bool:
    """Say whether a command names a configuration file, and not the one at a path."""
    option = command.option("--config-file")
    return option is not None and option.value is not None and not path.endswith(option.value.removeprefix("./") or "?")
