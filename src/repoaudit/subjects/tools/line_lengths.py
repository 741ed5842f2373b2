"""The line lengths of a project side by side: formatters that really run, and linters that judge the result."""

from collections.abc import Iterable, Iterator

from repoaudit.record import NamedTuple
from repoaudit.subjects.tools.ruff import Ruff
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.finding import Fix, Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.tools.lengths import Length


class ToolLength(NamedTuple):
    """The length that one run keeps or judges by; ``code`` is the linter's rule, "" for a formatter."""

    tool: str
    length: "Length"
    run: "Command"
    code: str = ""

    @property
    def label(self) -> str:
        """How a message calls the length: the number, and where it comes from if nobody wrote it."""
        origin = self.length.origin
        return f"{self.length.value} ({origin})" if origin else f"{self.length.value}"

    @property
    def place(self) -> "Place":
        """Where the length is written, else the run."""
        return self.run.place if self.length.origin else self.length.place


class Mismatch(NamedTuple):
    """A tool that does not agree with the formatter."""

    other: ToolLength
    formatter: ToolLength
    has_home: bool

    @property
    def place(self) -> "Place":
        """Where the other length is set, or would be; the run, where no file for it exists."""
        return self.other.length.place if self.has_home else self.other.place

    @property
    def followed(self) -> "Fix | None":
        """The fix that makes the other tool follow the formatter; None where no file for it exists."""
        return self.other.length.set(self.formatter.length.value) if self.has_home else None

    @property
    def harm(self) -> str:
        """What comes of it. isort and black leave each other's lines alone where both write trailing commas."""
        if self.other.tool != "isort":
            return "they undo each other's work"
        if self.other.length.value < self.formatter.length.value:
            return "imports are wrapped before all other code"
        return f"{self.formatter.tool} wraps imports that isort leaves on one line"


class LineLengths:
    """All line lengths in effect in one project."""

    __slots__ = ("scope",)
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the one view of every project."""
        yield cls(scope)

    @property
    def formatters(self) -> tuple[ToolLength, ...]:
        """What the runs of formatters wrap at, each length and place of each tool once; ruff's come first.

        Raises:
            UnknownError: a run is given a configuration that is not known. So do the other properties.

        """
        from repoaudit.subjects.tools.black import Black

        ruff, black = self.scope.all(Ruff)[0], self.scope.all(Black)[0]
        return _distinct(
            (
                *(
                    ToolLength("`ruff format`", ruff.settings_of(command).line_length, command)
                    for command in ruff.formats
                ),
                *(ToolLength("black", black.length_of(command), command) for command in black.commands),
            )
        )

    @property
    def sorters(self) -> tuple[ToolLength, ...]:
        """What every run of isort wraps at."""
        from repoaudit.subjects.tools.isort import Isort  # only where a formatter runs

        isort = self.scope.all(Isort)[0]
        return _distinct(ToolLength("isort", isort.length_of(command), command) for command in isort.commands)

    @property
    def linters(self) -> tuple[ToolLength, ...]:
        """The limits that every run of a linter reports, where the rule about long lines is on."""
        return _distinct((*self._ruff(), *self._flake8(), *self._pylint()))

    def _ruff(self) -> Iterator[ToolLength]:
        ruff = self.scope.all(Ruff)[0]
        for command in ruff.checks:
            settings = ruff.settings_of(command)
            if settings.reports("E501"):
                yield ToolLength("ruff", settings.limit, command, "E501")

    def _flake8(self) -> Iterator[ToolLength]:
        from repoaudit.subjects.tools.flake8 import Flake8  # likewise

        flake8 = self.scope.all(Flake8)[0]
        for command in flake8.commands:
            if flake8.reports("E501", command):
                yield ToolLength("flake8", flake8.length_of(command), command, "E501")

    def _pylint(self) -> Iterator[ToolLength]:
        from repoaudit.subjects.tools.pylint import Pylint  # likewise

        pylint = self.scope.all(Pylint)[0]
        for command in pylint.commands:
            if pylint.reports_long_lines(command):
                yield ToolLength("pylint", pylint.length_of(command), command, "C0301")

    @property
    def mismatches(self) -> Iterator[Mismatch]:
        """Every tool that does not agree with the first formatter: others wrap elsewhere, linters allow less.

        What is known comes first: `UnknownError` is raised behind the tools that can be read.
        """
        if not self.formatters:
            return
        from repoaudit.subjects.tools.targets import may_meet

        formatter, *others = self.formatters
        for each in self._differing(others, formatter.length.value):
            if may_meet(each.run, formatter.run, self.scope.repository):
                yield Mismatch(each, formatter, self.scope.repository.is_file(each.length.place.path))

    def _differing(self, others: list[ToolLength], wanted: int) -> Iterator[ToolLength]:
        yield from (each for each in others if each.length.value != wanted)
        yield from (each for each in self.sorters if each.length.value != wanted)
        yield from (each for each in self.linters if each.length.value < wanted)


def _distinct(lengths: Iterable[ToolLength]) -> tuple[ToolLength, ...]:
    """Keep one for each tool, value and place."""
    return tuple({(each.tool, each.length.value, each.length.place): each for each in lengths}.values())
