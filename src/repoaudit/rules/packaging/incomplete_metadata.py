from collections.abc import Iterator

from repoaudit.api import Finding, IncompleteMetadata, Severity, rule


@rule(IncompleteMetadata, code="PKG006", severity=Severity.INFO, lesson="A1")
def incomplete_metadata(metadata: IncompleteMetadata) -> Iterator[Finding]:
    """A library lacks a description, a readme or addresses.

    They are its page on an index: without them people see a name, and find neither the documentation nor the place for
    a bug.

    Silent where nothing uploads the project and no key is one that only an index shows. What is dynamic counts as
    given. A missing licence is DOC005. There is no fix: only the author knows the text.
    """
    names = ", ".join(f"`{key}`" for key in metadata.missing)
    yield Finding(metadata.place, f"the metadata lack {names}, which an index shows: add {names}")
