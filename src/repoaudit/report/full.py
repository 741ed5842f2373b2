"""Findings with the lines they speak of: the format for people at a terminal."""

from collections.abc import Iterator

from rich.cells import cell_len

from repoaudit.diagnostic import Diagnostic, Location
from repoaudit.errors import UnreadableError
from repoaudit.finding import Applicability
from repoaudit.record import NamedTuple
from repoaudit.report.escape import escape
from repoaudit.report.snippet import Mark, Source, room_for, snippet
from repoaudit.report.style import BOLD, FAINT, GOOD, PLACE, PLAIN, SEVERITY, Line, Piece, link, paint
from repoaudit.report.summary import render_epilogue
from repoaudit.report.view import ReportView, place
from repoaudit.typing import Final

_BUTTONS: Final = {
    Applicability.SAFE: "safe",
    Applicability.UNSAFE: "unsafe",
    Applicability.DISPLAY: "by hand",
}


def render(view: ReportView) -> str:
    """Return a block for each finding, a blank line after each, and the summary."""
    page = _Page(view)
    lines: list[str] = []
    for diagnostic in view.report.diagnostics:
        lines += (paint(line, color=view.color) for line in page.block(diagnostic))
        lines.append("")
    return "".join(f"{line}\n" for line in (*lines, *render_epilogue(view)))


class _Page:
    """Lays out findings; every file is read and indexed once."""

    def __init__(self, view: ReportView) -> None:
        self._view = view
        self._frame = _ASCII if view.ascii else _LINES
        self._sources: dict[str, Source | None] = {}

    def block(self, diagnostic: Diagnostic) -> Iterator[Line]:
        """Yield the lines of one finding."""
        frame, gutter = self._frame, _gutter(diagnostic)
        severity = SEVERITY[diagnostic.severity]
        yield [(diagnostic.severity.label, severity), (f": {diagnostic.rule}", BOLD), (f" ({diagnostic.code})", FAINT)]
        yield from _wrapped([], escape(diagnostic.message), "", self._view.width)
        yield [_margin(gutter, frame.top), (place(diagnostic.location), PLACE)]
        yield from self._excerpt(diagnostic.location, gutter, (frame.primary, severity), context=1)
        for related in diagnostic.related:
            start = [_margin(gutter, frame.tee), (place(related.location), PLACE), (": ", PLAIN)]
            yield from self._wrapped_beside(start, related.message, gutter, frame.bar)
            yield from self._excerpt(related.location, gutter, (frame.secondary, PLACE), context=0)
        yield from self._footer(diagnostic, gutter)

    def _wrapped_beside(self, start: Line, text: str, gutter: int, sign: str) -> Iterator[Line]:
        return _wrapped(start, escape(text), " " * gutter + f" {sign}", self._view.width)

    def _footer(self, diagnostic: Diagnostic, gutter: int) -> Iterator[Line]:
        frame = self._frame
        sign = frame.end
        if diagnostic.fix and diagnostic.applicability:
            label = f"fix ({_BUTTONS[diagnostic.applicability]}): "
            start = [_margin(gutter, sign), (label, GOOD)]
            yield from self._wrapped_beside(start, diagnostic.fix.title, gutter, frame.blank)
            sign = frame.next
        command = f"repoaudit rule {diagnostic.rule}"
        url = self._view.url(diagnostic.rule) if self._view.color else None
        yield [_margin(gutter, sign), ("help: ", FAINT), (link(command, url), FAINT)]

    def _excerpt(self, location: Location, gutter: int, mark: Piece, *, context: int) -> Iterator[Line]:
        source = self._source(location.path) if location.span else None
        if source is None or location.span is None:
            return
        bar = self._frame.bar
        for line in snippet(source, location.span, context=context, room=room_for(self._view.width, gutter + 3)):
            yield [(f"{line.number:>{gutter}} {bar}".rstrip(), FAINT), (f" {line.text}" if line.text else "", PLAIN)]
            if line.mark:
                yield [_margin(gutter, bar), *_under(line.mark, *mark)]

    def _source(self, path: str) -> Source | None:
        """Return the text of a file, None when it cannot be read: then there is a place, but nothing to show."""
        if path not in self._sources:
            try:
                self._sources[path] = Source(self._view.repository.read(path))
            except UnreadableError:
                self._sources[path] = None
        return self._sources[path]


class _Frame(NamedTuple):
    """The signs that hold a block together, and those that lie under marked text."""

    top: str
    bar: str
    tee: str
    end: str
    next: str
    blank: str
    primary: str
    secondary: str


_LINES: Final = _Frame("╭─ ", "│ ", "├─ ", "╰─ ", "   ", "   ", "━", "─")
_ASCII: Final = _Frame("--> ", "| ", "::: ", "= ", "= ", "  ", "^", "-")


def _gutter(diagnostic: Diagnostic) -> int:
    """Return the width of the widest line number that a block may show."""
    places = (diagnostic.location, *(related.location for related in diagnostic.related))
    return max(len(str(each.start.line + 1)) if each.start else 1 for each in places)


def _margin(gutter: int, sign: str) -> Piece:
    return " " * gutter + f" {sign}", FAINT


def _under(mark: Mark, sign: str, style: str) -> Line:
    more = f" ... to line {mark.last_line}" if mark.last_line else ""
    return [(" " * mark.start, PLAIN), (sign * mark.length + more, style)]


def _wrapped(start: Line, text: str, indent: str, width: int) -> Iterator[Line]:
    """Break a text between its words so that no line is wider than ``width`` cells, where the words allow it."""
    if not width:
        yield [*start, (text, PLAIN)]
        return
    line, used, words = start, sum(cell_len(piece) for piece, _ in start), ""
    for word in text.split(" "):
        size = cell_len(word)
        if words and used + 1 + size > width:
            yield [*line, (words, PLAIN)]
            line, used, words = [(indent, FAINT)], cell_len(indent), ""
        if words:
            words, used = f"{words} ", used + 1
        words, used = words + word, used + size
    yield [*line, (words, PLAIN)]


def export_svg(view: ReportView, title: str) -> str:
    """Return a picture of the rendered report, for documentation; the same report gives the same picture."""
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    console = Console(
        record=True,
        file=StringIO(),
        width=view.width or 100,
        force_terminal=True,
        color_system="standard",
        legacy_windows=False,
        _environ={},  # NO_COLOR, TERM and COLUMNS are about this terminal; the picture is for others
    )
    console.print(Text.from_ansi(render(view._replace(color=True, width=console.width))))
    return console.export_svg(title=title, unique_id="repoaudit")
