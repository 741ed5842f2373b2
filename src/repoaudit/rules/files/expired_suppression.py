from collections.abc import Iterator

from repoaudit.api import Finding, Severity, Suppression, rule


@rule(Suppression, code="CFG011", severity=Severity.WARNING, lesson="+")
def expired_suppression(suppression: Suppression) -> Iterator[Finding]:
    """A suppression was agreed until a day that is past, or that no calendar has.

    `until=2027-06-30` in the reason is the last day on which a suppression is agreed, be it a comment or a key of
    `ignore` or `per-file-ignores` in the repository's own settings. On the day after, what it
    hides has to be decided again. It still hides its own findings, so that there is one finding to deal with, not two.

    Mend what the suppression hides and remove it, or agree on another day. The day of a run is that of the clock in
    UTC, or of `SOURCE_DATE_EPOCH` where that is set. One that hides nothing is left to `unused-suppression`.
    """
    if suppression.until is None or suppression.hides_nothing:
        return
    if not suppression.until_is_a_day:
        yield Finding(suppression.place, f"`until={suppression.until}` is no day: write `until=YYYY-MM-DD`")
    elif suppression.has_expired:
        yield Finding(
            suppression.place,
            f"this was agreed until {suppression.until}, which is past: mend what it hides, or agree on another day",
        )
