"""Numbers that a project declares in several places: the minimum of coverage, and the line length."""

from collections.abc import Iterator

from repoaudit.finding import Place
from repoaudit.subjects.files.codecov import codecov_targets
from repoaudit.subjects.tools.black import Black
from repoaudit.subjects.tools.coverage import Coverage
from repoaudit.subjects.tools.flake8 import Flake8
from repoaudit.subjects.tools.isort import Isort
from repoaudit.subjects.tools.line_lengths import LineLengths
from repoaudit.subjects.tools.ruff import Ruff
from repoaudit.subjects.tools.targets import may_meet
from repoaudit.subjects.views.declaration import (
    AGREES,
    DECIDES,
    Declaration,
    Judged,
    Verdict,
    differs,
    unknown,
    until_unknown,
)
from repoaudit.text import LineIndex
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.line_lengths import ToolLength

COVERAGE: Final = "minimum coverage"
LENGTH: Final = "line length"

Stated = tuple[str, int, Place]
"""A tool, and the line length that its own settings state."""


def declared_minima(scope: "Scope") -> Iterator[Declaration]:
    """Yield the figures that coverage must reach."""
    yield from until_unknown(COVERAGE, _minima(scope))


def _minima(scope: "Scope") -> Iterator[Declaration]:
    coverage = scope.all(Coverage)[0]
    setting = coverage.fail_under
    wanted: float | None = setting.value if setting.is_set else None
    if wanted is not None:
        yield Declaration(COVERAGE, f"{wanted:g}", "fail_under", setting.place, *DECIDES)
        yield from _policy(scope, wanted)
    parts = set(_partial(coverage))
    services = {target.place for target in codecov_targets(scope.root)}
    seen: set[Place] = {setting.place} if setting.is_set else set()
    for each in coverage.minima:
        if each.place not in seen:
            seen.add(each.place)
            decides = wanted is None and each.place not in parts
            judged = DECIDES if decides else _judge_minimum(each.value, wanted, is_part=each.place in parts)
            by = "Codecov" if each.place in services else "a run"
            yield Declaration(COVERAGE, f"{each.value:g}", by, each.place, *judged)
            if decides:
                wanted = each.value
                yield from _policy(scope, wanted)
    if wanted is None:
        yield from _policy(scope, None)


def _partial(coverage: Coverage) -> Iterator[Place]:
    """Yield the options of reports that leave out a part of what was measured."""
    for command in coverage.commands:
        option = command.option("--fail-under")
        if option and command.options("--include", "--omit"):
            yield option.place


def _judge_minimum(value: float, wanted: float | None, *, is_part: bool) -> Judged:
    if value == wanted:
        return AGREES
    if is_part:
        return unknown("it is for a part of the files")
    return differs(f"{wanted:g} is asked for") if value else unknown("this report has no minimum")


def _policy(scope: "Scope", wanted: float | None) -> Iterator[Declaration]:
    """Yield the setting ``minimum-coverage``, where somebody sets it."""
    origin = scope.policy.origin("minimum-coverage")
    if not scope.is_root or origin == "default":
        return
    minimum = scope.policy.minimum_coverage
    judged = DECIDES
    if wanted is not None:
        judged = AGREES if wanted >= minimum else differs(f"only {wanted:g} is asked for")
    yield Declaration(COVERAGE, f"{minimum:g}", "minimum-coverage", _place_of(scope, origin), *judged)


def _place_of(scope: "Scope", origin: str) -> Place:
    """Return the place of ``pyproject.toml:12``; one without a line for a flag."""
    path, _, line = origin.rpartition(":")
    if not path or not line.isdecimal() or not scope.repository.is_file(path):
        return Place(origin)
    index = LineIndex(scope.repository.read(path))
    return Place(path, index.span_of(int(line)) if 0 < int(line) <= index.count else None)


def declared_lengths(scope: "Scope") -> Iterator[Declaration]:
    """Yield the line lengths of formatters, of what sorts imports, and of linters."""
    yield from until_unknown(LENGTH, _lengths(scope))


def _lengths(scope: "Scope") -> Iterator[Declaration]:
    view = scope.all(LineLengths)[0]
    stated = tuple(_stated(scope))
    formatters = view.formatters
    if not formatters:
        yield from _without_formatter(view, stated)
        return
    first, *others = formatters
    yield _row(first, DECIDES)
    seen = {first.place}
    groups = (iter(others), (each for each in view.sorters), (each for each in view.linters))
    for each in (one for group in groups for one in group):
        if each.place not in seen:
            seen.add(each.place)
            yield _row(each, _judge_length(scope, each, first))
    for tool, value, place in stated:
        if place not in seen:
            judged = AGREES if value == first.length.value else unknown(f"no run of {tool} is held to it")
            yield Declaration(LENGTH, f"{value}", tool, place, *judged)


def _judge_length(scope: "Scope", each: "ToolLength", first: "ToolLength") -> Judged:
    value, wanted = each.length.value, first.length.value
    if value == wanted or (each.code and value > wanted):
        return AGREES
    if not may_meet(each.run, first.run, scope.repository):
        return unknown("they treat different files")
    return differs(f"{first.tool.strip('`')} keeps {wanted}")


def _without_formatter(view: LineLengths, stated: tuple[Stated, ...]) -> Iterator[Declaration]:
    """Yield what is stated where no formatter runs: the first decides."""
    linters = {each.place: each for each in (*view.sorters, *view.linters)}
    wanted: int | None = None
    for tool, value, place in stated:
        if wanted is None:
            wanted = value
            yield Declaration(LENGTH, f"{value}", tool, place, Verdict.DECIDES)
        elif place not in linters:
            judged = AGREES if value == wanted else unknown(f"no run of {tool} is held to it")
            yield Declaration(LENGTH, f"{value}", tool, place, *judged)
        linters.pop(place, None) if wanted == value else None
    for each in linters.values():
        judged = AGREES if each.length.value == wanted else unknown("no formatter runs that could differ")
        yield _row(each, judged)


def _row(each: "ToolLength", judged: Judged) -> Declaration:
    return Declaration(LENGTH, each.label, each.tool.strip("`"), each.place, *judged)


def _stated(scope: "Scope") -> Iterator[Stated]:
    """Yield the lengths that the settings of the tools state, whether the tools run or not."""
    settings = scope.all(Ruff)[0].configured
    if settings and not settings.line_length.origin:
        yield "ruff", settings.line_length.value, settings.line_length.place
    own = (
        ("black", scope.all(Black)[0].line_length),
        ("isort", scope.all(Isort)[0].line_length),
        ("flake8", scope.all(Flake8)[0].max_line_length),
    )
    yield from ((tool, setting.value, setting.place) for tool, setting in own if setting.is_set)
