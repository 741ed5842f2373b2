from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, ParallelTests, Severity, rule

MANY = 10


@rule(ParallelTests, code="TST001", severity=Severity.WARNING, fix=Applicability.SAFE, lesson="T1 F1")
def missing_xdist(tests: ParallelTests) -> Iterator[Finding]:
    """Ten or more tests, and pytest-xdist, which runs them in parallel, is declared nowhere.

    Every manifest counts, and what tox, nox, hatch or a CI job installs. The rule is silent where a mark, a plugin, a
    shared resource in a conftest or a server on one port shows that the tests cannot run beside each other, where a
    script or job starts a container or a service for them, where `addopts` switches the plugin off, where CI spreads
    them over jobs by other means, or where a comment in pytest's configuration speaks of it.

    The fix declares pytest-xdist beside pytest. It is safe where neither a lock file nor hashes cover that list: no
    command passes `-n` by it.
    """
    addition = tests.addition if tests.suite.has_at_least(MANY) else None
    if addition and not tests.must_be_sequential:
        yield Finding(
            addition.beside.place,
            f"{tests.suite.count_tests()} test functions run one after another: declare `pytest-xdist`, "
            f"and run them with {tests.command}{addition.then}",
            addition.fix,
        )
