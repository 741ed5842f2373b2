from collections.abc import Iterator

from repoaudit.api import DeadStep, Finding, Severity, rule


@rule(DeadStep, code="CIW018", severity=Severity.WARNING, lesson="+")
def step_never_runs(step: DeadStep) -> Iterator[Finding]:
    """A job or a step runs on a condition that is never true: the matrix or the triggers lack what it asks for.

    It is left behind when a version leaves the matrix, as the upload of coverage under `matrix.python-version == '3.9'`
    does, and nothing says so: what is skipped is green. Looked at are conditions of which one part, joined with `&&`,
    is decided by the matrix or compares `github.event_name`. Silent where the matrix is computed, where another
    workflow may call this one, and for `if: false`, which somebody wrote on purpose.
    """
    yield Finding(
        step.place,
        f"`{step.part}` is never true, because {step.reason}, so the {step.kind} never runs: correct the condition, or "
        f"remove the {step.kind}",
    )
