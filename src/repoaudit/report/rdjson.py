"""The Reviewdog Diagnostic Format, by its schema: columns count bytes of UTF-8 from one, ends are exclusive."""

from repoaudit.diagnostic import Diagnostic, Location
from repoaudit.finding import Severity
from repoaudit.report.changes import Changes
from repoaudit.report.escape import escape, spell_signs
from repoaudit.report.excerpts import Excerpts
from repoaudit.report.rows import dumps
from repoaudit.report.view import ReportView
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.text import Position

_LEVELS: Final = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}

_ROWS: Final = frozenset({"diagnostics"})
Json = dict[str, object]


def render(view: ReportView) -> str:
    """Return every finding, with its fix as a suggestion where it is one edit: several would each be taken for one."""
    excerpts, changes = Excerpts(view.repository), Changes(view.report, view.repository)
    whole = {
        "source": {"name": "repoaudit", "url": "https://github.com/repoaudit/repoaudit"},
        "diagnostics": [_diagnostic(view, changes, each, excerpts) for each in view.report.diagnostics],
    }
    return spell_signs(dumps(whole, _ROWS)) + "\n"


def _diagnostic(view: ReportView, changes: Changes, diagnostic: Diagnostic, excerpts: Excerpts) -> Json:
    code: Json = {"value": diagnostic.code}
    url = view.url(diagnostic.rule)
    found: Json = {
        "message": f"{escape(diagnostic.message)} [{diagnostic.rule}]",
        "location": _location(diagnostic.location, excerpts),
        "severity": _LEVELS[diagnostic.severity],
        "code": {**code, "url": url} if url else code,
    }
    suggestions = _suggestions(changes, diagnostic, excerpts)
    return {**found, "suggestions": suggestions} if suggestions else found


def _location(location: Location, excerpts: Excerpts) -> Json:
    path = escape(location.path)
    if location.start is None or location.end is None:
        return {"path": path}
    return {"path": path, "range": _range(location.path, location.start, location.end, excerpts)}


def _range(path: str, start: "Position", end: "Position", excerpts: Excerpts) -> Json:
    first, last = excerpts.in_bytes(path, start), excerpts.in_bytes(path, end)
    return {"start": {"line": first.line, "column": first.column}, "end": {"line": last.line, "column": last.column}}


def _suggestions(changes: Changes, diagnostic: Diagnostic, excerpts: Excerpts) -> list[Json]:
    change, path = changes.of(diagnostic), diagnostic.location.path
    edits = change.edits if change else ()
    if len(edits) != 1 or edits[0].path != path:
        return []
    start, end = (excerpts.position(path, offset) for offset in (edits[0].start, edits[0].end))
    return [{"range": _range(path, start, end, excerpts), "text": edits[0].text}]
