from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Related, Severity, WorkflowPermissions, rule


@rule(WorkflowPermissions, code="CIW009", severity=Severity.INFO, fix=Applicability.UNSAFE, lesson="X")
def workflow_permissions(permissions: WorkflowPermissions) -> Iterator[Finding]:
    """A workflow does not say what its token may do, so it may do whatever the repository's settings allow.

    In older repositories and organisations that is to write everything: an action or a dependency that was taken over
    can then push commits and publish releases. There is one finding for the repository; the related places are the
    other workflows. `permissions: write-all` limits nothing, either. A workflow is left alone if each of its jobs has
    `permissions` or calls a workflow of the repository that has, or if it is only called by others, whose permissions
    it gets.

    The fix lets these workflows read the repository, but for those that push, comment, label, release, deploy, report
    (to code scanning, as checks) or hand their token on, themselves or in a script, a task or an action of the
    repository, which need more, and those that call a workflow of another repository, which may. It is unsafe, because
    another one may write as well.
    """
    missing = permissions.missing
    if missing:
        number = f"{len(missing)} workflows do" if len(missing) > 1 else "the workflow does"
        yield Finding(
            permissions.place_of(missing[0]),
            f"{number} not limit the token, which may write all that the repository's settings allow: add "
            "`permissions: {contents: read}`, and more where a job needs it",
            permissions.limit,
            related=tuple(Related(permissions.place_of(each), "nor does this one") for each in missing[1:]),
        )
