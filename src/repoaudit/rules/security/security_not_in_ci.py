from collections.abc import Iterator

from repoaudit.api import Finding, Related, Security, Severity, rule


@rule(Security, code="SEC003", severity=Severity.INFO, lesson="X1")
def security_not_in_ci(security: Security) -> Iterator[Finding]:
    """bandit or semgrep is set up, but continuous integration does not run it.

    Holes then wait until somebody runs it by hand. Commands are followed as for the tests (tests-not-in-ci), with the
    same reasons for silence. Another scanner in CI is enough, and so are ruff's `S` rules; a scanner that is a hook is
    the matter of hooks-not-in-ci.
    """
    scanner = security.forgotten
    if scanner and scanner.place:
        yield Finding(
            security.ci_place,
            f"`{scanner.name}` is set up, but CI runs no scanner for security holes: add a step that does",
            related=(Related(scanner.place, "set up here"),),
        )
