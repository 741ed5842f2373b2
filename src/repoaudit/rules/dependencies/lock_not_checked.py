from collections.abc import Iterator

from repoaudit.api import Finding, Related, Severity, UncheckedLock, rule


@rule(UncheckedLock, code="DEP012", severity=Severity.WARNING, lesson="T2")
def lock_not_checked(lock: UncheckedLock) -> Iterator[Finding]:
    """A lock file is tracked, and no step of CI and no hook fails when it is stale.

    A requirement that was added without locking again is then missing where the lock is installed, or is resolved
    anew, so that the tests run with versions that nobody recorded. `--frozen` does not look, and a plain `uv sync`
    writes the lock anew. Counted are the checks of uv, poetry (`poetry install` is one), pdm, pipenv and pixi, the
    lock runner of tox-uv, nox-uv, and hooks that lock or check.
    """
    if not lock.is_checked:
        place = lock.place
        related = () if place == lock.lock else (Related(lock.lock, "the lock"),)
        yield Finding(
            place,
            f"nothing checks that `{lock.tool.file}` is current: a requirement that was not locked goes unnoticed: "
            f"let CI run {lock.tool.advice}",
            related=related,
        )
