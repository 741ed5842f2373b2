"""`--fix`, `--unsafe-fixes`, `--diff`: what is written, what is shown, and the exit status."""

import json
import stat
from pathlib import Path

import pytest

from cli_stubs import PATH, Run

BOTH = "safe = 1 # kept\r\nunsafe = 2\n"


def text(repository: Path) -> str:
    return (repository / PATH).read_bytes().decode()


def write(repository: Path, text: str) -> None:
    (repository / PATH).write_bytes(text.encode())


def test_safe_fixes_only(run: Run, repository: Path) -> None:
    write(repository, BOTH)
    done = run("check", "--fix")
    assert text(repository) == "safe = 0 # kept\r\nunsafe = 2\n"
    assert done.status == 1
    assert done.out.splitlines()[0].startswith("pyproject.toml:2:10: warning: unsafe is not 0")
    assert done.out.splitlines()[-1].startswith("Fixed 1 finding. Found 1 warning")


def test_unsafe_fixes(run: Run, repository: Path) -> None:
    write(repository, BOTH)
    done = run("check", "--fix", "--unsafe-fixes", "--show-fixes")
    assert text(repository) == "safe = 0 # kept\r\nunsafe = 0\n"
    assert done.status == 0
    assert "fixed pyproject.toml: 1 x safe-problem (STB001)" in done.out
    assert done.out.splitlines()[-1].startswith("Fixed 2 findings. All checks passed")


@pytest.mark.parametrize(
    "words",
    [
        ["--unsafe-fixes"],
        ["--fix", "--no-fix"],
        ["--fix", "--unfixable", "ALL"],
        ["--fix", "--fixable", "STB002"],
        ["--fix", "--fixable=STB", "--unfixable=STB001"],
    ],
)
def test_nothing_is_written(run: Run, repository: Path, words: list[str]) -> None:
    write(repository, BOTH)
    assert run("check", *words).status == 1
    assert text(repository) == BOTH


def test_a_more_specific_selector_makes_fixable(run: Run, repository: Path) -> None:
    write(repository, BOTH)
    run("check", "--fix", "--fixable", "safe-problem", "--unfixable", "STB")
    assert text(repository).startswith("safe = 0")


def test_findings_that_may_not_be_fixed_are_not_offered(run: Run) -> None:
    assert "[*]" not in run("check", "--unfixable", "STB001", pyproject="safe = 1\n").out


def test_part_of_a_repository(run: Run, repository: Path) -> None:
    (repository / "a").mkdir()
    write(repository / "a", "safe = 1\n[project]\n")
    run("check", "--fix", "a", pyproject="safe = 1\n")
    assert text(repository) == "safe = 1\n"
    assert text(repository / "a").startswith("safe = 0\n")


def test_diff_shows_exactly_what_would_be_written(run: Run, repository: Path) -> None:
    write(repository, BOTH)
    done = run("check", "--diff")
    assert done.status == 1
    assert done.out == (
        "--- pyproject.toml\n+++ pyproject.toml\n@@ -1,2 +1,2 @@\n-safe = 1 # kept\r\n+safe = 0 # kept\r\n unsafe = 2\n"
    )
    assert done.err == "Would fix 1 finding (1 more with --unsafe-fixes).\n"
    assert text(repository) == BOTH
    assert run("check", "--diff", "--fix", "-q").err == ""
    assert text(repository) == BOTH


def test_diff_without_changes(run: Run) -> None:
    assert run("check", "--diff", pyproject="unsafe = 1\n") == (
        0,
        "",
        "Would fix 0 findings (1 more with --unsafe-fixes).\n",
    )
    assert run("check", "--diff", pyproject="safe = 0\n") == (0, "", "Would fix 0 findings.\n")


def test_diff_says_what_is_held_back(run: Run) -> None:
    done = run("check", "--diff", pyproject="wrong = 1\nsafe = 1\n")
    assert done.err == "Would fix 1 finding. 1 fix held back.\n"


def test_diff_and_exit_zero(run: Run) -> None:
    assert run("check", "--diff", "--exit-zero", pyproject="safe = 1\n").status == 0


def test_diff_and_other_outputs(run: Run, repository: Path) -> None:
    words = ["--diff", "-o", "fix.diff", "--output-format", "json=report.json"]
    done = run("check", *words, pyproject="safe = 1\n")
    assert (done.status, done.out) == (1, "")
    assert (repository / "fix.diff").read_text(encoding="utf-8").startswith("--- pyproject.toml\n")
    report = json.loads((repository / "report.json").read_text(encoding="utf-8"))
    assert [finding["code"] for finding in report["findings"]] == ["STB001"]


def test_rules_that_undo_each_other_are_our_bug(run: Run, repository: Path) -> None:
    done = run("check", "--fix", pyproject="endless = 0\nsafe = 1\n")
    assert done.status == 3
    (line,) = done.err.splitlines()
    assert line.startswith("internal error: the fixes of these rules undo each other: endless-rule")
    assert "nothing was written" in line
    assert text(repository) == "endless = 0\nsafe = 1\n"


def test_a_fix_that_breaks_its_claim_is_held_back(run: Run, repository: Path) -> None:
    done = run("check", "--fix", "-v", pyproject="wrong = 1\nsafe = 1\n")
    assert text(repository) == "wrong = 1\nsafe = 0\n"
    assert "held back: pyproject.toml: " in done.out


def test_a_file_that_cannot_be_written(run: Run, repository: Path) -> None:
    write(repository, BOTH)
    (repository / PATH).chmod(stat.S_IRUSR)
    done = run("check", "--fix")
    assert (done.status, done.out) == (2, "")
    assert done.err == "error: cannot write the fixes: pyproject.toml: is read-only\n"


def test_a_crash_beside_a_fix(run: Run, repository: Path) -> None:
    done = run("check", "--fix", pyproject="safe = 1\ncrash = 1\n")
    assert done.status == 3
    assert text(repository) == "safe = 0\ncrash = 1\n"
    assert done.err.startswith("internal error: Line: RuntimeError")
