from collections.abc import Iterator

from repoaudit.api import Finding, Place, Prose, Severity, rule


@rule(Prose, code="DOC008", severity=Severity.INFO, default=False, lesson="O2")
def missing_contributing(prose: Prose) -> Iterator[Finding]:
    """A public library does not tell how to contribute to it.

    GitHub shows `CONTRIBUTING.md` of the top folder, `.github` or `docs` to whoever opens an issue or a pull request. A
    part of the README or a page of the documentation on contributing or developing counts, too.
    """
    if prose.is_public_library and not prose.has_guide:
        yield Finding(
            Place("CONTRIBUTING.md"),
            "nothing tells how to contribute: say in `CONTRIBUTING.md` how to set up, test and propose a change",
        )
