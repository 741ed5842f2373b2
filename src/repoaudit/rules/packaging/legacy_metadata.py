from collections.abc import Iterator

from repoaudit.api import Finding, LegacyMetadata, Severity, rule


@rule(LegacyMetadata, code="PKG003", severity=Severity.WARNING, lesson="A1")
def legacy_metadata(metadata: LegacyMetadata) -> Iterator[Finding]:
    """The metadata stand in `setup.py` or `setup.cfg` instead of `[project]`.

    Only setuptools reads them there, and those of a script only by running it. uv, ruff, black and dependency bots read
    `[project]`, so that they know neither the Pythons nor the dependencies.

    Silent for a `setup.py` that only builds extensions, and without a `pyproject.toml`, which is PKG001. There is no
    fix: metadata that a script computes have to be written down.
    """
    name = metadata.place.path.rpartition("/")[2]
    yield Finding(
        metadata.place,
        f"`{name}` holds the metadata, which only setuptools reads: move them to `[project]` of `pyproject.toml`",
    )
