from collections.abc import Iterator

from repoaudit.api import ApplicationLock, Finding, Related, Severity, rule

SHOWN = 10


@rule(ApplicationLock, code="DEP001", severity=Severity.WARNING, lesson="X2")
def unpinned_application(lock: ApplicationLock) -> Iterator[Finding]:
    """An application's requirements admit several versions, and no lock file or hashes fix what is installed.

    Two installations of one commit then run different code, and a release of somebody else breaks a deployment that
    nobody touched. One finding for a project, at its first open requirement; one that the same file pins as well does
    not count. Silent with a lock file, hashes or a file of constraints, and for libraries, whose users decide.
    """
    open_ones = lock.unpinned
    if not open_ones:
        return
    count = len(open_ones)
    what = "1 requirement admits" if count == 1 else f"{count} requirements admit"
    yield Finding(
        open_ones[0].place,
        f"{what} several versions, and no lock file fixes the one to install: pin with `==`, or compile the "
        f"file (`uv pip compile`, `pip-compile`) and install what comes out",
        related=tuple(Related(each.place, "open too") for each in open_ones[1:SHOWN]),
    )
