"""The fixes that a report offers, as edits: built and judged together, when a format asks for the first of them."""

from repoaudit.diagnostic import Diagnostic, Report
from repoaudit.finding import Change
from repoaudit.fixer import judge_all
from repoaudit.repository import Repository


class Changes:
    """What each finding of a report offers to change; nothing for a fix that is held back."""

    def __init__(self, report: Report, repository: Repository) -> None:
        offered = [each for each in report.diagnostics if each.fix and each.applicability is not None]
        fixes = [each.fix for each in offered if each.fix]
        self._changes = {
            id(diagnostic): change
            for diagnostic, change in zip(offered, judge_all(repository, fixes), strict=True)
            if change is not None
        }
        self.held_back = len(offered) - len(self._changes)
        """How many offered fixes are held back."""

    def of(self, diagnostic: Diagnostic) -> Change | None:
        """Return the change of a diagnostic of the report; None where it offers none, or none that holds."""
        return self._changes.get(id(diagnostic))
