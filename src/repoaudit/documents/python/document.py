"""A parsed Python file that knows where its nodes stand and what its names mean."""

import ast
import warnings
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from repoaudit.documents.python.names import constants, imports
from repoaudit.documents.python.strings import string_of
from repoaudit.errors import DocumentSyntaxError
from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.text import BOM, Span
from repoaudit.typing import Final

Located = ast.expr | ast.stmt | ast.arg | ast.keyword | ast.alias | ast.excepthandler | ast.pattern
"""The nodes that have a place."""

# The tokenizer of Python ends lines at these, and at neither a form feed nor any line separator of Unicode.
_LINE_END: Final = lazy(r"\r\n?|\n")


def read_python(path: str, text: str, part: str | None = None) -> "PythonDocument":
    """Parse a file; see `python.parse_python`."""
    source = text if part is None else part
    nul = text.find("\0")
    if nul >= 0:
        raise DocumentSyntaxError(path, "a NUL character", Span(nul, nul + 1))
    try:
        with warnings.catch_warnings():
            # Parsing warns of invalid escape sequences, and the filters of whoever runs this may make that an error.
            warnings.simplefilter("ignore")
            return PythonDocument(path, text, ast.parse(source.removeprefix(BOM)))
    except SyntaxError as error:
        raise DocumentSyntaxError(path, error.msg, _error_span(text, error)) from None
    except UnicodeEncodeError as error:
        start = error.start + text.startswith(BOM)
        raise DocumentSyntaxError(path, "half of a surrogate pair", Span(start, start + 1)) from None
    except (RecursionError, MemoryError):
        raise DocumentSyntaxError(path, "nested too deeply to be parsed", Span(0, 0)) from None


def _line_starts(text: str) -> list[int]:
    return [len(text) - len(text.removeprefix(BOM)), *(found.end() for found in _LINE_END.finditer(text))]


def _error_span(text: str, error: SyntaxError) -> Span:
    """Return where the parser stopped: its columns count code points, from one, and some are zero or missing."""
    starts = _line_starts(text)

    def offset(line: int | None, column: int | None) -> int:
        start = starts[min(max(line or 1, 1), len(starts)) - 1]
        return min(start + max((column or 1) - 1, 0), len(text))

    start = offset(error.lineno, error.offset)
    return Span(start, max(min(start + 1, len(text)), offset(error.end_lineno, error.end_offset)))


class PythonDocument:
    """A file that is valid Python: its path, its text and its tree."""

    __slots__ = ("_constants", "_imports", "_starts", "_widths", "path", "text", "tree")

    def __init__(self, path: str, text: str, tree: ast.Module) -> None:
        self.path = path
        self.text = text
        self.tree = tree
        self._starts: list[int] = []
        self._widths: dict[int, list[int] | None] = {}
        self._imports: Mapping[str, str] | None = None
        self._constants: Mapping[str, ast.expr] | None = None

    def span(self, node: Located) -> Span:
        """Return the span of a node; that of a decorated definition begins behind its decorators."""
        start = self._offset(node.lineno, node.col_offset)
        if node.end_lineno is None or node.end_col_offset is None:
            return Span(start, start)
        return Span(start, max(start, self._offset(node.end_lineno, node.end_col_offset)))

    def place(self, node: Located, anchor: str) -> Place:
        """Return the place of a node under a symbolic name."""
        return Place(self.path, self.span(node), anchor)

    def _offset(self, line: int, column: int) -> int:
        """Turn a position of `ast`, whose columns are bytes of UTF-8, into an offset."""
        self._starts = self._starts or _line_starts(self.text)
        # Before Python 3.12 the positions inside f-strings are only nearly right.
        line = min(line, len(self._starts))
        start = self._starts[line - 1]
        if line not in self._widths:
            end = self._starts[line] if line < len(self._starts) else len(self.text)
            content = self.text[start:end]
            self._widths[line] = None if content.isascii() else list(accumulate(len(each.encode()) for each in content))
        widths = self._widths[line]
        return min(start + (column if widths is None else bisect_right(widths, column)), len(self.text))

    def imports(self) -> Mapping[str, str]:
        """Return what each imported name stands for: `p` → `pytest`, `path` → `os.path`, `conf` → `.conf`.

        Of two imports of one name the first one counts, and those of the module before those of its functions.
        """
        if self._imports is None:
            self._imports = imports(self.tree)
        return self._imports

    def dotted(self, node: ast.expr) -> str | None:
        """Return the full name of `name.attribute…`, through the imports; None for any other expression."""
        attributes: list[str] = []
        while isinstance(node, ast.Attribute):
            attributes.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return None
        return ".".join((self.imports().get(node.id, node.id), *reversed(attributes)))

    @property
    def constant_names(self) -> Mapping[str, ast.expr]:
        """The names that the module binds once, to a string, or to a list, tuple or set that nothing changes."""
        if self._constants is None:
            self._constants = constants(self.tree)
        return self._constants

    def string(self, node: ast.expr) -> str | None:
        """Return the value of a string literal, or of what constants make one of; None where it is dynamic."""
        return string_of(node, self.constant_names)

    def strings(self, node: ast.expr) -> list[str] | None:
        """Return the strings of a list, tuple or set, or of a name for one; None where any of them is dynamic."""
        if isinstance(node, ast.Name):
            node = self.constant_names.get(node.id, node)
        if not isinstance(node, ast.List | ast.Tuple | ast.Set):
            return None
        values = [self.string(element) for element in node.elts]
        known = [value for value in values if value is not None]
        return known if len(known) == len(values) else None

    def comments(self) -> Iterator[Span]:
        """Yield the spans of all comments, with their `#`; none at all where they cannot be told from strings."""
        if "#" not in self.text:
            return
        import tokenize

        starts = self._starts = self._starts or _line_starts(self.text)
        try:
            tokens = [each for each in tokenize.generate_tokens(self._reader()) if each.type == tokenize.COMMENT]
        except (tokenize.TokenError, SyntaxError):
            return
        for token in tokens:
            start = starts[token.start[0] - 1] + token.start[1]
            yield Span(start, start + len(token.string))

    def _reader(self) -> "_Lines":
        return _Lines(self.text, self._starts)


class _Lines:
    """Hands out lines the way a file does, each with the one line ending that every tokenizer knows."""

    __slots__ = ("_next", "_starts", "_text")

    def __init__(self, text: str, starts: Sequence[int]) -> None:
        self._text = text
        self._starts = starts
        self._next = 0

    def __call__(self) -> str:
        index = self._next
        self._next += 1
        if index >= len(self._starts):
            return ""
        end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._text)
        line = self._text[self._starts[index] : end]
        return line.rstrip("\r\n") + "\n" if line.endswith(("\r", "\n")) else line
