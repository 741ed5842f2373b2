from collections.abc import Iterator

from repoaudit.api import Finding, Place, Prose, Severity, rule


@rule(Prose, code="DOC007", severity=Severity.INFO, default=False, lesson="O2")
def missing_docs(prose: Prose) -> Iterator[Finding]:
    """A library has no folder of documentation, and names no address of it.

    Folders such as `docs` and `website`, the configuration of Read the Docs or mkdocs, and an address in the metadata
    or the README count.
    """
    if prose.is_public_library and not prose.has_docs:
        yield Finding(
            Place("docs"),
            "this library has neither a folder of documentation nor the address of one: write some in `docs`, or name "
            "the address in `[project.urls]`",
        )
