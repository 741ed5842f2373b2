from collections.abc import Iterator

from repoaudit.api import Finding, Severity, UncollectedTests, rule


@rule(UncollectedTests, code="TST022", severity=Severity.WARNING, lesson="+")
def uncollected_test_file(tests: UncollectedTests) -> Iterator[Finding]:
    """A file of tests has nearly the name that pytest looks for, so its tests never run.

    `tests_login.py`, `login_tests.py` and `test-login.py` match neither `test_*.py` nor `*_test.py`. pytest says
    nothing of files that it does not collect, and the tests beside them run. The rule looks at files in folders of
    tests, whose tests pytest would collect under the name that it proposes. It is silent where another file or a
    command names the module, because it may hold tests for others to inherit, and where something else than pytest
    runs tests.
    """
    patterns = " nor ".join(f"`{pattern}`" for pattern in tests.patterns)
    word = "neither " if len(tests.patterns) > 1 else "not "
    functions = "function" if tests.count == 1 else "functions"
    yield Finding(
        tests.place,
        f"pytest never collects this file with its {tests.count} test {functions}, because its name matches "
        f"{word}{patterns}: call it `{tests.name}`",
    )
