from collections.abc import Iterator

from repoaudit.api import BranchFilter, Finding, Severity, rule


@rule(BranchFilter, code="CIW015", severity=Severity.ERROR, lesson="+")
def stale_branch_filter(branches: BranchFilter) -> Iterator[Finding]:
    """A workflow is limited to branches that do not exist, such as `master` after the rename to `main`.

    The event never starts it, and nothing says so: the last run is simply green and old. Only names without wildcards
    count, of which one is a usual name of a main branch; a filter for release branches may wait for one. The rule needs
    to know the default branch and all branches of the remote, so it is silent for shallow and single-branch clones.
    """
    if branches.is_stale:
        written = ", ".join(f"`{name}`" for name in branches.names)
        default = branches.default
        yield Finding(
            branches.place,
            f"`{branches.event}` is limited to {written}, which the repository does not have, so it never starts this "
            f"workflow: write `{default}`, the default branch",
        )
