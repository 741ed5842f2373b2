from collections.abc import Iterator

from repoaudit.api import Finding, HooksInCi, Severity, rule


@rule(HooksInCi, code="HKS019", severity=Severity.WARNING, lesson="R2")
def hooks_not_in_ci(hooks: HooksInCi) -> Iterator[Finding]:
    """There are hooks and there is CI, but CI runs neither the hooks nor all that they run.

    Hooks run for those who have installed them. What others commit, or what is committed with `--no-verify` or on a
    website, nobody checks, and the next person with hooks gets the failures. pre-commit.ci counts (by `ci:`, a badge,
    its branch, or its commits of the last year), and so do actions, `pre-commit run` and `prek`, through make, tox, nox
    and scripts. The rule is silent where CI runs each tool of the hooks itself, where a part of CI cannot be followed
    that may run them, in a shallow clone, which does not show who made the earlier commits, and without any CI.
    """
    if hooks.missed:
        yield Finding(
            hooks.place,
            f"CI does not run the hooks, so a commit made without them is never checked by {hooks.summary}: run "
            f"`{hooks.program}` in CI",
        )
