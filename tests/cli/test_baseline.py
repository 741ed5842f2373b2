import json
import os
from pathlib import Path

import pytest

from cli_stubs import ENTRIES, Run
from repoaudit.baseline import Baseline, Item, Ran, parse, render, stale_items
from repoaudit.diagnostic import Note, Report

FILE = ".repoaudit-baseline.json"
SETTING = f'\n[tool.repoaudit]\nbaseline = "{FILE}"\n'


def test_writes_what_is_found_and_says_what_comes_next(run: Run, repository: Path) -> None:
    done = run("baseline", pyproject="safe = 1\nunsafe = 2\n")
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        f'Wrote 2 findings to {FILE}.\nNext: write `baseline = "{FILE}"` to [tool.repoaudit], and commit both.\n'
    )
    written = json.loads((repository / FILE).read_text(encoding="utf-8"))
    assert [each["rule"] for each in written["findings"]] == ["safe-problem", "unsafe-problem"]
    assert run("check").status == 1, "without a setting nothing changes"


def test_check_reports_new_findings_only_wherever_the_old_ones_moved(run: Run) -> None:
    run("baseline", pyproject=f"safe = 1\n{SETTING}")
    done = run("check", pyproject=f"# a comment\n\nunsafe = 3\nsafe = 1\n{SETTING}")
    assert done.status == 1
    assert "unsafe-problem" in done.out
    assert "STB001" not in done.out
    assert done.out.endswith("1 older finding left out.\n")


def test_a_flag_names_another_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "elsewhere.json"
    done = run("baseline", "--baseline", str(file), pyproject="safe = 1\n")
    assert done.out == f"Wrote 1 finding to {file}.\n"
    done = run("check", f"--baseline={file}")
    assert (done.status, done.out) == (0, "All checks passed (7 rules, 1 file). 1 older finding left out.\n")


def test_the_fixer_leaves_accepted_findings_alone(run: Run, repository: Path) -> None:
    run("baseline", pyproject=f"safe = 1\n{SETTING}")
    assert run("check", "--fix").status == 0
    assert (repository / "pyproject.toml").read_text(encoding="utf-8").startswith("safe = 1\n")


def test_stale_entries_are_told_checked_and_pruned(run: Run, repository: Path) -> None:
    run("baseline", pyproject=f"safe = 1\nunsafe = 1\n{SETTING}")
    done = run("check", "-v", pyproject=f"safe = 0\nunsafe = 1\ninfo = 1\n{SETTING}")
    assert f"{FILE}: note: stale entry: safe-problem finds nothing in pyproject.toml at safe" in done.out
    assert "1 stale entry in the baseline: run repoaudit baseline --prune." in done.out
    assert run("check", "--select=STB002").out == "All checks passed (1 rule, 1 file). 1 older finding left out.\n"
    done = run("baseline", "--check")
    assert done.status == 1
    assert done.out.splitlines() == [
        "new: pyproject.toml: info-problem at info",
        "stale: pyproject.toml: safe-problem at safe",
        f"{FILE}: 1 new finding, 1 stale entry.",
    ]
    done = run("baseline", "--prune")
    assert (done.status, done.out) == (0, f"{FILE}: 1 stale entry removed, 1 finding left.\n")
    assert "info-problem" not in (repository / FILE).read_text(encoding="utf-8"), "pruning accepts nothing new"
    assert run("check", "--exit-zero").out.count("stale") == 0
    run("baseline")
    assert run("baseline", "--check").out == f"{FILE} is up to date: 2 findings.\n"


def test_writing_twice_gives_the_same_bytes(run: Run, repository: Path) -> None:
    run("baseline", pyproject=f"safe = 1\nunsafe = 1\n{SETTING}")
    first = (repository / FILE).read_bytes()
    run("baseline", pyproject=f"# moved\nunsafe = 1\nsafe = 1\n{SETTING}")
    assert (repository / FILE).read_bytes() == first


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "damaged: line 1: Expecting property name enclosed in double quotes"),
        ("[]", "damaged: it has no version"),
        ('{"version": 2, "findings": []}', "version '2' is unknown; this repoaudit reads version 1"),
        ('{"version": true, "findings": []}', "version 'True' is unknown"),
        ('{"version": 1}', "damaged: it has no list of findings"),
        ('{"version": 1, "findings": [{"code": "STB001"}]}', "damaged: finding 1 lacks one of fingerprint, code"),
        ("[" * 100_000, "damaged: it nests too deep"),
        ("\xff", "is not UTF-8"),
    ],
)
def test_a_damaged_file_is_one_line(run: Run, repository: Path, text: str, message: str) -> None:
    (repository / FILE).write_bytes(text.encode("latin-1"))
    for words in (("check",), ("check", "--baseline", FILE), ("baseline", "--check"), ("baseline", "--prune")):
        done = run(*words, pyproject=f"safe = 1\n{SETTING}")
        assert (done.status, done.out) == (2, "")
        assert done.err.startswith(f"error: baseline {FILE}")
        assert message in done.err
        assert done.err.count("\n") == 1


def test_a_file_that_is_not_there_is_one_line(run: Run) -> None:
    done = run("check", pyproject=SETTING)
    assert (done.status, done.err) == (
        2,
        f"error: baseline {FILE}: does not exist; `repoaudit baseline` writes it\n",
    )
    assert run("check", "--baseline=no.json").err.startswith("error: baseline no.json: does not exist; ")


def test_a_file_that_cannot_be_written_is_one_line(run: Run, repository: Path) -> None:
    (repository / FILE).mkdir()
    done = run("baseline", pyproject="safe = 1\n")
    assert (done.status, done.err) == (2, f"error: cannot write the baseline {FILE}: it is a folder\n")
    assert sorted(each.name for each in repository.iterdir()) == [".git", FILE, "pyproject.toml"]


def test_contradictions_are_one_line(run: Run) -> None:
    assert run("baseline", "--check", "--prune").err == "error: --check and --prune contradict each other\n"
    done = run("check", "--baseline=a", "--baseline-commit=b")
    assert done.err == "error: --baseline and --baseline-commit cannot be given together\n"


def test_a_name_that_is_not_utf_8_survives() -> None:
    item = Item("0" * 32, "STB001", "safe-problem", os.fsdecode(b"caf\xe9.toml"), 'a"b\n')
    assert parse("file", render([item])).items == (item,)
    assert render([item]).isascii()


def test_a_rule_that_is_gone_is_stale_and_one_of_an_absent_plugin_is_not() -> None:
    gone, absent = (Item("0", code, "rule", "a.toml", "") for code in ("STB999", "ACM001"))
    ran = Ran(ENTRIES, ENTRIES)
    assert stale_items(Report(), Baseline("file", (gone, absent)), ran) == (gone,)


def test_entries_that_the_run_could_not_judge_are_not_stale() -> None:
    items = tuple(Item(str(line), "STB001", "safe-problem", path, "") for line, path in enumerate(("a", "b/c", "bc")))
    baseline = Baseline("file", items)
    assert stale_items(Report(), baseline, Ran(ENTRIES, ENTRIES, "b")) == (items[1],)
    assert stale_items(Report(), baseline, Ran(ENTRIES[1:], ENTRIES)) == ()
    note = Note("a", None, "cannot be known", ("safe-problem",))
    assert stale_items(Report(notes=(note,)), baseline, Ran(ENTRIES, ENTRIES)) == ()
