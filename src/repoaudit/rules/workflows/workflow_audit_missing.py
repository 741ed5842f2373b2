from collections.abc import Iterator

from repoaudit.api import Ci, Finding, Severity, rule


@rule(Ci, code="CIW014", severity=Severity.INFO, default=False, lesson="X")
def workflow_audit_missing(ci: Ci) -> Iterator[Finding]:
    """There are workflows of GitHub, and neither zizmor nor actionlint looks at them.

    zizmor finds what lets a stranger run code (injection of titles, dangerous triggers), actionlint finds mistakes in
    expressions and shell. Hooks, commands of the Makefile, tox or nox, steps, actions and collections of linters count,
    whether CI runs them or not.
    """
    workflow = ci.unaudited_workflow
    if workflow:
        yield Finding(
            workflow.key_place("jobs"),
            "neither zizmor nor actionlint looks at the workflows: add one of them as a hook or as a step",
        )
