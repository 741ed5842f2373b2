"""Settings in sections of an INI file as plain data."""

from collections.abc import Mapping

from repoaudit.finding import DataPath, Fix, Place
from repoaudit.subjects.files.tables import IniTable
from repoaudit.subjects.tools.settings.sources import Data
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.documents.ini import IniDocument


class IniGiven:
    """Settings in sections of an INI file; ``sections`` says at which path of the data each of them stands."""

    __slots__ = ("_document", "_sections")
    is_ini = True
    is_typed = False
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
        """The settings; sections for some modules are lists of tables that name them, as in TOML."""
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
                    items.append({"module": section.partition("-")[2], **options})
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
