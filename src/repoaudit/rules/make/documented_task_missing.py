from collections.abc import Iterator

from repoaudit.api import Finding, MissingTask, Related, Severity, rule


@rule(MissingTask, code="MAK010", severity=Severity.ERROR, lesson="D2")
def documented_task_missing(task: MissingTask) -> Iterator[Finding]:
    """A guide, CI or a hook asks for a task that nothing defines, so the command fails.

    Looked at are calls of make, just, hatch, tox, nox, poe and pdm, and of pre-commit and prek for one hook, in
    workflows, hooks, recipes and environments, and calls of tasks in the code spans and blocks of READMEs and
    CONTRIBUTING guides. Most often a task was renamed and the text was not. tox that no file configures knows
    the names of Pythons only.

    Silent where more tasks may exist than can be read: an include, a rule for everything, a plugin.
    """
    advice = f"write `{task.near}`" if task.near else "define it, or correct the command"
    lack = f"`{task.path}` has no {task.kind} `{task.name}`" if task.path else f"no file configures {task.runner}"
    yield Finding(
        task.places[0],
        f"`{task.spelled}` fails: {lack}; {advice}",
        related=tuple(Related(place, "asks for it too") for place in task.places[1:]),
    )
