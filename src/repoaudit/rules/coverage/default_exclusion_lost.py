from collections.abc import Iterator

from repoaudit.api import Applicability, Exclusions, Finding, Related, Severity, rule


@rule(Exclusions, code="COV007", severity=Severity.WARNING, fix=Applicability.UNSAFE, lesson="C")
def default_exclusion_lost(exclusions: Exclusions) -> Iterator[Finding]:
    """`exclude_lines` replaces coverage's defaults, so `# pragma: no cover` no longer works.

    The defaults are three: the pragma, `if TYPE_CHECKING:` and bodies of `...`. `exclude_also` (coverage 7.2) adds to
    them instead. The rule speaks only where the code uses the comment and no pattern matches it.

    The fix renames the setting, or moves its patterns to the `exclude_also` that is there. It is unsafe, because the
    figure moves. There is none for a coverage before 7.2.
    """
    used = exclusions.lost_pragma
    if used:
        fix = exclusions.with_also
        advice = "use `exclude_also`" if fix else "add `pragma: no cover` to it"
        yield Finding(
            exclusions.lines.place,
            f"`exclude_lines` replaces the defaults, so `# pragma: no cover` excludes nothing: {advice}",
            fix,
            (Related(used, "`# pragma: no cover` is used here"),),
        )
