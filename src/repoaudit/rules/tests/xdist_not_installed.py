from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, PytestNeeds, Severity, rule


@rule(PytestNeeds, code="TST003", severity=Severity.ERROR, fix=Applicability.SAFE, lesson="T1")
def xdist_not_installed(needs: PytestNeeds) -> Iterator[Finding]:
    """pytest is given an option of pytest-xdist, and nothing installs pytest-xdist.

    pytest then stops with "unrecognized arguments: -n" (exit status 4, pytest 9.2.0) before it runs a test. Every
    manifest and lock file counts, and what the same job or environment installs by a command; where one of them cannot
    be read, the rule is silent.

    The fix declares pytest-xdist beside pytest. It is safe where neither a lock file nor hashes cover that list.
    """
    missing = needs.missing_xdist
    if missing:
        yield Finding(
            missing.place,
            f"`{missing.option}` is an option of pytest-xdist, which nothing installs, so pytest stops with a usage"
            f" error: declare `pytest-xdist`{missing.then}",
            missing.fix,
            missing.related,
        )
