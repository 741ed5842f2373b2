"""Workflow commands of GitHub Actions: annotations, within the limits of a step, and the whole list in the log.

A step shows ten annotations of each level (GitHub's REST reference of check runs); what is beyond them stands in the
log alone, and a notice says so. Nothing from the repository can become a command: line breaks are spelled out, and
no line of the log begins with text from the repository.
"""

from collections.abc import Iterator

from repoaudit.diagnostic import Diagnostic
from repoaudit.finding import Severity
from repoaudit.report.escape import escape, plain_line
from repoaudit.report.excerpts import Excerpts
from repoaudit.report.summary import render_epilogue
from repoaudit.report.view import ReportView, place
from repoaudit.typing import Final

_MOST: Final = 10
_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(view: ReportView) -> str:
    """Return the annotations, the most severe first, then every finding as a line of the log, then the summary."""
    diagnostics = view.report.diagnostics
    lines = [*_annotations(view), *(f"- {_plain(each)}" for each in diagnostics)]
    lines += (f"- {plain_line(line)}" for line in render_epilogue(view._replace(color=False)))
    return "".join(f"{line}\n" for line in lines)


def _annotations(view: ReportView) -> Iterator[str]:
    excerpts = Excerpts(view.repository)
    left_out = 0
    for severity in sorted(_COMMANDS, reverse=True):
        found = [each for each in view.report.diagnostics if each.severity is severity]
        room = _MOST - 1 if severity is Severity.INFO else _MOST  # the notice below takes one
        yield from (_command(each, excerpts) for each in found[:room])
        left_out += max(0, len(found) - room)
    if left_out:
        yield f"::notice title=repoaudit::{left_out} more findings are in the log: GitHub shows {_MOST} of a level"


def _command(diagnostic: Diagnostic, excerpts: Excerpts) -> str:
    location = diagnostic.location
    properties = {"file": location.path}
    part = excerpts.first_line(location)
    if part:
        start, end = part
        properties |= {"line": f"{start.line}", "col": f"{start.column}", "endColumn": f"{end.column}"}
    properties["title"] = f"{diagnostic.rule} ({diagnostic.code})"
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{_data(diagnostic.message)}"


def _data(text: str) -> str:
    return escape(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _plain(diagnostic: Diagnostic) -> str:
    where, level = place(diagnostic.location), diagnostic.severity.label
    return plain_line(f"{where}: {level}: {escape(diagnostic.message)} [{diagnostic.rule} {diagnostic.code}]")
