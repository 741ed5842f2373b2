"""TOML documents: values as the tools read them, and where each is written.

`tomli` (2.4 or later: TOML 1.1, the same verdict on every interpreter) decides validity and gives the values. Where
something stands is looked up in a layout that is made on first need, so that a file without findings does not pay for
it. Edits are in `toml.edits`.
"""

from collections.abc import Iterable, Iterator

from repoaudit.documents.tomli import tomli
from repoaudit.errors import DocumentSyntaxError
from repoaudit.finding import ABSENT, DataPath, Place
from repoaudit.text import BOM, LineIndex, Span, line_end
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.documents.toml.layout import Layout


MAX_DEPTH = 100
"""How deep tables and arrays may nest, and how many parts a key may have; no configuration comes near."""

_SHORTEST_LONG_KEY = 2 * MAX_DEPTH  # characters: one and a dot for every part


class TomlDocument:
    """A TOML text, its plain data, and its layout.

    Paths mix keys and indexes: ``("tool", "mypy", "overrides", 0, "module")``. The methods that return places raise
    `KeyError` for a path that does not exist, unless they say otherwise.
    """

    __slots__ = ("_layout", "data", "path", "text")

    def __init__(self, path: str, text: str, data: dict[str, object]) -> None:
        self.path = path
        self.text = text
        self.data = data
        self._layout: Layout | None = None

    @property
    def layout(self) -> "Layout":
        """Where everything stands in the text."""
        if self._layout is None:
            from repoaudit.documents.toml.scan import scan  # a clean file needs no places

            self._layout = scan(self.text)
        return self._layout

    def get(self, path: DataPath) -> object:
        """Return the value at the path, or `ABSENT`; never raises."""
        value: object = self.data
        for step in path:
            if isinstance(value, dict):
                value = value.get(step, ABSENT)  # no key is a number
            elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
                value = value[step]
            else:
                return ABSENT
        return value

    def key_span(self, path: DataPath) -> Span:
        """Return where the last key of the path is written: in the pair, in the table's own header, or first implied.

        An item of an array has no key and gives its own span.
        """
        return self.layout.key_span(path)

    def value_span(self, path: DataPath) -> Span:
        """Return where the value is written; for a table with a header, the header with its brackets.

        For a table that only dotted keys or headers of sub-tables imply: the key part in the first of them.
        """
        node = self.layout.node(path)
        return Span(node.start, node.end)

    def span(self, path: DataPath) -> Span:
        """Return key through value for a pair, else what `value_span` returns."""
        return self.layout.span(path)

    def place(self, path: DataPath, anchor: str | None = None) -> Place:
        """Return the place of what is at the path; the anchor is the dotted path unless given."""
        span = self.span(path) if path else None
        return Place(self.path, span, dotted(path) if anchor is None else anchor)

    def home(self, path: DataPath) -> Place:
        """Return where something missing would belong: the nearest table that is there, or the file as a whole.

        Tables that only headers of their sub-tables imply do not count: they stand among strangers. Never raises.
        """
        table = self.layout.written_table(path)
        return Place(self.path, self.span(table) if table else None, dotted(path))

    def is_inline(self, path: DataPath) -> bool:
        """Tell whether an inline table ``{...}`` is at the path; False where there is nothing."""
        return self._opens_with("{", path)

    def has_header(self, path: DataPath) -> bool:
        """Tell whether a table with a header of its own is at the path; False where there is nothing."""
        return self._opens_with("[", path) and isinstance(self.get(path), dict)

    def comments(self) -> Iterator[Span]:
        """Yield every comment, from its ``#`` to the end of its line."""
        return iter(self.layout.comments)

    def comment_on(self, path: DataPath) -> str | None:
        """Return what the comment on the line says where the item ends, else on the line where its value opens."""
        from repoaudit.documents.toml.comments import comment_behind, comment_text

        node = self.layout.node(path)
        comment = comment_behind(self.text, self.layout, node.end)
        if comment is None:
            comment = self._opening_comment(node.start)
        return None if comment is None else comment_text(self.text, comment)

    def comments_above(self, path: DataPath) -> tuple[str, ...]:
        """Return what the comments say that have lines of their own directly above the item's."""
        from repoaudit.documents.toml.comments import comment_text, comments_above

        above = comments_above(self.text, self.layout, self.span(path).start)
        return tuple(comment_text(self.text, comment) for comment in above)

    def _opening_comment(self, start: int) -> Span | None:
        from repoaudit.documents.toml.comments import comment_behind

        comment = comment_behind(self.text, self.layout, start)
        if comment is None or self.text[start + 1 : comment.start].strip(" \t"):
            return None
        return comment

    def _opens_with(self, bracket: str, path: DataPath) -> bool:
        node = self.layout.find(path)
        return bool(path) and node is not None and self.text.startswith(bracket, node.start)


