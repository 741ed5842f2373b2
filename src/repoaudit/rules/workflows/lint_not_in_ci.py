from collections.abc import Iterator

from repoaudit.api import Ci, Finding, Related, Severity, rule


@rule(Ci, code="CIW003", severity=Severity.WARNING, lesson="R2")
def lint_not_in_ci(ci: Ci) -> Iterator[Finding]:
    """A linter is in use, but continuous integration does not run it.

    What it would find is found by whoever runs it next, in code that was merged long ago. Commands are followed as for
    the tests (tests-not-in-ci), with the same reasons for silence. A linter that is a hook is the matter of
    hooks-not-in-ci, and a repository without any linter that of missing-linter.
    """
    linter = ci.forgotten_linter
    if linter and linter.place:
        state = "in use" if linter.is_run else "configured"
        yield Finding(
            ci.place,
            f"`{linter.name}` is {state}, but CI does not run it: add a step that does",
            related=(Related(linter.place, "used here" if linter.is_run else "configured here"),),
        )
