"""A table in Markdown, for the summary of a step and comments on pull requests; cut well below their limits."""

from collections.abc import Iterator

from repoaudit.diagnostic import Diagnostic
from repoaudit.report.escape import escape, plain_line
from repoaudit.report.summary import render_epilogue
from repoaudit.report.view import ReportView, place
from repoaudit.typing import Final

_MOST: Final = 60_000
"""Characters: a comment on GitHub holds 65,536, a summary 1 MiB."""

_SIGNS: Final = {"error": "🔴", "warning": "🟡", "info": "🔵"}


def render(view: ReportView) -> str:
    """Return a heading, the summary, and a row for each finding, the most severe first, as far as there is room."""
    lines = ["### repoaudit", "", *(_code_free(line) for line in render_epilogue(view._replace(color=False))), ""]
    diagnostics = sorted(view.report.diagnostics, key=lambda each: -each.severity)
    if diagnostics:
        lines += ["| | rule | place | finding |", "|---|---|---|---|", *_rows(view, diagnostics)]
    return "\n".join((*lines, ""))


def _rows(view: ReportView, diagnostics: list[Diagnostic]) -> Iterator[str]:
    room = _MOST
    for number, diagnostic in enumerate(diagnostics):
        row = _row(view, diagnostic)
        room -= len(row.encode("utf-8")) + 1
        if room < 0:
            yield f"| | | | {len(diagnostics) - number} more findings are not shown |"
            return
        yield row


def _row(view: ReportView, diagnostic: Diagnostic) -> str:
    url = view.url(diagnostic.rule)
    rule = f"[{diagnostic.rule}]({url})" if url else diagnostic.rule
    level = diagnostic.severity.label
    return f"| {_SIGNS[level]} {level} | {rule} | {_code(place(diagnostic.location))} | {_cell(diagnostic.message)} |"


def _cell(text: str) -> str:
    """Return a message as Markdown: its backticks mark code already, HTML and pipes are spelled out."""
    shown = escape(text).replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|").replace("##", "#&#35;")
    return shown.replace("@", "&#64;")  # nobody is to be notified


def _code(text: str) -> str:
    text = plain_line(text)
    fence = "``" if "`" in text else "`"
    return f"{fence}{text.replace('|', chr(92) + '|')}{fence}"


def _code_free(line: str) -> str:
    return _cell(plain_line(line))
