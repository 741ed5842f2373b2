from collections.abc import Iterator

from repoaudit.api import Finding, ParallelTests, Severity, rule


@rule(ParallelTests, code="TST002", severity=Severity.WARNING, lesson="T1")
def xdist_not_used(tests: ParallelTests) -> Iterator[Finding]:
    """pytest-xdist is declared, but no command runs the tests in parallel.

    Looked at are `addopts`, `PYTEST_ADDOPTS` and every command: Makefile, tox, nox, hatch, hooks, CI. The rule is
    silent where no command runs pytest, where a variable may hold the option, where a file that is not read may run
    the tests, where a README or guide tells people to pass `-n`, and where the tests of a plugin pass it to pytest.
    """
    declared = tests.declared
    if not declared or not tests.runs_tests or tests.is_distributed:
        return
    if not tests.is_told_to_people and not tests.is_used_by_tests:
        yield Finding(
            declared.place,
            "pytest-xdist is declared, but no command passes `-n`, so all tests run one after another: run"
            f" {tests.command}",
        )
