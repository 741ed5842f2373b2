"""Which packages can be declared beside another, spelled so that the result can be installed."""

from repoaudit.facts.versions import MINIMUM
from repoaudit.subjects.files.manifests import Declared, ListKind
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import Fix
    from repoaudit.subjects.collections.dependencies import Dependencies


def beside_pytest(dependencies: "Dependencies") -> Declared | None:
    """Return the requirement beside which a plugin of pytest belongs: pytest, in a list that users do not install.

    Where users install pytest (a plugin of pytest needs it), or another plugin brings it along, that plugin shows the
    list for developers.
    """
    beside = dependencies.beside("pytest")
    if beside is not None and beside.list.kind is not ListKind.RUNTIME:
        return beside
    others = [each for each in dependencies.all if each.name.startswith("pytest-")]
    return next((each for each in others if each.list.kind in _FOR_DEVELOPERS), beside)


_FOR_DEVELOPERS: Final = frozenset({ListKind.GROUP, ListKind.EXTRA, ListKind.FILE, ListKind.ENVIRONMENT})


def addition(dependencies: "Dependencies", package: str, beside: Declared) -> "Fix | None":
    """Phrase the fix that declares a package beside another; None where it cannot be spelled or hashes are needed.

    A package whose versions are not known can only stand beside one that asks for no version. What users install is
    left alone.
    """
    if beside.list.kind is ListKind.RUNTIME:
        return None
    is_bare = not beside.version_text and beside.list.manager != "poetry"
    if (package not in MINIMUM and not is_bare) or _has_hashes(dependencies, beside):
        return None
    return dependencies.add(package, beside)


def _has_hashes(dependencies: "Dependencies", beside: Declared) -> bool:
    """Say whether hashes cover a file, so that only a program can add a line to it."""
    return beside.list.kind is ListKind.FILE and "--hash=" in dependencies.scope.repository.read(beside.list.path)
