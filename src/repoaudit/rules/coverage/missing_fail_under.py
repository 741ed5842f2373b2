from collections.abc import Iterator

from repoaudit.api import Applicability, Coverage, Finding, Related, Severity, rule

_UNLIMITED = "coverage is measured, but nothing sets a minimum"


@rule(Coverage, code="COV001", severity=Severity.WARNING, fix=Applicability.UNSAFE, lesson="S2 C")
def missing_fail_under(coverage: Coverage) -> Iterator[Finding]:
    """Coverage is measured, but nothing sets a minimum that it must reach.

    A figure that nobody enforces falls unnoticed. A minimum counts wherever coverage or pytest-cov reads it:
    `fail_under` in any of coverage's files, `--cov-fail-under` in `addopts` or a command, `--fail-under` of
    `coverage report`, the target of a Codecov status, the threshold of smokeshow, the covdefaults plugin. Codecov
    compares what is uploaded with the base of a change unless its file says otherwise, which counts, too. Silent where
    the minimum stands in a section that coverage does not read (misnamed-section).

    The fix sets `fail_under` in the file that coverage reads. It is unsafe, because a run that passes today may fail.
    Where `addopts` measures every run, and some command runs a part of the tests, there is none: that would fail.
    """
    measured = coverage.measured_at
    if measured is None or coverage.minima or coverage.is_demanded_of_patches or coverage.is_compared_with_base:
        return
    if coverage.is_stated_elsewhere("fail_under"):
        return
    minimum = coverage.scope.policy.minimum_coverage
    if part := coverage.part_measured:
        yield Finding(
            measured,
            f"{_UNLIMITED}: pass `--cov-fail-under={minimum:g}` where all tests run",
            related=(Related(part, "a part of them, which `fail_under` would make fail"),),
        )
        return
    place = coverage.place_of(coverage.fail_under, measured)
    report = "" if coverage.is_reported else ", and run `coverage report`, which enforces it"
    yield Finding(
        place,
        f"{_UNLIMITED}: set `fail_under = {minimum:g}`{report}",
        coverage.with_fail_under(minimum),
        (Related(measured, "coverage is measured here"),) if place != measured else (),
    )
