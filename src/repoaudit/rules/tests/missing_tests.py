from collections.abc import Iterator

from repoaudit.api import Finding, Severity, UntestedPackage, rule


@rule(UntestedPackage, code="TST008", severity=Severity.WARNING, lesson="S1")
def missing_tests(untested: UntestedPackage) -> Iterator[Finding]:
    """A Python package has no test file that pytest would collect.

    Nothing then tells whether a change breaks it. The rule follows `testpaths` and `python_files`, and the paths that
    commands give to pytest. It is silent where another program runs the tests (unittest, Django, nox sessions that call
    a test file), where pytest collects doctests or notebooks, and where a folder of tests holds those of another
    language.
    """
    overlooked = untested.overlooked
    if overlooked:
        message = (
            f"pytest collects no test: `{overlooked}` is outside of `testpaths`, or not named as `python_files` says"
        )
    else:
        message = f"nothing tests the package `{untested.package}`: add a first test in `tests/test_*.py`"
    yield Finding(untested.place, message)
