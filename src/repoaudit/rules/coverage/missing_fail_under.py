from collections.abc import Iterator

from repoaudit.api import Applicability, Coverage, Finding, Related, Severity, rule


@rule(Coverage, code="COV001", severity=Severity.WARNING, fix=Applicability.UNSAFE, lesson="S2 C")
def missing_fail_under(coverage: Coverage) -> Iterator[Finding]:
    """Coverage is measured, but nothing sets a minimum that it must reach.

    A figure that nobody enforces falls unnoticed. A minimum counts wherever coverage or pytest-cov reads it:
    `fail_under` in any of coverage's files, `--cov-fail-under` in `addopts` or a command, `--fail-under` of
    `coverage report`, the target of a Codecov status, the threshold of smokeshow, the covdefaults plugin. Codecov
    compares what is uploaded with the base of a change unless its file says otherwise, which counts, too.

    The fix sets `fail_under` in the file that coverage reads. It is unsafe, because a run that passes today may fail.
    """
    measured = coverage.measured_at
    if measured is None or coverage.minima or coverage.is_demanded_of_patches or coverage.is_compared_with_base:
        return
    minimum = coverage.scope.policy.minimum_coverage
    place = coverage.place_of(coverage.fail_under, measured)
    report = "" if coverage.is_reported else ", and run `coverage report`, which enforces it"
    yield Finding(
        place,
        f"coverage is measured, but nothing sets a minimum: set `fail_under = {minimum:g}`{report}",
        coverage.with_fail_under(minimum),
        (Related(measured, "coverage is measured here"),) if place != measured else (),
    )
