"""Where links and images of Markdown and reStructuredText lead, unless it is the web: each with its place.

Most texts hold hundreds of addresses and few links to files, so addresses of the web are passed over while searching.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.text import Span

if TYPE_CHECKING:
    from repoaudit.documents.markup import Markup

_WEB: Final = r"(?!https?:|#|mailto:)"
_PLAIN: Final = rf"{_WEB}(?:[^\s()<>]|\([^\s()]*\))+"
_INLINE: Final = lazy(rf"\]\([ \t]*(?:<(?P<angled>{_WEB}[^<>\n]*)>|(?P<plain>{_PLAIN}))(?=[ \t\n)])")
_DEFINITION: Final = lazy(rf"\]:[ \t]*(?:<(?P<angled>{_WEB}[^<>\n]*)>|(?P<plain>{_WEB}[^\s<>]+))")
_LABEL: Final = lazy(r" {0,3}\[(?!\^)[^\[\]\n]+")
_ATTRIBUTES: Final = tuple(
    lazy(rf"""{name}[ \t]*=[ \t]*(?:"(?P<angled>{_WEB}[^"\n]*)"|'(?P<plain>{_WEB}[^'\n]*)')""")
    for name in ("href", "src")
)
_TAG: Final = lazy(r"<(?:a|img|source|video)\s[^<>]*\s?\Z", re.IGNORECASE)
_RST: Final = (
    lazy(rf"<(?P<plain>{_WEB}[^<>`\s]+)>`__?(?!\w)"),
    lazy(rf"\.\. _(?!_)[^:\n]+:[ \t]+(?P<plain>{_WEB}[^\s`]+)[ \t]*\r?(?:\n|\Z)"),
    lazy(rf"image::[ \t]*(?P<plain>{_WEB}\S+)"),
    lazy(rf"figure::[ \t]*(?P<plain>{_WEB}\S+)"),
    lazy(rf":target:[ \t]*(?P<plain>{_WEB}\S+)"),
)
_HIDDEN: Final = lazy(r"<!--.*?(?:-->|\Z)|<(pre|code|script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_FARTHEST: Final = 1_000
"""Characters that the text of a link, or a tag, may have."""

_DIRECTIVE: Final = lazy(r"[ \t]*\.\.[ \t]+(?:\|[^|\n]+\|[ \t]+)?\Z")


class Link(NamedTuple):
    """Where something leads, as it is written, and where that stands."""

    destination: str
    span: Span


def links_of(markup: "Markup") -> tuple[Link, ...]:
    """Return the links, images and definitions that do not lead to the web, in order; in code there are none."""
    is_rst = markup.path.lower().endswith(".rst")
    found = list(_in_rst(markup.text) if is_rst else _in_markdown(markup.text))
    if not found:
        return ()
    hidden = [code.span for code in markup.code]
    hidden += [] if is_rst else [Span(*match.span()) for match in _HIDDEN.finditer(markup.text)]
    return tuple(sorted((link for link in found if not _is_inside(link, hidden)), key=lambda link: link.span))


def may_link(text: str, path: str) -> bool:
    """Say whether a text may hold such a link, code or not."""
    return any(True for _ in (_in_rst(text) if path.lower().endswith(".rst") else _in_markdown(text)))


def _is_inside(link: Link, spans: list[Span]) -> bool:
    return any(span.start <= link.span.start < span.end for span in spans)


def _in_markdown(text: str) -> Iterator[Link]:
    for match in _INLINE.finditer(text):
        if _opening(text, match.start()) and not _is_indented(text, match.start()):
            yield _link(match)
    for match in _DEFINITION.finditer(text):
        if _LABEL.fullmatch(text[text.rfind("\n", 0, match.start()) + 1 : match.start()]):
            yield _link(match)
    for pattern in _ATTRIBUTES:
        for match in pattern.finditer(text):
            is_tag = _TAG.search(text, max(0, match.start() - _FARTHEST), match.start())
            if is_tag and not _is_indented_code(text, is_tag.start()):
                yield _link(match)


def _in_rst(text: str) -> Iterator[Link]:
    for number, pattern in enumerate(_RST):
        for match in pattern.finditer(text):
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            if number == 0 or (number in {1, 4} and not line.strip()) or (number in {2, 3} and _DIRECTIVE.match(line)):
                yield _link(match)


def _link(match: "re.Match[str]") -> Link:
    group = "angled" if match.groupdict().get("angled") is not None else "plain"
    return Link(match[group], Span(*match.span(group)))


def _opening(text: str, closing: int) -> bool:
    """Say whether the bracket that a ``]`` closes is there and is not escaped."""
    depth = 0
    for at in range(closing, max(-1, closing - _FARTHEST), -1):
        if text[at] not in "[]" or text[at - 1 : at] == "\\":
            if text.startswith("\n\n", at):
                return False
            continue
        depth += 1 if text[at] == "]" else -1
        if depth == 0:
            return True
    return False


def _is_indented(text: str, at: int) -> bool:
    """Say whether the line of an offset is indented as code is; a list may make it no code, but nobody can be sure."""
    start = text.rfind("\n", 0, at) + 1
    return text.startswith(("    ", "\t"), start)


def _is_indented_code(text: str, at: int) -> bool:
    """Say whether a tag stands in indented code: HTML itself is often indented, within other tags."""
    return _is_indented(text, at) and "<" not in text[max(0, at - _FARTHEST) : at]
