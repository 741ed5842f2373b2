"""Code spans and fences of Markdown (CommonMark 0.31, 4.5 and 6.1), MyST's ``{code-block} bash`` among them."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from repoaudit.documents.markup.code import Code
from repoaudit.regex import lazy
from repoaudit.text import Span
from repoaudit.typing import Final

_FENCE: Final = lazy(r"(?m)^[ \t]*(?:[-*+][ \t]+|\d+[.)][ \t]+)*(?P<marks>`{3,}|~{3,})(?P<info>[^`\r\n]*)\r?$")
_LANGUAGE: Final = lazy(r"(?:\{[\w-]+\}\s+)?[{.]*(?P<name>[\w-]*)")
_COMMENT: Final = lazy(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SPAN: Final = lazy(r"(?<!`)(?P<marks>`{1,3})(?!`)(?P<code>[^\r\n]*?[^`\r\n])(?P=marks)(?!`)")


def read_markdown(text: str) -> Iterator[Code]:
    """Yield the code of a text; a fence without end goes to the end of the text."""
    comments = [Span(*match.span()) for match in _COMMENT.finditer(text)] if "<!--" in text else []
    return (code for code in _read(text) if not _is_inside(code.span.start, comments))


def _read(text: str) -> Iterator[Code]:
    at = 0
    while opening := _FENCE.search(text, at):
        yield from _spans(text, at, opening.start())
        start = min(opening.end() + 1, len(text))
        end, at = _closing(text, start, opening["marks"])
        language = _LANGUAGE.match(opening["info"].strip())
        yield Code(language["name"].lower() if language else "", Span(start, end), is_block=True)
    yield from _spans(text, at, len(text))


def _closing(text: str, start: int, marks: str) -> tuple[int, int]:
    """Return where the code of a fence ends, and where the text goes on."""
    at = start
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end].strip()
        if line.startswith(marks) and not line.strip(marks[0]):
            return at, end
        at = end + 1
    return len(text), len(text)


def _spans(text: str, start: int, end: int) -> Iterator[Code]:
    return (Code("", Span(*match.span("code")), is_block=False) for match in _SPAN.finditer(text, start, end))


def _is_inside(offset: int, comments: list[Span]) -> bool:
    number = bisect_right(comments, offset, key=lambda span: span.start)
    return number > 0 and offset < comments[number - 1].end
