from collections.abc import Iterator

from repoaudit.api import Finding, MeasuredTests, Related, Severity, rule


@rule(MeasuredTests, code="COV009", severity=Severity.WARNING, lesson="S2")
def coverage_not_in_ci(tests: MeasuredTests) -> Iterator[Finding]:
    """A minimum of coverage is set, and CI runs the tests, but no job measures coverage.

    The minimum then holds only where somebody measures by hand. Followed are make, tox, nox, tasks, scripts and hooks
    that CI runs. The rule is silent where CI runs no tests, and where something that cannot be followed may measure.
    """
    minimum = tests.minimum
    place = tests.unmeasured_in_ci if minimum else None
    if minimum and place and tests.exist:
        yield Finding(
            place,
            f"no job of CI measures coverage, so nothing enforces the minimum of {minimum.value:g} %: measure it here,"
            " with `pytest --cov`",
            related=(Related(minimum.place, "the minimum"),),
        )
