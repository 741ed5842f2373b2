from collections.abc import Iterator

from repoaudit.api import Finding, Related, Severity, UnexplainedIgnores, rule


@rule(UnexplainedIgnores, code="LNT002", severity=Severity.INFO, lesson="P3", default=False)
def ignore_without_reason(ignores: UnexplainedIgnores) -> Iterator[Finding]:
    """ruff is told to ignore a rule, and no comment says why.

    Whether an ignore is a decision or a leftover can be seen only while somebody remembers; with a reason beside it the
    next one can tell when it has gone. A comment counts on the line of the entry, above it or the group it belongs to,
    and above the list.
    """
    first, *others = ignores.entries
    names = ", ".join(f"`{each.text}`" for each in ignores.entries)
    verb = "are" if others else "is"
    yield Finding(
        first.place,
        f"{names} {verb} ignored without a reason, so that nobody can tell later whether it still holds: say why in a "
        "comment",
        related=tuple(Related(each.place, "this one has no reason either") for each in others),
    )
