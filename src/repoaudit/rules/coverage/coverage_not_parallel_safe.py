from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, NamedTuple, ParallelCoverage, Related, Severity, rule


class Options(NamedTuple):
    """Whether tests that start Python anew are reported, too; always under the preset ``strict``."""

    subprocesses: bool = False


@rule(
    ParallelCoverage,
    code="COV011",
    severity=Severity.ERROR,
    fix=Applicability.UNSAFE,
    lesson="P4 C",
    options=Options,
)
def coverage_not_parallel_safe(coverage: ParallelCoverage, options: Options) -> Iterator[Finding]:
    """`coverage run -m pytest -n ...` measures the process that hands out the tests, not those that run them.

    The figure is then close to 0 %, without an error (coverage 7.17.3, pytest-xdist 3.8.0); neither `parallel` nor
    `concurrency = multiprocessing` helps. `pytest -n ... --cov` measures the workers, and so does
    `patch = subprocess` of coverage 7.10. The words of `addopts` count as those of the command.

    The option `subprocesses` reports tests that start Python anew, as a warning: pytest-cov 7 does not measure those
    unless coverage is told to.

    The fix sets `patch`. It is unsafe: the data of each process then is a file of its own.
    """
    for lost in coverage.lost_workers:
        command, workers = lost.run.place, lost.workers.place
        instead = "leave out `coverage run`" if lost.run.measures_coverage else "run `pytest --cov` instead"
        yield Finding(
            command,
            f"`coverage run` does not see the workers of `-n {lost.workers.value}`, so it measures next to nothing:"
            f" {instead}, or set `patch = subprocess`",
            lost.fix,
            (Related(workers, "the tests run in workers because of this"),) if workers.path != command.path else (),
        )
    spawned = coverage.lost_subprocess if options.subprocesses else None
    if spawned:
        yield Finding(
            spawned.place,
            "what tests start in another Python process is not measured: set `patch = subprocess`",
            spawned.fix,
            (Related(spawned.test, "this test starts Python anew"),),
            severity=Severity.WARNING,
        )
