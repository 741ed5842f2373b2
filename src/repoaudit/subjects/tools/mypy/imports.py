"""Where mypy is told to take every import that it cannot find for ``Any``."""

from collections.abc import Iterator

from repoaudit.record import NamedTuple
from repoaudit.subjects.files.scripts import Runner
from repoaudit.subjects.tools.mypy.flags import read_flag, spelling_of
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.tables import Table

_NAME = "ignore_missing_imports"


class IgnoredImports(NamedTuple):
    """One setting or flag, and its place."""

    text: str
    place: "Place"


def ignored_imports(settings: "Table | None", commands: tuple["Command", ...]) -> Iterator[IgnoredImports]:
    """Yield the setting of the project, then the flags of commands.

    A hook runs in an environment of its own, in which nothing can be imported anyway, and its manifest passes the flag.
    """
    written = spelling_of(settings, _NAME) if settings else None
    if settings and written and read_flag(settings, _NAME):
        yield IgnoredImports(f"{written} = true", settings.place(written))
    for command in commands:
        flag = command.flag("--ignore-missing-imports")
        if flag and command.tool == "mypy" and command.where.runner is not Runner.HOOK:
            yield IgnoredImports(flag.text, flag.place)
