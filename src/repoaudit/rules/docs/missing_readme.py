from collections.abc import Iterator

from repoaudit.api import Finding, Prose, Severity, rule


@rule(Prose, code="DOC001", severity=Severity.WARNING, lesson="O1")
def missing_readme(prose: Prose) -> Iterator[Finding]:
    """There is no README, so that nobody learns what this is without reading the code.

    GitHub shows the one in `.github`, the top folder or `docs`, PyPI the one that `[project]` names; either counts, in
    any format.
    """
    if not prose.has_readme:
        yield Finding(prose.place, "there is no README: say in `README.md` what this is, and how to install and use it")
