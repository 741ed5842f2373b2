from collections.abc import Iterator

from repoaudit.api import Finding, Related, Severity, Workflow, rule


@rule(Workflow, code="CIW010", severity=Severity.INFO, default=False, lesson="+")
def missing_timeout(workflow: Workflow) -> Iterator[Finding]:
    """A job of a workflow has no `timeout-minutes`, so one that hangs runs for six hours.

    That is GitHub's own limit. A test that waits for a lock or the network then occupies a runner, and is paid for.
    There is one finding for each workflow. Jobs that call a reusable workflow take no timeout, and a job of which each
    step has one needs none.
    """
    jobs = workflow.without_timeout
    if jobs:
        names = ", ".join(f"`{job.id}`" for job in jobs[:5])
        more = f" and {len(jobs) - 5} more" if len(jobs) > 5 else ""  # noqa: PLR2004
        yield Finding(
            jobs[0].key_place,
            f"{names}{more}: without `timeout-minutes` a job that hangs runs for six hours: set it to a few times what "
            "the job usually takes",
            related=tuple(Related(job.key_place, "likewise") for job in jobs[1:]),
        )
