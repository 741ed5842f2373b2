"""JUnit's XML, as CI systems read it: a test case for each rule that ran, with a failure for each of its findings."""

from collections.abc import Iterator

from repoaudit.diagnostic import Diagnostic
from repoaudit.finding import Severity
from repoaudit.report.escape import escape, plain_line
from repoaudit.report.view import ReportView, place
from repoaudit.typing import Final

_LEAST: Final = Severity.WARNING
"""Less than this is no failure where the run itself names no level."""


def render(view: ReportView) -> str:
    """Return one suite; what is below the level that fails the run goes to the output of its test case."""
    by_rule: dict[str, list[Diagnostic]] = {entry.name: [] for entry in view.entries}
    for diagnostic in view.report.diagnostics:
        by_rule.setdefault(diagnostic.rule, []).append(diagnostic)
    least = view.fail_on or _LEAST
    failures = sum(any(each.severity >= least for each in found) for found in by_rule.values())
    counts = f'tests="{len(by_rule)}" failures="{failures}" errors="{len(view.report.crashes)}"'
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f"<testsuites {counts}>",
        f'  <testsuite name="repoaudit" {counts}>',
    ]
    for name, found in by_rule.items():
        lines += _case(name, found, least)
    for crash in view.report.crashes:
        lines += [f'    <testcase classname="repoaudit" name="{_text(crash.subject)}">']
        lines += [f'      <error message="{_text(crash.error)}"/>', "    </testcase>"]
    return "\n".join((*lines, "  </testsuite>", "</testsuites>", ""))


def _case(name: str, found: list[Diagnostic], least: Severity) -> Iterator[str]:
    head = f'    <testcase classname="repoaudit" name="{_text(name)}"'
    if not found:
        yield f"{head}/>"
        return
    yield f"{head}>"
    for each in (each for each in found if each.severity >= least):
        line = f"{place(each.location)}: {escape(each.message)}"
        yield f'      <failure type="{each.severity.label}" message="{_text(each.message)}">{_text(line)}</failure>'
    rest = [plain_line(f"{place(each.location)}: {escape(each.message)}") for each in found if each.severity < least]
    if rest:
        yield f"      <system-out>{_text(chr(10).join(rest), lines=True)}</system-out>"
    yield "    </testcase>"


def _text(text: str, *, lines: bool = False) -> str:
    from xml.sax.saxutils import escape as spell  # it only writes

    shown = text if lines else escape(text)
    return spell(shown, {'"': "&quot;", "##": "#&#35;"})  # no command in the log of a CI service
