"""Whether a key that no table lists is a mistake, and which."""

from collections.abc import Callable, Iterator, Mapping

from repoaudit.finding import DataPath, Place
from repoaudit.record import NamedTuple
from repoaudit.subjects.tools.settings.schema import Known, Level, Schema, levels_of
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.facts.settings import SettingsFact
    from repoaudit.subjects.collections.tool_versions import ToolVersion
    from repoaudit.subjects.tools.settings.spelling import Spelling


class Setting(NamedTuple):
    """One key that a file gives, the table it is in, and what the tool knows of it.

    ``is_table`` says that the tool knows a table, or an array of tables, of this name.
    """

    path: DataPath
    value: object
    level: Level
    known: Known | None
    is_table: bool

    @property
    def key(self) -> str:
        """The key as it is written."""
        return str(self.path[-1])

    @property
    def group(self) -> str:
        """The dotted path of its table, as the schema writes it."""
        steps = (f".{step}" if isinstance(step, str) else "[]" for step in self.path[:-1])
        return "".join(steps).removeprefix(".")

    @property
    def is_doubtful(self) -> bool:
        """Whether some version does not know it."""
        return self.known.is_limited if self.known else not self.is_table


class UnknownSetting(NamedTuple):
    """A key that the tool does not know in this table, whose dotted path is ``group``.

    ``meant`` is what to write instead, ``homes`` the dotted paths of the tables where it may belong ("" for the top),
    ``since`` and ``until`` the versions that know it, "" where there are none.
    """

    place: Place
    key: str
    group: str
    meant: str = ""
    homes: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


_FEW: Final = 2
"""A key of more tables is a common word, which a newer release may give a meaning here."""


class Judge:
    """Tells mistakes among the keys that one tool is given."""

    __slots__ = ("_fact", "_schema", "_spelling", "_version")

    def __init__(self, fact: "SettingsFact", schema: Schema, version: "ToolVersion", spelling: "Spelling") -> None:
        self._fact = fact
        self._schema = schema
        self._version = version
        self._spelling = spelling

    def mistake(self, setting: Setting, place_of: Callable[[DataPath], Place]) -> UnknownSetting | None:
        """Return what is wrong with a key, None for nothing."""
        if setting.known:
            return self._of_another_time(setting, setting.known, place_of)
        if setting.is_table or self._spelling.is_free(setting.key, setting.level):
            return None
        # what a release to come adds may be near a known name: `extend-include` beside `extend-exclude`
        meant = self._spelling.meant(setting.key, setting.level, slips=2 if self._is_in_time else 1)
        homes = () if meant else self._homes(setting)
        is_certain = bool(meant or homes) or (not self._may_be_a_plugins(setting) and self._is_in_time)
        if not is_certain and not _is_no_name(setting.key):
            return None
        return UnknownSetting(place_of(setting.path), setting.key, setting.group, meant, homes)

    def _may_be_a_plugins(self, setting: Setting) -> bool:
        is_top = len(setting.path) == 1
        return self._fact.is_open or (is_top and self._fact.top_is_open and isinstance(setting.value, Mapping))

    @property
    def _is_in_time(self) -> bool:
        """Whether only versions run whose settings are known."""
        return self._schema.covers(self._version.exact)

    def _homes(self, setting: Setting) -> tuple[str, ...]:
        """Return the paths of the other tables that know the key, if they are two at most."""
        if self._fact.is_open or (self._fact.stops and not self._is_in_time):
            return ()  # what stops a tool is noticed, unless a newer one takes it
        homes = [name for name, level in levels_of(self._schema.top) if level.has(setting.key)]
        is_table = isinstance(setting.value, Mapping)
        return tuple(homes) if len(homes) <= _FEW and not is_table else ()

    def _of_another_time(
        self, setting: Setting, known: Known, place_of: Callable[[DataPath], Place]
    ) -> UnknownSetting | None:
        is_gone = known.never_was or (known.until and self._version.at_least(known.until) is True)
        is_new = known.since and self._version.at_least(known.since) is False
        if not (is_gone or is_new):
            return None
        mistake = UnknownSetting(place_of(setting.path), setting.key, setting.group, known.new)
        if is_gone:
            return mistake._replace(until="" if known.never_was else known.until)
        return mistake._replace(since=known.since)


def _is_no_name(key: str) -> bool:
    """Say whether a key is none in any version, and none of a plugin, as it holds a blank."""
    return len(key.split()) > 1


def walk(level: Level, data: Mapping[str, object], spelling: "Spelling", path: DataPath = ()) -> Iterator[Setting]:
    """Yield every key of the data that stands in a table whose keys are known."""
    for written, value in data.items():
        inner, items = (spelling.below(written, level), level.items(written)) if level.levels else (None, None)
        is_table = bool(items or (inner and (isinstance(value, Mapping) or written in level.levels)))
        yield Setting((*path, written), value, level, spelling.known(written, level), is_table)
        if inner and isinstance(value, Mapping):
            yield from walk(inner, value, spelling, (*path, written))
        for index, item in enumerate(value if items and isinstance(value, list) else ()):
            if items and isinstance(item, Mapping):
                yield from walk(items, item, spelling, (*path, written, index))
