"""Hooks that are installed with packages of no particular version."""

from collections.abc import Iterator

from repoaudit.documents.pep508 import parse_requirement
from repoaudit.facts.hooks import CONFIGURATIONS
from repoaudit.subjects.files.hooks import Hook
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_KEY: Final = "additional_dependencies"
_VERSIONED: Final = frozenset("@=<>~!:/;")
"""Characters that stand in a package with a version, whatever the language: ``a==1``, ``a@1``, ``cli:a:1``, a URL."""


class LooseHook:
    """A hook with additional dependencies that name no version: ``names``, and their indexes."""

    __slots__ = ("hook", "indexes", "names")
    reads: ClassVar[tuple[str, ...]] = CONFIGURATIONS

    def __init__(self, hook: Hook, indexes: tuple[int, ...], names: tuple[str, ...]) -> None:
        self.hook = hook
        self.indexes = indexes
        self.names = names

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each such hook; what is installed from the repository itself has no version of its own."""
        for hook in scope.all(Hook):
            texts = hook.table.texts(_KEY) or ()
            found = [(index, text) for index, text in enumerate(texts) if _is_loose(text)]
            if found:
                yield cls(hook, tuple(index for index, _ in found), tuple(text for _, text in found))

    @property
    def place(self) -> "Place":
        """The one dependency, or the list of several."""
        anchor = f"{self.hook.anchor}.{_KEY}"
        if len(self.indexes) == 1:
            place = self.hook.table.place(_KEY, self.indexes[0])
            return place._replace(anchor=f"{anchor}[{self.indexes[0]}]")
        return self.hook.table.place(_KEY)._replace(anchor=anchor)


def _is_loose(text: str) -> bool:
    if text.startswith((".", "-", "/")) or _VERSIONED.intersection(text.lstrip("@")):
        return False
    return parse_requirement(text) is not None
