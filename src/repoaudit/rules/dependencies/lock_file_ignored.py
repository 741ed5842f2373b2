from collections.abc import Iterator

from repoaudit.api import ApplicationLock, Finding, Severity, rule


@rule(ApplicationLock, code="DEP005", severity=Severity.WARNING, lesson="T2")
def lock_file_ignored(lock: ApplicationLock) -> Iterator[Finding]:
    """An application's lock file is in `.gitignore`, so that everybody has another one.

    What was tested is then not what is deployed. Silent for libraries, some of which keep their locks to themselves on
    purpose, and for the lock of a manager that the project does not use.
    """
    found = lock.first_ignored
    if found:
        line, tool = found
        is_named = line.anchor.endswith(tool.file)
        advice = f"remove `{line.anchor}`" if is_named else f"write `!{tool.file}` below `{line.anchor}`"
        yield Finding(
            line,
            f"`{tool.file}` is ignored, so that each checkout resolves its own versions: an application's lock belongs "
            f"into git: {advice}, and commit the lock",
        )
