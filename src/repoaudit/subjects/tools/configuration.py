"""The configuration of one tool in one folder: who wins, who is shadowed, and the settings in effect."""

from collections.abc import Callable, Iterator

from repoaudit.documents.ini import parse_ini
from repoaudit.documents.toml import parse_toml
from repoaudit.errors import UnknownError
from repoaudit.facts.sources import TOOLS, SourceFact, ToolFact
from repoaudit.finding import ABSENT, Fix, Place
from repoaudit.record import NamedTuple
from repoaudit.repository import join
from repoaudit.scope import Memo
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.tables import Table, TomlTable
from repoaudit.subjects.tools.source_tables import ini_table, is_empty, table_in, table_of
from repoaudit.typing import TYPE_CHECKING, ClassVar, Generic, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command

T = TypeVar("T")
Reader = Callable[[object], T | None]
"""Reads a raw value (typed from TOML, text from INI); None for one that the tool rejects."""


class Source(NamedTuple):
    """One candidate place that exists, and the settings in it."""

    fact: SourceFact
    table: Table

    @property
    def place(self) -> Place:
        """The header of its section, or its file."""
        return self.table.place()

    @property
    def label(self) -> str:
        """The name a person would use: ``pytest.ini`` or ``[tool.mypy]`` in ``pyproject.toml``."""
        anchor = self.place.anchor if self.place.span else ""
        return f"`[{anchor}]` in `{self.table.path}`" if anchor else f"`{self.table.path}`"


class Setting(Generic[T]):
    """One value of a configuration: set, unset (the tool's default applies) or invalid."""

    __slots__ = ("_configuration", "_read", "default", "keys")

    def __init__(self, configuration: "Configuration", keys: tuple[str, ...], read: "Reader[T]", default: T) -> None:
        self._configuration = configuration
        self._read = read
        self.keys = keys
        self.default = default

    @property
    def raw(self) -> object:
        """The value as the syntax gives it, or `ABSENT`."""
        winner = self._configuration.winner
        return ABSENT if winner is None else winner.table.get(*self.keys)

    @property
    def is_set(self) -> bool:
        """Whether the configuration in effect gives it a value."""
        return self.raw is not ABSENT

    @property
    def value(self) -> T:
        """The value in effect. Raises `UnknownError` for one that the tool rejects."""
        raw = self.raw
        if raw is ABSENT:
            return self.default
        value = self._read(raw)
        if value is None:
            raise UnknownError(f"`{self.name}` is not a value that {self._configuration.tool} accepts", *self.place[:2])
        return value

    @property
    def place(self) -> Place:
        """Where it is set, or where it would belong."""
        return self._configuration.home.place(*self.keys)

    @property
    def name(self) -> str:
        """Its name as a person would write it."""
        return self._configuration.home.name(*self.keys)

    def set(self, value: object) -> Fix:
        """Phrase the fix that gives it a value, in the file that the tool reads."""
        return self._configuration.home.set(value, *self.keys)

    def rename(self, new: str) -> Fix:
        """Phrase the fix that gives it another name and leaves its value alone."""
        return self._configuration.home.rename(new, *self.keys)

    def remove(self) -> Fix:
        """Phrase the fix that takes it out."""
        return self._configuration.home.remove(*self.keys)


