from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Severity, Suppression, rule


@rule(Suppression, code="CFG007", severity=Severity.WARNING, fix=Applicability.SAFE, lesson="+")
def unused_suppression(suppression: Suppression) -> Iterator[Finding]:
    """A suppression suppresses nothing, or names no rule.

    It stays behind when the problem is solved, and hides the next one. Only rules that ran are judged: with `--select`,
    a comment for another rule is left alone.

    The fix takes the name, or the whole comment, out. It is safe, because nothing was suppressed.
    """
    if not suppression.selectors:
        yield Finding(suppression.place, "this names no rule: write `ignore[RULE]`", suppression.without(()))
    for selector in suppression.unknown:
        yield Finding(suppression.place, f"no rule is called `{selector}`", suppression.without((selector,)))
    for selector in suppression.unused:
        yield Finding(suppression.place, f"`{selector}` finds nothing here", suppression.without((selector,)))
