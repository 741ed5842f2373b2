"""Coverage data in several files that nothing puts together: of parallel runs, and of the legs of a matrix."""

from collections.abc import Iterator

from repoaudit.facts.coverage import COMBINES, MERGING, PARALLEL_FLAGS
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.commands import Command, last_option
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.collections.tool_versions import tool_version
from repoaudit.subjects.files.instructions import instructions
from repoaudit.subjects.files.reasons import without_suppressions
from repoaudit.subjects.files.workflows import Workflow
from repoaudit.subjects.tools.coverage import Coverage
from repoaudit.subjects.tools.coverage.minima import REPORTS
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.workflows.jobs import Job, Step
    from repoaudit.subjects.tools.coverage.measurements import Measurement

_DATA: Final = lazy(r"(?:^|[\s/])\.coverage(?:[.*\s_-]|$|\$\{\{)")
_RCFILES: Final = lazy(r"\.coveragerc\b")


class ParallelRun(NamedTuple):
    """A run that leaves data files with suffixes: why, and the report that finds no data (None without one)."""

    measurement: "Measurement"
    cause: "Place"
    report: Command | None


class StoredData(NamedTuple):
    """A step that stores the data of one leg of a matrix."""

    step: "Step"
    job: "Job"


class UncombinedCoverage:
    """The data of one project, where nothing combines it."""

    __slots__ = ("scope",)
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield a project that keeps its data in several files, unless something puts them together."""
        found = cls(scope)
        if (found.parallel_run or found.stored_data) and not scope.root.once(_is_combined):
            yield found

    @property
    def parallel_run(self) -> ParallelRun | None:
        """The first parallel run of a version whose reports do not combine by themselves, None without one."""
        if tool_version(self.scope, "coverage").at_least(COMBINES) is not False:
            return None
        coverage = self.scope.all(Coverage)[0]
        reports = (command for command in coverage.commands if command.subcommand in REPORTS)
        for measurement in coverage.measurements:
            cause = None if measurement.is_pytest else _parallel(measurement)
            if cause:
                return ParallelRun(measurement, cause, next(reports, None))
        return None

    @property
    def stored_data(self) -> StoredData | None:
        """The first step that stores the data of a leg of a matrix as an artifact that no report reads."""
        if not self.scope.is_root:
            return None
        workflows = self.scope.all(Workflow)
        jobs = [job for workflow in workflows for job in workflow.jobs]
        if any(job.uses and not job.uses.startswith("./") for job in jobs) or any(map(self._reads_artifacts, jobs)):
            return None
        steps = ((step, job) for job in jobs if job.matrix for step in job.steps)
        return next((StoredData(step, job) for step, job in steps if _stores_data(step)), None)

    def _reads_artifacts(self, job: "Job") -> bool:
        """Say whether a job gets artifacts and runs coverage, whose reports combine them since 7.14."""
        if not any("download-artifact" in step.action for step in job.steps):
            return False
        return any(command.where.group == job.group and _is_report(command) for command in all_commands(self.scope))


def _is_report(command: Command) -> bool:
    return (command.tool == "coverage" and command.subcommand in REPORTS) or command.tool in {"make", "tox", "nox"}


def _stores_data(step: "Step") -> bool:
    path = step.input("path") if step.action == "actions/upload-artifact" and not step.is_dead else None
    return path is not None and bool(_DATA.search(_RCFILES.sub("", path.text)))


def _parallel(measurement: "Measurement") -> "Place | None":
    """Return what gives each process a data file of its own, None where nothing does."""
    flag = next((each for each in measurement.arguments if each.text in PARALLEL_FLAGS), None)
    if flag:
        return flag.place
    concurrency = last_option(measurement.arguments, "--concurrency")
    if concurrency and "multiprocessing" in (concurrency.value or ""):
        return concurrency.place
    if measurement.switch("parallel").value:
        return measurement.switch("parallel").place
    for key, value in (("concurrency", "multiprocessing"), ("patch", "subprocess")):
        if value in measurement.list_of(key).value:
            return measurement.list_of(key).place
    return None


def _is_combined(root: "Scope") -> bool:
    """Say whether a command, a service or an action puts data together, or a text tells people to."""
    for command in all_commands(root):
        words = " ".join([command.tool, *(argument.text for argument in command.arguments)]).lower()
        if any(word in words for word in MERGING):
            return True
    texts = (without_suppressions(each.text).lower() for each in instructions(root))
    return any(word in text for text in texts if "cov" in text for word in MERGING)
