"""What every output format is given."""

from repoaudit.diagnostic import Diagnostic, Location, Report
from repoaudit.finding import Severity
from repoaudit.record import NamedTuple
from repoaudit.report.escape import escape
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.entry import Entry
    from repoaudit.repository import Repository

DOCUMENTATION_URL: Final = "https://repoaudit.github.io/repoaudit/rules/{name}/"


class ReportView(NamedTuple):
    """A report, the files it speaks of, and how the user wants to see it; formats read it and write nothing.

    ``repository`` is in the state that ``report`` describes, that is, after the fixes in ``fixed``. ``root`` is how
    the report names the root. ``width`` counts terminal cells; 0 is no limit, as for a pipe. ``fail_on`` is the least
    severity that fails the run, None when none does. ``plugin_rules`` are names of rules without a page on our site,
    ``entries`` the rules that were selected.
    ``ascii`` asks for frames without box-drawing characters, for outputs whose encoding has none.
    """

    report: Report
    repository: "Repository"
    version: str
    root: str = "."
    color: bool = False
    ascii: bool = False
    width: int = 0
    verbose: bool = False
    quiet: bool = False
    show_fixes: bool = False
    fixed: tuple[Diagnostic, ...] = ()
    fail_on: Severity | None = Severity.WARNING
    plugin_rules: frozenset[str] = frozenset()
    entries: tuple["Entry", ...] = ()

    def url(self, rule: str) -> str | None:
        """Return the address of a rule's page, None for the rule of a plugin."""
        return None if rule in self.plugin_rules else DOCUMENTATION_URL.format(name=rule)


def place(location: Location) -> str:
    """Return ``path:line:column``, or the path alone for a place without a span; safe to show."""
    path = escape(location.path)
    return path if location.start is None else f"{path}:{location.start.line}:{location.start.column}"
