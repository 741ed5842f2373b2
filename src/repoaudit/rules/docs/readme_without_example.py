from collections.abc import Iterator

from repoaudit.api import Finding, Prose, Severity, rule


@rule(Prose, code="DOC002", severity=Severity.INFO, lesson="O1")
def readme_without_example(prose: Prose) -> Iterator[Finding]:
    """The README shows no code, and no line that installs anything.

    What to type is what most readers look for. Code blocks of every kind count, and so do commands such as
    `pip install` in the prose. An empty README, and one in AsciiDoc or another format that is not read, are left alone.
    """
    if prose.lacks_example:
        yield Finding(
            prose.place,
            "the README shows neither an example nor how to install this: add a code block with both",
        )
