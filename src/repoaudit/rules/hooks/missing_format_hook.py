from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, HookGaps, Related, Severity, rule


@rule(HookGaps, code="HKS009", severity=Severity.WARNING, fix=Applicability.UNSAFE, lesson="T3")
def missing_format_hook(gaps: HookGaps) -> Iterator[Finding]:
    """A formatter is run, and there are hooks, but none of them runs a formatter.

    Formatting is what a hook does best: it mends what a person would have to mend after CI has failed. Any formatter
    counts, whatever stands between it and the hook. The rule is silent where a hook cannot be followed, where another
    program manages hooks of git, too, and where nothing runs a formatter, which is the matter of `missing-formatter`.

    The fix adds `ruff-format` behind ruff's other hook, where ruff is the formatter. It is unsafe, because commits may
    fail that pass today.
    """
    formatter = gaps.formatter
    if formatter:
        place = gaps.place_of(formatter)
        yield Finding(
            gaps.place,
            f"`{formatter.name}` is run, but by no hook, so commits are made that have to be formatted later: "
            "add a hook for it",
            gaps.adding_formatter(formatter),
            (Related(place, f"`{formatter.name}` is used here"),) if place else (),
        )
