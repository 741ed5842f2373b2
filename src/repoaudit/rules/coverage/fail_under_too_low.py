from collections.abc import Iterator

from repoaudit.api import Applicability, Coverage, Finding, Severity, rule


@rule(Coverage, code="COV002", severity=Severity.WARNING, fix=Applicability.UNSAFE, lesson="S2")
def fail_under_too_low(coverage: Coverage) -> Iterator[Finding]:
    """The coverage that a run must reach is below the minimum of this repository.

    The minimum is `minimum-coverage` of `[tool.repoaudit]`, 80 unless set. Where a flag overrides the configuration,
    the flag is what counts; a run that is given less than another one, which is given enough, measures a part. Silent
    where a comment beside the figure says why it is low, as that it is raised with every test.

    The fix raises the configured value. It is unsafe, because a run that passes today may fail.
    """
    wanted = coverage.scope.policy.minimum_coverage
    for minimum in coverage.minima_below(wanted):
        yield Finding(
            minimum.place,
            f"a run passes with {minimum.value:g} % of the code covered: the minimum is {wanted:g} %",
            minimum.raised_to(wanted),
        )
