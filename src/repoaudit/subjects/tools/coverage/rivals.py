"""Runs of the same tests that two commands hold to different minima."""

from collections.abc import Iterator
from itertools import combinations

from repoaudit.facts.pytest_options import ONE_VALUE, ONLY_SHOW
from repoaudit.record import NamedTuple
from repoaudit.subjects.files.scripts import Runner
from repoaudit.subjects.tools.readers import read_number
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repoaudit.finding import Place
    from repoaudit.subjects.tools.pytest import PytestRun

_FLAG: Final = "--cov-fail-under"
_ENVIRONMENTS: Final = frozenset({Runner.TOX, Runner.NOX, Runner.HATCH})
"""What runs one suite in several environments, in which another part of the code may be covered."""


class Rivals(NamedTuple):
    """Two figures for one suite, each with the flag that says it."""

    first: float
    first_place: "Place"
    second: float
    second_place: "Place"


def rivals_among(runs: "Sequence[PytestRun]") -> Iterator[Rivals]:
    """Yield the pairs of commands with the same words, but for what they show, and with another minimum above zero."""
    flagged = [(run, figure) for run in runs if run.is_static and (figure := _figure(run))]
    for (one, first), (other, second) in combinations(flagged, 2):
        if first[0] != second[0] and _is_one_suite(one, other):
            yield Rivals(*first, *second)


def _figure(run: "PytestRun") -> "tuple[float, Place] | None":
    option = run.option(_FLAG)
    value = read_number(option.value) if option else None
    return (value, option.place) if option and value else None


def _is_one_suite(one: "PytestRun", other: "PytestRun") -> bool:
    """Say whether two runs collect and measure the same; jobs and environments may differ in what they cover."""
    runners = {one.command.where.runner, other.command.where.runner}
    if all(runner.is_ci for runner in runners) or runners <= _ENVIRONMENTS:
        return False
    is_beside = one.command.folder is not None and one.command.folder == other.command.folder
    return is_beside and _words(one) == _words(other)


def _words(run: "PytestRun") -> list[str]:
    """Return the words that decide what is run and measured, in any order."""
    words: list[str] = []
    arguments = iter(run.arguments)
    for argument in arguments:
        name, equals, _ = argument.text.partition("=")
        taken = next(arguments, None) if not equals and (name in ONE_VALUE or name == _FLAG) else None
        if name != _FLAG and name not in ONLY_SHOW:
            words.append(f"{argument.text} {taken.text}" if taken else argument.text)
    return sorted(words)
