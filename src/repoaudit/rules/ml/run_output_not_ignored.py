from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Related, RunOutput, Severity, rule


@rule(RunOutput, code="MLR004", severity=Severity.WARNING, fix=Applicability.SAFE, lesson="+")
def run_output_not_ignored(output: RunOutput) -> Iterator[Finding]:
    """A tool leaves its runs in a folder that `.gitignore` does not cover.

    The next `git add .` then tracks them. It takes a runtime dependency on wandb, mlflow, Lightning or hydra, and
    source that starts a run; the rule is silent where anything in the repository may send the output elsewhere, and
    where something of that name is tracked.

    The fix adds an anchored line. It is safe, because no tracked path matches it.
    """
    yield Finding(
        output.place,
        f"{output.tool.name} writes its runs to `{output.tool.folder}`, which git does not ignore: add `{output.line}`",
        output.fix,
        related=(Related(output.declared.place, f"{output.tool.name} is used here"),),
    )
