"""What is proved of every rule: its cases, its fix, its metadata, its page."""

import json
import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from cases import Case, facts_of, parse_cases, rewrite
from repoaudit._index import ENTRIES
from repoaudit.config import load_policy
from repoaudit.diagnostic import Diagnostic, Location, Report
from repoaudit.documents.formats import Format, format_of
from repoaudit.entry import Entry
from repoaudit.finding import Applicability
from repoaudit.fixer import Settled, settle
from repoaudit.ignores import accept
from repoaudit.registry import load
from repoaudit.repository import MemoryRepository, Repository
from repoaudit.run import run

CASES = Path(__file__).parent / "rules"
ANCHORS = Path(__file__).parent / "anchors.json"
PAGES = Path(__file__).parents[1] / "src" / "repoaudit" / "pages"
UPDATE = os.environ.get("UPDATE") == "1"
FORBIDDEN_NAMES = re.compile(r"^(use|prefer|has|do-not|avoid|add|no)-")

entries = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)


@cache
def cases_of(name: str) -> tuple[Case, ...]:
    path = CASES / f"{name}.md"
    return parse_cases(path) if path.exists() else ()


def all_cases(kind: str) -> list[object]:
    return [
        pytest.param(entry, case, id=f"{entry.name}-{case.slug}")
        for entry in ENTRIES
        for case in cases_of(entry.name)
        if case.kind == kind
    ]


bad_cases = pytest.mark.parametrize(("entry", "case"), all_cases("bad"))
good_cases = pytest.mark.parametrize(("entry", "case"), all_cases("good"))


def repository_of(case: Case, change: Callable[[str, str], str] | None = None) -> MemoryRepository:
    files = {
        path: change(path, text) if change and isinstance(text, str) else text for path, text in case.files.items()
    }
    return MemoryRepository(files, facts_of(case.git) if case.git else None)


def audit(entry: Entry, repository: Repository) -> Report:
    policy = load_policy(repository, {"select": (entry.name,)}, ENTRIES)
    report = run(repository, policy, ENTRIES)
    assert report.crashes == ()
    return report


def fix(entry: Entry, repository: Repository) -> Settled:
    policy = load_policy(repository, {"select": (entry.name,)}, ENTRIES)
    wanted = {Applicability.SAFE, Applicability.UNSAFE}
    return settle(repository, lambda tree: run(tree, policy, ENTRIES), lambda found: found.applicability in wanted)


def describe(diagnostic: Diagnostic) -> str:
    lines = [f"{where(diagnostic.location)}: {diagnostic.severity.label}: {diagnostic.message}"]
    lines += [f"  {where(related.location)}: {related.message}" for related in diagnostic.related]
    if diagnostic.fix and diagnostic.applicability:
        lines.append(f"  {diagnostic.applicability.label} fix: {diagnostic.fix.title}")
    return "\n".join(lines) + "\n"


def where(location: Location) -> str:
    if location.start is None or location.end is None:
        return location.path
    end = f"{location.end.column}"
    if location.end.line != location.start.line:
        end = f"{location.end.line}:{end}"
    return f"{location.path}:{location.start.line}:{location.start.column}-{end}"


def findings(report: Report) -> str:
    return "".join(describe(diagnostic) for diagnostic in report.diagnostics)


def notes(report: Report) -> str:
    places = ((note.path, str(note.line or ""), f" {note.message}") for note in report.notes)
    return "".join(f"{':'.join(filter(None, place)).lstrip()}\n" for place in places)


@bad_cases
def test_bad_case_has_exactly_its_findings(entry: Entry, case: Case) -> None:
    report = audit(entry, repository_of(case))
    found = findings(report)
    if UPDATE:
        fixed = fix(entry, repository_of(case)).texts
        rewrite(CASES / f"{entry.name}.md", case, found, notes(report), fixed)
        pytest.skip("rewritten for review")
    assert (found, notes(report)) == (case.findings, case.notes)
    assert found, "a bad case has findings"


@bad_cases
def test_fix_gives_exactly_the_fixed_files(entry: Entry, case: Case) -> None:
    settled = fix(entry, repository_of(case))
    assert settled.held_back == ()
    assert dict(settled.texts) == dict(case.fixed)
    assert all(finding.applicability in {None, Applicability.DISPLAY} for finding in settled.report.diagnostics)


@bad_cases
def test_fixing_again_changes_nothing(entry: Entry, case: Case) -> None:
    repository = repository_of(case)
    once = repository.with_texts(fix(entry, repository).texts)
    assert fix(entry, once).texts == {}


@bad_cases
def test_accepting_a_finding_accepts_it(entry: Entry, case: Case) -> None:
    """The comment of `--add-ignore` is no reason and no text that silences the rule: then it would be unused."""
    if entry.subject == "Suppression":
        pytest.skip("what suppressions do wrong is accepted by nothing")
    repository = repository_of(case)
    accepted = accept(repository, audit(entry, repository).diagnostics, "agreed")
    after = repository.with_texts(accepted.texts)
    policy = load_policy(after, {"select": (entry.name, "unused-suppression")}, ENTRIES)
    left = [diagnostic.rule for diagnostic, _ in accepted.left]
    assert [each.rule for each in run(after, policy, ENTRIES).diagnostics] == left


