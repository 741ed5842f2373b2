"""Which packages can be declared beside another, spelled so that the result can be installed."""

from repoaudit.facts.versions import MINIMUM
from repoaudit.subjects.files.manifests import Declared, ListKind
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_STANDARD: Final = frozenset({ListKind.GROUP, ListKind.EXTRA})


def addition(dependencies: "Dependencies", package: str, beside: Declared) -> "Fix | None":
    """Phrase the fix that declares a package beside another; None where it cannot be spelled or hashes are needed.

    A package whose versions are not known can only stand beside one that asks for no version. What users install is
    left alone. A group and an extra that hold the same stay so.
    """
    if beside.list.kind is ListKind.RUNTIME:
        return None
    is_bare = not beside.version_text and beside.list.manager != "poetry"
    if (package not in MINIMUM and not is_bare) or _has_hashes(dependencies, beside):
        return None
    fix = dependencies.add(package, beside)
    for other in _mirrors(dependencies, beside) if fix else ():
        also = dependencies.add(package, other)
        fix = fix.and_also(also) if fix and also else None
    return fix


def _mirrors(dependencies: "Dependencies", beside: Declared) -> "Iterator[Declared]":
    """Yield the same requirement in other groups and extras of the file that hold the very same ones."""
    texts = [each.text for each in beside.list.requirements]
    for each in dependencies.named(beside.name) if beside.list.kind in _STANDARD and len(texts) > 1 else ():
        is_other = each.list is not beside.list and each.list.path == beside.list.path and each.list.kind in _STANDARD
        if is_other and [one.text for one in each.list.requirements] == texts:
            yield each


def _has_hashes(dependencies: "Dependencies", beside: Declared) -> bool:
    """Say whether hashes cover a file, so that only a program can add a line to it."""
    return beside.list.kind is ListKind.FILE and "--hash=" in dependencies.scope.repository.read(beside.list.path)
