"""isort: its configuration, its runs, and the line length in effect for each of them."""

from collections.abc import Mapping
from typing import Final

from repoaudit.errors import UnknownError
from repoaudit.subjects.collections.commands import Command
from repoaudit.subjects.tools.configuration import Setting
from repoaudit.subjects.tools.lengths import Length, flagged_length, length_of
from repoaudit.subjects.tools.presence import StyleTool
from repoaudit.subjects.tools.readers import read_integer, read_text

LINE_LENGTH: Final = 79
PROFILES: Final[Mapping[str, int]] = {
    "appnexus": 88,
    "attrs": 79,
    "black": 88,
    "django": 79,
    "google": 1000,
    "hug": 100,
    "open_stack": 79,
    "plone": 88,
    "pycharm": 79,
    "wemake": 80,
}
"""Profile → the line length that it sets. Source: ``isort/profiles.py`` of 9.0.2."""

AGREEABLE: Final = frozenset("black hug appnexus wemake attrs google plone open_stack".split())
"""Profiles whose result black leaves alone.

Source: isort 9.0.2, black 26.10.1 behind it, and isort again, on imports too long for one line, 2026-11-26. It is the
same with ``multi_line_output = 3`` and ``include_trailing_comma``, and with ``force_single_line``.
"""

_HANGING: Final = frozenset({"3", "VERTICAL_HANGING_INDENT"})
_FLAGS: Final = ("-l", "-w", "--line-length", "--line-width")
_ELSEWHERE: Final = ("--settings-path", "--settings-file", "--sp")


_LIKE_BLACK: Final = frozenset({"3", "vertical_hanging_indent"})
"""Values of ``multi_line_output`` that wrap as black does, given a trailing comma."""


class Isort(StyleTool):
    """isort in one project."""

    __slots__ = ()
    tool = "isort"

    @property
    def profile(self) -> Setting[str]:
        """The configured profile, "" for none."""
        return self.configuration.setting("profile", read=read_text, default="")

    @property
    def line_length(self) -> Setting[int]:
        """The configured length; without one the profile decides, see `length_of`."""
        return self.configuration.setting("line_length", read=read_integer, default=LINE_LENGTH)

    def length_of(self, command: Command) -> Length:
        """Return the line length in effect for one run: its option, the setting, the profile's, the default.

        Raises:
            UnknownError: it is given a configuration or a profile that is not known.

        """
        option = command.option(*_FLAGS)
        if option:
            return flagged_length(option)
        if command.option(*_ELSEWHERE):
            raise UnknownError("isort is given another configuration file", *command.place[:2])
        if self.line_length.is_set:
            return length_of(self.line_length)
        return self._of_profile(command)

    def agrees_with_black(self, command: Command) -> bool:
        """Say whether one run leaves alone what black made, by its profile or by single settings.

        Raises:
            UnknownError: it is given a configuration or a profile that is not known.

        """
        if command.option(*_ELSEWHERE):
            raise UnknownError("isort is given another configuration file", *command.place[:2])
        flag = command.option("--profile")
        name = (flag.value or "") if flag else self.profile.value
        if name and name not in PROFILES:
            raise UnknownError(f"the profile `{name}` of isort is not known", *self.profile.place[:2])
        if name in AGREEABLE or command.flag("--sl", "--force-single-line-imports") or self._is("force_single_line"):
            return True
        mode = command.option("-m", "--multi-line")
        style = mode.value if mode else self._text("multi_line_output")
        has_comma = command.flag("--tc", "--trailing-comma") is not None or self._is("include_trailing_comma")
        return style in _HANGING and has_comma

    def _is(self, key: str) -> bool:
        return self._text(key).lower() in {"true", "1", "yes", "on"}

    def _text(self, key: str) -> str:
        setting = self.configuration.setting(key, read=str, default="")
        return setting.value.strip()

    def _of_profile(self, command: Command) -> Length:
        flag = command.option("--profile")
        name = (flag.value or "") if flag else self.profile.value
        place = flag.place if flag else self.profile.place
        if not name:
            return length_of(self.line_length)
        if name not in PROFILES or (flag and not flag.is_static):
            raise UnknownError(f"the profile `{name}` of isort is not known", *place[:2])
        return Length(PROFILES[name], place, self.line_length.set, f"the profile `{name}`")
