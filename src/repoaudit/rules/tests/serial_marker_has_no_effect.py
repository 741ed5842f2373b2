from collections.abc import Iterator

from repoaudit.api import Finding, ParallelTests, Related, Severity, rule

SHOWN = 10


@rule(ParallelTests, code="TST005", severity=Severity.ERROR, lesson="T1 H4")
def serial_marker_has_no_effect(tests: ParallelTests) -> Iterator[Finding]:
    """Tests are marked `serial`, but run in parallel all the same: pytest-xdist knows no such mark.

    The word does not occur in pytest-xdist 3.8; six tests marked so were spread over two workers. The rule is silent
    where a conftest or plugin of the project speaks of the mark, where a command selects it by `-m`, and under
    `--dist loadfile`. With pytest 9.2 and pytest-xdist 3.8 `--dist loadgroup` does not keep groups together either.
    """
    uses = tests.serial_without_effect
    if uses is None:
        return
    advice = "or keep each file on one worker with `--dist loadfile`"
    if not tests.groups_are_lost:
        advice = 'or mark them `xdist_group("serial")` and pass `--dist loadgroup`'
    count = len(uses.places)
    what = "1 use of `serial` has" if count == 1 else f"{count} uses of `serial` have"
    yield Finding(
        uses.places[0],
        f"{what} no effect: pytest-xdist knows no such mark and runs the tests in parallel: run them apart with"
        f" `-m serial -n0` and the others with `-m 'not serial'`, {advice}",
        related=tuple(Related(place, "marked `serial` too") for place in uses.places[1:SHOWN]),
    )
