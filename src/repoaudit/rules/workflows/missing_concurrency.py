from collections.abc import Iterator

from repoaudit.api import Finding, Severity, Workflow, rule


@rule(Workflow, code="CIW011", severity=Severity.INFO, default=False, lesson="D1")
def missing_concurrency(workflow: Workflow) -> Iterator[Finding]:
    """A workflow for pull requests has no `concurrency`, so outdated runs go on after the next push.

    Nobody looks at the result for a commit that was replaced, and the run of the new one may have to wait for it.
    """
    if workflow.trigger("pull_request") and workflow.jobs and not workflow.has_concurrency:
        yield Finding(
            workflow.key_place("jobs"),
            "each push to a pull request leaves the run before it going: add `concurrency: {group: ${{ github.workflow "
            "}}-${{ github.ref }}, cancel-in-progress: true}`",
        )
