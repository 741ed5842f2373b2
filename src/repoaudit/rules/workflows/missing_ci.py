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
    if ci.is_owed and not ci.exists and not ci.is_service_for_hooks and not ci.may_be_elsewhere:
        yield Finding(
            ci.place,
            "nothing runs the tests and checks when code changes: add a workflow that does, such as"
            " `.github/workflows/ci.yml`",
        )
