from collections.abc import Iterator

from repoaudit.api import Finding, OtherBackend, Severity, rule


@rule(OtherBackend, code="PKG005", severity=Severity.INFO, lesson="A2", default=False)
def not_hatchling(other: OtherBackend) -> Iterator[Finding]:
    """A pure-Python project is built by another backend than hatchling.

    hatchling finds the package by its name, packs what git tracks, and needs no settings in the usual case. A team that
    builds every project with one backend has one set of settings to know.

    There is no fix: another backend may pack other files.
    """
    yield Finding(
        other.place, f"{other.backend.package} builds this pure-Python project: build it with `hatchling.build`"
    )
