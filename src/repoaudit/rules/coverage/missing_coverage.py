from collections.abc import Iterator

from repoaudit.api import Finding, MeasuredTests, Related, Severity, rule


@rule(MeasuredTests, code="COV004", severity=Severity.WARNING, lesson="S2")
def missing_coverage(tests: MeasuredTests) -> Iterator[Finding]:
    """There are tests, and nothing measures which code they run.

    What no test runs can break unseen; a figure shows where. Anything counts that measures: pytest-cov, `coverage run`,
    a task, a CI step, an upload, a configuration of coverage, a guide that tells how. The rule is silent where
    something that cannot be read may do it, for templates, and for projects whose sources are not Python, or only
    import what another language defines.
    """
    if tests.is_measured or not tests.has_sources or not tests.exist or tests.may_be_measured:
        return
    declared = tests.declared
    lack = f"`{declared.name}` is declared, but nothing runs it" if declared else "nothing measures coverage"
    yield Finding(
        tests.place,
        f"{lack}, so what the tests leave out is unknown: run `pytest --cov=PACKAGE`, or `coverage run`",
        related=(Related(declared.place, "declared here"),) if declared else (),
    )
