from collections.abc import Iterator

from repoaudit.api import Finding, Related, Severity, UnusedMark, rule

SHOWN = 10


@rule(UnusedMark, code="TST021", severity=Severity.WARNING, lesson="C")
def marker_expression_unused(mark: UnusedMark) -> Iterator[Finding]:
    """A command selects tests by a marker that no test carries.

    `pytest -m slow` then selects nothing and fails with status 5; `-m "not slow"` leaves nothing out, although somebody
    believes that it does. The rule is silent where any Python file holds the word, where a plugin may set the marker,
    and where a conftest computes names of markers.
    """
    option = f"`-m '{mark.expression}'`"
    effect = f"{option} selects nothing" if mark.selects_nothing else f"it has no effect in {option}"
    yield Finding(
        mark.places[0],
        f"no test is marked `{mark.name}`, so {effect}: mark the tests, or take it out",
        related=tuple(Related(place, "named here too") for place in mark.places[1:SHOWN]),
    )
