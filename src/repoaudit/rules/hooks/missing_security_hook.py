from collections.abc import Iterator

from repoaudit.api import Finding, HookGaps, Related, Severity, rule


@rule(HookGaps, code="HKS011", severity=Severity.INFO, lesson="T3 X1")
def missing_security_hook(gaps: HookGaps) -> Iterator[Finding]:
    """bandit or semgrep is used, and there are hooks, but none of them looks for holes in the code.

    A password or a shell command put together from input is cheapest to find before it is committed. A hook of any
    scanner counts, and so do ruff's `S` rules, which are bandit's. The rule is silent where a hook or ruff's settings
    cannot be followed, and where another program manages hooks of git, too.
    """
    scanner = gaps.scanner
    if scanner:
        place = gaps.place_of(scanner)
        beside, instead = (", and ruff's `S` rules are off", ", or select `S`") if gaps.uses_ruff else ("", "")
        yield Finding(
            gaps.hooks.place,
            f"`{scanner.name}` is {gaps.how(scanner)}, but no hook runs it{beside}: add a hook for it{instead}",
            related=(Related(place, f"`{scanner.name}` is used here"),) if place else (),
        )
