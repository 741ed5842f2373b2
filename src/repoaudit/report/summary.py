"""The lines below the findings: notes, what was fixed, and one sentence that sums up the run."""

from collections.abc import Iterator

from repoaudit.diagnostic import Diagnostic, Note, Report
from repoaudit.finding import Applicability, Severity
from repoaudit.report.escape import escape
from repoaudit.report.style import BOLD, FAINT, GOOD, PLAIN, SEVERITY, Line, paint
from repoaudit.report.view import ReportView
from repoaudit.typing import Final

WRITTEN_BY_INIT: Final = frozenset(
    {"missing-ci", "missing-formatter", "missing-linter", "missing-pre-commit", "missing-type-checker"}
)
"""Rules that have nothing to say any more after `repoaudit init`."""

_MOST: Final = 3


def render_epilogue(view: ReportView) -> list[str]:
    """Return what follows the findings, each line without its newline; nothing in quiet mode."""
    if view.quiet:
        return []
    lines = [*_notes(view), *(_fixed(view.fixed) if view.show_fixes else ()), _summary(view)]
    return [paint(line, color=view.color) for line in lines]


def _notes(view: ReportView) -> Iterator[Line]:
    if not view.verbose:
        return
    for note in view.report.notes:
        yield [(_note_place(note), BOLD), ("note", FAINT), (f": {escape(note.message)}{_silenced(note)}", PLAIN)]
    for reason in view.report.held_back:
        yield [("held back", FAINT), (f": {escape(reason)}", PLAIN)]


def _note_place(note: Note) -> str:
    if not note.path:
        return ""
    return f"{escape(note.path)}: " if note.line is None else f"{escape(note.path)}:{note.line}: "


def _silenced(note: Note) -> str:
    return f" [{', '.join(note.rules)}]" if note.rules else ""


def _fixed(fixed: tuple[Diagnostic, ...]) -> Iterator[Line]:
    counts: dict[tuple[str, str, str], int] = {}
    for each in sorted(fixed, key=lambda each: (each.location.path, each.rule)):
        key = (each.location.path, each.rule, each.code)
        counts[key] = counts.get(key, 0) + 1
    for (path, rule, code), count in counts.items():
        yield [("fixed", GOOD), (f" {escape(path)}: {count} x {rule} ({code})", PLAIN)]


def _summary(view: ReportView) -> Line:
    report = view.report
    done = f"Fixed {counted(len(view.fixed), 'finding')}. " if view.fixed else ""
    held_back = f" {counted(len(report.held_back), 'fix', 'fixes')} held back." if report.held_back else ""
    if report.diagnostics:
        rest = f"{_fixable(report)}{held_back}{_accepted(report)}{_elsewhere(report)}{_init(report)}"
        return [(done, GOOD), (_found(report), _verdict(view)), (rest, PLAIN)]
    style = SEVERITY[Severity.ERROR] if report.crashes else GOOD if report.files else BOLD
    return [
        (done, GOOD),
        (_nothing_found(report), style),
        (f"{held_back}{_accepted(report)}{_elsewhere(report)}", PLAIN),
    ]


def _nothing_found(report: Report) -> str:
    count = len(report.suppressed) - _count_accepted(report)
    suppressed = f", {count} suppressed" if count else ""
    looked_at = f"({counted(report.rules, 'rule')}, {counted(report.files, 'file')}{suppressed})"
    if report.crashes:
        return f"No findings, but repoaudit crashed {counted(len(report.crashes), 'time')} {looked_at}."
    if not report.files:
        return f"Nothing was checked: no file here is one that the rules read {looked_at}."
    return f"All checks passed {looked_at}."


def _found(report: Report) -> str:
    counts = [
        counted(report.count(Severity.ERROR), "error"),
        counted(report.count(Severity.WARNING), "warning"),
        f"{report.count(Severity.INFO)} info",
    ]
    present = [each for each in counts if not each.startswith("0 ")]
    listed = " and ".join(filter(None, (", ".join(present[:-1]), present[-1])))
    return f"Found {listed} in {counted(report.files, 'file')}"


def _verdict(view: ReportView) -> str:
    """Style the sentence by the exit status: in the colour of what failed the run, or as nothing to worry about."""
    worst = max(each.severity for each in view.report.diagnostics)
    return SEVERITY[worst] if view.fail_on is not None and worst >= view.fail_on else BOLD


def _fixable(report: Report) -> str:
    """Say what the fixer could do; what it held back it would hold back again, so then there is no offer."""
    safe, unsafe = report.fixable(Applicability.SAFE), report.fixable(Applicability.UNSAFE)
    if report.held_back or not (safe or unsafe):
        return "."
    if safe and unsafe:
        return f"; {safe} fixable with --fix ({unsafe} more with --unsafe-fixes)."
    return f"; {safe} fixable with --fix." if safe else f"; {unsafe} fixable with --fix --unsafe-fixes."


def _init(report: Report) -> str:
    """Name the command that writes a whole configuration, where most of one is missing."""
    found = WRITTEN_BY_INIT.intersection(each.rule for each in report.diagnostics)
    return " repoaudit init writes the configuration that is missing." if len(found) >= _MOST else ""


def _elsewhere(report: Report) -> str:
    """Say that the repository is not as clean as the folder that was asked for."""
    return f" {counted(report.elsewhere, 'finding')} elsewhere in the repository." if report.elsewhere else ""


def _count_accepted(report: Report) -> int:
    return sum(1 for each in report.suppressed if each.by.startswith("baseline"))


def _accepted(report: Report) -> str:
    """Say what the baseline left out, and whether it needs care."""
    count = _count_accepted(report)
    left_out = f" {counted(count, 'older finding')} left out." if count else ""
    entries = counted(report.stale, "stale entry", "stale entries")
    return f"{left_out} {entries} in the baseline: run repoaudit baseline --prune." if report.stale else left_out


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return "1 file" or "2 files"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
