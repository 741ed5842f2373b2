from collections.abc import Iterator

from repoaudit.api import Badge, Finding, Severity, rule


@rule(Badge, code="DOC010", severity=Severity.WARNING, lesson="O1")
def broken_badge(badge: Badge) -> Iterator[Finding]:
    """A badge in the README shows a workflow or a branch that does not exist.

    It then shows `no status`, or the last state of something that was renamed years ago. Badges of GitHub's workflows
    count, whether by file, by name or from shields.io, when they are those of this repository, as its metadata say.
    `/workflows/NAME/badge.svg` takes the `name:` of a workflow, and its file only where it has none.
    Branches are only known where the clone holds all of them.
    """
    if badge.lacks_workflow:
        called = "a workflow with the name" if badge.is_by_name else "the workflow"
        yield Finding(badge.place, f"the badge shows {called} `{badge.workflow}`, but {badge.present}")
        return
    branch = badge.missing_branch
    if branch:
        yield Finding(badge.place, f"the badge shows the branch `{branch}`, which does not exist")
