"""just: the recipes and aliases of a justfile.

Source: just 1.59.0, tried on 2026-11-26: a recipe is found in the justfile of the folder or of one above it; recipes
with ``[private]`` or a leading ``_`` can be called as well.
"""

from repoaudit.errors import UnknownError
from repoaudit.regex import lazy
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repoaudit.scope import Scope

NAMES: Final = ("justfile", ".justfile", "Justfile", "JUSTFILE", ".Justfile")
_RECIPE: Final = lazy(r"(?m)^@?(?P<name>[A-Za-z_][\w-]*)(?:[ \t][^\n]*?)?:(?!=)")
_ALIAS: Final = lazy(r"(?m)^alias[ \t]+(?P<name>[A-Za-z_][\w-]*)[ \t]*:=")
_ELSEWHERE: Final = lazy(r"(?m)^(?:import\??|mod\??)[ \t]|^set[ \t]+fallback\b(?![ \t]*:=[ \t]*false)")


class Justfile:
    """The justfile in the folder of a project."""

    __slots__ = ("_text", "path")
    reads: ClassVar[tuple[str, ...]] = NAMES

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self._text = text

    @classmethod
    def all_in(cls, scope: "Scope") -> "Iterator[Self]":
        """Yield it, unless it is empty."""
        name = next((name for name in NAMES if scope.exists(name)), None)
        text = scope.repository.read(scope.path(name)) if name else ""
        if name and text.strip():
            yield cls(scope.path(name), text)

    @property
    def recipes(self) -> tuple[str, ...]:
        """What can be called. Raises `UnknownError` where more may come from other files."""
        if _ELSEWHERE.search(self._text):
            raise UnknownError("another justfile may have more recipes", self.path)
        found = [*_RECIPE.finditer(self._text), *_ALIAS.finditer(self._text)]
        return tuple(dict.fromkeys(match["name"] for match in found))
