from collections.abc import Iterator

from repoaudit.api import Finding, RunFolder, Severity, rule


@rule(RunFolder, code="MLR003", severity=Severity.WARNING, lesson="+")
def run_output_tracked(folder: RunFolder) -> Iterator[Finding]:
    """What runs leave behind is tracked by git.

    The folders of mlflow, wandb, Lightning, hydra and Jupyter's checkpoints grow with every run and mix the results of
    one machine into the history. A folder is recognised by what only a run writes (`mlruns/0/meta.yaml`), never by its
    name; one with Python sources and material of tests are left alone.
    """
    yield Finding(
        folder.place,
        f"`{folder.folder}` holds {folder.count} tracked file{'s' if folder.count > 1 else ''} of runs of "
        f"{folder.tool}: `git rm -r --cached` it, and ignore it in `.gitignore`",
    )
