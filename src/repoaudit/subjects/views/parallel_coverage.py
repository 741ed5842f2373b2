"""Code that runs in other processes, where coverage does not see it: workers of xdist, subprocesses of tests."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.coverage import COMBINES, PATCHES, PYTEST_COV_LEAVES_SUBPROCESSES
from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.tool_versions import tool_version
from repoaudit.subjects.tools.coverage import Coverage
from repoaudit.subjects.tools.pytest import Pytest, PytestRun
from repoaudit.subjects.views.test_suite import TestSuite
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Fix
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.coverage.measurements import Measurement

_STARTS: Final = ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG", "process_startup")
"""What in an environment or a file starts coverage in subprocesses."""


_BY_DEFAULT: Final = lazy(r"\{posargs:[^{}]*?(?<![\w-])(?:-n[ =]?|--numprocesses[ =])(?P<value>\w+)")
"""A number of workers among the words that tox passes unless told otherwise."""


class Workers(NamedTuple):
    """How many workers there are, as it is written, and where."""

    value: str
    place: Place
    is_static: bool


class LostWorkers(NamedTuple):
    """A run of pytest under ``coverage run`` whose tests run in workers, and the fix."""

    workers: Workers
    run: PytestRun
    fix: "Fix | None"


class LostSubprocess(NamedTuple):
    """A test that starts Python anew, where nothing measures it: where that would be asked for, the test, the fix."""

    place: Place
    test: Place
    fix: "Fix | None"


class ParallelCoverage:
    """Coverage of one project, where processes other than that of pytest run its code."""

    __slots__ = ("coverage", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.coverage = scope.all(Coverage)[0]

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the coverage of every project, measured or not."""
        yield cls(scope)

    @property
    def lost_workers(self) -> Iterator[LostWorkers]:
        """The commands that measure nothing but the process that hands out tests."""
        runs = [run for run in self.scope.all(Pytest)[0].runs if run.command.via[-1:] == ("coverage run",)]
        if not any(map(_workers_of, runs)):
            return
        by_place = {each.place: each for each in self.coverage.measurements if not each.is_pytest}
        for run in runs:
            measurement = by_place.get(run.place)
            workers = _workers_of(run)
            if measurement and workers and _is_distributed(run, workers) and not self._starts_itself(measurement):
                yield LostWorkers(workers, run, self._patched(measurement))

    @property
    def lost_subprocess(self) -> LostSubprocess | None:
        """The first test that starts Python anew where nothing measures that, None without one."""
        measurement = next((each for each in self.coverage.measurements if self._leaves_subprocesses(each)), None)
        test = self._spawning_test if measurement else None
        if measurement is None or test is None:
            return None
        patch = measurement.list_of("patch")
        place = patch.place if measurement.configuration.winner else measurement.place
        return LostSubprocess(place, test, self._patched(measurement))

    def _leaves_subprocesses(self, measurement: "Measurement") -> bool:
        if measurement.is_pytest:
            new = tool_version(self.scope, "pytest-cov").at_least(PYTEST_COV_LEAVES_SUBPROCESSES)
            if not new:
                return False
        return not self._starts_itself(measurement)

    @property
    def _spawning_test(self) -> Place | None:
        suite = self.scope.all(TestSuite)[0]
        for path in (*suite.files, *suite.conftests):
            text = suite.text(path)
            if "sys.executable" in text and "subprocess." in text:
                return Place(path)
        return None

    def _starts_itself(self, measurement: "Measurement") -> bool:
        """Say whether coverage starts in every process: ``patch = subprocess``, or a variable with a ``.pth`` file."""
        if "subprocess" in measurement.list_of("patch").value:
            return True
        command = measurement.command
        environment = command.environment if command else {}
        if any(name in environment for name in _STARTS):
            return True
        return starts_everywhere(self.scope, measurement.place.path)

    def _patched(self, measurement: "Measurement") -> "Fix | None":
        """Phrase the fix that measures subprocesses; None where coverage is too old, or nothing combines the data."""
        version = tool_version(self.scope, "coverage")
        combines = any(command.subcommand == "combine" for command in self.coverage.commands)
        if version.at_least(PATCHES) is False or not (measurement.is_pytest or combines or version.at_least(COMBINES)):
            return None
        patch = measurement.list_of("patch")
        return patch.set([*patch.value, "subprocess"]).titled("measure subprocesses")


def starts_everywhere(scope: "Scope", *further: str) -> bool:
    """Say whether a file of the project, or one of further ones, makes coverage start in every process."""
    paths = {*further, *map(scope.path, ("tox.ini", "pyproject.toml", "sitecustomize.py"))}
    texts = (_text(scope, path) for path in sorted(paths))
    return any(name in text for text in texts for name in _STARTS)


def _workers_of(run: PytestRun) -> Workers | None:
    option = run.workers
    if option:
        return Workers(option.value or "", option.place, option.is_static)
    for argument in run.arguments:
        match = _BY_DEFAULT.search(argument.text) if _may_default(argument.text) else None
        if match:
            return Workers(match["value"], argument.place, is_static=True)
    return None


def _may_default(text: str) -> bool:
    return "{posargs:" in text and "-n" in text


def _is_distributed(run: PytestRun, workers: Workers) -> bool:
    """Say whether tests run in workers. Raises `UnknownError` where a variable holds their number."""
    disabled = any(option.value == "no:xdist" for option in run.command.options("-p")) or run.flag("-pno:xdist")
    if disabled or run.flag("--pdb") or workers.value in {"0", ""}:
        return False
    if not workers.is_static:
        raise UnknownError("how many workers there are is not known", *workers.place[:2])
    return True


def _text(scope: "Scope", path: str) -> str:
    try:
        return scope.repository.read(path) if scope.repository.is_file(path) else ""
    except UnknownError:
        return ""
