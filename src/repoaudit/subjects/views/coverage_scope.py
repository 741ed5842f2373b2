"""Whether the settings of coverage that say what to measure and what to leave out contradict each other."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.record import NamedTuple
from repoaudit.repository import join
from repoaudit.subjects.collections.commands import last_option
from repoaudit.subjects.files.list_items import item_place
from repoaudit.subjects.tools.coverage import Coverage
from repoaudit.subjects.tools.coverage.file_patterns import name_file
from repoaudit.subjects.tools.coverage.values import list_setting
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.configuration import Configuration, Setting
    from repoaudit.subjects.tools.coverage.measurements import Measurement


class Contradiction(NamedTuple):
    """A setting that another one takes back: where it stands, what is wrong and what to do, the other place."""

    place: "Place"
    message: str
    other: "Place"


class CoverageScope:
    """What the settings of one project include and leave out."""

    __slots__ = ("coverage", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.coverage = scope.all(Coverage)[0]

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it for every project that configures coverage."""
        found = cls(scope)
        if found.coverage.is_configured:
            yield found

    @property
    def contradictions(self) -> Iterator[Contradiction]:
        """Every setting that another one takes back."""
        yield from self._ignored_include()
        for group in ("run", "report"):
            yield from self._in_both(group)
        yield from self._nothing_left()

    @property
    def _configuration(self) -> "Configuration":
        return self.coverage.configuration

    def _list(self, *keys: str) -> "Setting[tuple[str, ...]]":
        return list_setting(self._configuration, *keys)

    def _ignored_include(self) -> Iterator[Contradiction]:
        """Find ``include`` beside ``source``: coverage warns that it ignores it, and goes on."""
        include = self._list("run", "include")
        by = self._source() if include.is_set else None
        if by:
            name, place = by
            message = f"coverage ignores `include` because {name} is set: take it out, or use `omit`"
            yield Contradiction(include.place, message, place)

    def _source(self) -> "tuple[str, Place] | None":
        """Return what says which source is measured: a setting, or words of every command that measures."""
        for key in ("source", "source_pkgs", "source_dirs"):
            if self._list("run", key).value:
                return f"`{key}`", self._list("run", key).place
        found = [_named(measurement) for measurement in self.coverage.measurements]
        return found[0] if found and all(found) else None

    def _in_both(self, group: str) -> Iterator[Contradiction]:
        """Find patterns that are included and left out: ``omit`` wins."""
        include, omit = self._list(group, "include"), self._list(group, "omit")
        for index, pattern in enumerate(include.value):
            if pattern in omit.value:
                place = item_place(self._configuration.home, pattern, index, group, "include")
                message = f"`{pattern}` is in `include` and in `omit`, which wins: take it out of one"
                yield Contradiction(place, message, omit.place)

    def _nothing_left(self) -> Iterator[Contradiction]:
        """Find folders of ``source`` of which ``omit`` leaves nothing."""
        omit = self._list("run", "omit")
        sources = [key for key in ("source", "source_dirs") if omit.value and self._list("run", key).value]
        for key in sources:
            for index, text in enumerate(self._list("run", key).value):
                files = self._files_of(text)
                if files and all(name_file(omit.value, path, self.scope.folder) for path in files):
                    place = item_place(self._configuration.home, text, index, "run", key)
                    message = f"`omit` leaves out every file of `{text}`, so nothing of it is measured: correct one"
                    yield Contradiction(place, message, omit.place)

    def _files_of(self, text: str) -> list[str]:
        path = join(self.scope.folder, text)
        if path is None:
            raise UnknownError(f"`{text}` lies outside of the repository")
        return [each for each in self.scope.repository.files().under(path) if each.endswith(".py")]


def _named(measurement: "Measurement") -> "tuple[str, Place] | None":
    if measurement.is_pytest:
        word = next((word for word in measurement.named if word.text), None)
        return (f"`--cov={word.text}`", word.place) if word else None
    option = last_option(measurement.arguments, "--source", "--source-dirs")
    return (f"`{option.name}`", option.place) if option else None
