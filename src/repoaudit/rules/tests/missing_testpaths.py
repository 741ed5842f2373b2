from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Severity, TestSuite, rule


@rule(TestSuite, code="TST010", severity=Severity.INFO, fix=Applicability.SAFE, lesson="S1")
def missing_testpaths(suite: TestSuite) -> Iterator[Finding]:
    """pytest has no `testpaths`, so without a path it searches the whole repository for tests.

    Collection is slower, and picks up test files of vendored code and examples. The rule is silent where pytest has
    no configuration at all, where a file that it never reads sets them, where `addopts` holds a path or `--ignore`,
    where a plugin checks all files (`--ruff`, `--mypy`, which pytest-enabler passes), where a conftest elsewhere
    collects files of its own, such as documents, where tests stand beside the configuration file, and where
    `testpaths` stands in a comment.

    The fix names the folder. It is safe where one folder holds every test file and nothing collects doctests or other
    files; else there is none.
    """
    testpaths = suite.pytest.testpaths
    if not suite.is_configured or testpaths.is_set or suite.pytest.has_shadowed_testpaths or not suite.files:
        return
    roots = suite.roots
    if not roots or "" in roots or suite.path_in_addopts or suite.checks_all_files or suite.collects_elsewhere:
        return
    if suite.pytest.is_without_testpaths_on_purpose:
        return
    *others, last = (f"`{root}`" for root in roots)
    folders = f"{', '.join(others)} and {last}" if others else last
    tests = "test files" if suite.collects_more_than_tests else "tests"
    yield Finding(
        testpaths.place,
        "`testpaths` is not set, so `pytest` without a path searches the whole repository: "
        f"all {tests} are in {folders}",
        suite.with_testpaths(roots[0]) if len(roots) == 1 and not suite.collects_more_than_tests else None,
    )
