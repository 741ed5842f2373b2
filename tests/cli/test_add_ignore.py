import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cli_stubs import Run
from repoaudit.diagnostic import Diagnostic, Location
from repoaudit.errors import EditRefusedError
from repoaudit.finding import Severity
from repoaudit.globs import matches
from repoaudit.ignores import accept
from repoaudit.repository import MemoryRepository
from repoaudit.subjects.files.new_suppressions import comment_above
from repoaudit.text import Edit

MAKEFILE = "".join(f"{name}:\n\t{name} .\n" for name in ("test", "lint", "format", "build", "docs", "clean"))
FIXTURE = Path(__file__).parents[1] / "fixtures" / "churn-model"


def test_comments_accept_what_is_found(run: Run, repository: Path) -> None:
    done = run("check", "--add-ignore=agreed in 2026", pyproject="safe = 1\nunsafe = 1\n")
    assert (done.status, done.err) == (0, "Accepted 2 findings: 2 by comments, 0 by per-file-ignores.\n")
    assert done.out == "All checks passed (7 rules, 1 file, 2 suppressed).\n"
    assert (repository / "pyproject.toml").read_text(encoding="utf-8") == (
        "# repoaudit: ignore[safe-problem] agreed in 2026\nsafe = 1\n"
        "# repoaudit: ignore[unsafe-problem] agreed in 2026\nunsafe = 1\n"
    )
    assert run("check", "--add-ignore").err == "Accepted 0 findings: 0 by comments, 0 by per-file-ignores.\n"


def test_without_a_reason_and_with_a_selection(run: Run, repository: Path) -> None:
    run("check", "--add-ignore", "--select=STB001", pyproject="safe = 1\nunsafe = 1\n")
    text = (repository / "pyproject.toml").read_text(encoding="utf-8")
    assert text == "# repoaudit: ignore[safe-problem]\nsafe = 1\nunsafe = 1\n"


def test_line_endings_indentation_and_a_byte_order_mark_stay() -> None:
    text = "\ufeff[tool.x]\r\n  a = 1\r\n"
    assert [comment_above("a.toml", text, line, ["one", "two"], "why").edits[0] for line in (1, 2)] == [
        Edit("a.toml", 1, 1, "# repoaudit: ignore[one, two] why\r\n"),
        Edit("a.toml", 11, 11, "  # repoaudit: ignore[one, two] why\r\n"),
    ]


def test_diff_shows_it_and_writes_nothing(run: Run, repository: Path) -> None:
    done = run("check", "--add-ignore", "--diff", pyproject="safe = 1\n")
    assert done.status == 1
    assert "+# repoaudit: ignore[safe-problem]\n" in done.out
    assert done.err == "Would accept 1 finding: 1 by comments, 0 by per-file-ignores.\n"
    assert (repository / "pyproject.toml").read_text(encoding="utf-8") == "safe = 1\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--fix"], "--add-ignore and --fix cannot be given together; fix first"),
        (["--isolated"], "--add-ignore writes to the repository's own settings, which this call does not read"),
    ],
)
def test_contradictions_are_one_line(run: Run, words: list[str], message: str) -> None:
    done = run("check", "--add-ignore", *words, pyproject="safe = 1\n")
    assert (done.status, done.out, done.err) == (2, "", f"error: {message}\n")


def test_a_reason_is_one_line(run: Run) -> None:
    assert run("check", "--add-ignore=a\nb").err == "error: --add-ignore: the reason must be one line of text\n"


def audit(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "repoaudit", "check", *words]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, encoding="utf-8", timeout=60)


@pytest.mark.parametrize("words", [("--add-ignore",), ("--add-ignore=until=2999-01-01 before we had a linter",)])
def test_a_whole_repository_becomes_silent_and_says_the_same_as_before(tmp_path: Path, words: tuple[str]) -> None:
    folder = tmp_path / "repository"
    shutil.copytree(FIXTURE, folder)
    assert audit(folder, "-q").returncode == 1
    done = audit(folder, *words)
    assert (done.returncode, done.stderr) == (0, "Accepted 20 findings: 19 by comments, 1 by per-file-ignores.\n")
    again = audit(folder)
    assert again.stdout == done.stdout
    assert "20 suppressed" in again.stdout


