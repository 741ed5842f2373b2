"""Programs, actions and hooks that look for known vulnerabilities in dependencies.

Source: the manuals of the tools and the READMEs of the actions, read on 2026-11-26.

Checked on 2026-11-26.
"""

from repoaudit.typing import Final

AUDITS: Final = (
    "pip-audit", "pip_audit", "uv audit", "uv-audit", "safety check", "safety scan", "hooks-safety", "python-safety",
    "pyupio", "osv-scanner", "dependency-review", "snyk", "trivy", "grype", "pipenv check", "poetry audit", "pdm audit",
    "ossaudit", "dependency-check", "dep-scan", "fossa", "socketsecurity", "dependency-scanning", "dependency_scanning",
    "guarddog", "anchore", "semgrep_app_token", "scorecard-action",
)  # fmt: skip
"""What names one in a workflow or a hook, in lower case.

`semgrep ci` with a token runs what is turned on at the service, Supply Chain among it. One of the checks of OpenSSF's
Scorecard, Vulnerabilities, asks OSV about the dependencies.
"""

AUDIT_PROGRAMS: Final = frozenset(
    "pip-audit pip_audit safety osv-scanner snyk trivy grype ossaudit jake dep-scan depscan guarddog".split()
)
"""Programs that do nothing else."""

AUDIT_COMMANDS: Final = frozenset({("uv", "audit"), ("pipenv", "check"), ("poetry", "audit"), ("pdm", "audit")})
"""Programs of which one sub-command does it."""

DEVELOPERS_EXTRAS: Final = frozenset(
    "dev devel develop development test tests testing lint linting style format typing types type-checking mypy doc "
    "docs documentation build release bench benchmark benchmarks cov coverage ci qa pre-commit".split()
)
"""Names of extras that no user installs."""

MAY_AUDIT: Final = r"audit|secur|vulnerab|\bscan|safety|snyk|trivy"
"""By such words a text shows that it may run one."""
