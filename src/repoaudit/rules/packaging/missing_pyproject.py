from collections.abc import Iterator

from repoaudit.api import BarePackage, Finding, Related, Severity, rule


@rule(BarePackage, code="PKG001", severity=Severity.WARNING, lesson="A1")
def missing_pyproject(package: BarePackage) -> Iterator[Finding]:
    """A package is described by `setup.py` or `setup.cfg` alone, and nothing says how it is built.

    pip then builds it with whatever setuptools is the newest, so that a release of setuptools can break every older
    version of the package. What a script computes no tool can read without running it.

    There is no fix: metadata that a script computes have to be written down.
    """
    name = package.source.path.rpartition("/")[2]
    yield Finding(
        package.place,
        f"`{name}` describes a package, and there is no `pyproject.toml`: pip builds it with any setuptools; write one "
        "with `[build-system]`, and move the metadata to `[project]`",
        related=(Related(package.source, "the metadata"),),
    )
