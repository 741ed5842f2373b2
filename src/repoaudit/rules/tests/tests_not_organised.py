from collections.abc import Iterator

from repoaudit.api import Finding, Related, Severity, TestLayout, rule

MANY_FILES = 30
SAME_FIXTURE = 3


@rule(TestLayout, code="TST009", severity=Severity.INFO, lesson="S1", default=False)
def tests_not_organised(layout: TestLayout) -> Iterator[Finding]:
    """The tests lie in one flat folder, or fixtures are copied between files.

    Thirty test files in one folder are hard to find one's way in, and unit and integration tests cannot be run apart by
    their paths. A fixture that three files define belongs into a `conftest.py`, of which there is none.
    """
    folder = layout.only_folder
    if folder and folder.size >= MANY_FILES:
        name = f"`{folder.path}`" if folder.path else "the root"
        message = (
            f"{name} holds all {folder.size} test files: divide them into folders, such as `unit` and `integration`"
        )
        yield Finding(folder.place, message)
    for fixture in layout.fixtures if not layout.has_conftest else ():
        first, *others = fixture.places
        if len(fixture.places) >= SAME_FIXTURE:
            message = f"{len(fixture.places)} files define the fixture `{fixture.name}`: move it into a `conftest.py`"
            yield Finding(first, message, related=tuple(Related(place, "defined here too") for place in others))
