from collections.abc import Iterator

from repoaudit.api import Finding, Related, Severity, TwoFormatters, rule


@rule(TwoFormatters, code="LNT010", severity=Severity.WARNING, lesson="F2")
def two_formatters(formatters: TwoFormatters) -> Iterator[Finding]:
    """black and `ruff format` both format the same code.

    Their results differ in details (comments behind brackets, long `assert`s and strings, preview styles), so that each
    run may undo what the other did, and one of the two checks fails for good. Runs that name different folders, hooks
    for notebooks, and runs on single files do not count.
    """
    yield Finding(
        formatters.black,
        "black and `ruff format` both format this code, and undo each other's work where they differ: keep one of them",
        related=(Related(formatters.ruff, "`ruff format` runs here"),),
    )
