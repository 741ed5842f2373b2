"""coverage.py and pytest-cov: the configuration in effect, where coverage is measured, and every minimum."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, Self

from repoaudit.documents.patterns import search
from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.subjects.collections.commands import Command, Option, last_option
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.files.codecov import CodecovTarget, codecov_targets
from repoaudit.subjects.tools.configuration import Configuration, Setting
from repoaudit.subjects.tools.pytest import Pytest, PytestRun
from repoaudit.subjects.tools.readers import read_bool, read_lines, read_list, read_number

if TYPE_CHECKING:
    from repoaudit.finding import Fix
    from repoaudit.scope import Scope

PRAGMA: Final = "# pragma: no cover"
_DEFAULTS: Final = frozenset(
    {"if TYPE_CHECKING:", "if typing.TYPE_CHECKING:", r"\.\.\."}
)  # since coverage 7.6 and 7.10
_REPORTS: Final = frozenset({"report", "html", "xml", "json", "lcov"})
_COVDEFAULTS_MINIMUM: Final = 100.0  # covdefaults 2.3: `fail_under` is 100 unless the configuration sets it


class Minimum(NamedTuple):
    """One place that makes a run fail below a figure, in percent; ``raised_to`` phrases the fix that writes another."""

    value: float
    place: Place
    raised_to: "Callable[[float], Fix | None]"


class Override(NamedTuple):
    """A flag that wins over the configured ``fail_under``."""

    value: float
    place: Place


class Coverage:
    """Coverage measurement in one project."""

    __slots__ = ("configuration", "pytest", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.configuration = scope.once_for(Configuration, "coverage")
        self.pytest = scope.all(Pytest)[0]

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield coverage for every project, measured there or not."""
        yield cls(scope)

    @property
    def fail_under(self) -> Setting[float]:
        """The configured minimum, 0 for none."""
        return self.configuration.setting("report", "fail_under", read=read_number, default=0.0)

    @property
    def exclude_lines(self) -> Setting[tuple[str, ...]]:
        """Patterns that replace the default exclusions."""
        return self.configuration.setting("report", "exclude_lines", read=read_lines, default=())

    @property
    def exclude_also(self) -> Setting[tuple[str, ...]]:
        """Patterns that are added to the default exclusions (coverage 7.2)."""
        return self.configuration.setting("report", "exclude_also", read=read_lines, default=())

    @property
    def branch(self) -> Setting[bool]:
        """Whether branches are measured."""
        return self.configuration.setting("run", "branch", read=read_bool, default=False)

    @property
    def plugins(self) -> Setting[tuple[str, ...]]:
        """Plugins that coverage loads."""
        return self.configuration.setting("run", "plugins", read=read_list, default=())

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every invocation of coverage itself."""
        return tuple(command for command in commands_of(self.scope) if command.tool == "coverage")

    @property
    def measured_runs(self) -> tuple[PytestRun, ...]:
        """The runs of pytest that measure coverage."""
        return tuple(run for run in self.pytest.runs if run.measures_coverage)

    @property
    def measured_at(self) -> Place | None:
        """A place that shows that coverage is measured: a run, ``addopts``, an upload; None without one."""
        for argument in self.pytest.addopts:
            if argument.text == "--cov" or argument.text.startswith("--cov="):
                return argument.place
        for run in self.measured_runs:
            return run.place
        for command in self.commands:
            if command.subcommand == "run":
                return command.place
        return None

    def place_of_minimum(self, evidence: Place) -> Place:
        """Return where a minimum would belong; the evidence itself where no file of the project could hold one yet."""
        home = self.fail_under.place
        return home if self.scope.repository.is_file(home.path) else evidence

    @property
    def minima(self) -> tuple[Minimum, ...]:
        """Every minimum that is enforced somewhere.

        Raises:
            UnknownError: a command cannot be read, so that it may well enforce one.

        """
        return tuple(self._minima())

    def _minima(self) -> Iterator[Minimum]:
        yield from self._configured()
        yield from _flagged(last_option(self.pytest.addopts, "--cov-fail-under"))
        for run in self.pytest.runs:
            yield from _flagged(run.option("--cov-fail-under"))
            _must_be_static(run)
        for command in self.commands:
            yield from _flagged(command.option("--fail-under"))
        for target in self._codecov():
            yield Minimum(target.value, target.place, _no_fix)

    def _configured(self) -> Iterator[Minimum]:
        if self.fail_under.is_set:
            yield Minimum(self.fail_under.value, self.fail_under.place, self.with_fail_under)
        elif "covdefaults" in self.plugins.value:
            yield Minimum(_COVDEFAULTS_MINIMUM, self.plugins.place, self.with_fail_under)

    def with_fail_under(self, value: float) -> "Fix":
        """Phrase the fix that sets the configured minimum."""
        return self.fail_under.set(_figure(value))

    def _codecov(self) -> tuple[CodecovTarget, ...]:
        return codecov_targets(self.scope.root)

    @property
    def overrides(self) -> tuple[Override, ...]:
        """The flags of runs that win over a configured ``fail_under`` with another value."""
        if not self.fail_under.is_set:
            return ()
        configured = self.fail_under.value
        found = (run.option("--cov-fail-under") for run in self.measured_runs)
        values = (minimum for option in found for minimum in _flagged(option))
        return tuple(Override(each.value, each.place) for each in values if each.value != configured)

    @property
    def effective_minima(self) -> tuple[Minimum, ...]:
        """The minima that decide whether a run passes: a flag where a run has one, else the configured value."""
        flagged: dict[Place, Minimum] = {}
        configured_counts = not self.measured_runs
        if configured_counts:
            own = tuple(_flagged(last_option(self.pytest.addopts, "--cov-fail-under")))
            flagged.update((minimum.place, minimum) for minimum in own)
            configured_counts = not own
        for run in self.measured_runs:
            own = tuple(_flagged(run.option("--cov-fail-under")))
            flagged.update((minimum.place, minimum) for minimum in own)
            configured_counts = configured_counts or not own
        for command in self.commands:
            own = tuple(_flagged(command.option("--fail-under")))
            flagged.update((minimum.place, minimum) for minimum in own if minimum.value)  # 0: one report without
            configured_counts = configured_counts or (command.subcommand in _REPORTS and not own)
        return (*flagged.values(), *(self._configured() if configured_counts else ()))

    @property
    def exclude_also_instead(self) -> "Fix":
        """The fix that turns ``exclude_lines`` into ``exclude_also``, without the patterns that are defaults anyway."""
        if not self.exclude_also.is_set and not _DEFAULTS.intersection(self.exclude_lines.value):
            return self.exclude_lines.rename("exclude_also")
        patterns = [pattern for pattern in self.exclude_lines.value if pattern not in _DEFAULTS]
        added = self.exclude_also.set([*self.exclude_also.value, *patterns])
        return added.and_also(self.exclude_lines.remove()).titled("use `exclude_also`")

    @property
    def excludes_pragma(self) -> bool:
        """Whether a pattern of ``exclude_lines`` still excludes lines with ``# pragma: no cover``."""
        return any(search(pattern, PRAGMA) for pattern in self.exclude_lines.value)

    @property
    def pragma_in_use(self) -> Place | None:
        """The first file whose code uses ``# pragma: no cover``, None without one."""
        for path in self.scope.repository.files().under(self.scope.folder):
            if path.endswith(".py") and PRAGMA in _text(self.scope, path):
                return Place(path)
        return None


def _text(scope: "Scope", path: str) -> str:
    try:
        return scope.repository.read(path)
    except UnknownError:
        return ""


def _flagged(option: Option | None) -> Iterator[Minimum]:
    """Yield the minimum of an option. Raises `UnknownError` where its value is a variable."""
    if option is None:
        return
    value = read_number(option.value)
    if value is None or not option.is_static:
        raise UnknownError(f"the value of `{option.name}` is not known", option.place.path, option.place.span)
    yield Minimum(value, option.place, partial(_rewrite, option))


def _rewrite(option: Option, value: float) -> "Fix | None":
    spelled = option.argument.text.removesuffix(option.value or "") + f"{value:g}"
    return option.argument.replace(spelled)


def _no_fix(value: float) -> None:
    del value


def _figure(value: float) -> float | int:
    return int(value) if value.is_integer() else value


def _must_be_static(run: PytestRun) -> None:
    """Raise `UnknownError` for a word that a variable fills: it may hold any option, a minimum too."""
    for argument in run.arguments:
        if not argument.is_static and argument.text.startswith("$"):
            raise UnknownError(
                f"what `{argument.text}` stands for is not known", argument.place.path, argument.place.span
            )
