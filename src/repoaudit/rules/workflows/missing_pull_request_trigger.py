from collections.abc import Iterator

from repoaudit.api import Finding, Severity, TestTriggers, rule


@rule(TestTriggers, code="CIW008", severity=Severity.WARNING, lesson="R2")
def missing_pull_request_trigger(triggers: TestTriggers) -> Iterator[Finding]:
    """Continuous integration runs the tests only after a change was merged, not for a pull request.

    A broken change is then found on the default branch, where it stops everybody. On GitHub a workflow that runs tests
    is reached by `pull_request`, `merge_group`, a `push` to any branch, the call of a workflow that is reached, or a
    comment; on GitLab by a pipeline of merge requests or of any branch. The rule is silent where something that cannot
    be followed may run the tests, where no job runs them at all (tests-not-in-ci), and where a comment at `on` says why
    somebody has to start them.
    """
    late = triggers.late
    if late:
        yield Finding(late.place, f"only {late.when} runs the tests, so changes are merged untested: add {late.remedy}")
