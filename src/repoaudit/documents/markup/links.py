"""Where links and images of Markdown and reStructuredText lead: each destination with its place; code has none."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from repoaudit.documents.markup.markdown import read_markdown
from repoaudit.documents.markup.rst import read_rst
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.text import Span

if TYPE_CHECKING:
    from repoaudit.documents.markup import Markup

_TEXT: Final = r"\[(?:[^\[\]\\`]|\\.|`[^`\n]*`|!?\[(?:[^\[\]\\]|\\.)*\](?:\([^()\s]*\)|\[[^\[\]]*\])?)*\]"
_INLINE: Final = lazy(
    rf"(?<!\\){_TEXT}\([ \t]*(?:<(?P<angled>[^<>\n]*)>|(?P<plain>[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*))"
    r"""(?:[ \t\n]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*\)"""
)
_IMAGE: Final = lazy(r"(?<!\\)!\[[^\[\]\n]*\]\([ \t]*(?:<(?P<angled>[^<>\n]*)>|(?P<plain>[^\s()<>]+))")
_DEFINITION: Final = lazy(r"(?m)^ {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*(?:<(?P<angled>[^<>\n]*)>|(?P<plain>[^\s<>]+))")
_HTML: Final = lazy(
    r"""<(?:a|img|source|video)\b[^<>]*?\s(?:href|src)\s*=\s*(?:"(?P<angled>[^"\n]*)"|'(?P<plain>[^'\n]*)')""",
    re.IGNORECASE,
)
_RST: Final = (
    lazy(r"(?<!`)`[^`<>]*<(?P<plain>[^<>`\s]+)>`__?(?!\w)"),
    lazy(r"(?m)^[ \t]*\.\.[ \t]+_(?!_)[^:\n]+:[ \t]+(?P<plain>[^\s`]+)[ \t]*\r?$"),
    lazy(r"(?m)^[ \t]*\.\.[ \t]+(?:\|[^|\n]+\|[ \t]+)?(?:image|figure)::[ \t]*(?P<plain>\S+)"),
    lazy(r"(?m)^[ \t]+:target:[ \t]*(?P<plain>\S+)"),
)
_HIDDEN: Final = lazy(r"<!--.*?(?:-->|\Z)|<(pre|code|script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_INDENTED: Final = lazy(r"(?m)^(?: {4}|\t).*$")


class Link(NamedTuple):
    """Where something leads, as it is written, and where that stands."""

    destination: str
    span: Span


def links_of(markup: "Markup") -> Iterator[Link]:
    """Yield every link, image and definition of a text, in no order; those that stand in code are no links."""
    if markup.path.lower().endswith(".rst"):
        return _found(markup.text, _RST, [code.span for code in read_rst(markup.text)])
    return _found(markup.text, (_INLINE, _IMAGE, _DEFINITION, _HTML), _hidden(markup.text))


def _hidden(text: str) -> list[Span]:
    """Return what Markdown shows as it is written, or not at all."""
    spans = [code.span for code in read_markdown(text)]
    spans += [Span(*match.span()) for match in _HIDDEN.finditer(text)]
    return spans + [Span(*match.span()) for match in _INDENTED.finditer(text)]


def _found(text: str, patterns: "Iterable[re.Pattern[str]]", hidden: list[Span]) -> Iterator[Link]:
    covered = _joined(hidden)
    starts = [span.start for span in covered]
    for pattern in patterns:
        for match in pattern.finditer(text):
            group = "plain" if match["plain"] is not None else "angled"
            span = Span(*match.span(group))
            at = bisect_right(starts, span.start) - 1
            if at < 0 or covered[at].end <= span.start:
                yield Link(match[group], span)


def _joined(spans: list[Span]) -> list[Span]:
    """Return the same stretches of text, in order, none of them touching another."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
