"""pylint: its configuration, its runs, and the longest line that it lets pass in each of them."""

from collections.abc import Iterator

from repoaudit.subjects.collections.commands import Command
from repoaudit.subjects.files.tables import IniTable, Table
from repoaudit.subjects.tools.lengths import DEFAULT, Length, flagged_length, length_in
from repoaudit.subjects.tools.presence import StyleTool
from repoaudit.subjects.tools.readers import read_integer, read_list
from repoaudit.typing import Final

LINE_LENGTH: Final = 100
Keys = tuple[str, ...]


class Pylint(StyleTool):
    """pylint in one project."""

    __slots__ = ()
    tool = "pylint"

    def length_of(self, command: Command) -> Length:
        """Return the limit in effect for one run.

        Raises:
            UnknownError: it is given a configuration of its own, or a value that is not a number.

        """
        option = command.option("--max-line-length")
        if option:
            return flagged_length(option)
        self.configuration.must_serve(command)
        home = self.configuration.home
        keys = next(iter(_found(home, "max-line-length")), None)
        if keys is None:
            own = ("format", "max-line-length") if home.is_toml else ("FORMAT", "max-line-length")
            return Length(LINE_LENGTH, home.place(), lambda to: home.set(to, *own), DEFAULT)
        return length_in(home, keys, read_integer(home.get(*keys)))

    def reports_long_lines(self, command: Command) -> bool:
        """Say whether one run reports C0301, ``line-too-long``.

        Raises:
            UnknownError: it is given a configuration of its own.

        """
        self.configuration.must_serve(command)
        if command.flag("-E", "--errors-only"):
            return False
        disabled, enabled = self._messages("disable", command), self._messages("enable", command)
        if enabled & {"C0301", "line-too-long"}:
            return True
        return not disabled & {"C0301", "line-too-long", "C", "convention", "all", "format"}

    def _messages(self, name: str, command: Command) -> frozenset[str]:
        winner = self.configuration.winner
        found = {
            each
            for keys in (_found(winner.table, name) if winner else ())
            for each in read_list(winner.table.get(*keys) if winner else "") or ()
        }
        short = {"disable": "-d", "enable": "-e"}[name]
        flagged = {each for option in command.options(f"--{name}", short) for each in (option.value or "").split(",")}
        return frozenset(each.strip() for each in found | flagged)


def _found(table: Table, name: str) -> Iterator[Keys]:
    """Yield where an option is: pylint reads it in whatever section it stands, with ``-`` or ``_``."""
    names = (name, name.replace("-", "_"))
    if isinstance(table, IniTable):
        for section in table.document.sections:
            inner = section.name.removeprefix(table.section)
            if section.name.startswith(table.section):
                yield from ((inner, option.name) for option in section.options if option.name in names)
        return
    for key in table.keys():  # noqa: SIM118  # a method with optional arguments, not a mapping
        if key in names:
            yield (key,)
        yield from ((key, inner) for inner in table.keys(key) if inner in names)
