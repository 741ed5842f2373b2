from collections.abc import Iterator

from repoaudit.api import AuditedFile, Finding, Place, Severity, rule


@rule(AuditedFile, code="CFG008", severity=Severity.ERROR, lesson="+")
def unreadable_file(file: AuditedFile) -> Iterator[Finding]:
    """A configuration file cannot be read: not UTF-8, too large, a broken link or one out of the repository.

    Requirements and environments of conda may be in UTF-16 with a byte order mark, as PowerShell writes them: pip, uv
    and conda read that.
    """
    if file.unreadable:
        yield Finding(Place(file.path, anchor="unreadable"), f"the file {file.unreadable}")
