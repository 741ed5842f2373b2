from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Related, Severity, SuiteHook, rule


@rule(SuiteHook, code="HKS002", severity=Severity.WARNING, fix=Applicability.SAFE, lesson="T3 F4")
def pytest_hook_not_on_push(suite: SuiteHook) -> Iterator[Finding]:
    """A hook runs the test suite on every commit, not before a push.

    Commits that take minutes get made with `--no-verify`, and then no hook runs at all. What the hook runs is
    followed through make, tox, nox, task runners and shell scripts. Its stages are its own, else those of the
    manifest of its repository, else `default_stages`, else all; a manifest that is not known keeps the rule silent.
    So do lint environments, `--collect-only`, the check of links in documents (`--check-links`), and plugins that run
    only the tests a change concerns (testmon, picked).

    The fix moves the hook to `pre-push` and has `pre-commit install` install that type, without which it would
    never run. It is safe when another CI step runs the tests, pre-commit is known to be 3.2 or later (older ones
    reject the name) and no command runs the hook by its id. Tried with pre-commit 4.7.0 and prek 0.5.11.
    """
    run = suite.run
    if suite.is_selective or not suite.is_on_commit:
        return
    hook = suite.hook
    wording = hook.hooks.wording
    always = f", even one that changes nothing it tests (`{wording(always_run=True)}`)" if hook.always_runs else ""
    related = () if run is suite.command else (Related(run.place, "the tests run here"),)
    yield Finding(
        suite.place,
        f"`{hook.id}` runs the tests (`{suite.label}`) on every commit{always}: "
        f"let them run before a push, with `{wording(stages=('pre-push',))}`",
        suite.on_push,
        related,
    )
