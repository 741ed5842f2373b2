"""Run the cases of every rule: each is a small repository in Markdown, with the findings that it has."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from repoaudit.config import load_policy
from repoaudit.diagnostic import Diagnostic
from repoaudit.plugins.metadata import Plugin
from repoaudit.plugins.rules import plugin_entries
from repoaudit.repository import MemoryRepository
from repoaudit.run import run

ENTRIES = plugin_entries(Plugin("EXA", "repoaudit_example.rules", "repoaudit-example-plugin"))
_CASE = re.compile(r"^## (bad|good): (.+)$", re.MULTILINE)
_FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Case(NamedTuple):
    name: str
    kind: str
    files: dict[str, str]
    findings: str


def cases(path: Path) -> Iterator[Case]:
    _, *parts = _CASE.split(path.read_text(encoding="utf-8"))
    for kind, title, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        fences = _FENCE.findall(body)
        files = {name: text for _, name, text in fences if name}
        findings = "".join(text for language, _, text in fences if language == "findings")
        yield Case(f"{path.stem}: {title}", kind, files, findings)


ALL_CASES = [case for path in sorted((Path(__file__).parent / "rules").glob("*.md")) for case in cases(path)]


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: case.name)
def test_case_has_exactly_its_findings(case: Case) -> None:
    repository = MemoryRepository(case.files)
    report = run(repository, load_policy(repository, {"select": ("EXA",)}, ENTRIES), ENTRIES)
    assert report.crashes == ()
    assert "".join(map(shown, report.diagnostics)) == case.findings
    assert bool(case.findings) == (case.kind == "bad")


def shown(diagnostic: Diagnostic) -> str:
    path, _, _, start, end = diagnostic.location
    where = f"{path}:{start.line}:{start.column}-{end.column}" if start and end else path
    return f"{where}: {diagnostic.severity.label}: {diagnostic.message}\n"
