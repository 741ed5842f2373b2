from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Severity, SkippedHooks, rule


@rule(SkippedHooks, code="HKS025", severity=Severity.WARNING, fix=Applicability.SAFE, lesson="+")
def skip_names_unknown_hook(skipped: SkippedHooks) -> Iterator[Finding]:
    """`ci.skip` or `SKIP` names a hook that is not configured, so that nothing is skipped.

    pre-commit says nothing about such a name. Either the hook is gone, and the name with it should be, or the name is
    wrong, and the hook that was to be skipped runs. Ids and aliases count. Looked at are `ci.skip`, which
    pre-commit.ci reads, and `SKIP` wherever a step, a job, a workflow or a command runs the hooks, perhaps by make or
    tox. The rule is silent for commands that name another configuration, for values with expressions, and, about
    `SKIP`, where folders have hooks of their own.

    The fix removes the name, or the variable with its last one. It is safe: what runs stays the same. Where the name is
    close to that of a hook there is none.
    """
    names = " and ".join(f"`{name}`" for name in skipped.unknown)
    if names:
        advice = f"did you mean `{skipped.meant}`?" if skipped.meant else "remove what skips nothing"
        yield Finding(
            skipped.place,
            f"`{skipped.key}` names {names}, which no hook here has as its id or alias: {advice}",
            skipped.without,
        )
