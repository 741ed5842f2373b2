"""Places that settings come from."""

from collections.abc import Mapping

from repoaudit.finding import DataPath
from repoaudit.record import NamedTuple
from repoaudit.text import LineIndex
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument

_LONGEST: Final = 60


class Source:
    """Settings from one place, as plain data."""

    __slots__ = ("data",)

    def __init__(self, data: Mapping[str, object]) -> None:
        self.data = data

    @property
    def name(self) -> str:
        """What the place is called: its path, or "" on the command line."""
        return ""

    def where(self, path: DataPath) -> str:
        """Say where a setting stands: ``pyproject.toml:12`` or ``--select``."""
        raise NotImplementedError

    def table(self, path: DataPath) -> str:
        """Name the table at a path by its header, "" for one that has none."""
        return f"[{'.'.join(printable(str(step)) for step in path)}]" if path else ""


class FileSource(Source):
    """Settings in a TOML file, below ``prefix``."""

    __slots__ = ("_document", "_prefix")

    def __init__(self, document: "TomlDocument", prefix: tuple[str, ...], data: Mapping[str, object]) -> None:
        super().__init__(data)
        self._document = document
        self._prefix = prefix

    @property
    def name(self) -> str:
        """Return the path of the file."""
        return self._document.path

    def where(self, path: DataPath) -> str:
        """Return the path of the file and the line."""
        span = self._document.key_span((*self._prefix, *path))
        return f"{self._document.path}:{LineIndex(self._document.text).at(span.start).line}"

    def table(self, path: DataPath) -> str:
        """Return the header of a table."""
        return super().table((*self._prefix, *path))


class FlagSource(Source):
    """Settings given on the command line: each key by its own flag, or by ``--config KEY=VALUE``."""

    __slots__ = ("_flag",)

    def __init__(self, data: Mapping[str, object], flag: str = "") -> None:
        super().__init__(data)
        self._flag = flag

    def where(self, path: DataPath) -> str:
        """Return the flag."""
        return self._flag or f"--{path[0]}"


class Sources(NamedTuple):
    """Everything that was written, what is stronger later, and the mistakes that kept some of it from being read."""

    sources: tuple[Source, ...]
    mistakes: tuple[str, ...]


def printable(key: str) -> str:
    """Return a key as it may stand in a message."""
    return key if key.isprintable() and len(key) <= _LONGEST else shown(key)


def shown(value: object) -> str:
    """Return a value as it may stand in a message: on one line, and not too long."""
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def words_of(source: Source, key: str) -> tuple[str, ...]:
    """Return the words of a list, or the keys of a table; another value has none."""
    value = source.data.get(key)
    return tuple(word for word in value if isinstance(word, str)) if isinstance(value, (list, dict)) else ()
