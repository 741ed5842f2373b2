"""flake8: its configuration, its runs, and the longest line that it lets pass in each of them."""

from repoaudit.documents.toml import parse_toml
from repoaudit.errors import UnknownError
from repoaudit.finding import ABSENT
from repoaudit.regex import lazy
from repoaudit.subjects.collections.commands import Command
from repoaudit.subjects.tools.configuration import Setting
from repoaudit.subjects.tools.lengths import Length, flagged_length, length_of
from repoaudit.subjects.tools.presence import StyleTool
from repoaudit.subjects.tools.readers import read_integer
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import Place

    _Choice = tuple[tuple[str, ...] | None, tuple[str, ...]]

LINE_LENGTH: Final = 79
_NOTHING: Final = -1
_TRUE: Final = frozenset({"1", "yes", "true", "on"})
_SEPARATORS: Final = lazy(r"[,\s]+")
_TOO_COMPLEX: Final = "C901"
_DEFAULT_SELECT: Final = ("E", "F", "W", "C90")
DEFAULT_IGNORE: Final = ("E121", "E123", "E126", "E226", "E24", "E704", "W503", "W504")


class Flake8(StyleTool):
    """flake8 in one project."""

    __slots__ = ()
    tool = "flake8"

    @property
    def max_line_length(self) -> Setting[int]:
        """The configured limit; flake8 reads ``max_line_length`` as well."""
        key = self.configuration.spelled("max-line-length")
        return self.configuration.setting(key, read=read_integer, default=LINE_LENGTH)

    def length_of(self, command: Command) -> Length:
        """Return the limit in effect for one run.

        Raises:
            UnknownError: it is given a configuration of its own, or ``pyproject.toml`` has one, which plugins read.

        """
        option = command.option("--max-line-length")
        if option:
            return flagged_length(option)
        self._must_be_own(command)
        return length_of(self.max_line_length)

    def reports(self, code: str, command: Command) -> bool:
        """Say whether one run reports a code: what somebody wrote beats a default, then the longest prefix decides.

        Raises:
            UnknownError: it is given a configuration of its own, or ``pyproject.toml`` has one, which plugins read.

        """
        self._must_be_own(command)
        select, further = self._codes("select", command), self._codes("extend-select", command) or ()
        ignore, more = self._codes("ignore", command), self._codes("extend-ignore", command) or ()
        return _is_reported(code, (select, further), (ignore, more))

    @property
    def checks_doctests(self) -> bool:
        """Whether it checks the examples in docstrings as well."""
        if any(command.flag("--doctests") for command in self.commands):
            return True
        value = self.configuration.setting("doctests", read=str, default="").value
        return value.strip().lower() in _TRUE

    @property
    def limits_complexity(self) -> bool:
        """Whether mccabe, which is off by default, has a limit in the settings, a plugin's among them, or in a run.

        A limit in the settings does nothing where they do not let flake8 report what exceeds it.
        """
        if any(command.option("--max-complexity") for command in self.commands):
            return True
        if not self._lets_report(_TOO_COMPLEX):
            return False
        if self.configuration.setting(self.configuration.spelled("max-complexity"), read=str, default="").is_set:
            return True
        path = self.scope.path("pyproject.toml")
        if not self.scope.exists("pyproject.toml"):
            return False
        keys = ("max-complexity", "max_complexity")
        document = self.scope.document(parse_toml, path)
        return any(document.get(("tool", "flake8", key)) is not ABSENT for key in keys)

    def refuses_family(self, prefix: str) -> bool:
        """Say whether the settings ignore every code that begins in one way, and select none of them by name."""
        chosen = (*self._set_codes("select"), *self._set_codes("extend-select"))
        ignored = (*self._set_codes("ignore"), *self._set_codes("extend-ignore"))
        return _longest(ignored, prefix) > _NOTHING and not any(code.startswith(prefix) for code in chosen)

    def omits_family(self, prefix: str) -> bool:
        """Say whether the settings list what flake8 reports, and name no code that begins in one way."""
        select = self._set_codes("select")
        if not select or any(command.option("--select", "--extend-select") for command in self.commands):
            return False
        chosen = (*select, *self._set_codes("extend-select"))
        return not any(code.startswith(prefix) or prefix.startswith(code) for code in chosen)

    @property
    def ignore_place(self) -> "Place":
        """The list of what it ignores, or where one belongs: ``extend-ignore`` where no list replaces the default."""
        names = [self.configuration.spelled(key) for key in ("extend-ignore", "ignore")]
        settings = [self.configuration.setting(name, read=str, default="") for name in names]
        return next((each.place for each in settings if each.is_set), settings[0].place)

    def ignores_in_files(self, code: str) -> bool:
        """Say whether ``per-file-ignores`` names a code."""
        setting = self.configuration.setting(self.configuration.spelled("per-file-ignores"), read=str, default="")
        return code in setting.value

    def _lets_report(self, code: str) -> bool:
        """Say whether the settings, which a run may overrule, let flake8 report a code."""
        select, ignore = (
            setting.value if setting.is_set else None for setting in map(self._codes_setting, ("select", "ignore"))
        )
        return _is_reported(
            code, (select, self._set_codes("extend-select")), (ignore, self._set_codes("extend-ignore"))
        )

    def _codes(self, name: str, command: Command) -> tuple[str, ...] | None:
        """Return the codes of an option of the run, else of the setting; None where neither is given."""
        option = command.option(f"--{name}")
        if option:
            if not option.is_static:
                raise UnknownError(f"the value of `{option.name}` is not known", *option.place[:2])
            return _split(option.value or "")
        setting = self._codes_setting(name)
        return setting.value if setting.is_set else None

    def _set_codes(self, name: str) -> tuple[str, ...]:
        return self._codes_setting(name).value

    def _codes_setting(self, name: str) -> Setting[tuple[str, ...]]:
        none: tuple[str, ...] = ()
        return self.configuration.setting(self.configuration.spelled(name), read=_read_codes, default=none)

    def _must_be_own(self, command: Command) -> None:
        self.configuration.must_serve(command)
        if command.option("--append-config") or command.flag("--isolated"):
            raise UnknownError("flake8 is given another configuration file", *command.place[:2])
        path = self.scope.path("pyproject.toml")
        if self.scope.exists("pyproject.toml"):
            document = self.scope.document(parse_toml, path)
            if document.get(("tool", "flake8")) is not ABSENT:
                raise UnknownError("only a plugin makes flake8 read `[tool.flake8]`", path)


def _read_codes(raw: object) -> tuple[str, ...] | None:
    if not isinstance(raw, str):
        return None
    return _split("\n".join(line for line in raw.splitlines() if not line.lstrip().startswith("#")))


def _split(text: str) -> tuple[str, ...]:
    return tuple(each for each in _SEPARATORS.split(text) if each)


def _is_reported(code: str, selected: "_Choice", ignored: "_Choice") -> bool:
    """Weigh what is selected against what is ignored: each the list that replaces the default, if any, and the rest."""
    is_chosen = _longest((*(selected[0] or ()), *selected[1]), code) > _NOTHING
    is_refused = _longest((*(ignored[0] or ()), *ignored[1]), code) > _NOTHING
    if is_chosen is not is_refused:
        return is_chosen
    select = (*(_DEFAULT_SELECT if selected[0] is None else selected[0]), *selected[1])
    ignore = (*(DEFAULT_IGNORE if ignored[0] is None else ignored[0]), *ignored[1])
    return _longest(select, code) > _longest(ignore, code)


def _longest(prefixes: tuple[str, ...], code: str) -> int:
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=_NOTHING)
