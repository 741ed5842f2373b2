from collections.abc import Iterator

from repoaudit.api import Ci, Finding, Severity, rule


@rule(Ci, code="CIW002", severity=Severity.WARNING, lesson="R2")
def tests_not_in_ci(ci: Ci) -> Iterator[Finding]:
    """There are tests and there is continuous integration, but no job runs the tests.

    A change that breaks them is merged with a green tick. Followed are make, tox, nox, hatch, pdm, poe, pixi, taskipy,
    shell scripts, local composite actions and actions that are given a command. The rule is silent where something that
    cannot be followed may run the tests: a reusable workflow of another repository, an included GitLab file, a script
    in Python, a container, a task runner such as just, another CI system.
    """
    if ci.exists and ci.runs_tests is None and ci.has_tests:
        yield Finding(ci.place, "there are tests, but no job of CI runs them: add a job that runs `pytest`")