def parse_toml(path: str, text: str) -> TomlDocument:
    """Return the document of a TOML text; a byte order mark before it is accepted.

    Raises:
        DocumentSyntaxError: the text is not TOML 1.1, or nests deeper than `MAX_DEPTH`, or holds a number of more
            digits than Python converts. The span is where reading stopped.

    """
    if _may_hold_long_key(text):
        _refuse_long_key(path, text)
    try:
        data: dict[str, object] = tomli.loads(text.removeprefix(BOM))
    except tomli.TOMLDecodeError as error:
        span = _stop(text, error.lineno, error.colno)
        raise DocumentSyntaxError(path, error.msg, span) from error
    except (RecursionError, ValueError) as error:
        raise _excess(path, text, error) from error
    if _is_deep(data):
        raise _excess(path, text, RecursionError())
    return TomlDocument(path, text, data)


def dotted(path: DataPath) -> str:
    """Return the symbolic name of a path: ``tool.mypy.overrides[0].module``, quotes around a part with a dot."""
    name = ""
    for step in path:
        if isinstance(step, int):
            name += f"[{step}]"
        else:
            name += ("." if name else "") + (f'"{step}"' if "." in step or not step else step)
    return name


def _stop(text: str, line: int, column: int) -> Span:
    """Return the character at which tomli stopped; it counts in a text without byte order mark and carriage returns."""
    offset = min(LineIndex(text).offset(line, column), len(text))
    return Span(offset, min(offset + 1, max(offset, line_end(text, offset))))


def _may_hold_long_key(text: str) -> bool:
    """Tell, cheaply, whether some line may hold a key of more than `MAX_DEPTH` parts.

    tomli spends time quadratic in the parts: 5 MB of pairs below a header of 1,000 parts take it a minute.
    """
    return any(len(line) > _SHORTEST_LONG_KEY and line.count(".") >= MAX_DEPTH for line in text.split("\n"))


def _is_deep(data: dict[str, object]) -> bool:
    level: list[object] = [data]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in _members(node) if isinstance(child, (dict, list))]
        if not level:
            return False
    return True


def _members(node: object) -> Iterable[object]:
    if isinstance(node, dict):
        return node.values()
    return node if isinstance(node, list) else ()


def _refuse_long_key(path: str, text: str) -> None:
    from repoaudit.documents.toml.limits import find_long_key  # hardly ever

    span = find_long_key(text, MAX_DEPTH)
    if span:
        raise DocumentSyntaxError(path, f"a key has more than {MAX_DEPTH} parts", span)


def _excess(path: str, text: str, error: Exception) -> DocumentSyntaxError:
    from repoaudit.documents.toml.limits import find_deep_nesting, longest_number  # hardly ever

    if isinstance(error, RecursionError):
        reason, span = f"nested deeper than {MAX_DEPTH} levels", find_deep_nesting(text, MAX_DEPTH - 1)
    else:
        reason, span = "a number has too many digits", longest_number(text)
    return DocumentSyntaxError(path, reason, span)
