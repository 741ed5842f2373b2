from collections.abc import Iterator

from repoaudit.api import Applicability, Finding, LibraryRequirements, Severity, rule


@rule(LibraryRequirements, code="DEP002", severity=Severity.WARNING, fix=Applicability.UNSAFE, lesson="X2")
def pinned_library(library: LibraryRequirements) -> Iterator[Finding]:
    """A library asks for one exact version of a package, so that it fits beside no other that asks for another.

    Whoever installs it gets that version and none of the fixes after it, and cannot install it together with a package
    that needs a newer one. Pins belong into a lock file or a list for development. Silent for packages of the same
    repository or version, and where a comment or the README says why the two go together. The fix asks for that version
    or a later one; it is unsafe, because another version is installed then.
    """
    for declared in library.pinned:
        name = declared.requirement.name if declared.requirement else declared.text
        pin = declared.version_text.replace(" ", "")
        yield Finding(
            declared.place,
            f"`{name}{pin}` pins what users of the library may install: nothing that needs another {name} fits beside "
            f"it: write `>=`, and keep the pin in a lock file or a list for development",
            library.loosened(declared),
        )
