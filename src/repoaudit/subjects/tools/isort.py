"""isort: its configuration, its runs, and the line length in effect for each of them."""

from collections.abc import Mapping

from repoaudit.errors import UnknownError
from repoaudit.record import NamedTuple
from repoaudit.subjects.collections.commands import Command
from repoaudit.subjects.tools.configuration import Setting
from repoaudit.subjects.tools.editorconfig import editor_length
from repoaudit.subjects.tools.lengths import Length, flagged_length, length_of
from repoaudit.subjects.tools.presence import StyleTool
from repoaudit.subjects.tools.readers import read_integer, read_text
from repoaudit.typing import Final

LINE_LENGTH: Final = 79


class Profile(NamedTuple):
    """What a profile sets: the length, and whether imports hang, end in a comma, or stand on a line each.

    ``splits`` says that a comma that is there keeps the imports on lines of their own.
    """

    line_length: int
    hangs: bool = False
    has_comma: bool = False
    is_single: bool = False
    splits: bool = False


PROFILES: Final[Mapping[str, Profile]] = {
    "appnexus": Profile(88, hangs=True, has_comma=True, splits=True),
    "attrs": Profile(79, hangs=True, has_comma=True),
    "black": Profile(88, hangs=True, has_comma=True, splits=True),
    "django": Profile(79, has_comma=True),
    "google": Profile(1000, is_single=True),
    "hug": Profile(100, hangs=True, has_comma=True),
    "open_stack": Profile(79, is_single=True),
    "plone": Profile(88, hangs=True, has_comma=True, is_single=True, splits=True),
    "pycharm": Profile(79, hangs=True),
    "wemake": Profile(80, hangs=True, has_comma=True),
}
"""Source: ``isort/profiles.py`` of 9.0.2, 2026-11-27."""

_HANGING: Final = frozenset({"3", "VERTICAL_HANGING_INDENT"})
"""Values of ``multi_line_output`` that wrap as black does, given a trailing comma.

Source: isort 9.0.2, black 26.10.1 behind it, and isort again, on imports too long for one line, with each profile and
with single settings beside one, 2026-11-27. ``split_on_trailing_comma`` or a line for each import do as well.
"""
_TRUE: Final = frozenset({"y", "yes", "t", "on", "1", "true"})
_FLAGS: Final = ("-l", "-w", "--line-length", "--line-width")


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

        Where no other file of a folder configures isort, it reads ``.editorconfig``.

        Raises:
            UnknownError: it is given a configuration or a profile that is not known.

        """
        option = command.option(*_FLAGS)
        if option:
            return flagged_length(option)
        self.configuration.must_serve(command)
        edited = editor_length(self.scope)
        if edited:
            return edited
        if self.line_length.is_set:
            return length_of(self.line_length)
        return self._of_profile(command)

    def agrees_with_black(self, command: Command) -> bool:
        """Say whether one run leaves alone what black made, by its profile or by single settings.

        Raises:
            UnknownError: it is given a configuration or a profile that is not known.

        """
        self.configuration.must_serve(command)
        flag = command.option("--profile")
        name = (flag.value or "") if flag else self.profile.value
        if name and name not in PROFILES:
            raise UnknownError(f"the profile `{name}` of isort is not known", *self.profile.place[:2])
        profile = PROFILES.get(name, Profile(LINE_LENGTH))
        if command.flag("--sl", "--force-single-line-imports") or self._flag("force_single_line", profile.is_single):
            return True
        if command.flag("--split-on-trailing-comma") or self._flag("split_on_trailing_comma", profile.splits):
            return True
        mode = command.option("-m", "--multi-line")
        style = mode.value if mode else self._text("multi_line_output")
        has_comma = command.flag("--tc", "--trailing-comma") or self._flag("include_trailing_comma", profile.has_comma)
        return bool(has_comma) and (style in _HANGING if style else profile.hangs)

    def _flag(self, key: str, default: bool) -> bool:  # noqa: FBT001  # of the profile
        text = self._text(key)
        return text.lower() in _TRUE if text else default

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
        return Length(PROFILES[name].line_length, place, self.line_length.set, f"the profile `{name}`")
