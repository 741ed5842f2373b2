from collections.abc import Iterator

from repoaudit.api import Finding, HookGaps, Related, Severity, rule


@rule(HookGaps, code="HKS008", severity=Severity.WARNING, lesson="T3")
def missing_lint_hook(gaps: HookGaps) -> Iterator[Finding]:
    """A linter is used, and there are hooks, but none of them runs a linter.

    What the linter would have said before the commit comes back from CI, or from nobody. Any linter counts, whatever
    stands between it and the hook: make, tox, a script. The rule is silent where a hook cannot be followed, where
    another program manages hooks of git, too, and without any linter, which is the matter of `missing-linter`.
    """
    linter = gaps.linter
    if linter:
        place = gaps.place_of(linter)
        yield Finding(
            gaps.place,
            f"`{linter.name}` is {gaps.how(linter)}, but no hook runs a linter, so commits are made that it rejects: "
            "add a hook for it",
            related=(Related(place, f"`{linter.name}` is used here"),) if place else (),
        )