def with_crlf(path: str, text: str) -> str:
    return text if format_of(path) is Format.MAKE else text.replace("\n", "\r\n")


def without_final_newline(path: str, text: str) -> str:
    del path
    return text.removesuffix("\n")


def with_bom(path: str, text: str) -> str:
    return f"\ufeff{text}" if format_of(path) in {Format.TOML, Format.YAML} else text


@bad_cases
@pytest.mark.parametrize("change", [with_crlf, without_final_newline, with_bom])
def test_odd_text_changes_neither_findings_nor_fix(entry: Entry, case: Case, change: Callable[[str, str], str]) -> None:
    repository = repository_of(case, change)
    assert findings(audit(entry, repository)) == case.findings
    fixed = fix(entry, repository).texts
    expected = {path: change(path, text) if path in case.files else text for path, text in case.fixed.items()}
    assert _normal(fixed, change) == _normal(expected, change)


def _normal(texts: Mapping[str, str], change: object) -> dict[str, str]:
    """Leave it open whether a file that had no final newline has one after the fix."""
    return {path: text.rstrip("\n") if change is without_final_newline else text for path, text in texts.items()}


@good_cases
def test_good_case_is_silent(entry: Entry, case: Case) -> None:
    report = audit(entry, repository_of(case))
    assert findings(report) == ""
    if UPDATE and notes(report) != case.notes:
        rewrite(CASES / f"{entry.name}.md", case, "", notes(report), {})
        pytest.skip("rewritten for review")
    assert notes(report) == case.notes, "it is silent for what cannot be known, or no longer is"


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{e.name}-{case.slug}") for e in ENTRIES for case in cases_of(e.name)]
)
def test_all_rules_together_survive_every_case(case: Case) -> None:
    repository = repository_of(case)
    policy = load_policy(repository, {"select": ("ALL",)}, ENTRIES)
    settled = settle(repository, lambda tree: run(tree, policy, ENTRIES), lambda found: found.applicability is not None)
    assert settled.report.crashes == ()


@entries
def test_anchors_stay(entry: Entry) -> None:
    """Baselines hold hashes of them: another anchor makes a new finding of one that was accepted."""
    cases = cases_of(entry.name)
    found = {each.location.anchor for case in cases for each in audit(entry, repository_of(case)).diagnostics}
    known: dict[str, list[str]] = json.loads(ANCHORS.read_text(encoding="utf-8"))
    if UPDATE:
        text = json.dumps({**known, entry.name: sorted(found)}, indent=1, sort_keys=True, ensure_ascii=False)
        ANCHORS.write_text(f"{text}\n", encoding="utf-8")
        pytest.skip("rewritten for review")
    assert set(known.get(entry.name, [])) <= found


@entries
def test_cases_prove_the_claims(entry: Entry) -> None:
    kinds = [case.kind for case in cases_of(entry.name)]
    assert "bad" in kinds, "a rule has a bad case"
    assert "good" in kinds, "a rule has a good case"
    has_fixed = any(case.fixed for case in cases_of(entry.name))
    assert has_fixed == (entry.fix > Applicability.DISPLAY), "a fix is claimed if and only if a case shows it"


@entries
def test_no_fix_exceeds_the_claim(entry: Entry) -> None:
    for case in cases_of(entry.name):
        for diagnostic in audit(entry, repository_of(case)).diagnostics:
            assert diagnostic.fix is None or diagnostic.fix.title
            assert diagnostic.applicability is None or diagnostic.applicability <= entry.fix


@entries
def test_rule_matches_its_entry(entry: Entry) -> None:
    rule = load(entry)
    assert (rule.name, rule.code, rule.module) == (entry.name, entry.code, entry.module)
    assert rule.module.rpartition(".")[2] == entry.function
    assert not FORBIDDEN_NAMES.match(rule.name), "name the problem, not the remedy"
    assert rule.summary.endswith("."), "the summary is one sentence"
    assert len(rule.summary) <= 120  # fits one line of a table


@entries
def test_page_exists(entry: Entry) -> None:
    assert (PAGES / f"{entry.name}.md").read_text(encoding="utf-8").startswith(f"# {entry.name} ({entry.code})")


def test_names_and_codes_are_unique() -> None:
    names = [entry.name for entry in ENTRIES]
    codes = [entry.code for entry in ENTRIES]
    assert len(set(names)) == len(names)
    assert len(set(codes)) == len(codes)


def test_every_case_file_belongs_to_a_rule() -> None:
    assert {path.stem for path in CASES.glob("*.md")} == {entry.name for entry in ENTRIES}
