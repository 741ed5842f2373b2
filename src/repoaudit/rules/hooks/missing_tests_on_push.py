from collections.abc import Iterator

from repoaudit.api import Finding, HookSet, Severity, rule


@rule(HookSet, code="HKS007", severity=Severity.INFO, lesson="T3")
def missing_tests_on_push(hooks: HookSet) -> Iterator[Finding]:
    """There are hooks and there are tests, but no hook runs the tests before a push.

    What the tests would have said in a minute comes back from CI in ten, when others may have pulled it. The rule is
    silent where some hook runs tests at any stage, where that cannot be told, and where another program manages hooks
    of git, too.
    """
    if hooks.has_tests and not hooks.runs_tests and not hooks.has_other_manager:
        types, wording = hooks.listing_for_push, hooks.main.wording
        yield Finding(
            hooks.place,
            "no hook runs the tests, so a failure shows only after the push: add one with "
            f"`{wording(entry=hooks.test_command)}`, `{wording(pass_filenames=False)}` and "
            f"`{wording(stages=('pre-push',))}`" + (f", and write `{types}`" if types else ""),
        )
