from collections.abc import Iterator

from repoaudit.api import Finding, Severity, TestModule, rule


@rule(TestModule, code="TST014", severity=Severity.INFO, lesson="S3", default=False)
def untyped_fixture(module: TestModule) -> Iterator[Finding]:
    """A fixture has no return annotation, or no docstring.

    Fixtures are used by name, far from where they are made: the annotation lets editors and type checkers know what a
    test gets, and `pytest --fixtures` prints the docstring.
    """
    for fixture in module.fixtures:
        lacks = []
        if not fixture.is_annotated:
            lacks.append("a return annotation")
        if not fixture.is_described:
            lacks.append("a docstring")
        if lacks:
            message = f"the fixture `{fixture.name}` lacks {' and '.join(lacks)}: say what tests get from it"
            yield Finding(fixture.place, message)
