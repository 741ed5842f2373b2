from collections.abc import Iterator

from repoaudit.api import Finding, Prose, Severity, rule


@rule(Prose, code="DOC004", severity=Severity.INFO, default=False, lesson="O1")
def readme_without_badges(prose: Prose) -> Iterator[Finding]:
    """The README has no badge.

    A badge tells at a glance whether the tests pass and which version is the latest.
    """
    if prose.lacks_badges:
        yield Finding(prose.place, "the README has no badge: show whether CI passes, and the version on PyPI")
