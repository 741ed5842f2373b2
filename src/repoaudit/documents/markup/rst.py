"""Inline literals, literal blocks and code directives of reStructuredText (docutils 0.22, "Markup Specification")."""

from collections.abc import Iterator

from repoaudit.documents.markup.code import Code
from repoaudit.regex import lazy
from repoaudit.text import Span
from repoaudit.typing import Final

_LITERAL: Final = lazy(r"(?<!`)``(?P<code>[^`\r\n]+)``(?!`)")
_DIRECTIVE: Final = lazy(
    r"(?P<indent>[ \t]*)\.\.[ \t]+(?P<name>code-block|code|sourcecode|prompt|parsed-literal|highlight)"
    r"::[ \t]*(?P<language>[\w-]*)[^\r\n]*"
)
_EXPLICIT: Final = lazy(r"[ \t]*\.\.(?:[ \t]|$)")
_COMMENT: Final = lazy(r"[ \t]*\.\.(?:[ \t]+(?!\S*::|[_|\[])|[ \t]*$)")
_OPTION: Final = lazy(r"[ \t]*:[\w-]+:")


def read_rst(text: str) -> Iterator[Code]:
    """Yield the code of a text."""
    lines = list(_lines(text))
    index = 0
    while index < len(lines):
        line = lines[index]
        written = text[line.start : line.end]
        directive = _DIRECTIVE.match(written)
        index += 1
        if not _COMMENT.match(written):
            yield from _literals(text, line)
        if directive or (written.rstrip().endswith("::") and not _EXPLICIT.match(written)):
            end = _block_end(text, lines, index, _indent(written))
            language = directive["language"].lower() if directive else ""
            first = _skip_options(text, lines, index, end)
            if first < end and not (directive and directive["name"] == "highlight"):
                yield Code(language, Span(lines[first].start, lines[end - 1].end), is_block=True)
            index = max(end, index)
        elif _COMMENT.match(written):
            index = max(_block_end(text, lines, index, _indent(written)), index)


def _literals(text: str, line: Span) -> Iterator[Code]:
    for match in _LITERAL.finditer(text, line.start, line.end):
        yield Code("", Span(*match.span("code")), is_block=False)


def _lines(text: str) -> Iterator[Span]:
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield Span(at, end)
        at = end + 1


def _indent(written: str) -> int:
    return len(written) - len(written.lstrip(" \t"))


def _block_end(text: str, lines: list[Span], index: int, indent: int) -> int:
    """Return the number of the line behind the block that is indented more than the line before it."""
    end = index
    for number in range(index, len(lines)):
        written = text[lines[number].start : lines[number].end]
        if written.strip():
            if _indent(written) <= indent:
                break
            end = number + 1
    return end


def _skip_options(text: str, lines: list[Span], index: int, end: int) -> int:
    while index < end and (
        not text[lines[index].start : lines[index].end].strip()
        or _OPTION.match(text, lines[index].start, lines[index].end)
    ):
        index += 1
    return index
