"""The minima of coverage: what a configuration, a command or a service enforces, and which of them decide."""

from collections.abc import Callable, Iterator
from functools import partial

from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.commands import Option, last_option
from repoaudit.subjects.collections.matrix_texts import may_change_pytest
from repoaudit.subjects.tools.coverage.services import demands_of_services, must_demand_nothing
from repoaudit.subjects.tools.pytest import PytestRun
from repoaudit.subjects.tools.readers import read_number
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import Fix
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.coverage import Coverage

REPORTS: Final = frozenset({"report", "html", "xml", "json", "lcov"})
_WHY: Final = lazy(
    r"\bfloor\b|ratchet|\brais(?:e|ing)|\bincreas|\bbump|gradual|regress|baseline|\bbecause\b|intention|deliberate|"
    r"on purpose|legacy|\bgpus?\b"
)
"""Words of comments that say why a minimum is low."""


class Minimum(NamedTuple):
    """One place that makes a run fail below a figure, in percent; ``raised_to`` phrases the fix that writes another."""

    value: float
    place: Place
    raised_to: "Callable[[float], Fix | None]"


def all_minima(coverage: "Coverage") -> tuple[Minimum, ...]:
    """Return every minimum that is enforced somewhere. Raises `UnknownError` where more may be."""
    found = tuple(_minima(coverage))
    if not found:
        must_demand_nothing(coverage.scope.root)
    return found


def _minima(coverage: "Coverage") -> Iterator[Minimum]:
    yield from coverage.configured_minima
    yield from flagged_minimum(last_option(coverage.pytest.addopts, "--cov-fail-under"))
    for run in coverage.pytest.runs:
        yield from flagged_minimum(run.option("--cov-fail-under"))
        _must_be_static(run, coverage.scope.root)
    for command in coverage.commands:
        yield from flagged_minimum(command.option("--fail-under"))
    for demand in demands_of_services(coverage.scope.root):
        yield Minimum(demand.value, demand.place, _no_fix)


def minima_below(coverage: "Coverage", wanted: float) -> tuple[Minimum, ...]:
    """Return the effective ones that are lower, and that no comment explains.

    A flag is none where that of another run demands enough: such a run measures a part of what the other one does.
    """
    from repoaudit.subjects.files.reasons import speaks_of

    minima = effective_minima(coverage)
    flags = [each for each in minima if each.place != coverage.fail_under.place]
    is_enough = any(each.value >= wanted for each in flags)
    low = (each for each in minima if each.value < wanted and not (is_enough and each in flags))
    return tuple(each for each in low if not speaks_of(coverage.scope, each.place, _WHY))


def effective_minima(coverage: "Coverage") -> tuple[Minimum, ...]:
    """Return those that decide whether a run passes: a flag where a run has one, else the configured value."""
    flagged: dict[Place, Minimum] = {}
    configured_counts = not coverage.measured_runs
    if configured_counts:
        own = tuple(flagged_minimum(last_option(coverage.pytest.addopts, "--cov-fail-under")))
        flagged.update((minimum.place, minimum) for minimum in own)
        configured_counts = not own
    adds_up = any(run.option("--cov-append") for run in coverage.measured_runs)  # the last one reports on all
    for run in coverage.measured_runs:
        own = tuple(flagged_minimum(run.option("--cov-fail-under")))
        flagged.update((minimum.place, minimum) for minimum in own if minimum.value or not adds_up)
        configured_counts = configured_counts or not own
    for command in coverage.commands:
        own = tuple(flagged_minimum(command.option("--fail-under")))
        flagged.update((minimum.place, minimum) for minimum in own if minimum.value)  # 0: one report without
        configured_counts = configured_counts or (command.subcommand in REPORTS and not own)
    return (*flagged.values(), *(coverage.configured_minima if configured_counts else ()))


def flagged_minimum(option: Option | None) -> Iterator[Minimum]:
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


def _must_be_static(run: PytestRun, root: "Scope") -> None:
    """Raise `UnknownError` for a word that a variable fills: it may hold any option, a minimum too."""
    for argument in run.open_words:
        is_any = argument.may_be_any_option and may_change_pytest(argument.text, run.command, root)
        if is_any or (not argument.is_static and "fail-under" in argument.text):
            raise UnknownError(
                f"what `{argument.text}` stands for is not known", argument.place.path, argument.place.span
            )
