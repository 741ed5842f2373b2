"""Configuration in the types of TOML, which pytest reads since its version 9, beside the versions that may run."""

from collections.abc import Iterator

from repoaudit.documents.versions import Specifiers
from repoaudit.facts.pytest_options import NATIVE_TABLES
from repoaudit.finding import Related
from repoaudit.record import NamedTuple
from repoaudit.subjects.collections.tool_versions import ToolVersion, VersionPlace, tool_version
from repoaudit.subjects.tools.configuration import Configuration, Source
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope


class OldPytest(NamedTuple):
    """Versions that are too old to read a table: whether no other may run, and the places that say so."""

    is_certain: bool
    text: str
    related: tuple[Related, ...]


class NativeTable:
    """``[tool.pytest]`` with settings of its own, or ``pytest.toml``."""

    __slots__ = ("_version", "configuration", "source")
    reads: ClassVar[tuple[str, ...]] = ("pyproject.toml", "pytest.toml", ".pytest.toml")

    def __init__(self, configuration: Configuration, source: Source) -> None:
        self.configuration = configuration
        self.source = source
        self._version: ToolVersion = tool_version(configuration.scope, "pytest")

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the tables of one project that hold settings."""
        configuration = scope.once_for(Configuration, "pytest")
        for source in configuration.sources:
            if (
                source.fact.since == NATIVE_TABLES
                and source.table.is_toml
                and set(source.table.keys()) - {"ini_options"}
            ):
                yield cls(configuration, source)

    @property
    def is_first(self) -> bool:
        """Whether pytest 9 reads it, rather than another file."""
        return self.configuration.read_by(NATIVE_TABLES) is self.source

    @property
    def older(self) -> Source | None:
        """The ``[tool.pytest.ini_options]`` with settings in the same file, None without it."""
        for source in self.configuration.sources:
            if source.fact.section == "tool.pytest.ini_options" and source.table.keys():
                return source if source.table.path == self.source.table.path else None
        return None

    @property
    def may_be_read(self) -> bool:
        """Whether a version may run that reads it; True where nothing is said of the version."""
        return self._version.at_least(NATIVE_TABLES) is not False and not self._excludes_new

    @property
    def is_sure_to_be_read(self) -> bool:
        """Whether every version that may run reads it."""
        return self._version.at_least(NATIVE_TABLES) is True

    @property
    def too_old(self) -> OldPytest | None:
        """The versions that do not read it, None where none is known to be possible."""
        if self.is_sure_to_be_read:
            return None
        places = [each for each in self._version.places if _admits(each, f"<{NATIVE_TABLES}")]
        if self._version.exact:
            places = [each for each in places if each.exact]
        if not places:
            return None
        related = tuple(Related(each.place, f"{_text(each)} here") for each in places)
        return OldPytest(not self.may_be_read, _text(places[0]), related)

    @property
    def _excludes_new(self) -> bool:
        return not self._version.exact and any(
            _admits(each, f"<{NATIVE_TABLES}") and not _admits(each, f">={NATIVE_TABLES}")
            for each in self._version.places
        )


def _text(place: VersionPlace) -> str:
    return f"pytest {place.exact}" if place.exact else f"pytest{place.allowed.text.strip() if place.allowed else ''}"


def _admits(place: VersionPlace, wanted: str) -> bool:
    """Say whether a place that speaks of versions admits some of a range; one that asks for none speaks of none."""
    specifiers = Specifiers.parse(wanted)
    if specifiers is None:
        return False
    if place.exact:
        return specifiers.contains(place.exact)
    return place.allowed is not None and bool(place.allowed.text.strip()) and place.allowed.intersects(specifiers)
