"""One line for each finding, in the form of compilers, so that editors can jump to the place."""

from repoaudit.diagnostic import Diagnostic
from repoaudit.finding import Applicability
from repoaudit.report.escape import escape
from repoaudit.report.style import BOLD, FAINT, GOOD, PLAIN, SEVERITY, paint
from repoaudit.report.summary import render_epilogue
from repoaudit.report.view import ReportView, place


def render(view: ReportView) -> str:
    """Return ``path:line:column: severity: message [rule code]`` lines and the summary.

    ``[*]`` at the end of a line marks a fix that ``--fix`` makes.
    """
    lines = [_line(diagnostic, color=view.color) for diagnostic in view.report.diagnostics]
    lines += render_epilogue(view)
    return "".join(f"{line}\n" for line in lines)


def _line(diagnostic: Diagnostic, *, color: bool) -> str:
    severity = diagnostic.severity
    pieces = [
        (place(diagnostic.location), BOLD),
        (": ", PLAIN),
        (severity.label, SEVERITY[severity]),
        (f": {escape(diagnostic.message)}", PLAIN),
        (f" [{diagnostic.rule} {diagnostic.code}]", FAINT),
        (" [*]" if diagnostic.applicability is Applicability.SAFE else "", GOOD),
    ]
    return paint(pieces, color=color)
