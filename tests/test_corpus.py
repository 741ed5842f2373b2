"""All rules and all safe fixes over real repositories: `REPOAUDIT_CORPUS` names a folder that holds them."""

import os
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from probing import audit_all, is_valid, settle_all, shown
from repoaudit.diagnostic import Report
from repoaudit.documents.reading import parse
from repoaudit.errors import UnknownError
from repoaudit.finding import Applicability
from repoaudit.fixer import Settled
from repoaudit.repository import DiskRepository, Repository

CORPUS = os.environ.get("REPOAUDIT_CORPUS", "")
REPOSITORIES = sorted(path for path in Path(CORPUS).iterdir() if path.is_dir()) if CORPUS else []

pytestmark = pytest.mark.skipif(not CORPUS, reason="REPOAUDIT_CORPUS names no folder of repositories")
each_repository = pytest.mark.parametrize("folder", REPOSITORIES or [Path()], ids=lambda path: path.name)


class Run(NamedTuple):
    """What one repository gave: the files as they are, the findings, and what the safe fixes made of it."""

    repository: Repository
    report: Report
    settled: Settled


@cache
def run_on(folder: Path) -> Run:
    repository = DiskRepository(str(folder))
    return Run(repository, audit_all(repository), settle_all(repository, Applicability.SAFE))


@each_repository
def test_nothing_crashes(folder: Path) -> None:
    run = run_on(folder)
    assert [crash.traceback for crash in (*run.report.crashes, *run.settled.report.crashes)] == []


@each_repository
def test_every_safe_fix_is_made(folder: Path) -> None:
    settled = run_on(folder).settled
    assert settled.held_back == ()
    assert [each.rule for each in settled.report.diagnostics if each.applicability is Applicability.SAFE] == []


@each_repository
def test_fixed_files_are_valid(folder: Path) -> None:
    repository, _, settled = run_on(folder)
    for path, text in settled.texts.items():
        assert is_valid(path, text)
        assert text != (repository.read(path) if repository.exists(path) else None)


@each_repository
def test_no_comment_is_lost(folder: Path) -> None:
    repository, _, settled = run_on(folder)
    for path, text in settled.texts.items():
        before = comments(path, repository.read(path)) if repository.exists(path) else Counter()
        assert before - comments(path, text) == Counter()


@each_repository
def test_line_endings_and_the_rest_of_the_lines_stay(folder: Path) -> None:
    """What no edit mentions is the same byte for byte: nearly all lines of a file are."""
    repository, _, settled = run_on(folder)
    for path, text in settled.texts.items():
        before = repository.read(path) if repository.exists(path) else ""
        assert ("\r\n" in text) == ("\r\n" in before)
        assert before.startswith("\ufeff") == text.startswith("\ufeff")
        lost = Counter(before.splitlines()) - Counter(text.splitlines())
        assert lost.total() <= 5 * len(settled.fixed)


@each_repository
def test_fixing_again_changes_nothing(folder: Path) -> None:
    repository, _, settled = run_on(folder)
    again = settle_all(repository.with_texts(settled.texts), Applicability.SAFE)
    assert dict(again.texts) == {}
    assert shown(again.report) == shown(settled.report)


@each_repository
def test_findings_are_the_same_on_every_run(folder: Path) -> None:
    again = audit_all(DiskRepository(str(folder)))
    assert shown(again) == shown(run_on(folder).report)
    assert again.notes == run_on(folder).report.notes


@pytest.mark.skipif(not CORPUS, reason="nothing to count")
def test_the_corpus_is_one() -> None:
    runs = [run_on(folder) for folder in REPOSITORIES]
    assert len(runs) >= 20
    assert sum(len(run.report.diagnostics) for run in runs) > len(runs)
    assert any(run.settled.texts for run in runs)


def comments(path: str, text: str) -> Counter[str]:
    try:
        document = parse(path, text)
    except UnknownError:
        return Counter()
    return Counter(text[slice(*span)].strip() for span in document.comments())
