from collections.abc import Iterator

from repoaudit.api import ApplicationLock, Finding, Severity, rule


@rule(ApplicationLock, code="DEP004", severity=Severity.INFO, lesson="T2")
def missing_lock_file(lock: ApplicationLock) -> Iterator[Finding]:
    """An application declares its dependencies, but no lock file says which versions it runs with.

    Each installation resolves them anew, so that two of one commit may run different code. Silent for libraries,
    for hooks that others install, and where requirements files stand in for a lock (unpinned-application looks at
    those).
    """
    place = lock.unlocked
    if place:
        yield Finding(
            place,
            f"no lock file fixes the versions that this application runs with: run `{lock.managers}`, and commit what "
            f"it writes",
        )
