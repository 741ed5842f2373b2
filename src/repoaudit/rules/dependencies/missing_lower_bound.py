from collections.abc import Iterator

from repoaudit.api import Finding, LibraryRequirements, Severity, rule


@rule(LibraryRequirements, code="DEP003", severity=Severity.INFO, default=False, lesson="X2")
def missing_lower_bound(library: LibraryRequirements) -> Iterator[Finding]:
    """A library asks for a package without a lower bound, so that any version counts as good enough.

    Where an old version is installed or another package holds it back, the installer keeps it, and the library fails
    when it calls what came later. The bound is the oldest version that the tests have passed with.
    """
    for declared in library.unbounded:
        name = declared.requirement.name if declared.requirement else declared.text
        yield Finding(
            declared.place,
            f"`{name}` has no lower bound, so that a version of any age is taken for good enough: write `>=` with the "
            f"oldest version that the tests pass with",
        )
