r"""The report for machines: version 1 of the JSON format, which may gain fields but lose none.

Lines and columns count from one, columns in code points; ends are exclusive; a place without a span has null for all
four. Paths are POSIX and relative to the root; bytes of a path that are not UTF-8 appear as ``\udc80`` to ``\udcff``
(`os.fsdecode`).
"""

import re

from repoaudit.diagnostic import Crash, Diagnostic, Location, Note, RelatedLocation, Report, fingerprints
from repoaudit.finding import Applicability, Severity
from repoaudit.report.changes import Changes
from repoaudit.report.escape import INVISIBLE, spell_signs
from repoaudit.report.rows import dumps
from repoaudit.report.view import ReportView
from repoaudit.text import Edit, LineIndex, Position
from repoaudit.typing import Final

VERSION: Final = 1

_ROWS: Final = frozenset({"findings", "notes", "crashes"})
Json = dict[str, object]

_LAST_OF_PLANE: Final = 0xFFFF


def render(view: ReportView) -> str:
    """Return the whole report as one JSON object; every fix is built and judged, and left out if it is held back."""
    report = view.report
    fixes = _Fixes(view)
    findings = [
        _finding(view, diagnostic, fingerprint, fixes)
        for diagnostic, fingerprint in zip(report.diagnostics, fingerprints(report.diagnostics), strict=True)
    ]
    whole: Json = {
        "version": VERSION,
        "repoaudit": view.version,
        "root": view.root,
        "findings": findings,
        "summary": _summary(report, fixes),
        "notes": [_note(note) for note in report.notes],
        "crashes": [_crash(crash) for crash in report.crashes],
    }
    return _ascii_where_unsafe(dumps(whole, _ROWS, ensure_ascii=False)) + "\n"


class _Fixes:
    """Spells the fixes of one report and counts them."""

    def __init__(self, view: ReportView) -> None:
        self._repository = view.repository
        self._changes = Changes(view.report, view.repository)
        self._lines: dict[str, LineIndex] = {}
        self.counts = dict.fromkeys(Applicability, 0)
        self.held_back = self._changes.held_back

    def of(self, diagnostic: Diagnostic) -> Json | None:
        """Return the fix of a diagnostic as data, None without one and for one that is held back."""
        change = self._changes.of(diagnostic)
        if change is None or diagnostic.fix is None or diagnostic.applicability is None:
            return None
        self.counts[diagnostic.applicability] += 1
        return {
            "title": diagnostic.fix.title,
            "applicability": diagnostic.applicability.label,
            "edits": [self._edit(edit) for edit in change.edits],
        }

    def _edit(self, edit: Edit) -> Json:
        lines = self._lines_of(edit.path)
        return {"path": edit.path, **_range(lines.at(edit.start), lines.at(edit.end)), "text": edit.text}

    def _lines_of(self, path: str) -> LineIndex:
        if path not in self._lines:
            text = self._repository.read(path) if self._repository.exists(path) else ""
            self._lines[path] = LineIndex(text)
        return self._lines[path]


def _finding(view: ReportView, diagnostic: Diagnostic, fingerprint: str, fixes: _Fixes) -> Json:
    return {
        "code": diagnostic.code,
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.label,
        "message": diagnostic.message,
        **_place(diagnostic.location),
        "anchor": diagnostic.location.anchor,
        "related": [_related(related) for related in diagnostic.related],
        "fix": fixes.of(diagnostic),
        "url": view.url(diagnostic.rule),
        "fingerprint": fingerprint,
    }


def _related(related: RelatedLocation) -> Json:
    return {**_place(related.location), "message": related.message}


def _place(location: Location) -> Json:
    return {"path": location.path, **_range(location.start, location.end)}


def _range(start: Position | None, end: Position | None) -> Json:
    return {
        "line": start.line if start else None,
        "column": start.column if start else None,
        "end_line": end.line if end else None,
        "end_column": end.column if end else None,
    }


def _summary(report: Report, fixes: _Fixes) -> Json:
    return {
        "files": report.files,
        "rules": report.rules,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "infos": report.count(Severity.INFO),
        "fixable": {each.label: fixes.counts[each] for each in (Applicability.SAFE, Applicability.UNSAFE)},
        "held_back": fixes.held_back,
        "suppressed": len(report.suppressed),
    }


def _note(note: Note) -> Json:
    return {"path": note.path, "line": note.line, "message": note.message, "rules": list(note.rules)}


def _crash(crash: Crash) -> Json:
    """Return a crash without its traceback, which names folders of this machine."""
    return {"rules": list(crash.rules), "subject": crash.subject, "error": crash.error}


def _ascii_where_unsafe(text: str) -> str:
    """Spell what no screen should get, and what has no UTF-8 form, as JSON's own escapes."""
    text = spell_signs(text)
    return text if text.isascii() and "\x7f" not in text else re.sub(f"[{INVISIBLE}]", _spell, text)


def _spell(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code <= _LAST_OF_PLANE:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
