"""Settings in a YAML file as plain data."""

from collections.abc import Mapping
from functools import partial

from repoaudit.finding import ABSENT, DataPath, Fix, Place
from repoaudit.subjects.files.hooks.repositories import slug_of
from repoaudit.subjects.files.tables import spelled
from repoaudit.subjects.tools.settings.sources import Data
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.yaml import YamlDocument

_CALLED: Final = {"": "the top level", "repos[]": "a repository", "repos[].hooks[]": "a hook"}


class YamlGiven:
    """Settings in a YAML file whose top is a mapping."""

    __slots__ = ("_document", "data")
    is_ini = False
    is_typed = False
    group = "mapping"

    def __init__(self, document: "YamlDocument", data: Data) -> None:
        self._document = document
        self.data = data

    @property
    def path(self) -> str:
        """The file."""
        return self._document.path

    def place(self, path: DataPath) -> Place:
        """Return where a value stands; the anchor names repositories and hooks rather than counting them."""
        return self._document.place(path, _anchor(self.data, path))

    def written(self, path: DataPath) -> str:
        """Return a scalar as the file spells it."""
        node = self._document.find(path)
        return node.text if node else ""

    def name(self, path: DataPath) -> str:
        """Return the key."""
        return str(next(step for step in reversed(path) if isinstance(step, str)))

    def table(self, dotted: str) -> str:
        """Return what the mappings of a configuration of hooks are called."""
        return _CALLED.get(dotted, f"`{dotted}`")

    def set(self, path: DataPath, value: object) -> Fix:
        """Phrase the fix that gives a key a value."""
        from repoaudit.documents.yaml.edits import set_value

        return Fix(f"set `{self.name(path)}` to {spelled(value)}", (partial(set_value, self._document, path, value),))

    def quote(self, path: DataPath) -> Fix:
        """Phrase the fix that puts quotes around a scalar."""
        from repoaudit.documents.yaml.edits import quote_scalar

        return Fix(f'write `"{self.written(path)}"`', (partial(quote_scalar, self._document, path),))


def _anchor(data: Data, path: DataPath) -> str:
    """Return the symbolic name of a path: ``repos[psf/black].hooks[black].args[0]``."""
    name = ""
    value: object = data
    for step in path:
        value = _member(value, step)
        if isinstance(step, str):
            name += f".{step}" if name else step
        else:
            name += f"[{_label(value, step)}]"
    return name


def _member(value: object, step: str | int) -> object:
    if isinstance(value, Mapping):
        return value.get(step, ABSENT)
    return value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else ABSENT


def _label(value: object, index: int) -> str:
    named = value if isinstance(value, Mapping) else {}
    if isinstance(named.get("repo"), str):
        return slug_of(str(named["repo"]))
    return str(named["id"]) if isinstance(named.get("id"), str) else str(index)
