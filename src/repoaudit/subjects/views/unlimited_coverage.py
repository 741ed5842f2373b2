"""Commands that measure whatever is imported, because nothing tells them what to measure."""

from collections.abc import Iterator

from repoaudit.subjects.tools.coverage import Coverage
from repoaudit.subjects.tools.coverage.values import list_setting
from repoaudit.subjects.views.project import Project
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.finding import Fix, Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.configuration import Setting
    from repoaudit.subjects.tools.coverage.measurements import Measurement


class UnlimitedCoverage:
    """Coverage of a project that some command measures without being told what."""

    __slots__ = ("coverage", "measurements", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope", coverage: Coverage, found: "tuple[Measurement, ...]") -> None:
        self.scope = scope
        self.coverage = coverage
        self.measurements = found

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the project where a command measures everything. Raises `UnknownError` for one that is a riddle."""
        coverage = scope.all(Coverage)[0]
        found = tuple(each for each in coverage.measurements if not each.is_limited)
        for measurement in found:
            measurement.must_be_static()
        if found:
            yield cls(scope, coverage, found)

    @property
    def source(self) -> "Setting[tuple[str, ...]]":
        """The setting that is missing, in the file that the first of the commands reads."""
        return self.measurements[0].list_of("source")

    @property
    def place(self) -> "Place":
        """Where the setting belongs, or the first command where coverage has no configuration yet."""
        measurement = self.measurements[0]
        return self.source.place if measurement.configuration.winner else measurement.place

    @property
    def counts_tests(self) -> bool:
        """Whether the tests count as covered code: nothing leaves them out."""
        omit = self.measurements[0].list_of("omit").value
        reports = list_setting(self.coverage.configuration, "report", "omit").value
        return not any("test" in pattern for pattern in (*omit, *reports))

    @property
    def package(self) -> str:
        """The package that is to be measured, "" where that cannot be told."""
        from repoaudit.subjects.files.packages import packages_of

        found = packages_of(self.scope, Project(self.scope).name)
        return found[0] if len(found) == 1 else ""

    @property
    def fix(self) -> "Fix | None":
        """The fix that measures the package."""
        package = self.package
        return self.source.set([package]).titled(f"measure `{package}`") if package else None
