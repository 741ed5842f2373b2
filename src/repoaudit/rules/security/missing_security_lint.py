from collections.abc import Iterator

from repoaudit.api import Finding, Security, Severity, rule


@rule(Security, code="SEC001", severity=Severity.WARNING, lesson="X1")
def missing_security_lint(security: Security) -> Iterator[Finding]:
    """Nothing looks for security holes in the code.

    Shell commands put together from input, `yaml.load`, `verify=False` and passwords in the source are found by a
    linter in a second. Bandit, ruff's `S` rules (which are bandit's), flake8-bandit, semgrep, CodeQL, Snyk and
    collections of linters count, whether configured, declared, hooked or run; one that CI does not run is the matter
    of security-not-in-ci. What GitHub runs by its settings alone (CodeQL's default setup) leaves no trace in the files.
    """
    if security.lacks_lint:
        how = (
            "add `S` to the rules that ruff selects" if security.uses_ruff else "select ruff's `S` rules, or run bandit"
        )
        yield Finding(
            security.place,
            f"nothing looks for security holes in this code, such as shell commands built from input: {how}",
        )
