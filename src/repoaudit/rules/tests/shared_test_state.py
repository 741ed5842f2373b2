from collections.abc import Iterator

from repoaudit.api import Finding, Related, Severity, TestModule, rule


@rule(TestModule, code="TST012", severity=Severity.WARNING, lesson="H4")
def shared_test_state(module: TestModule) -> Iterator[Finding]:
    """A test changes a list, dict or set of its module that another test reads.

    What the other one sees then depends on which tests ran before it, in the same process: it changes with `-k`, with a
    random order, and with pytest-xdist. Build the value in a fixture. The rule is silent where the test, a fixture or a
    setup resets it, where a test takes out an item whose key it got from a call of its own, where monkeypatch or
    `patch.dict` makes the change, where the name is a local one, where a value is only computed once and kept, and
    where marks such as `dependency` or `serial` order the tests.
    """
    for change in module.state_changes:
        yield Finding(
            change.place,
            f"`{change.test}` changes `{change.name}`, which {change.reader} reads, so the result depends on which runs"
            " first, and on which worker: build it in a fixture",
            related=(Related(change.made_at, "it is made once for all tests here"),),
        )