class Configuration:
    """One tool in one folder: the sources that exist there, in the tool's own order."""

    __slots__ = ("_memo", "fact", "scope", "sources", "tool")
    reads: ClassVar[tuple[str, ...]] = tuple(
        sorted({source.file for fact in TOOLS.values() for source in fact.sources})
    )

    def __init__(self, scope: "Scope", tool: str) -> None:
        self.scope = scope
        self.tool = tool
        self._memo = Memo()
        self.fact: ToolFact = TOOLS[tool]
        self.sources: tuple[Source, ...] = tuple(self._present())

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the configuration of every tool that has one in this project."""
        for tool in TOOLS:
            configuration = scope.once_for(cls, tool)
            if configuration.sources:
                yield configuration

    def _present(self) -> Iterator[Source]:
        existing = self.scope.once(_existing)
        for fact in self.fact.sources:
            table = table_of(self.scope, fact) if fact.file in existing else None
            if table is not None and (fact.wins_empty or not is_empty(table, fact, self.fact)):
                yield Source(fact, table)

    @property
    def winner(self) -> Source | None:
        """The source that the tool reads, None when there is none.

        Raises:
            UnknownError: the order depends on a version that is not known, or the file cannot be read.

        """
        first = self._first_in_order
        if first is None and self.fact.inherits and not self.scope.is_root:
            return self.scope.root.once_for(Configuration, self.tool).winner
        return first

    @property
    def _first_in_order(self) -> Source | None:
        return self._memo.once("first", self._choose)

    def _choose(self) -> Source | None:
        """Return the first source, unless another version of the tool would choose another."""
        bounds = sorted({bound for source in self.sources for bound in (source.fact.since, source.fact.until) if bound})
        choices = {era: self.read_by(era) for era in ("0", *bounds)}
        if len(set(map(id, choices.values()))) > 1:  # only then it takes a version, and those are far to seek
            choices = {era: choices[era] for era in self._possible(bounds)}
        winners = list(choices.values())
        if any(winner is not winners[0] for winner in winners):
            found = [winner for winner in winners if winner is not None]
            if len(set(map(id, found))) == 1 and self._is_free:
                return found[0]
            raise UnknownError(f"which file {self.tool} reads depends on its version", self.sources[0].table.path)
        return winners[0]

    def _possible(self, bounds: "Sequence[str]") -> "Sequence[str]":
        """Return one version of each era that is possible: eras end where the order of the sources changes."""
        from repoaudit.subjects.collections.tool_versions import tool_version

        version = tool_version(self.scope, self.tool)
        known = {bound: version.at_least(bound) for bound in bounds}
        return [era for era in ("0", *bounds) if _is_possible(era, known)]

    @property
    def _is_free(self) -> bool:
        """Whether it is declared without any limit, so that the newest version runs."""
        from repoaudit.subjects.collections.tool_versions import tool_version

        places = tool_version(self.scope, self.tool).places
        return bool(places) and not any(place.exact or (place.allowed and place.allowed.clauses) for place in places)

    def read_by(self, era: str) -> Source | None:
        """Return the source that a version reads."""
        for source in self.sources:
            if _number(source.fact.since or "0") <= _number(era) < _number(source.fact.until or "9999"):
                return source
        return None

    @property
    def shadowed(self) -> tuple[Source, ...]:
        """The sources that hold settings and that the tool never reads, because another one has precedence."""
        winner = self._first_in_order
        if winner is None:
            return ()
        extended = self._extended_by(winner)
        return tuple(
            source
            for source in self.sources
            if source != winner
            and not is_empty(source.table, source.fact, self.fact)
            and not self._is_read_by_newer(source)
            and not _is_inside(source, winner)
            and source.table.path not in extended
        )

    def _extended_by(self, winner: Source) -> frozenset[str]:
        """Return the paths of those of its files that a source names as read before it, and so on."""
        found: set[str] = set()
        reading = [winner] if self.fact.extends else []
        for source in reading:  # it grows on the way
            name = source.table.get(self.fact.extends)
            path = join(source.table.path.rpartition("/")[0], name) if isinstance(name, str) else None
            if path is not None and path not in found:
                found.add(path)
                reading += [each for each in self.sources if each.table.path == path]
        return frozenset(found)

    def lost_in(self, source: Source) -> tuple[str, ...]:
        """Return what a shadowed source loses where the tool reads the rest of it all the same; nothing for all."""
        keys = tuple(source.table.keys()) if self.fact.private else ()
        lost = tuple(key for key in keys if key not in self.fact.private)
        return lost if len(lost) < len(keys) else ()

    def _is_read_by_newer(self, source: Source) -> bool:
        """Say whether a newer version of the tool would read a source, so that precedence is not what hides it."""
        return bool(source.fact.since) and self.read_by(source.fact.since) is source

    def is_named_by_a_command(self, source: Source) -> bool:
        """Say whether some command names the file of a source, which then is read after all."""
        name = source.table.path
        for command in all_commands(self.scope):
            values = [option.value or "" for option in command.options(*self.fact.flags)]
            values.append(command.environment.get(self.fact.variable, "") if self.fact.variable else "")
            if any(value and name.endswith(value.removeprefix("./")) for value in values):
                return True
        return False

    def must_serve(self, command: "Command") -> None:
        """Raise `UnknownError` for a command that names another file than the one in effect."""
        option = command.option(*self.fact.flags)
        winner = self.winner if option else None
        path = join(command.folder, option.value or "") if option and command.folder is not None else None
        if option is not None and (winner is None or path != winner.table.path):
            raise UnknownError(f"{self.tool} is given another configuration file", *command.place[:2])

    @property
    def home(self) -> Table:
        """Where a setting is, or would be written: the winner, or the tool's table of ``pyproject.toml``."""
        winner = self.winner
        return winner.table if winner else self._new_home()

    def _new_home(self) -> Table:
        for fact in self.fact.sources:
            path = self.scope.path(fact.file)
            if fact.file == "pyproject.toml" and not fact.since and self.scope.repository.is_file(path):
                return TomlTable(self.scope.document(parse_toml, path), tuple(fact.section.split(".")))
        fact = next(fact for fact in self.fact.sources if not fact.since)
        path = self.scope.path(fact.file)
        if not fact.is_toml and self.scope.repository.is_file(path):  # without the section: a `setup.cfg` for others
            return ini_table(fact, self.scope.document(parse_ini, path))
        return table_in(fact, path, "")

    def setting(self, *keys: str, read: "Reader[T]", default: T) -> Setting[T]:
        """Return one setting of the configuration in effect."""
        return Setting(self, keys, read, default)

    def spelled(self, key: str) -> str:
        """Return how a key is written in effect, for a tool that reads ``-`` and ``_`` alike; the key if it is not.

        Of both spellings the later counts.
        """
        other, winner = key.replace("-", "_"), self.winner
        written = [each.lower() for each in winner.table.keys()] if winner else []  # noqa: SIM118  # a method
        return max((each for each in (key, other) if each in written), key=written.index, default=key)


def _existing(scope: "Scope") -> frozenset[str]:
    """Return those of all candidate files that exist: nearly all tools look into the same ones."""
    return frozenset(filter(scope.exists, Configuration.reads))


def _is_inside(source: Source, other: Source) -> bool:
    """Say whether a table is part of another one, as ``[tool.pytest.ini_options]`` is: the tool sees both."""
    return source.table.path == other.table.path and source.fact.section.startswith(f"{other.fact.section}.")


def _is_possible(era: str, known: "Mapping[str, bool | None]") -> bool:
    """Say whether a version of an era may run, given for each bound whether the tool is at least that new."""
    return not any(
        (is_newer is False and _number(bound) <= _number(era)) or (is_newer is True and _number(bound) > _number(era))
        for bound, is_newer in known.items()
    )


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
