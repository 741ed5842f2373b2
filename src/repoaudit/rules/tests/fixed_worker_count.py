from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, Pytest, Related, Severity, rule

SHOWN = 5


@rule(Pytest, code="TST004", severity=Severity.INFO, fix=Applicability.UNSAFE, lesson="T1 B")
def fixed_worker_count(pytest: Pytest) -> Iterator[Finding]:
    """A command that everybody runs starts a fixed number of test workers.

    On a smaller machine they get in each other's way, on a larger one cores lie idle. The rule is silent for 0 and 1,
    for a variable, for a number that a comment on its line or the line above explains, and for `addopts`, of which
    `pdb-broken-by-addopts` speaks. Four and more commands of one file that say the same are one finding.

    The fix writes `auto`, one worker for each core. It is unsafe, because that may take more memory.
    """
    for workers in pytest.fixed_workers:
        others = workers.arguments[1:]
        yield Finding(
            workers.argument.place,
            f"`{workers.text}`{f', here and in {len(others)} more commands,' if others else ''} starts the same number "
            "of workers on every machine: write `auto`, or say in a comment why it is this number",
            workers.fix,
            tuple(Related(each.place, "here too") for each in others[:SHOWN]),
        )
