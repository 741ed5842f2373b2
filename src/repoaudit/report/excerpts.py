"""Places as the formats for machines want them: on one line, in bytes, as addresses."""

from repoaudit.errors import UnknownError
from repoaudit.text import LineIndex, Position
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.diagnostic import Location
    from repoaudit.repository import Repository


class Excerpts:
    """The texts of one report's files, each indexed once."""

    def __init__(self, repository: "Repository") -> None:
        self._repository = repository
        self._texts: dict[str, tuple[str, LineIndex] | None] = {}

    def exists(self, path: str) -> bool:
        """Say whether a file is there and can be read."""
        return self._text(path) is not None

    def first_line(self, location: "Location") -> tuple[Position, Position] | None:
        """Return the part of a place on its first line, None for a place without a span; the end is exclusive."""
        start, end = location.start, location.end
        if start is None or end is None:
            return None
        if end.line == start.line:
            return start, end
        return start, Position(start.line, max(start.column + 1, self._columns(location.path, start.line) + 1))

    def in_bytes(self, path: str, position: Position) -> Position:
        """Return a position whose column counts bytes of UTF-8."""
        line = self._line(path, position.line)
        return Position(position.line, len(line[: position.column - 1].encode("utf-8", "surrogatepass")) + 1)

    def position(self, path: str, offset: int) -> Position:
        """Return the position of an offset in a file, which may not exist yet."""
        found = self._text(path)
        return (found[1] if found else LineIndex("")).at(offset)

    def _columns(self, path: str, line: int) -> int:
        return len(self._line(path, line))

    def _line(self, path: str, line: int) -> str:
        found = self._text(path)
        if found is None or line > found[1].count:
            return ""
        text, lines = found
        return text[slice(*lines.span_of(line))]

    def _text(self, path: str) -> tuple[str, LineIndex] | None:
        if path not in self._texts:
            try:
                text = self._repository.read(path)
                self._texts[path] = text, LineIndex(text)
            except UnknownError:
                self._texts[path] = None
        return self._texts[path]


def as_uri(path: str) -> str:
    """Return a path as a relative address, percent-encoded; bytes that are not UTF-8 as they are."""
    from urllib.parse import quote

    return quote(path.encode("utf-8", "surrogateescape"), safe="/")
