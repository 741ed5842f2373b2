"""SARIF 2.1.0 (errata 01), as GitHub's code scanning reads it.

What GitHub uses of it, and what makes it refuse a file, is its page "SARIF support for code scanning"; what the
specification demands beyond that (``columnKind``) is there too. Suppressed findings are left out: GitHub would show
them as open alerts. ``primaryLocationLineHash`` is given only where the uploader cannot compute it, for a place that is
no line of a file: a value of our own elsewhere would make it warn.
"""

from repoaudit.diagnostic import Diagnostic, RelatedLocation, fingerprints
from repoaudit.entry import Entry
from repoaudit.finding import Severity
from repoaudit.report.changes import Changes
from repoaudit.report.escape import escape, spell_signs
from repoaudit.report.excerpts import Excerpts, as_uri
from repoaudit.report.rows import dumps
from repoaudit.report.rule_pages import page_of
from repoaudit.report.view import ReportView
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from repoaudit.diagnostic import Location
    from repoaudit.text import Edit

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME: Final = "https://github.com/repoaudit/repoaudit"
MOST_RESULTS: Final = 5_000
"""GitHub shows so many results of a run and refuses a file with 25,000."""

_LONGEST: Final = 1_000
"""Characters of a description; GitHub takes 1,024."""

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_PRECISIONS: Final = {Severity.ERROR: "very-high", Severity.WARNING: "high", Severity.INFO: "medium"}

_ROWS: Final = frozenset({"results", "rules", "artifacts", "toolExecutionNotifications"})
Json = dict[str, object]


def render(view: ReportView) -> str:
    """Return one run with all selected rules and every finding, the most severe of them where there are too many."""
    writer = _Writer(view)
    run: Json = {
        "tool": {"driver": writer.driver()},
        "invocations": [writer.invocation()],
        "columnKind": "unicodeCodePoints",
        "results": writer.results(),
    }
    whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return spell_signs(dumps(whole, _ROWS)) + "\n"


