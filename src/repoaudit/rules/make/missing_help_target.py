from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Makefile, Severity, rule

MANY = 5


@rule(Makefile, code="MAK002", severity=Severity.WARNING, fix=Applicability.SAFE, lesson="D2")
def missing_help_target(makefile: Makefile) -> Iterator[Finding]:
    """A Makefile with five or more targets has none that lists them.

    Who comes new to the repository has to read the file to learn what it offers. A target called `help` counts, and so
    does any other whose recipe reads the Makefile.

    The fix appends a `help` target that prints every target with a `## ` comment, and repeats a comment line above a
    target as one. It is safe, because the new target is the last one, so that the default goal stays what it is.
    """
    tasks = sum(not target.is_empty for target in makefile.targets)
    if tasks >= MANY and not makefile.prints_help:
        yield Finding(
            makefile.place,
            f"no target lists the {tasks} targets: add a `help` target that prints them",
            makefile.with_help,
        )
