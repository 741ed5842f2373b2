from collections.abc import Iterator

from repoaudit.api import Finding, HookGaps, Related, Severity, rule


@rule(HookGaps, code="HKS010", severity=Severity.INFO, lesson="T3")
def missing_type_check_hook(gaps: HookGaps) -> Iterator[Finding]:
    """A type checker is configured, and there are hooks, but none of them checks types.

    Errors of types then show in CI at the earliest. A hook before a push is enough where the checker takes long. The
    rule is silent where a hook cannot be followed, where another program manages hooks of git, too, for a
    `[tool.pyright]` that nothing runs or declares (editors read it), where `[tool.repo-review]` ignores the check for
    such a hook (PC140), and without any type checker.
    """
    checker = gaps.type_checker
    if checker:
        yield Finding(
            gaps.hooks.place,
            f"`{checker.name}` is configured, but no hook checks types: add a hook for it, at the latest with "
            f"`{gaps.hooks.main.wording(stages=('pre-push',))}`",
            related=(Related(checker.place, f"`{checker.name}` is configured here"),) if checker.place else (),
        )
