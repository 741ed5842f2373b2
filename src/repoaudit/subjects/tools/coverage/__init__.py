"""coverage.py and pytest-cov: the configuration in effect, where coverage is measured, and every minimum."""

from collections.abc import Iterator
from functools import partial

from repoaudit.finding import Place
from repoaudit.subjects.collections.commands import Command, last_option
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.files.codecov import demands_of_patches
from repoaudit.subjects.tools.configuration import Configuration, Setting
from repoaudit.subjects.tools.coverage.measurements import Measurement, measurements
from repoaudit.subjects.tools.coverage.minima import REPORTS, Minimum, all_minima, minima_below
from repoaudit.subjects.tools.coverage.services import (
    is_compared_by_codecov,
    must_not_ask_for_branches,
)
from repoaudit.subjects.tools.coverage.values import figure_setting, list_setting, switch_setting
from repoaudit.subjects.tools.pytest import Pytest, PytestRun, cov_word
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self, TypeVar

if TYPE_CHECKING:
    from repoaudit.finding import Fix
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.coverage.conflicts import Override, Rivals

T = TypeVar("T")
_GROUPS: Final = ("run", "report", "paths", "html", "xml", "json", "lcov")
_OF_COVERAGE: Final = ("coverage", "pytest-cov", "covdefaults")
_COVDEFAULTS_MINIMUM: Final = 100.0  # covdefaults 2.3: `fail_under` is 100 unless the configuration sets it


