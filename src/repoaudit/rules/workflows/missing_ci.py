from collections.abc import Iterator

from repoaudit.api import Ci, Finding, Severity, rule


@rule(Ci, code="CIW001", severity=Severity.WARNING, lesson="R2")
def missing_ci(ci: Ci) -> Iterator[Finding]:
    """A git repository with Python sources has no continuous integration.

    What nobody runs on every change breaks unnoticed: tests, linter and build pass only on the machine of whoever
    happened to try. Any system counts, whatever its configuration does: GitHub Actions, GitLab CI, CircleCI, Azure
    Pipelines, Travis, Jenkins, AppVeyor, Buildkite, Cirrus, Zuul and some thirty others, and pre-commit.ci. Projects
    under Gerrit are left alone, because their jobs are often configured elsewhere.
    """
    if not ci.exists and not ci.may_be_elsewhere and ci.is_owed and not ci.is_service_for_hooks:
        example = ci.place.path if ci.is_on_gitlab else f"{ci.place.path}/ci.yml"
        yield Finding(
            ci.place, f"nothing runs the tests and checks when code changes: add jobs that do, such as in `{example}`"
        )
