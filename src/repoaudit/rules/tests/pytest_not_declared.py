from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, PytestNeeds, Severity, rule


@rule(PytestNeeds, code="TST016", severity=Severity.ERROR, fix=Applicability.SAFE, lesson="H1")
def pytest_not_declared(needs: PytestNeeds) -> Iterator[Finding]:
    """A command runs pytest, or gives it an option of a plugin, and nothing installs that package.

    The command then fails on every machine that does not happen to have it: pytest stops with "unrecognized arguments"
    for the option of a plugin. Every manifest and lock file counts, packages that require pytest, and what the same
    job or environment installs by a command; where one of them cannot be read, the rule is silent. pytest-cov and
    pytest-xdist have rules of their own.

    The fix declares a plugin beside pytest. It is safe where neither a lock file nor hashes cover that list.
    """
    pytest = needs.missing_pytest
    if pytest:
        yield Finding(
            pytest.place,
            "this runs pytest, which nothing installs: declare `pytest` among the development dependencies",
            related=pytest.related,
        )
    for missing in needs.missing_plugins:
        yield Finding(
            missing.place,
            f"`{missing.option}` is an option of {missing.package}, which nothing installs, so pytest stops with a"
            f" usage error: declare `{missing.package}`{missing.then}",
            missing.fix,
            missing.related,
        )
