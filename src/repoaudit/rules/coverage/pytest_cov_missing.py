from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, PytestNeeds, Severity, rule


@rule(PytestNeeds, code="COV010", severity=Severity.ERROR, fix=Applicability.SAFE, lesson="H1")
def pytest_cov_missing(needs: PytestNeeds) -> Iterator[Finding]:
    """pytest is given an option of pytest-cov, and nothing installs pytest-cov.

    pytest then stops with "unrecognized arguments" (exit status 4, pytest 9.2.0) before it runs a test. Every manifest
    and lock file counts, and what the same job or environment installs by a command; where one of them cannot be read,
    the rule is silent.

    The fix declares pytest-cov beside pytest. It is safe where neither a lock file nor hashes cover that list.
    """
    missing = needs.missing_cov
    if missing:
        yield Finding(
            missing.place,
            f"`{missing.option}` is an option of pytest-cov, which nothing installs, so pytest stops with a usage"
            f" error: declare `pytest-cov`{missing.then}",
            missing.fix,
            missing.related,
        )
