from collections.abc import Iterator

from repoaudit.api import Finding, Prose, Severity, rule


@rule(Prose, code="DOC003", severity=Severity.INFO, default=False, lesson="O1")
def readme_without_contents(prose: Prose) -> Iterator[Finding]:
    """The README has over 200 lines and no table of contents.

    GitHub offers one behind a button, PyPI and editors do not. Three links to headings are enough, and so are
    `[TOC]`, `.. contents::` and the mark of a generator.
    """
    if prose.is_long_without_contents:
        yield Finding(prose.place, f"the README has {prose.lines} lines and no table of contents: add one")
