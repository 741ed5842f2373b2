"""black: its configuration, its runs, and the line length in effect for each of them."""

from repoaudit.subjects.collections.commands import Command
from repoaudit.subjects.tools.configuration import Setting
from repoaudit.subjects.tools.presence import StyleTool
from repoaudit.subjects.tools.readers import read_integer, read_lines
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.subjects.tools.lengths import Length

LINE_LENGTH: Final = 88


class Black(StyleTool):
    """black in one project."""

    __slots__ = ()
    tool = "black"

    @property
    def line_length(self) -> Setting[int]:
        """The configured length; black reads ``line_length`` as well."""
        key = self.configuration.spelled("line-length")
        return self.configuration.setting(key, read=read_integer, default=LINE_LENGTH)

    @property
    def target_versions(self) -> Setting[tuple[str, ...]]:
        """The Pythons that its output has to run on; black reads ``requires-python`` where it is not set."""
        return self.configuration.setting(self.configuration.spelled("target-version"), read=read_lines, default=())

    def length_of(self, command: Command) -> "Length":
        """Return the line length in effect for one run.

        Raises:
            UnknownError: it is given a configuration of its own.

        """
        from repoaudit.subjects.tools.lengths import flagged_length, length_of

        option = command.option("-l", "--line-length")
        if option:
            return flagged_length(option)
        self.configuration.must_serve(command)
        return length_of(self.line_length)
