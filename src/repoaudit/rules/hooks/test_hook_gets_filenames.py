from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Severity, SuiteHook, rule


@rule(SuiteHook, code="HKS006", severity=Severity.ERROR, fix=Applicability.UNSAFE, lesson="F4")
def test_hook_gets_filenames(suite: SuiteHook) -> Iterator[Finding]:
    """A local hook for the test suite gets the changed files as arguments.

    pytest then collects these files instead of the tests (and finds none in most of them), make takes them for
    targets, tox and nox stop at them, and with many files several processes run at once. The rule is silent where a
    shell gets a text that does not use its arguments (`bash -c` without `$@`), where `files` matches tests only,
    and for testmon, picked and doctests, which are given files on purpose.

    The fix writes `pass_filenames: false`. It is unsafe, because the hook then runs all of the tests.
    """
    tool = suite.run.tool
    if suite.takes_filenames and not suite.is_selective:
        caller = suite.command.tool
        what = f"`{tool}`" if caller == tool else f"`{caller}`, which runs `{tool}`,"
        effect = " and runs these instead of the test suite" if caller == tool else ", whether they are tests or not"
        setting = suite.hook.hooks.wording(pass_filenames=False)
        yield Finding(
            suite.hook.place_of("pass_filenames"),
            f"{what} gets the paths of the changed files as arguments{effect}: write `{setting}`",
            suite.without_filenames,
        )
