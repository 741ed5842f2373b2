from collections.abc import Iterator

from repoaudit.api import Finding, PoetryMetadata, Related, Severity, rule


@rule(PoetryMetadata, code="PKG004", severity=Severity.INFO, lesson="A2 M1")
def poetry_metadata(metadata: PoetryMetadata) -> Iterator[Finding]:
    """`[tool.poetry]` holds metadata that belong into `[project]`.

    poetry reads `[project]` since version 2.0, and so does every other tool: with the metadata in poetry's own table
    ruff and black know neither the name nor the Pythons, and another build tool means another file.

    Silent where `package-mode = false`, which needs no metadata. There is no fix: poetry's `^1.2` has to be written as
    a range, and the lock made anew.
    """
    names = ", ".join(f"`{key}`" for key in metadata.keys)
    yield Finding(
        metadata.place,
        f"`[tool.poetry]` holds {names}, which only poetry reads: move them to `[project]`, which poetry 2 reads too",
        related=tuple(Related(*each) for each in metadata.older_poetry),
    )