class _Writer:
    """Turns one report into the parts of a run."""

    def __init__(self, view: ReportView) -> None:
        self._view = view
        self._excerpts = Excerpts(view.repository)
        self._changes = Changes(view.report, view.repository)
        signed = zip(view.report.diagnostics, fingerprints(view.report.diagnostics), strict=True)
        ordered = sorted(signed, key=lambda pair: -pair[0].severity)  # stable: by file and place within a level
        self._kept = sorted(ordered[:MOST_RESULTS], key=lambda pair: pair[0].sort_key)
        self._left_out = len(ordered) - len(self._kept)
        found = {each.rule for each, _ in self._kept}
        listed = {entry.name for entry in view.entries}
        self._entries = view.entries
        self._rules = [*(entry.name for entry in view.entries), *sorted(found - listed)]

    def driver(self) -> Json:
        """Return the tool and its rules."""
        by_name = {entry.name: entry for entry in self._entries}
        return {
            "name": "repoaudit",
            "version": self._view.version,
            "semanticVersion": self._view.version,
            "informationUri": HOME,
            "rules": [self._rule(name, by_name.get(name)) for name in self._rules],
        }

    def _rule(self, name: str, entry: Entry | None) -> Json:
        code = entry.code if entry else next(each.code for each, _ in self._kept if each.rule == name)
        severity = Severity(entry.severity) if entry else Severity.WARNING
        page = page_of(entry) if entry else f"# {name}\n"
        summary, rest = _parts(page, name)
        return {
            "id": code,
            "name": "".join(part.capitalize() for part in name.split("-")),
            "shortDescription": {"text": summary},
            "fullDescription": {"text": rest[:_LONGEST]},
            "help": {"text": page.strip(), "markdown": page.strip()},
            "helpUri": self._view.url(name) or HOME,
            "defaultConfiguration": {"level": _LEVELS[severity]},
            "properties": {
                "tags": _tags(code),
                "precision": _PRECISIONS[severity],
                "problem.severity": _PROBLEMS[severity],
            },
        }

    def invocation(self) -> Json:
        """Return how the run went: whole, cut to the most severe findings, or with crashes of ours."""
        report = self._view.report
        messages = [f"{each.subject}: {each.error} (silenced: {', '.join(each.rules)})" for each in report.crashes]
        notes = [{"level": "error", "message": {"text": escape(text)}} for text in messages]
        if self._left_out:
            text = f"{self._left_out} findings are left out: only the {MOST_RESULTS} most severe are listed."
            notes.append({"level": "warning", "message": {"text": text}})
        successful: Json = {"executionSuccessful": not report.crashes}
        return {**successful, "toolExecutionNotifications": notes} if notes else successful

    def results(self) -> list[Json]:
        """Return the findings."""
        return [self._result(*pair) for pair in self._kept]

    def _result(self, diagnostic: Diagnostic, fingerprint: str) -> Json:
        location = diagnostic.location
        prints = {"repoaudit/v1": fingerprint}
        if location.start is None or not self._excerpts.exists(location.path):
            prints["primaryLocationLineHash"] = f"{fingerprint[:16]}:1"
        result: Json = {
            "ruleId": diagnostic.code,
            "ruleIndex": self._rules.index(diagnostic.rule),
            "level": _LEVELS[diagnostic.severity],
            "message": {"text": _sentence(diagnostic.message)},
            "locations": [{"physicalLocation": self._physical(location)}],
            "partialFingerprints": prints,
        }
        if diagnostic.related:
            result["relatedLocations"] = list(self._related(diagnostic.related))
        fix = self._fix(diagnostic)
        return {**result, "fixes": [fix]} if fix else result

    def _physical(self, location: "Location") -> Json:
        part = self._excerpts.first_line(location)
        region: Json = {"startLine": 1}
        if part:
            start, end = part
            region = {"startLine": start.line, "startColumn": start.column, "endColumn": max(end.column, start.column)}
        return {"artifactLocation": {"uri": as_uri(location.path)}, "region": region}

    def _related(self, related: "Sequence[RelatedLocation]") -> "Iterable[Json]":
        for number, each in enumerate(related, 1):
            physical = self._physical(each.location)
            yield {"id": number, "physicalLocation": physical, "message": {"text": _sentence(each.message)}}

    def _fix(self, diagnostic: Diagnostic) -> Json | None:
        change = self._changes.of(diagnostic)
        if change is None or diagnostic.fix is None or diagnostic.applicability is None:
            return None
        files: dict[str, list[Json]] = {}
        for edit in change.edits:
            files.setdefault(edit.path, []).append(self._replacement(edit))
        title = f"{diagnostic.fix.title} ({diagnostic.applicability.label})"
        changes = [{"artifactLocation": {"uri": as_uri(path)}, "replacements": each} for path, each in files.items()]
        return {"description": {"text": _sentence(title)}, "artifactChanges": changes}

    def _replacement(self, edit: "Edit") -> Json:
        start, end = (self._excerpts.position(edit.path, offset) for offset in (edit.start, edit.end))
        region = {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        }
        return {"deletedRegion": region, "insertedContent": {"text": edit.text}}


def _sentence(text: str) -> str:
    shown = escape(text)
    return shown if shown.endswith((".", "!", "?")) else f"{shown}."


def _parts(page: str, name: str) -> tuple[str, str]:
    """Return the summary of a page and its reasons: its second block, and those before the example."""
    blocks = [block.strip() for block in page.split("\n\n") if block.strip()]
    summary = " ".join(blocks[1].split()) if len(blocks) > 1 else f"A finding of {name}."
    reasons = " ".join(" ".join(block.split()) for block in _until_heading(blocks[3:]))
    return summary, reasons or summary


def _until_heading(blocks: list[str]) -> "Iterable[str]":
    for block in blocks:
        if block.startswith("#"):
            return
        yield block


def _tags(code: str) -> list[str]:
    family = code.rstrip("0123456789").lower()
    return ["repository", family, "security"] if family == "sec" else ["repository", family]
