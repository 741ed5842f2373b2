"""How many findings each rule has: the output of ``--statistics``."""

from collections.abc import Iterable

from repoaudit.diagnostic import Diagnostic
from repoaudit.finding import Applicability
from repoaudit.record import NamedTuple
from repoaudit.report.style import BOLD, FAINT, GOOD, PLAIN, Line, paint
from repoaudit.report.summary import render_epilogue
from repoaudit.report.view import ReportView


class Row(NamedTuple):
    """One rule, the number of its findings, and the number of those that ``--fix`` mends."""

    rule: str
    code: str
    findings: int
    safe: int


def render(view: ReportView) -> str:
    """Return one line for each rule that found something, and the summary."""
    rows = count_by_rule(view.report.diagnostics)
    width = len(str(rows[0].findings)) if rows else 0
    lines = [paint(_pieces(row, width), color=view.color) for row in rows]
    return "".join(f"{line}\n" for line in (*lines, *render_epilogue(view)))


def count_by_rule(diagnostics: Iterable[Diagnostic]) -> list[Row]:
    """Count findings by rule: the most frequent first, equals by name."""
    rows: dict[str, Row] = {}
    for each in diagnostics:
        row = rows.get(each.rule, Row(each.rule, each.code, 0, 0))
        safe = each.applicability is Applicability.SAFE
        rows[each.rule] = row._replace(findings=row.findings + 1, safe=row.safe + safe)
    return sorted(rows.values(), key=lambda row: (-row.findings, row.rule))


def _pieces(row: Row, width: int) -> Line:
    return [
        (f"{row.findings:>{width}}", BOLD),
        ("  [*] " if row.safe else "  [ ] ", GOOD if row.safe else FAINT),
        (row.rule, PLAIN),
        (f" {row.code}", FAINT),
    ]
