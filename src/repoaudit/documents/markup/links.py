"""Where links and images of Markdown and reStructuredText lead, unless it is the web: each with its place.

Most texts hold hundreds of addresses and few links to files, so addresses of the web are passed over while searching.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate, islice

from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.markup import Markup

_WEB: Final = r"(?!https?:|#|mailto:)"
_PLAIN: Final = rf"{_WEB}(?:[^\s()<>]|\([^\s()]{{0,500}}\)){{1,500}}"
_INLINE: Final = lazy(
    rf"\]\([ \t]*(?:<(?P<angled>{_WEB}[^<>\n]*)>|(?P<plain>{_PLAIN}))(?=[ \t]*(?:\r?\n[ \t]*)?(?:\)|(?<=\s)[\"'(]))"
)
"""Behind the destination a title may stand; anything else makes it no link."""

_DEFINITION: Final = lazy(rf"\]:[ \t]*(?:<(?P<angled>{_WEB}[^<>\n]*)>|(?P<plain>{_WEB}[^\s<>]+))")
_LABEL: Final = lazy(r" {0,3}\[(?!\^)[^\[\]\n]+")
_ATTRIBUTES: Final = tuple(
    lazy(rf"""{name}[ \t]*=[ \t]*(?:"(?P<angled>{_WEB}[^"\n]*)"|'(?P<plain>{_WEB}[^'\n]*)')""")
    for name in ("href", "src")
)
_TAG: Final = lazy(r"<(?:a|img|source|video)\s[^<>]*\s?\Z", re.IGNORECASE)
_RST: Final = (
    lazy(rf"<(?P<plain>{_WEB}[^<>`\s]+)>`__?(?!\w)"),
    lazy(rf"\.\. _(?!_)[^:\n]{{1,200}}:[ \t]+(?P<plain>{_WEB}[^\s`]+)[ \t]*\r?(?:\n|\Z)"),
    lazy(rf"image::[ \t]*(?P<plain>{_WEB}\S+)"),
    lazy(rf"figure::[ \t]*(?P<plain>{_WEB}\S+)"),
    lazy(rf":target:[ \t]*(?P<plain>{_WEB}\S+)"),
)
_HIDING: Final = lazy(r"<(!--|(?:pre|code|script|style)\b)", re.IGNORECASE)
_MOST: Final = 1_000
"""Links of one text that are looked at."""

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
    found = list(islice(_in_rst(markup.text) if is_rst else _in_markdown(markup.text), _MOST))
    if not found:
        return ()
    hidden = [code.span for code in markup.code]
    hidden += [] if is_rst else _hidden(markup.text)
    inside = _inside(sorted(hidden))
    return tuple(sorted((link for link in found if not inside(link.span.start)), key=lambda link: link.span))


def may_link(text: str, path: str) -> bool:
    """Say whether a text may hold such a link, code or not."""
    return any(True for _ in (_in_rst(text) if path.lower().endswith(".rst") else _in_markdown(text)))


def _hidden(text: str) -> list[Span]:
    """Return the comments, and what HTML shows as it is written; each end is searched once, whoever opens what."""
    lowered = text.lower()
    found: list[Span] = []
    at = 0
    while match := _HIDING.search(text, at):
        name = match[1].lower()
        end = lowered.find("-->" if name == "!--" else f"</{name}", match.end())
        if end < 0:
            break
        found.append(Span(match.start(), end))
        at = end
    return found


def _inside(spans: list[Span]) -> Callable[[int], bool]:
    """Return what says of an offset whether it lies in one of the spans, which are sorted."""
    starts = [span.start for span in spans]
    ends = list(accumulate((span.end for span in spans), max))

    def is_inside(offset: int) -> bool:
        at = bisect_right(starts, offset) - 1
        return at >= 0 and offset < ends[at]

    return is_inside


def _in_markdown(text: str) -> Iterator[Link]:
    for match in islice(_INLINE.finditer(text), _MOST):
        if _opening(text, match.start()) and not _is_indented(text, match.start()):
            yield _link(match)
    for match in islice(_DEFINITION.finditer(text), _MOST):
        if _LABEL.fullmatch(text[_line_start(text, match.start()) : match.start()]):
            yield _link(match)
    for pattern in _ATTRIBUTES:
        for match in islice(pattern.finditer(text), _MOST):
            is_tag = _TAG.search(text, max(0, match.start() - _FARTHEST), match.start())
            if is_tag and not _is_indented_code(text, is_tag.start()):
                yield _link(match)


def _in_rst(text: str) -> Iterator[Link]:
    for number, pattern in enumerate(_RST):
        for match in islice(pattern.finditer(text), _MOST):
            line = text[_line_start(text, match.start()) : match.start()]
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
    return text.startswith(("    ", "\t"), _line_start(text, at))


def _line_start(text: str, at: int) -> int:
    """Return where the line of an offset starts, or a place in it that is far enough away."""
    least = max(0, at - _FARTHEST)
    found = text.rfind("\n", least, at)
    return found + 1 if found >= 0 else least


def _is_indented_code(text: str, at: int) -> bool:
    """Say whether a tag stands in indented code: HTML itself is often indented, within other tags."""
    return _is_indented(text, at) and "<" not in text[max(0, at - _FARTHEST) : at]
