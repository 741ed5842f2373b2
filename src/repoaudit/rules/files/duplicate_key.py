from collections.abc import Iterator

from repoaudit.api import AuditedFile, Finding, Related, Severity, rule


@rule(AuditedFile, code="CFG002", severity=Severity.ERROR, lesson="+")
def duplicate_key(file: AuditedFile) -> Iterator[Finding]:
    """A YAML mapping gives one key twice, and most readers silently keep only the later value.

    pre-commit keeps the later one without a word (4.7.0), prek and GitHub refuse the file.
    """
    for duplicate in file.duplicate_keys:
        yield Finding(
            duplicate.second,
            f"`{duplicate.name}` is given twice: most readers keep only this one, others refuse the file",
            related=(Related(duplicate.first, "the value that is lost"),),
        )
