from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Severity, UnconfiguredTests, rule


@rule(UnconfiguredTests, code="TST015", severity=Severity.INFO, fix=Applicability.UNSAFE, lesson="C")
def missing_pytest_config(tests: UnconfiguredTests) -> Iterator[Finding]:
    """pytest is used, and nothing configures it.

    Without a configuration the root folder depends on how pytest is called, the whole repository is searched for tests,
    and typos in markers and settings go unnoticed. The rule is silent where pytest runs no tests of the project,
    where a run of the root takes them along, which reads no configuration below, or where a command names a
    configuration file.

    The fix makes a table with `testpaths`. It is unsafe, because the root folder and what is collected may change.
    """
    if tests.run_under_pytest:
        yield Finding(
            tests.home,
            f"pytest runs the tests without a configuration file: add {tests.label} with settings such as `testpaths`",
            tests.configured,
        )
