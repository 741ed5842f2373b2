from collections.abc import Iterator

from repoaudit.api import Finding, Related, Severity, ToolGaps, rule


@rule(ToolGaps, code="LNT009", severity=Severity.WARNING, lesson="T3")
def missing_formatter(gaps: ToolGaps) -> Iterator[Finding]:
    """Nothing runs a formatter over the code: no hook, recipe, CI job or task.

    Without one, style is settled in reviews, and a change of one line comes with ten that only moved. ruff, black,
    yapf, autopep8 and others count, and so does a script or a service that names one. A formatter that is only
    configured or declared runs in some editors at best.
    """
    if not gaps.lacks_formatter:
        return
    idle = gaps.idle_formatter
    if idle is None:
        what, related = "nothing formats this code: run `ruff format`", None
    else:
        what, related = f"{idle.name} is set up, but nothing runs it: run it", idle.place
    place = gaps.formatter_place
    yield Finding(
        place,
        f"{what} in a hook, so that style is neither argued about nor mixed with other changes",
        related=(Related(related, f"{idle.name} is set up here"),) if idle and related and related != place else (),
    )
