"""Entries of ruff's ignores, and the comments that say why."""

from collections.abc import Iterator

from repoaudit.record import NamedTuple
from repoaudit.subjects.files.suppressions import MARK
from repoaudit.subjects.tools.ruff import Ruff
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.finding import DataPath, Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.ruff.layers import Layer


class Bare(NamedTuple):
    """One entry that nothing explains."""

    text: str
    place: "Place"


class UnexplainedIgnores:
    """One ``ignore`` or ``extend-ignore`` with entries that no comment explains; there is at least one."""

    __slots__ = ("entries", "scope")
    reads: ClassVar[tuple[str, ...]] = ("pyproject.toml", "ruff.toml", ".ruff.toml")

    def __init__(self, scope: "Scope", entries: tuple[Bare, ...]) -> None:
        self.scope = scope
        self.entries = entries

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each such list in the files of one project, those that it inherits left out."""
        configured = scope.all(Ruff)[0].configured
        for layer in configured.layers if configured else ():
            for key in ("ignore", "extend-ignore") if _belongs(layer, scope) else ():
                keys = layer.lint_keys(key)
                entries = tuple(_bare(layer, keys)) if keys else ()
                if entries:
                    yield cls(scope, entries)


def _belongs(layer: "Layer", scope: "Scope") -> bool:
    return layer.shown is None and (scope.is_root or layer.table.path.startswith(f"{scope.folder}/"))


def _bare(layer: "Layer", keys: tuple[str, ...]) -> Iterator[Bare]:
    """Yield the entries without a comment on their line, above their line or group, and above the list."""
    document, path = layer.document, (*layer.table.prefix, *keys)
    items = document.get(path)
    if not isinstance(items, list) or not items or _explains(document, path):
        return
    for group in _groups(layer, path, len(items)):
        explained = any(map(_is_reason, document.comments_above((*path, group[0]))))
        for index in group:
            explained_here = explained or _is_reason(document.comment_on((*path, index)))
            if not explained_here:
                yield Bare(str(items[index]), document.place((*path, index)))


def _explains(document: "TomlDocument", path: "DataPath") -> bool:
    return any(map(_is_reason, (*document.comments_above(path), document.comment_on(path))))


def _is_reason(comment: str | None) -> bool:
    """Say whether a comment may be a reason; one for repoaudit accepts that there is none."""
    return bool(comment) and MARK not in (comment or "")


def _groups(layer: "Layer", path: "DataPath", count: int) -> Iterator[list[int]]:
    """Yield the indexes of entries that stand together: with no blank line or comment line between them."""
    document = layer.document
    group: list[int] = []
    for index in range(count):
        start = document.value_span((*path, index)).start
        before = document.value_span((*path, index - 1)).end if index else start
        between = document.text[before:start].splitlines()[1:-1]
        if group and between:
            yield group
            group = []
        group.append(index)
    yield group
