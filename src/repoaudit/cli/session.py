"""What every command about a repository begins with: its root, its files, its settings and the rules there are."""

import os
from collections.abc import Mapping
from time import gmtime, strftime

from repoaudit.config import make_policy, selection_of
from repoaudit.config.reading import read_sources
from repoaudit.entry import Entry
from repoaudit.errors import UsageError
from repoaudit.finding import Applicability
from repoaudit.plugins import EVERYTHING, known_rules
from repoaudit.record import NamedTuple
from repoaudit.registry import ALL, answers_to, builtin_entries, select
from repoaudit.repository import DiskRepository, find_root
from repoaudit.repository.gitdir import GitDir
from repoaudit.run import run
from repoaudit.subjects.files.projects import is_foreign
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.baseline import Baseline
    from repoaudit.diagnostic import Report
    from repoaudit.policy import Policy
    from repoaudit.repository import Repository

_MAX_SECONDS: Final = 11
"""Digits of a time stamp: enough until the year 5138."""


class Session(NamedTuple):
    """A repository on the disk and what the user decided about it; ``within`` is the part that was asked for.

    ``accepted`` are findings that are not reported, because they were there before.
    """

    repository: DiskRepository
    within: str
    policy: "Policy"
    known: tuple[Entry, ...]
    accepted: "Baseline | None" = None

    def audit(self, repository: "Repository") -> "Report":
        """Audit the repository in some state; fixes that the user does not want are for show only."""
        report = self._without_accepted(run(repository, self.policy, self.known, self.within))
        if self.policy.fixable == (ALL,) and not self.policy.unfixable:
            return report
        fixable = {entry.name for entry in self.known if self._is_fixable(entry)}
        diagnostics = tuple(
            each if each.fix is None or each.rule in fixable else each._replace(applicability=Applicability.DISPLAY)
            for each in report.diagnostics
        )
        return report._replace(diagnostics=diagnostics)

    def _without_accepted(self, report: "Report") -> "Report":
        if self.accepted is None:
            return report
        from repoaudit.baseline import Ran, accept  # most repositories have no baseline

        report = report._replace(elsewhere=0)  # nobody knows how many of these are new
        return accept(report, self.accepted, Ran(select(self.known, self.policy), self.known, self.within))

    def _is_fixable(self, entry: Entry) -> bool:
        wanted = max((answers_to(entry, selector) for selector in self.policy.fixable), default=0)
        return wanted > max((answers_to(entry, selector) for selector in self.policy.unfixable), default=0)


def open_session(path: str, settings: Mapping[str, object], *, all_plugins: bool = False) -> Session:
    """Find the repository of a folder and read its settings.

    Raises:
        UsageError: there is no such folder, the settings hold mistakes, or a plugin is broken.

    """
    repository, within = _open(path)
    sources = read_sources(repository, settings)
    known = known_rules(builtin_entries(), EVERYTHING if all_plugins else selection_of(sources))
    policy = make_policy(repository, sources, known)._replace(today=_today())
    return Session(repository, within, policy, known.entries)


def _today() -> str:
    """Return the day as ISO date: that of ``SOURCE_DATE_EPOCH``, by which builds become repeatable, or the clock's."""
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(stated) if stated.isascii() and stated.isdigit() and len(stated) <= _MAX_SECONDS else None
    return strftime("%Y-%m-%d", gmtime(seconds))


def _open(path: str) -> tuple[DiskRepository, str]:
    """Open the repository of a folder; one inside tests or examples is its own root: who names it means it."""
    if not path:
        raise UsageError("the path is empty")
    try:
        root, within = find_root(path)
    except OSError as error:  # a working directory that was removed
        raise UsageError(f"{path}: {error.strerror or error}") from error
    if not os.access(path, os.R_OK | os.X_OK):
        raise UsageError(f"{path}: may not be read")
    if not is_foreign(within):
        return DiskRepository(root), within
    folder = os.path.join(root, *within.split("/"))  # noqa: PTH118  # pathlib costs 4 ms of start-up
    return DiskRepository(folder, GitDir.at(root)), ""
