from collections.abc import Iterator

from repoaudit.api import Finding, HookSet, Severity, rule


@rule(HookSet, code="HKS013", severity=Severity.INFO, lesson="T3", default=False)
def missing_coverage_hook(hooks: HookSet) -> Iterator[Finding]:
    """There are hooks and there are tests, but no hook checks their coverage.

    New code without tests is then found in CI, or not at all. A hook before pushes that runs `pytest --cov` with a
    minimum is enough, and so is one that compares with the main branch, such as diff-cover. The rule is silent where a
    hook cannot be followed.
    """
    wording = hooks.main.wording
    if hooks.has_tests and not hooks.checks_coverage:
        yield Finding(
            hooks.place,
            f"no hook checks the coverage of the tests: add one with `{wording(entry='pytest --cov')}`, "
            f"`{wording(pass_filenames=False)}` and `{wording(stages=('pre-push',))}`",
        )
