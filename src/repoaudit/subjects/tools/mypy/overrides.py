"""Per-module settings of mypy: ``[[tool.mypy.overrides]]``, and ``[mypy-package.*]`` in INI files."""

from collections.abc import Iterator

from repoaudit.facts.sources import TOOLS
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.files.tables import IniTable, Table, TomlTable
from repoaudit.subjects.tools.mypy.flags import relaxed
from repoaudit.subjects.tools.mypy.settings import settings_of
from repoaudit.subjects.tools.readers import read_bool, read_list
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_SECTION = "mypy-"


class MypyOverride:
    """One group of per-module settings, in the file that mypy reads."""

    __slots__ = ("globals", "modules", "scope", "table")
    reads: ClassVar[tuple[str, ...]] = tuple(sorted({source.file for source in TOOLS["mypy"].sources}))

    def __init__(self, scope: "Scope", settings: Table, table: Table, modules: tuple[str, ...]) -> None:
        self.scope = scope
        self.globals = settings
        self.table = table
        self.modules = modules

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the groups of one project's own configuration, in order."""
        settings = settings_of(scope)
        if settings:
            for table, modules in groups_of(settings):
                yield cls(scope, settings, table, modules)

    @property
    def label(self) -> str:
        """The modules that it is for, as a person would name them."""
        first = f"`{self.modules[0]}`"
        return f"{first} and {len(self.modules) - 1} more" if len(self.modules) > 1 else first

    @property
    def strict(self) -> bool | None:
        """What it says of ``strict``, None for nothing that mypy understands."""
        return read_bool(self.table.get("strict"))

    @property
    def strict_place(self) -> "Place":
        """Where it says so."""
        return self.table.place("strict")

    @property
    def is_strict_globally(self) -> bool:
        """Whether the global section makes every module strict."""
        return read_bool(self.globals.get("strict")) is True

    @property
    def is_strict_by_commands(self) -> bool:
        """Whether every run of mypy is strict, which sets all flags over the configuration."""
        commands = [command for command in commands_of(self.scope) if command.tool == "mypy"]
        return bool(commands) and all(command.flag("--strict") for command in commands)

    @property
    def exceptions(self) -> tuple[str, ...]:
        """The flags of ``strict`` that the global section turns off: a ``strict`` of a group turns them on again."""
        return relaxed(self.globals)


def groups_of(settings: Table) -> Iterator[tuple[Table, tuple[str, ...]]]:
    """Yield the groups of per-module settings, each with its modules."""
    if isinstance(settings, TomlTable):
        items = settings.get("overrides")
        for index in range(len(items) if isinstance(items, list) else 0):
            table = TomlTable(settings.document, (*settings.prefix, "overrides", index))
            yield table, _modules(table.get("module"))
    elif isinstance(settings, IniTable):
        for section in settings.document.sections:
            if section.name.startswith(_SECTION):
                yield IniTable(settings.document, section.name), _modules(section.name.removeprefix(_SECTION))


def _modules(raw: object) -> tuple[str, ...]:
    return read_list(raw) or ("?",)
