"""Whether mypy is strict, by its settings or by its runs."""

from repoaudit.subjects.tools.mypy.flags import read_flag
from repoaudit.subjects.tools.mypy.overrides import groups_of
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.tables import Table

CORE: Final = "disallow_untyped_defs"
"""The flag of ``strict`` without which whole functions are not checked."""
_FLAGS: Final = ("--strict", "--disallow-untyped-defs")


def is_strict_here(settings: "Table | None", commands: tuple["Command", ...]) -> bool:
    """Say whether the settings, those of some modules, or some run are strict, or have the core of it."""
    if any(command.flag(*_FLAGS) for command in commands):
        return True
    if settings is None:
        return False
    if read_flag(settings, "strict") or read_flag(settings, CORE):
        return True
    return any(read_flag(table, CORE) or read_flag(table, "strict") for table, _ in groups_of(settings))
