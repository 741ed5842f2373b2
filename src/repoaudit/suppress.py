"""Take out what the user accepted, and say which acceptances do nothing."""

from collections.abc import Sequence

from repoaudit.diagnostic import Diagnostic, Report, Suppressed
from repoaudit.documents.formats import Format, format_of
from repoaudit.engine import audit_instances
from repoaudit.entry import Entry
from repoaudit.globs import matches
from repoaudit.registry import answers_to
from repoaudit.subjects.files.audited_files import AuditedFile
from repoaudit.subjects.files.suppressions import MARK, Suppression, suppressions_in
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.policy import Policy
    from repoaudit.rule import Runnable
    from repoaudit.scope import Scope


def suppress(
    report: Report, scope: "Scope", rules: Sequence["Runnable"], entries: Sequence[Entry], known: Sequence[Entry]
) -> Report:
    """Move accepted diagnostics aside, then run the rules about suppressions on what each of them did.

    ``entries`` are the selected rules, ``known`` all rules there are.
    """
    about = [rule for rule in rules if rule.subject is Suppression]
    found = _all_suppressions(scope, everywhere=bool(about))
    by_rule = {entry.name: entry for entry in known}
    kept, suppressed, used = _split(report.diagnostics, found, by_rule)
    judge = _Judge(used, entries, known)
    for each in found:
        judge(each)
    instances = [*found, *(_stated(scope) if about else ())]
    for each in instances:
        each.today = _today(scope)
    more = audit_instances(scope, instances, about)
    kept_more, suppressed_more, _ = _split(more.diagnostics, found, by_rule)
    kept, per_file = _per_file(sorted([*kept, *kept_more], key=lambda each: each.sort_key), scope.policy, by_rule)
    return report._replace(
        diagnostics=tuple(kept),
        suppressed=(*suppressed, *suppressed_more, *per_file),
        crashes=(*report.crashes, *more.crashes),
    )


Used = set[tuple[Suppression, str]]
ByLine = dict[tuple[str, int | None], list[Suppression]]


def _all_suppressions(scope: "Scope", *, everywhere: bool) -> list[Suppression]:
    """Return the suppressions in the files that the run has read; ``everywhere``, in all known files."""
    paths = set(scope.repository.files_read())
    if everywhere:
        paths.update(
            file.path for each in (scope, *scope.members) for file in each.all(AuditedFile) if file.is_readable
        )
    texts = ((path, scope.repository.read(path)) for path in sorted(paths) if not _is_lock(path))
    return [each for path, text in texts if MARK in text for each in suppressions_in(path, text)]


def _is_lock(path: str) -> bool:
    """Say whether a file is a lock, which has no comments that count, and often more text than all others together."""
    return path.endswith(".lock") and format_of(path) is Format.LOCK


def _split(
    diagnostics: Sequence[Diagnostic], suppressions: Sequence[Suppression], by_rule: dict[str, Entry]
) -> tuple[list[Diagnostic], list[Suppressed], Used]:
    kept: list[Diagnostic] = []
    suppressed: list[Suppressed] = []
    used: Used = set()
    by_line = _by_line(suppressions)
    for diagnostic in diagnostics:
        matching = _matching(diagnostic, by_line, by_rule[diagnostic.rule])
        used.update(matching)
        if matching:
            suppressed.append(Suppressed(diagnostic, "comment", matching[0][0].reason))
        else:
            kept.append(diagnostic)
    return kept, suppressed, used


def _by_line(suppressions: Sequence[Suppression]) -> ByLine:
    """Index suppressions by file and line: both they and the findings may be many."""
    by_line: ByLine = {}
    for each in suppressions:
        by_line.setdefault((each.path, each.line), []).append(each)
    return by_line


def _matching(diagnostic: Diagnostic, by_line: ByLine, entry: Entry) -> list[tuple[Suppression, str]]:
    """Return the suppressions of a finding with the selectors that name its rule, those of the whole file first."""
    path, _, _, start, _ = diagnostic.location
    candidates = by_line.get((path, None), []) + (by_line.get((path, start.line), []) if start else [])
    return [(each, selector) for each in candidates for selector in each.selectors if answers_to(entry, selector)]


def _stated(scope: "Scope") -> Sequence[Suppression]:
    """Return the suppressions that the settings state with a day."""
    if not (scope.policy.ignore or scope.policy.per_file_ignores):
        return ()
    from repoaudit.subjects.files.stated_suppressions import stated_suppressions  # likewise

    return tuple(stated_suppressions(scope))


def _today(scope: "Scope") -> str:
    from repoaudit.facts.pythons import AS_OF  # for those who have suppressions

    return scope.policy.today or AS_OF


class _Judge:
    """Tells suppressions which of their selectors did nothing; one whose rules did not all run may yet do something."""

    def __init__(self, used: Used, entries: Sequence[Entry], known: Sequence[Entry]) -> None:
        self._used = used
        self._selected = {entry.name for entry in entries}
        self._known = known
        self._named: dict[str, tuple[bool, bool]] = {}

    def __call__(self, suppression: Suppression) -> None:
        unused, unknown = [], []
        for selector in suppression.selectors:
            names_any, all_ran = self._answers(selector)
            if not names_any:
                unknown.append(selector)
            elif all_ran and (suppression, selector) not in self._used:
                unused.append(selector)
        suppression.unused, suppression.unknown = tuple(unused), tuple(unknown)

    def _answers(self, selector: str) -> tuple[bool, bool]:
        """Say whether a selector names any rule, and whether all that it names ran; most files repeat a few."""
        if selector not in self._named:
            named = [entry.name for entry in self._known if answers_to(entry, selector)]
            self._named[selector] = bool(named), self._selected.issuperset(named)
        return self._named[selector]


def _per_file(
    diagnostics: Sequence[Diagnostic], policy: "Policy", by_rule: dict[str, Entry]
) -> tuple[list[Diagnostic], list[Suppressed]]:
    kept: list[Diagnostic] = []
    suppressed: list[Suppressed] = []
    for diagnostic in diagnostics:
        entry, path = by_rule[diagnostic.rule], diagnostic.location.path
        ignored = any(
            matches(ignore.pattern, path) and any(answers_to(entry, selector) for selector in ignore.selectors)
            for ignore in policy.per_file_ignores
        )
        if ignored:
            suppressed.append(Suppressed(diagnostic, "per-file-ignores", ""))
        else:
            kept.append(diagnostic)
    return kept, suppressed
