from collections.abc import Iterator

from repoaudit.api import Finding, Hooks, Severity, rule


@rule(Hooks, code="HKS015", severity=Severity.WARNING, lesson="+")
def mutable_rev(hooks: Hooks) -> Iterator[Finding]:
    """`rev` names a branch, so everybody runs the commit that was newest when they first installed the hook.

    pre-commit and prek fetch a `rev` once and never look again: two people, or one and CI, run different code, and
    nobody gets the new commits that a branch promises. Both warn of it on every run. A tag or the hash of a commit
    is the same for all. The rule knows the usual names of branches; it is silent for a hook repository given as a
    path, which is mostly the one that defines the hooks.

    There is no fix: which tag is meant has to be looked up, as `pre-commit autoupdate` does.
    """
    for repo in hooks.repos:
        if repo.is_on_branch:
            yield Finding(
                repo.rev_place,
                f"`{repo.rev}` moves, but everybody keeps the commit that they got first: "
                f"write a tag or a commit, as `{hooks.program} {hooks.updating}` does",
            )
