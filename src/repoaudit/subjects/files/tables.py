"""One view of a group of settings, whether a TOML table or an INI section holds it."""

from functools import partial

from repoaudit.finding import ABSENT, Draft, Fix, Place
from repoaudit.typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from repoaudit.documents.ini import IniDocument
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.finding import DataPath

Keys = tuple[str, ...]
"""The path of a setting inside its group: ``("report", "fail_under")``."""


class Table(Protocol):
    """A group of settings in one file; values are as the syntax gives them (an INI value is always text)."""

    @property
    def path(self) -> str:
        """The file."""

    @property
    def is_toml(self) -> bool:
        """Whether values are typed."""

    def get(self, *keys: str) -> object:
        """Return a value, or `ABSENT`."""

    def keys(self, *keys: str) -> Keys:
        """Return the names of the settings in the group, or in a group inside it."""

    def place(self, *keys: str) -> Place:
        """Return where a setting stands, or the group itself; where it would belong, when it is absent."""

    def set(self, value: object, *keys: str) -> Fix:
        """Phrase the fix that gives a setting a value."""

    def remove(self, *keys: str) -> Fix:
        """Phrase the fix that takes a setting out."""

    def rename(self, new: str, *keys: str) -> Fix:
        """Phrase the fix that gives a setting another name and leaves its value alone."""

    def name(self, *keys: str) -> str:
        """Return a setting's name as a person would write it: ``[tool.coverage.report] fail_under``."""


class TomlTable:
    """A TOML table, which may be implicit."""

    __slots__ = ("document", "prefix")
    is_toml = True

    def __init__(self, document: "TomlDocument", prefix: "DataPath") -> None:
        self.document = document
        self.prefix = prefix

    @property
    def path(self) -> str:
        """The file."""
        return self.document.path

    def get(self, *keys: str) -> object:
        """Return a value, or `ABSENT`."""
        return self.document.get((*self.prefix, *keys))

    def keys(self, *keys: str) -> Keys:
        """Return the keys of the table, or of a table inside it."""
        value = self.get(*keys)
        return tuple(value) if isinstance(value, dict) else ()

    def place(self, *keys: str) -> Place:
        """Return where a key stands, or where it would belong."""
        path = (*self.prefix, *keys)
        if path and self.document.get(path) is not ABSENT:
            return self.document.place(path)
        home = self.document.home(path)
        if home.span is None and self.prefix and self.document.get(self.prefix) is not ABSENT:
            return self.document.place(self.prefix, home.anchor)
        return home

    def set(self, value: object, *keys: str) -> Fix:
        """Phrase the fix that gives a key a value."""
        from repoaudit.documents.toml.edits import set_value

        draft: Draft = partial(set_value, self.document, (*self.prefix, *keys), value)
        return Fix(f"set `{keys[-1]}` to {spelled(value)}", (draft,))

    def remove(self, *keys: str) -> Fix:
        """Phrase the fix that takes a key out."""
        from repoaudit.documents.toml.edits import remove

        return Fix(f"remove `{keys[-1]}`", (partial(remove, self.document, (*self.prefix, *keys)),))

    def rename(self, new: str, *keys: str) -> Fix:
        """Phrase the fix that gives a key another name and leaves its value alone."""
        from repoaudit.documents.toml.moves import rename

        return Fix(f"rename it to `{new}`", (partial(rename, self.document, (*self.prefix, *keys), new),))

    def name(self, *keys: str) -> str:
        """Return a key's name as a person would write it."""
        table = ".".join(str(part) for part in (*self.prefix, *keys[:-1]))
        return f"[{table}] {keys[-1]}" if keys and table else table or "".join(keys)


class IniTable:
    """One INI section, or all sections whose names begin alike (``coverage:run``, ``coverage:report``)."""

    __slots__ = ("document", "section")
    is_toml = False

    def __init__(self, document: "IniDocument", section: str) -> None:
        self.document = document
        self.section = section

    @property
    def path(self) -> str:
        """The file."""
        return self.document.path

    def section_of(self, *keys: str) -> str:
        """Return the name of the section that holds a setting: the first of two keys names it."""
        return self.section + keys[0] if len(keys) > 1 else self.section

    def get(self, *keys: str) -> object:
        """Return a value's text, or `ABSENT`."""
        section = self.section_of(*keys)
        option = self.document.get(section, keys[-1])
        if option is None and self.document.section(section):  # configparser: every section begins with these
            option = self.document.get("DEFAULT", keys[-1])
        return ABSENT if option is None else option.value

    def keys(self, *keys: str) -> Keys:
        """Return the options of the section, or of the section that a key names."""
        section = self.document.section(self.section + "".join(keys))
        return tuple(option.name for option in section.options) if section else ()

    def place(self, *keys: str) -> Place:
        """Return where an option stands, or where it would belong."""
        if not keys:
            return self._header()
        section = self.section_of(*keys)
        if self.document.get(section, keys[-1]) is not None:
            return self.document.place(section, keys[-1])
        home = self.document.home(section, keys[-1])
        return self._header()._replace(anchor=home.anchor) if home.span is None else home

    def _header(self) -> Place:
        for section in self.document.sections:
            if section.name == self.section or (self.section[-1:] in ":." and section.name.startswith(self.section)):
                return self.document.place(section.name)
        return Place(self.path, None, self.section.rstrip(":."))

    def set(self, value: object, *keys: str) -> Fix:
        """Phrase the fix that gives an option a value."""
        from repoaudit.documents.ini.edits import set_value

        draft: Draft = partial(set_value, self.document, self.section_of(*keys), keys[-1], ini_text(value))
        return Fix(f"set `{keys[-1]}` to {spelled(value)}", (draft,))

    def remove(self, *keys: str) -> Fix:
        """Phrase the fix that takes an option out."""
        from repoaudit.documents.ini.edits import remove_option

        return Fix(f"remove `{keys[-1]}`", (partial(remove_option, self.document, self.section_of(*keys), keys[-1]),))

    def rename(self, new: str, *keys: str) -> Fix:
        """Phrase the fix that gives an option another name and leaves its value alone."""
        from repoaudit.documents.ini.edits import rename_option

        section = self.section_of(*keys)
        return Fix(f"rename it to `{new}`", (partial(rename_option, self.document, section, keys[-1], new),))

    def name(self, *keys: str) -> str:
        """Return an option's name as a person would write it."""
        return f"[{self.section_of(*keys)}] {keys[-1]}" if keys else f"[{self.section}]"


class CasedIniTable(IniTable):
    """An INI section of a tool to which ``Key`` and ``key`` are two options."""

    __slots__ = ()

    def get(self, *keys: str) -> object:
        """Return a value's text, or `ABSENT`."""
        sections = (each for each in self.document.sections if each.name == self.section_of(*keys))
        found = [option.value for section in sections for option in section.options if option.name == keys[-1]]
        return found[-1] if found else ABSENT


def ini_text(value: object) -> str:
    """Spell a plain value as the text of an INI option; the items of a list stand on lines of their own."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return "".join(f"\n{item}" for item in value)
    return str(value)


def spelled(value: object) -> str:
    """Spell a plain value for a message or a title."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, (list, tuple)):
        return f"`[{', '.join(str(item) for item in value)}]`"
    if isinstance(value, float) and value.is_integer():
        return f"{int(value)}"
    return f"`{value}`" if isinstance(value, str) else f"{value}"
