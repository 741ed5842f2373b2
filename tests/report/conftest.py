import pytest

from repoaudit.diagnostic import Diagnostic, Location, RelatedLocation, Report
from repoaudit.finding import Applicability, Fix, Severity
from repoaudit.report.view import ReportView
from repoaudit.repository import MemoryRepository
from repoaudit.text import LineIndex, Span


class Sample:
    """Files, and findings placed by the text that they mark."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.diagnostics: list[Diagnostic] = []

    def location(self, path: str, marked: str | None = None, to: str | None = None) -> Location:
        if marked is None:
            return Location(path, None, "", None, None)
        text = self.files[path]
        start = text.index(marked)
        end = start + len(marked) if to is None else text.index(to, start) + len(to)
        lines = LineIndex(text)
        return Location(path, Span(start, end), "tool.mypy", lines.at(start), lines.at(end))

    def add(  # noqa: PLR0913, PLR0917  # a record, with defaults for what a test does not speak of
        self,
        location: Location,
        message: str = "the message",
        severity: Severity = Severity.WARNING,
        rule: tuple[str, str] = ("some-rule", "TST001"),
        related: tuple[RelatedLocation, ...] = (),
        fix: tuple[Fix, Applicability] | tuple[None, None] = (None, None),
    ) -> Diagnostic:
        name, code = rule
        diagnostic = Diagnostic(location, code, name, severity, message, related, *fix)
        self.diagnostics.append(diagnostic)
        return diagnostic

    def view(self) -> ReportView:
        report = Report(tuple(self.diagnostics), files=12, rules=96)
        return ReportView(report, MemoryRepository(self.files), "0.1.0")


@pytest.fixture
def sample() -> Sample:
    return Sample()
