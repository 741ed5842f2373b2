"""Flags that win over the configured minimum, and commands that hold the same tests to different ones."""

from collections.abc import Iterator
from itertools import combinations

from repoaudit.facts.pytest_options import ONE_VALUE, ONLY_SHOW
from repoaudit.record import NamedTuple
from repoaudit.subjects.collections.commands import last_option
from repoaudit.subjects.files.reasons import is_explained, is_spoken_of
from repoaudit.subjects.files.scripts import Runner
from repoaudit.subjects.tools.coverage.minima import REPORTS, flagged_minimum
from repoaudit.subjects.tools.pytest import cov_word
from repoaudit.subjects.tools.readers import read_number
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repoaudit.finding import Place
    from repoaudit.subjects.tools.coverage import Coverage
    from repoaudit.subjects.tools.pytest import PytestRun

_FLAG: Final = "--cov-fail-under"
_REPORTED: Final = "--fail-under"
_MOST_ALIKE: Final = 20
_ENVIRONMENTS: Final = frozenset({Runner.TOX, Runner.NOX, Runner.HATCH})
"""What runs one suite in several environments, in which another part of the code may be covered."""


class Override(NamedTuple):
    """A flag that wins over the configured ``fail_under``, as it is called."""

    name: str
    value: float
    place: "Place"

    @property
    def text(self) -> str:
        """The flag with its figure."""
        return f"{self.name}={self.value:g}"


class Rivals(NamedTuple):
    """Two figures for one suite, each with the flag that says it."""

    first: float
    first_place: "Place"
    second: float
    second_place: "Place"


def overrides_in(coverage: "Coverage") -> Iterator[Override]:
    """Yield the flags with another figure than the configured one; none where a comment says for whom that is."""
    configured = coverage.fail_under
    if any(is_spoken_of(coverage.scope, configured.place, word) for word in ("CI", "local", "fail-under")):
        return
    for each in (*_passed(coverage), *_reported(coverage)):
        if each.value != configured.value:
            yield each


def _passed(coverage: "Coverage") -> Iterator[Override]:
    """Yield the flags of pytest's runs.

    Zero in a command is a run that measures a part, whose coverage others add to; in ``addopts`` it is all runs.
    """
    pytest = coverage.pytest
    common = last_option(pytest.addopts, _FLAG)
    options = [run.option(_FLAG) for run in coverage.measured_runs]
    if not pytest.runs and cov_word(pytest.own_addopts):
        options = [common]  # no command is known, but whoever calls pytest gets this
    for each in (minimum for option in options for minimum in flagged_minimum(option)):
        if each.value or (common and common.place == each.place):
            yield Override(_FLAG, each.value, each.place)


def _reported(coverage: "Coverage") -> Iterator[Override]:
    """Yield the flags of reports on all that was measured, where no report is left to the configured figure."""
    reports = [command for command in coverage.commands if command.subcommand in REPORTS]
    if not all(command.option(_REPORTED) for command in reports):
        return
    for command in reports:
        is_whole = not command.option("--include", "--omit", "--contexts", "--rcfile")
        figures = flagged_minimum(command.option(_REPORTED)) if is_whole else ()
        yield from (Override(_REPORTED, each.value, each.place) for each in figures if each.value)


def rivals_in(coverage: "Coverage") -> Rivals | None:
    """Return the first pair of which neither stands beside a comment that may say why."""
    for found in _rivals_among(coverage.measured_runs):
        if not any(is_explained(coverage.scope, place) for place in (found.first_place, found.second_place)):
            return found
    return None


def _rivals_among(runs: "Sequence[PytestRun]") -> Iterator[Rivals]:
    """Yield the pairs of commands with the same words, but for what they show, and with another minimum above zero."""
    flagged = [(run, figure) for run in runs if run.is_static and (figure := _figure(run))]
    alike: dict[object, list[tuple[PytestRun, tuple[float, Place]]]] = {}
    for run, figure in flagged if len(flagged) > 1 else ():
        alike.setdefault((run.command.folder, _words(run)), []).append((run, figure))
    for same in alike.values():
        for (one, first), (other, second) in combinations(same[:_MOST_ALIKE], 2):
            if first[0] != second[0] and _may_be_one_suite(one, other):
                yield Rivals(*first, *second)


def _figure(run: "PytestRun") -> "tuple[float, Place] | None":
    option = run.option(_FLAG)
    value = read_number(option.value) if option else None
    return (value, option.place) if option and value else None


def _may_be_one_suite(one: "PytestRun", other: "PytestRun") -> bool:
    """Say whether two runs of the same words cover the same: jobs and environments may differ in that."""
    runners = {one.command.where.runner, other.command.where.runner}
    if all(runner.is_ci for runner in runners) or runners <= _ENVIRONMENTS:
        return False
    return one.command.folder is not None


def _words(run: "PytestRun") -> tuple[str, ...]:
    """Return the words that decide what is run and measured, in any order."""
    words: list[str] = []
    arguments = iter(run.arguments)
    for argument in arguments:
        name, equals, _ = argument.text.partition("=")
        taken = next(arguments, None) if not equals and (name in ONE_VALUE or name == _FLAG) else None
        if name != _FLAG and name not in ONLY_SHOW:
            words.append(f"{argument.text} {taken.text}" if taken else argument.text)
    return tuple(sorted(words))
