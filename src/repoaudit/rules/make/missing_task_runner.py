from collections.abc import Iterator

from repoaudit.api import Finding, Severity, TaskRunner, rule


@rule(TaskRunner, code="MAK001", severity=Severity.INFO, lesson="D2")
def missing_task_runner(tasks: TaskRunner) -> Iterator[Finding]:
    """The commands to install, test and check a project are written down nowhere that a machine could run them from.

    Each contributor then finds them out again, and CI and people come to run different ones. Any runner counts: a
    Makefile, a justfile, a Taskfile, tox, nox, scripts of hatch, pdm and pixi, poe, invoke, doit, mise, and a folder of
    scripts with a `test` or `lint` in it. Projects without tests are left alone.
    """
    if not tasks.exists and tasks.is_owed:
        yield Finding(
            tasks.place,
            "no task runner says how to install, test and check this project: add a `Makefile`, or tasks of the tool"
            " it uses",
        )