class Coverage:
    """Coverage measurement in one project."""

    __slots__ = ("pytest", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.pytest = scope.all(Pytest)[0]

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield coverage for every project, measured there or not."""
        yield cls(scope)

    @property
    def configuration(self) -> Configuration:
        """The configuration in effect: the one file that every command that measures names, else what is found.

        Raises:
            UnknownError: a command names a file that cannot be read.

        """
        return self._configurations[0]

    @property
    def _configurations(self) -> tuple[Configuration, ...]:
        """Every configuration that a command reads, the one in effect first."""
        found = self.scope.once_for(Configuration, "coverage")
        read = tuple(dict.fromkeys(measurement.configuration for measurement in self.measurements))
        return read if len(read) == 1 else tuple(dict.fromkeys((found, *read)))

    @property
    def fail_under(self) -> Setting[float]:
        """The configured minimum, 0 for none."""
        return _minimum_of(self.configuration)

    @property
    def branch(self) -> Setting[bool]:
        """Whether branches are measured."""
        return switch_setting(self.configuration, "run", "branch")

    def is_stated_elsewhere(self, name: str) -> bool:
        """Say whether a setting stands in a section that coverage does not read, as another rule tells."""
        from repoaudit.subjects.tools.misnamed_sections import stated_under_another_name

        return stated_under_another_name(self.scope, "coverage", name)

    @property
    def declines_branches(self) -> bool:
        """Whether the configuration turns branches off, beside a comment that may say why."""
        from repoaudit.subjects.files.reasons import is_explained

        return self.branch.is_set and not self.branch.value and is_explained(self.scope, self.branch.place)

    @property
    def plugins(self) -> Setting[tuple[str, ...]]:
        """Plugins that coverage loads."""
        return list_setting(self.configuration, "run", "plugins")

    @property
    def patches(self) -> Setting[tuple[str, ...]]:
        """What coverage patches to follow other processes."""
        return list_setting(self.configuration, "run", "patch")

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every invocation of coverage itself."""
        return tuple(command for command in commands_of(self.scope) if command.tool == "coverage")

    @property
    def measured_runs(self) -> tuple[PytestRun, ...]:
        """The runs of pytest that measure coverage."""
        return tuple(run for run in self.pytest.runs if run.measures_coverage)

    @property
    def part_measured(self) -> Place | None:
        """A run of some of the tests that `addopts` makes measure, where another runs all: it has a lower figure."""
        runs = self.measured_runs if cov_word(self.pytest.own_addopts) else ()
        parts = [run for run in runs if _runs_part(run)]
        return parts[0].place if parts and len(parts) < len(runs) else None

    @property
    def measured_at(self) -> Place | None:
        """A place that shows that coverage is measured: a run, ``addopts``, an upload; None without one."""
        if word := cov_word(self.pytest.own_addopts):
            return word.place
        for run in self.measured_runs:
            return run.place
        for command in self.commands:
            if command.subcommand == "run":
                return command.place
        return None

    def place_of(self, setting: "Setting[T]", evidence: Place) -> Place:
        """Return where a setting is or would belong; the evidence itself where coverage has no configuration yet."""
        return setting.place if self.is_configured else evidence

    @property
    def is_configured(self) -> bool:
        """Whether some file of the project holds settings of coverage."""
        winner = self.configuration.winner
        return winner is not None and any(winner.table.keys(group) for group in _GROUPS)

    @property
    def is_out_of_reach(self) -> bool:
        """Whether pytest measures in other folders alone, where it looks for no file of the project.

        A copy of the tests in a folder that a job makes is one.
        """
        if self.is_configured or cov_word(self.pytest.own_addopts) or self.commands:
            return False
        folders = {run.command.folder for run in self.measured_runs}
        return bool(folders) and folders.isdisjoint({self.scope.folder, None})

    @property
    def is_left_over(self) -> bool:
        """Whether only settings remain: nothing measures, and pytest is declared where coverage is not."""
        dependencies = self.scope.all(Dependencies)[0]
        if self.measured_at or not (dependencies.is_complete and dependencies.named("pytest")):
            return False
        return not any(map(dependencies.provides, _OF_COVERAGE)) and not self.commands

    @property
    def measurements(self) -> tuple[Measurement, ...]:
        """The commands that measure, each with the configuration that it reads."""
        return measurements(self.scope)

    @property
    def measures_branches(self) -> bool:
        """Whether some command measures branches, or the configuration asks for it.

        Raises:
            UnknownError: none does as far as can be read, and a word that is a variable may be the flag, or a file that
                is only searched names it.

        """
        found = self.measurements
        if any(measurement.measures_branches for measurement in found):
            return True
        for measurement in found:
            measurement.must_be_static()
        if self.branch.value or "covdefaults" in self.plugins.value:
            return True
        must_not_ask_for_branches(self.scope.root)
        return False

    @property
    def is_demanded_of_patches(self) -> bool:
        """Whether Codecov demands a figure of what each change touches, which is no minimum of the whole."""
        return demands_of_patches(self.scope.root)

    @property
    def is_reported(self) -> bool:
        """Whether some command compares the figure with the minimum: a report, or pytest-cov, which makes one."""
        reports = any(command.subcommand in REPORTS for command in self.commands)
        return reports or any(each.is_pytest for each in self.measurements)

    @property
    def is_compared_with_base(self) -> bool:
        """Whether Codecov fails a change that lowers the coverage of the whole, as it does unless told otherwise."""
        return is_compared_by_codecov(self.scope.root)

    @property
    def minima(self) -> tuple[Minimum, ...]:
        """Every minimum that is enforced somewhere.

        Raises:
            UnknownError: a command cannot be read, so that it may well enforce one; or none does, and a file that is
                not read or an action that reports coverage may.

        """
        return all_minima(self)

    @property
    def configured_minima(self) -> Iterator[Minimum]:
        """Those of the configurations in effect, and of covdefaults where none states one."""
        stated = [each for each in map(_minimum_of, self._configurations) if each.is_set]
        if stated:
            yield from (Minimum(each.value, each.place, partial(_set_figure, each)) for each in stated)
        elif "covdefaults" in self.plugins.value:
            yield Minimum(_COVDEFAULTS_MINIMUM, self.plugins.place, self.with_fail_under)

    def with_fail_under(self, value: float) -> "Fix":
        """Phrase the fix that sets the configured minimum."""
        return _set_figure(self.fail_under, value)

    @property
    def overrides(self) -> "tuple[Override, ...]":
        """The flags that win over a configured ``fail_under`` with another value."""
        from repoaudit.subjects.tools.coverage.conflicts import overrides_in

        return tuple(overrides_in(self)) if self.fail_under.is_set else ()

    @property
    def rivals(self) -> "Rivals | None":
        """Two minima that commands set for the same tests, and neither beside a comment that may say why."""
        flagged = [run for run in self.pytest.runs if "fail-under" in run.command.text]
        if not flagged[1:]:
            return None  # nearly always
        from repoaudit.subjects.tools.coverage.conflicts import rivals_in

        return rivals_in(self)

    def minima_below(self, wanted: float) -> tuple[Minimum, ...]:
        """Return those that are effective and lower, and that no comment explains."""
        return minima_below(self, wanted)


def _runs_part(run: PytestRun) -> bool:
    """Say whether a run names files, single tests, or what to choose, other than by leaving some out."""
    words = run.command.arguments
    if any(word.text.partition("::")[0].endswith(".py") for word in words if not word.text.startswith("-")):
        return True
    chosen = (last_option(words, name) for name in ("-m", "-k"))
    return any(option is not None and "not " not in (option.value or "") for option in chosen)


def _minimum_of(configuration: Configuration) -> Setting[float]:
    return figure_setting(configuration, "report", "fail_under")


def _set_figure(setting: Setting[float], value: float) -> "Fix":
    return setting.set(int(value) if value.is_integer() else value)
