"""Hook configurations in TOML, which only prek reads."""

from collections.abc import Mapping, Sequence
from functools import partial

from repoaudit.finding import ABSENT, DataPath, Fix, Place
from repoaudit.subjects.files.hooks.tables import HookTable, Offset, Rewrite
from repoaudit.subjects.files.rewriting import ValueRewrite
from repoaudit.subjects.files.scripts import nowhere
from repoaudit.subjects.files.tables import spelled
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument


class TomlHookTable:
    """A table of a TOML file."""

    __slots__ = ("_document", "_path")

    def __init__(self, document: "TomlDocument", path: DataPath) -> None:
        self._document = document
        self._path = path

    @property
    def path(self) -> str:
        """The file."""
        return self._document.path

    def _get(self, key: str) -> object:
        return self._document.get((*self._path, key))

    @property
    def index(self) -> int:
        """Its number in the list that holds it, 0 where none does."""
        last = self._path[-1] if self._path else 0
        return last if isinstance(last, int) else 0

    def has(self, key: str) -> bool:
        """Say whether the key is given."""
        return self._get(key) is not ABSENT

    def text(self, key: str) -> str | None:
        """Return a string."""
        value = self._get(key)
        return value if isinstance(value, str) else None

    def flag(self, key: str) -> bool | None:
        """Return a boolean."""
        value = self._get(key)
        return value if isinstance(value, bool) else None

    def texts(self, key: str) -> tuple[str, ...] | None:
        """Return an array of strings."""
        value = self._get(key)
        return tuple(value) if isinstance(value, list) and all(isinstance(item, str) for item in value) else None

    def table(self, key: str) -> HookTable | None:
        """Return a table inside this one."""
        return TomlHookTable(self._document, (*self._path, key)) if isinstance(self._get(key), dict) else None

    def tables(self, key: str) -> tuple[HookTable, ...]:
        """Return the tables of an array."""
        value = self._get(key)
        items = enumerate(value) if isinstance(value, list) else ()
        return tuple(
            TomlHookTable(self._document, (*self._path, key, index)) for index, item in items if isinstance(item, dict)
        )

    def place(self, key: str = "", index: int | None = None) -> Place:
        """Return where a key stands with its value, or an item of its array, or the table itself."""
        candidates = [(*self._path, key, *(() if index is None else (index,))), (*self._path, key)] if key else []
        found = next((path for path in candidates if self._document.get(path) is not ABSENT), self._path)
        return self._document.place(found) if found else Place(self.path)

    def comment(self, key: str) -> str | None:
        """Return what the comment on the line of a value says."""
        return self._document.comment_on((*self._path, key)) if self.has(key) else None

    def offset(self, key: str, index: int | None = None) -> Offset:
        """Return what maps an index of a string to the file where it is written without escapes on one line."""
        path = (*self._path, key) if index is None else (*self._path, key, index)
        text = self._document.get(path)
        if not isinstance(text, str):
            return nowhere
        start, end = self._document.value_span(path)
        written = self._document.text[start:end]
        return partial(int.__add__, start + 1) if written[1:-1] == text else nowhere

    def rewrite(self, key: str, index: int | None = None) -> Rewrite | None:
        """Return what phrases a change inside of a string."""
        path = (*self._path, key) if index is None else (*self._path, key, index)
        text = self._document.get(path)
        return ValueRewrite(self.path, path, text, self.offset(key, index)) if isinstance(text, str) else None

    def set(self, key: str, value: object) -> Fix:
        """Phrase the fix that gives a key a value."""
        from repoaudit.documents.toml.edits import set_value

        return Fix(f"set `{key}` to {spelled(value)}", (partial(set_value, self._document, (*self._path, key), value),))

    def insert(self, key: str, value: Mapping[str, object] | str, at: int | None = None) -> Fix:
        """Phrase the fix that adds a table or a string to an array, at its end wherever it should go."""
        from repoaudit.documents.toml.edits import add_items

        del at
        item = value if isinstance(value, str) else dict(value)
        return Fix(f"add to `{key}`", (partial(add_items, self._document, (*self._path, key), [item]),))

    def without_items(self, key: str, indexes: Sequence[int]) -> Fix:
        """Phrase the fix that takes items out of an array."""
        from repoaudit.documents.toml.edits import remove_items

        return Fix(f"shorten `{key}`", (partial(remove_items, self._document, (*self._path, key), indexes),))

    def move(self, key: str, source: int, target: int) -> Fix | None:
        """Return None: tables with headers do not change places."""
        del key, source, target
        return None

    def replace(self, key: str, items: Mapping[int, str]) -> Fix:
        """Phrase the fix that puts other strings in the place of some items; several are claimed as a whole array."""
        from repoaudit.documents.toml.edits import set_value

        if len(items) > 1:
            return self.set(key, [items.get(index, text) for index, text in enumerate(self.texts(key) or ())])
        drafts = (
            partial(set_value, self._document, (*self._path, key, index), value) for index, value in items.items()
        )
        return Fix(f"change `{key}`", tuple(drafts))
