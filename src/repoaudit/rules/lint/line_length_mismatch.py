from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, LineLengths, Related, Severity, rule


@rule(LineLengths, code="LNT011", severity=Severity.WARNING, fix=Applicability.UNSAFE, lesson="F2")
def line_length_mismatch(lengths: LineLengths) -> Iterator[Finding]:
    """Tools disagree on the line length: two formatters, the formatter and isort, or a linter that allows less.

    Two formatters that wrap at different lengths undo each other's work. Imports that isort wraps elsewhere do not look
    like the code around them, or are wrapped anew by the formatter. A linter whose limit is below the formatter's
    reports lines that the formatter will not wrap. Only tools that something runs are compared, with the length in
    effect: option, setting, profile (isort's `black` is 88, whatever black is told), default. A linter that allows more
    is fine, and so is one whose E501 or C0301 is off.

    The fix lets the others follow the formatter. It is unsafe, because files are then wrapped or judged differently.
    """
    for mismatch in lengths.mismatches:
        other, formatter = mismatch.other, mismatch.formatter
        wanted = formatter.length.value
        if other.code:
            what = f"{other.tool} reports lines above {other.label} with {other.code}"
            advice = f"raise the limit to {wanted}, or turn {other.code} off"
        else:
            what = f"{other.tool} wraps at {other.label}"
            advice = f"{mismatch.harm}, so set {wanted}"
        whose = f"{formatter.tool} elsewhere" if formatter.tool == other.tool else formatter.tool
        yield Finding(
            mismatch.place,
            f"{what}, but {whose} wraps at {formatter.label}: {advice}",
            mismatch.followed,
            (Related(formatter.place, f"{formatter.tool} wraps at {formatter.label}"),),
        )
