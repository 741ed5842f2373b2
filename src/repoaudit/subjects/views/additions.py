"""Which packages can be declared beside another, spelled so that the result can be installed."""

from repoaudit.facts.versions import MINIMUM
from repoaudit.subjects.files.manifests import Declared, ListKind
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.finding import Fix
    from repoaudit.subjects.collections.dependencies import Dependencies


def addition(dependencies: "Dependencies", package: str, beside: Declared) -> "Fix | None":
    """Phrase the fix that declares a package beside another; None where it cannot be spelled or hashes are needed.

    A package whose versions are not known can only stand beside one that asks for no version.
    """
    is_bare = not beside.version_text and beside.list.manager != "poetry"
    if (package not in MINIMUM and not is_bare) or _has_hashes(dependencies, beside):
        return None
    return dependencies.add(package, beside)


def _has_hashes(dependencies: "Dependencies", beside: Declared) -> bool:
    """Say whether hashes cover a file, so that only a program can add a line to it."""
    return beside.list.kind is ListKind.FILE and "--hash=" in dependencies.scope.repository.read(beside.list.path)
