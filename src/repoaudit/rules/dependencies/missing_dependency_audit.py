from collections.abc import Iterator

from repoaudit.api import DependencyAudit, Finding, Severity, rule


@rule(DependencyAudit, code="DEP011", severity=Severity.INFO, lesson="X2")
def missing_dependency_audit(audit: DependencyAudit) -> Iterator[Finding]:
    """Neither CI nor a hook looks for known vulnerabilities in the dependencies.

    A hole that was published after a version was locked goes unnoticed until somebody reads of it. pip-audit,
    `uv audit`, safety, osv-scanner, the actions for dependency review and for OpenSSF's Scorecard, snyk and trivy
    count, wherever CI or a hook runs them, and so does a configuration of Dependabot or Renovate that speaks of updates
    for security. Silent without CI (missing-ci) and without dependencies; lists for the developers of a library are
    none.
    """
    if audit.is_missing:
        yield Finding(
            audit.place,
            "nothing looks for known vulnerabilities in the dependencies: let CI run `pip-audit` or `uv audit`, or add "
            "`actions/dependency-review-action` for pull requests",
        )
