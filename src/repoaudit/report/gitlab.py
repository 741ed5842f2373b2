"""Code Quality of GitLab: the subset of Code Climate's format that its documentation names."""

from json import dumps

from repoaudit.diagnostic import fingerprints
from repoaudit.finding import Severity
from repoaudit.report.escape import escape, spell_signs
from repoaudit.report.view import ReportView
from repoaudit.typing import Final

_LEVELS: Final = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(view: ReportView) -> str:
    """Return every finding; a place without a span is shown at the first line."""
    diagnostics = view.report.diagnostics
    findings = [
        {
            "description": escape(each.message),
            "check_name": each.rule,
            "fingerprint": fingerprint,
            "severity": _LEVELS[each.severity],
            "location": {
                "path": escape(each.location.path),
                "lines": {"begin": each.location.start.line if each.location.start else 1},
            },
        }
        for each, fingerprint in zip(diagnostics, fingerprints(diagnostics), strict=True)
    ]
    return spell_signs(dumps(findings, indent=2)) + "\n"
