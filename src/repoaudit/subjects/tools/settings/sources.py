"""One file's settings of a tool as plain data, whatever its format, with the place of each and the edits of each."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from repoaudit.finding import ABSENT, DataPath, Fix, Place
from repoaudit.subjects.files.hooks.repositories import slug_of
from repoaudit.subjects.files.tables import IniTable, spelled

if TYPE_CHECKING:
    from repoaudit.documents.ini import IniDocument
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.documents.yaml import YamlDocument

Data = Mapping[str, object]

_CALLED: Final = {"": "the top level", "repos[]": "a repository", "repos[].hooks[]": "a hook"}


class Given(Protocol):
    """The settings in one file. In INI every value is text. ``group`` is what the format calls a table."""

    is_ini: bool
    group: str

    @property
    def path(self) -> str:
        """The file."""

    @property
    def data(self) -> Data:
        """The settings, in tables inside tables."""

    def place(self, path: DataPath) -> Place:
        """Return where a value stands."""

    def written(self, path: DataPath) -> str:
        """Return a value as the file spells it."""

    def name(self, path: DataPath) -> str:
        """Return the name that a person would use."""

    def table(self, dotted: str) -> str:
        """Return what a person would call a table of the schema."""

    def set(self, path: DataPath, value: object) -> Fix:
        """Phrase the fix that gives a setting a value."""

    def quote(self, path: DataPath) -> Fix:
        """Phrase the fix that puts quotes around a value."""


class TomlGiven:
    """Settings in a table of a TOML file; ``private`` keys are another tool's, or another table's."""

    __slots__ = ("_document", "_prefix", "_private")
    is_ini = False
    group = "table"

    def __init__(self, document: "TomlDocument", prefix: DataPath, private: frozenset[str] = frozenset()) -> None:
        self._document = document
        self._prefix = prefix
        self._private = private

    @property
    def path(self) -> str:
        """The file."""
        return self._document.path

    @property
    def data(self) -> Data:
        """The settings."""
        found = self._document.get(self._prefix)
        items = found.items() if isinstance(found, dict) else ()
        return {key: value for key, value in items if key not in self._private}

    def place(self, path: DataPath) -> Place:
        """Return where a key stands."""
        return self._document.place((*self._prefix, *path))

    def written(self, path: DataPath) -> str:
        """Return a value as the file spells it."""
        start, end = self._document.value_span((*self._prefix, *path))
        return self._document.text[start:end]

    def name(self, path: DataPath) -> str:
        """Return the key, with the tables inside the tool's own."""
        return ".".join(str(step) for step in path if isinstance(step, str))

    def table(self, dotted: str) -> str:
        """Return the header of a table."""
        name = ".".join((*map(str, self._prefix), *filter(None, [dotted])))
        return f"`[[{name.replace('[]', '')}]]`" if name.endswith("[]") else f"`[{name}]`" if name else "the top level"

    def set(self, path: DataPath, value: object) -> Fix:
        """Phrase the fix that gives a key a value."""
        from repoaudit.documents.toml.edits import set_value

        draft = partial(set_value, self._document, (*self._prefix, *path), value)
        return Fix(f"set `{self.name(path[-1:])}` to {spelled(value)}", (draft,))

    def quote(self, path: DataPath) -> Fix:
        """Phrase the fix that puts quotes around a value."""
        return self.set(path, self.written(path)).titled(f'write `"{self.written(path)}"`')


class IniGiven:
    """Settings in sections of an INI file; ``sections`` says at which path of the data each of them stands."""

    __slots__ = ("_document", "_sections")
    is_ini = True
    group = "section"

    def __init__(self, document: "IniDocument", sections: Mapping[DataPath, str]) -> None:
        self._document = document
        self._sections = sections

    @property
    def path(self) -> str:
        """The file."""
        return self._document.path

    @property
    def data(self) -> Data:
        """The settings; the tables of an array, as those of TOML, are lists."""
        data: dict[str, object] = {}
        for path, section in self._sections.items():
            options = {option.folded: option.value for option in self._document.options(section)}
            if not path:
                data |= options
            elif len(path) == 1:
                data[str(path[0])] = options
            else:
                items = data.setdefault(str(path[0]), [])
                if isinstance(items, list):
                    items.append(options)
        return data

    def _section(self, path: DataPath) -> str:
        return self._sections.get(path[:-1], "")

    def place(self, path: DataPath) -> Place:
        """Return where an option stands, or one of its lines, or the header of a section."""
        if path in self._sections:
            return self._document.place(self._sections[path])
        line = path[-1] if isinstance(path[-1], int) else None
        *table, name = path if line is None else path[:-1]
        section = self._sections.get(tuple(table), "")
        place, option = self._document.place(section, str(name)), self._document.get(section, str(name))
        return place if option is None or line is None else place._replace(span=option.lines[line].span)

    def written(self, path: DataPath) -> str:
        """Return the text of an option."""
        option = self._document.get(self._section(path), str(path[-1]))
        return option.value if option else ""

    def name(self, path: DataPath) -> str:
        """Return the name of an option."""
        return str(next(step for step in reversed(path) if isinstance(step, str)))

    def table(self, dotted: str) -> str:
        """Return the header of a section."""
        own = self._sections.get((dotted,) if dotted else ())
        known = next((name.removesuffix(str(path[0])) for path, name in self._sections.items() if len(path) == 1), "")
        return f"`[{own or known + dotted}]`"

    def set(self, path: DataPath, value: object) -> Fix:
        """Phrase the fix that gives an option a value."""
        return IniTable(self._document, self._section(path)).set(value, str(path[-1]))

    def quote(self, path: DataPath) -> Fix:
        """Return the fix that changes nothing: text needs no quotes here."""
        return self.set(path, self.written(path))


class YamlGiven:
    """Settings in a YAML file whose top is a mapping."""

    __slots__ = ("_document", "data")
    is_ini = False
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
