from collections.abc import Iterator

from repoaudit.api import Finding, MakeTests, Severity, rule


@rule(MakeTests, code="MAK005", severity=Severity.WARNING, lesson="T1 D2")
def missing_test_target(tests: MakeTests) -> Iterator[Finding]:
    """A project has tests and a Makefile, and no target runs the tests.

    Who types `make test`, as in most repositories, gets an error, and has to search for the right command. A target
    that runs them through tox, nox, a script or another target counts, and so does one that is called like it.
    """
    if not tests.are_run and tests.exist:
        yield Finding(tests.place, f"no target runs the tests: add a target `test` that runs `{tests.command}`")
