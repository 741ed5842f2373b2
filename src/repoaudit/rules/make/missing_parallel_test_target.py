from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, MakeTests, Severity, rule


@rule(MakeTests, code="MAK006", severity=Severity.WARNING, fix=Applicability.SAFE, lesson="T1")
def missing_parallel_test_target(tests: MakeTests) -> Iterator[Finding]:
    """pytest-xdist is declared and used elsewhere, but no target of the Makefile runs the tests in parallel.

    CI or another runner spreads the tests over all cores, and whoever types `make test` waits for one. The rule is
    silent where no command at all passes `-n` (`xdist-not-used`), and where the tests must run one after another.

    The fix appends a target `test-parallel` with the recipe of the first one that runs pytest, and `-n auto`. It is
    safe, because all other targets stay what they are.
    """
    place = tests.sequential_target
    if place:
        yield Finding(
            place,
            "other commands run the tests in parallel, but no target does: add `test-parallel` with `pytest -n auto`",
            tests.with_parallel_target,
        )
