"""Linter settings at the top level of a file of ruff, where they stood before ``lint`` existed."""

from collections.abc import Iterator
from functools import partial

from repoaudit.errors import UnknownError
from repoaudit.facts.ruff import LEGACY_SETTINGS, LINT_TABLE_SINCE
from repoaudit.finding import ABSENT, Applicability, Change, Fix, Place
from repoaudit.record import NamedTuple
from repoaudit.subjects.collections.tool_versions import tool_version
from repoaudit.subjects.files.tables import TomlTable
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.subjects.tools.ruff.layers import layers_of
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.finding import DataPath
    from repoaudit.scope import Scope


class LegacySetting(NamedTuple):
    """One linter setting at the top level; a dead one is not read, because ``lint`` has the key as well."""

    key: str
    place: Place
    is_dead: bool


class LegacyRuff:
    """One file of ruff that holds linter settings at its top level."""

    __slots__ = ("_table", "scope", "settings")
    reads: ClassVar[tuple[str, ...]] = ("pyproject.toml", "ruff.toml", ".ruff.toml")

    def __init__(self, scope: "Scope", table: TomlTable, settings: tuple[LegacySetting, ...]) -> None:
        self.scope = scope
        self._table = table
        self.settings = settings

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the file that ruff reads in a project and those that it extends, the farthest first."""
        if tool_version(scope, "ruff").at_least(LINT_TABLE_SINCE) is False:
            return
        for table in _tables(scope):
            settings = tuple(sorted(_settings(table), key=lambda each: each.place.span or (0, 0)))
            if settings:
                yield cls(scope, table, settings)

    @property
    def lint_table(self) -> str:
        """The table where they belong, as a person would write it."""
        return f"[{'.'.join([str(part) for part in self._table.prefix] + ['lint'])}]"

    @property
    def moved(self) -> Fix:
        """The fix that moves what is read under ``lint``, and takes out what is dead.

        It is safe unless an older ruff, that does not know ``lint``, may run.
        """
        version = tool_version(self.scope, "ruff")
        may_be_old = bool(version.places) and version.at_least(LINT_TABLE_SINCE) is None and version.lowest is not None
        all_dead = all(each.is_dead for each in self.settings)
        return Fix(
            "delete what has no effect" if all_dead else f"move them to `{self.lint_table}`",
            tuple(self._drafts()),
            Applicability.UNSAFE if may_be_old else Applicability.SAFE,
        )

    def _drafts(self) -> "Iterator[partial[Change]]":
        from repoaudit.documents.toml.edits import move_all, remove

        document, prefix = self._table.document, self._table.prefix
        moves: list[tuple[DataPath, DataPath]] = [
            ((*prefix, each.key), (*prefix, "lint")) for each in self.settings if not each.is_dead
        ]
        if moves:
            yield partial(move_all, document, moves)
        for each in self.settings:
            if each.is_dead:
                yield partial(remove, document, (*prefix, each.key))


def _tables(scope: "Scope") -> Iterator[TomlTable]:
    """Yield the tables of the project's own configuration; what a member inherits is the root's to change."""
    winner = scope.once_for(Configuration, "ruff").winner
    if winner is None or not isinstance(winner.table, TomlTable):
        return
    try:
        layers = layers_of(scope, winner.table)
    except UnknownError:
        yield winner.table
        return
    inherited = scope.folder and not winner.table.path.startswith(f"{scope.folder}/")
    yield from () if inherited else (layer.table for layer in layers)


def _settings(table: TomlTable) -> Iterator[LegacySetting]:
    for key in table.keys():  # noqa: SIM118  # a method with optional arguments, not a mapping
        if key in LEGACY_SETTINGS:
            yield LegacySetting(key, table.place(key), is_dead=table.get("lint", key) is not ABSENT)
