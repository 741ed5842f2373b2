from collections.abc import Iterator

from repoaudit.api import Finding, Related, Severity, UncombinedCoverage, rule


@rule(UncombinedCoverage, code="COV014", severity=Severity.WARNING, lesson="C")
def coverage_not_combined(coverage: UncombinedCoverage) -> Iterator[Finding]:
    """Coverage leaves its data in several files, and nothing puts them together.

    With `parallel`, `patch = subprocess` or `concurrency = multiprocessing` each process writes a file of its own;
    before coverage 7.14 reports then end with "No data to report" until `coverage combine` has run. pytest-cov combines
    by itself. Likewise each leg of a matrix that stores its data covers only what runs there.

    Codecov, Coveralls and similar services merge uploads, so the rule is silent where one of them is used.
    """
    run = coverage.parallel_run
    if run:
        place = run.report.place if run.report else run.measurement.place
        lost = f"`coverage {run.report.subcommand}` finds no data" if run.report else "no report finds its data"
        related = Related(run.cause, "each process writes a data file of its own because of this")
        yield Finding(place, f"nothing runs `coverage combine`, so {lost}: run it before", related=(related,))
    stored = coverage.stored_data
    if stored:
        yield Finding(
            stored.step.place,
            f"each leg of `{stored.job.id}` stores its coverage, and nothing combines it: download the files in a job"
            " that needs this one, and run `coverage combine`",
        )
