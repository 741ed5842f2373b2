from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Makefile, Related, Severity, rule

SHOWN = 8


@rule(Makefile, code="MAK004", severity=Severity.WARNING, fix=Applicability.SAFE, lesson="D2")
def target_not_phony(makefile: Makefile) -> Iterator[Finding]:
    """A target that names a task, not a file, is not declared `.PHONY`.

    make does nothing for such a target as soon as a file or folder of its name appears. Where that folder is there
    already and the target has no prerequisites (`tests`, `docs`), make never runs it, and the finding is an error of
    its own; all others of a Makefile are one finding. Silent for what depends on a phony target, or on one without
    recipe and prerequisites (`FORCE:`): make runs that whatever exists. Nor does a file of its name matter where a
    target has no recipe of its own, or depends on a task of which there is no such file, as make then runs both. A
    target that depends on a file (a name with a dot or a slash) may be one itself.

    The fix adds the names to the list that the file uses. It is safe where nothing of that name exists and the recipe
    makes none, otherwise unsafe: make then runs what it did not run before.
    """
    tasks = makefile.tasks_not_phony
    for task in makefile.blocked_among(tasks):
        never = not task.has_prerequisites
        yield Finding(
            task.place,
            f"`{task.name}` exists as a file or folder, so make {'never runs' if never else 'may not run'} this target:"
            " declare it `.PHONY`",
            makefile.with_phony(task).but(Applicability.UNSAFE),
            severity=Severity.ERROR if never else None,
        )
    free = makefile.stopped_among(tasks)
    if free:
        names = ", ".join(f"`{task.name}`" for task in free[:SHOWN])
        more = f" and {len(free) - SHOWN} more" if len(free) > SHOWN else ""
        mistaken = makefile.mistaken_phony
        yield Finding(
            free[0].place,
            f"{names}{more} {'is' if len(free) == 1 else 'are'} not `.PHONY`: a file of that name would keep make from"
            " it",
            makefile.with_phony(*free),
            (
                *(Related(task.place, "not declared `.PHONY` either") for task in free[1:SHOWN]),
                *((Related(*mistaken),) if mistaken else ()),
            ),
        )
