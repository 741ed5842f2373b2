"""black: its configuration, its runs, and the line length in effect for each of them."""

from repoaudit.regex import lazy
from repoaudit.subjects.collections.commands import Command
from repoaudit.subjects.tools.configuration import Setting
from repoaudit.subjects.tools.presence import StyleTool
from repoaudit.subjects.tools.readers import read_integer, read_lines
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.subjects.tools.lengths import Length

LINE_LENGTH: Final = 88
_EXCLUDING: Final = ("exclude", "extend-exclude", "force-exclude")
_BLANKS: Final = lazy(r"[\s()^$]+")
_EVERYTHING: Final = frozenset({".*", ".+", "."})


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

    @property
    def is_refused(self) -> bool:
        """Whether the settings keep it from every file, so that somebody's editor leaves them alone."""
        patterns = (self.configuration.setting(key, read=str, default="") for key in _EXCLUDING)
        return any(_BLANKS.sub("", pattern.value) in _EVERYTHING for pattern in patterns)

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
