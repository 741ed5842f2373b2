"""Hook configurations in YAML."""

from collections.abc import Mapping, Sequence
from functools import partial

from repoaudit.finding import Change, DataPath, Fix, Place
from repoaudit.subjects.files.hooks.tables import HookTable, Offset, Rewrite
from repoaudit.subjects.files.scripts import nowhere
from repoaudit.subjects.files.tables import spelled
from repoaudit.text import BOM, Edit, Span, line_start
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.yaml import YamlDocument
    from repoaudit.documents.yaml.nodes import YamlNode

_NOTHING: Final = f"-\r\n\t {BOM}"
"""What may stand in front of the comment that heads a file."""

_HEAD: Final = "repos"
"""The key above which new settings of the whole file go."""


class YamlHookTable:
    """A mapping of a YAML file; keys that ``<<`` merges count as its own."""

    __slots__ = ("_document", "_node", "_path")

    def __init__(self, document: "YamlDocument", node: "YamlNode", path: DataPath) -> None:
        self._document = document
        self._node = node
        self._path = path

    @property
    def path(self) -> str:
        """The file."""
        return self._document.path

    @property
    def index(self) -> int:
        """Its number in the list that holds it, 0 where none does."""
        last = self._path[-1] if self._path else 0
        return last if isinstance(last, int) else 0

    def has(self, key: str) -> bool:
        """Say whether the key is given."""
        return self._node.get(key) is not None

    def text(self, key: str) -> str | None:
        """Return a scalar as text; an unquoted number counts."""
        node = self._node.get(key)
        return None if node is None or node.is_null else node.scalar()

    def flag(self, key: str) -> bool | None:
        """Return a boolean."""
        node = self._node.get(key)
        return node.as_bool() if node else None

    def texts(self, key: str) -> tuple[str, ...] | None:
        """Return a list of scalars."""
        node = self._node.get(key)
        if node is None or node.kind != "sequence" or any(item.kind != "scalar" for item in node.items()):
            return None
        return tuple(item.value for item in node.items())

    def table(self, key: str) -> HookTable | None:
        """Return a mapping inside this one."""
        node = self._node.get(key)
        return YamlHookTable(self._document, node, (*self._path, key)) if node and node.kind == "mapping" else None

    def tables(self, key: str) -> tuple[HookTable, ...]:
        """Return the mappings of a list."""
        node = self._node.get(key)
        items = enumerate(node.items()) if node else ()
        return tuple(
            YamlHookTable(self._document, item, (*self._path, key, index))
            for index, item in items
            if item.kind == "mapping"
        )

    def place(self, key: str = "", index: int | None = None) -> Place:
        """Return where a key stands with its value, or an item of its list, or the mapping itself."""
        entry = self._node.entry(key) or self._merged(key) if key else None
        if entry is None:
            return Place(self.path, self._node.span)
        items = entry[1].resolved.items() if index is not None else ()
        if index is not None and index < len(items):
            return Place(self.path, items[index].span)
        return Place(self.path, Span(entry[0].start, max(entry[0].end, entry[1].end)))

    def _merged(self, key: str) -> "tuple[YamlNode, YamlNode] | None":
        return next((found for layer in self._node.layers() if (found := layer.entry(key))), None)

    def comment(self, key: str) -> str | None:
        """Return what the comment on the line of a value says."""
        node = self._node.get(key)
        return self._document.comment_on(node) if node else None

    def offset(self, key: str, index: int | None = None) -> Offset:
        """Return what maps an index of a scalar's text to its offset in the file."""
        node = self._scalar(key, index)
        return partial(self._document.scalar_offset, node) if node else nowhere

    def rewrite(self, key: str, index: int | None = None) -> Rewrite | None:
        """Return what phrases a change inside of a scalar that stands in this very mapping."""
        node = self._scalar(key, index)
        entry = self._node.entry(key)
        if node is None or entry is None or entry[1].kind == "alias" or node.anchor is not None:
            return None
        path = (*self._path, key) if index is None else (*self._path, key, index)
        return partial(self._rewritten, path, node.value)

    def _rewritten(self, path: "DataPath", text: str, span: Span, new: str) -> Change:
        """Write the whole scalar anew: a comma that is added to an item of ``[a, b]`` needs quotes."""
        from repoaudit.documents.yaml.edits import set_value

        return set_value(self._document, path, text[: span.start] + new + text[span.end :])

    def _scalar(self, key: str, index: int | None) -> "YamlNode | None":
        node = self._node.get(key)
        if node is not None and index is not None:
            items = node.items()
            node = items[index] if index < len(items) else None
        return node if node and node.kind == "scalar" else None

    def set(self, key: str, value: object) -> Fix:
        """Phrase the fix that gives a key a value; a new one of the whole file stands in front of ``repos``."""
        return Fix(f"set `{key}` to {spelled(value)}", (partial(self._set, key, value),))

    def _set(self, key: str, value: object) -> Change:
        from repoaudit.documents.yaml.edits import add_key, set_value

        head = None if self._path or self._node.entry(key) else self._node.entry(_HEAD)
        if head is None:
            return set_value(self._document, (*self._path, key), value)
        return self._in_front(head[0].start, add_key(self._document, (), key, value, before=_HEAD))

    def _in_front(self, head: int, change: Change) -> Change:
        """Return an insertion above a key as the replacement of one character, below a comment that heads the file.

        Two fixes may add the same key. As insertions at one offset they would both be made; replacements exclude each
        other, and the second fix finds the key there.
        """
        text = self._document.text
        edit, at = change.edits[0], change.edits[0].start
        if len(change.edits) > 1 or edit.start < edit.end:
            return change
        if text[at] == "#" and text[:at].strip(_NOTHING) == "":
            at = line_start(text, head)
        return change._replace(edits=(Edit(edit.path, at, at + 1, edit.text + text[at]),))

    def insert(self, key: str, value: Mapping[str, object] | str, at: int | None = None) -> Fix:
        """Phrase the fix that adds a mapping or a string to a list, at its end or in front of another."""
        from repoaudit.documents.yaml.edits import append_item

        item = value if isinstance(value, str) else dict(value)
        draft = partial(append_item, self._document, (*self._path, key), item, at=at)
        return Fix(f"add to `{key}`", (draft,))

    def without_items(self, key: str, indexes: Sequence[int]) -> Fix:
        """Phrase the fix that takes items out of a list; of several none may have a comment."""
        from repoaudit.documents.yaml.edits import remove_item

        if len(indexes) == 1:
            return Fix(f"shorten `{key}`", (partial(remove_item, self._document, (*self._path, key, indexes[0])),))
        return self.set(key, [text for at, text in enumerate(self.texts(key) or ()) if at not in indexes])

    def move(self, key: str, source: int, target: int) -> Fix | None:
        """Phrase the fix that moves one of the mappings of a list behind another; None for a list in brackets."""
        from repoaudit.documents.yaml.moves import move_item

        node = self._node.get(key)
        draft = partial(move_item, self._document, (*self._path, key), source, target)
        return Fix(f"change the order of `{key}`", (draft,)) if node and not node.style else None

    def replace(self, key: str, items: Mapping[int, str]) -> Fix:
        """Phrase the fix that puts other strings in the place of some items."""
        from repoaudit.documents.yaml.edits import replace_item

        path = (*self._path, key)
        drafts = (partial(replace_item, self._document, (*path, index), value) for index, value in items.items())
        return Fix(f"change `{key}`", tuple(drafts))