def test_settings_take_what_has_no_place_for_a_comment(tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text(MAKEFILE, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "Makefile").write_text("all:\n", encoding="utf-8")
    done = audit(tmp_path, "--select=missing-help-target", "--add-ignore")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "repoaudit.toml").read_text(encoding="utf-8") == (
        '[per-file-ignores]\n"/Makefile" = ["missing-help-target"]\n'
    ), "not every Makefile"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '[tool.repoaudit]\nper-file-ignores = { Makefile = ["missing-test-target"] }\n',
            '[tool.repoaudit]\nper-file-ignores = { Makefile = ["missing-test-target", "missing-help-target"] }\n',
        ),
        (
            '[tool.repoaudit.per-file-ignores]\nMakefile = { COV = "y" } # kept\n',
            '[tool.repoaudit.per-file-ignores]\nMakefile = { COV = "y", missing-help-target = "" } # kept\n',
        ),
    ],
)
def test_settings_that_are_there_are_extended(tmp_path: Path, before: str, after: str) -> None:
    (tmp_path / "Makefile").write_text(MAKEFILE, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(before, encoding="utf-8")
    done = audit(tmp_path, "--select=missing-help-target", "--add-ignore")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "pyproject.toml").read_text(encoding="utf-8") == after


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("ci.yml", "run: |\n  a\n  b\n", 3),
        ("pyproject.toml", 'a = """\nb\n"""\n', 2),
        ("requirements.txt", "a \\\n  --hash=x\n", 2),
        ("Makefile", "A = a \\\n  b\n", 2),
        ("setup.py", "#!/usr/bin/env python\n", 1),
        ("poetry.lock", "a = 1\n", 1),
        ("README.md", "text\n", 1),
        ("run.sh", "cat <<EOF\nx\nEOF\n", 2),
    ],
)
def test_no_comment_where_it_would_be_something_else(path: str, text: str, line: int) -> None:
    with pytest.raises(EditRefusedError):
        comment_above(path, text, line, ["rule"], "")


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        ("fixed-worker-count", "Makefile", "test:\n\tpytest -n 3\n"),
        (
            "fixed-worker-count",
            ".github/workflows/ci.yml",
            "on: push\njobs:\n  a:\n    steps:\n    - run: pytest -n 3\n",
        ),
        ("ignore-without-reason", "ruff.toml", 'lint.ignore = [\n    "E501",\n    "E502",\n]\n'),
        (
            "undocumented-target",
            "Makefile",
            "".join(f"## Does it.\n{name}:\n\t{name}\n" for name in ("a", "b", "c", "d")) + "e:\n\te\n",
        ),
    ],
)
def test_a_comment_of_ours_is_no_reason_for_rules_that_ask_for_comments(
    tmp_path: Path, rule: str, path: str, text: str
) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "a"\ndependencies = ["pytest"]\n', encoding="utf-8")
    done = audit(tmp_path, f"--select={rule},unused-suppression", "--add-ignore=why")
    assert (done.returncode, done.stdout.count("suppressed")) == (0, 1), done.stdout + done.stderr


@pytest.mark.parametrize("path", ["a\\b.toml", "caf\udce9.toml", "", "a\nb"])
def test_what_no_pattern_can_name_is_left(path: str) -> None:
    found = Diagnostic(Location(path, None, "", None, None), "STB001", "safe-problem", Severity.ERROR, "message")
    accepted = accept(MemoryRepository({}), [found], "")
    assert (accepted.texts, accepted.by_setting) == ({}, ())
    assert accepted.left == ((found, f"no pattern matches {path!r} alone"),)


def test_signs_of_patterns_are_taken_literally() -> None:
    found = Diagnostic(Location("a[1]/*?.yml", None, "", None, None), "STB001", "safe-problem", Severity.ERROR, "")
    (text,) = accept(MemoryRepository({}), [found], "").texts.values()
    assert text == '[per-file-ignores]\n"a[[]1]/[*][?].yml" = ["safe-problem"]\n'
    assert matches("a[[]1]/[*][?].yml", "a[1]/*?.yml")
    assert not matches("a[[]1]/[*][?].yml", "a[1]/xy.yml")
