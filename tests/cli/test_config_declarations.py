"""`repoaudit config --declarations`."""

import json
import re
from pathlib import Path

import pytest

from cli_stubs import Run
from repoaudit.cli import terminal

PROJECT = '[project]\nname = "demo"\nrequires-python = ">=3.11"\n[tool.ruff]\ntarget-version = "py312"\n'


def test_the_table_is_aligned_and_grouped(run: Run, repository: Path) -> None:
    (repository / ".python-version").write_text("3.12\n", encoding="utf-8")
    table = (
        "project .\n"
        "fact    value   declared by          place              verdict\n"
        "python  >=3.11  requires-python      pyproject.toml:3   decides\n"
        "python  3.12    .python-version      .python-version:1  agrees\n"
        "python  py312   ruff target-version  pyproject.toml:5   differs: `>=3.11` begins at 3.11\n"
    )
    assert run("config", "--declarations", pyproject=PROJECT) == (0, table, "")


def test_json(run: Run) -> None:
    data = json.loads(run("config", "--declarations", "--output-format", "json", pyproject=PROJECT).out)
    assert data["version"] == 1
    assert data["declarations"][1] == {
        "project": ".",
        "fact": "python",
        "value": "py312",
        "declared_by": "ruff target-version",
        "path": "pyproject.toml",
        "line": 5,
        "verdict": "differs",
        "reason": "`>=3.11` begins at 3.11",
    }


def test_nothing_is_declared(run: Run) -> None:
    assert run("config", "--declarations") == (0, "nothing is declared\n", "")
    assert json.loads(run("config", "--declarations", "--output-format=json").out)["declarations"] == []


def test_a_table_for_each_project(run: Run, repository: Path) -> None:
    core = repository / "packages" / "core"
    core.mkdir(parents=True)
    (core / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    out = run("config", "--declarations", pyproject=PROJECT + '[tool.uv.workspace]\nmembers = ["packages/*"]\n').out
    first, second = out.split("\n\n")
    assert first.startswith("project .\nfact ")
    assert second.startswith("project packages/core\nfact ")
    assert "packages/core/pyproject.toml:3" in second


def test_a_narrow_terminal_gets_short_lines(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "is_terminal", lambda stream: stream is not None)
    monkeypatch.setenv("COLUMNS", "50")
    monkeypatch.setenv("TERM", "xterm")
    out = run("config", "--declarations", pyproject=PROJECT).out
    assert "\x1b[31mdiffers" in out
    lines = re.sub(r"\x1b\[[0-9;]*m", "", out).splitlines()
    assert lines[1:4] == ["python = >=3.11", "  requires-python, pyproject.toml:3", "  decides"]
    assert max(map(len, lines)) <= 50
    monkeypatch.setenv("COLUMNS", "200")
    assert "fact  " in run("config", "--declarations").out


def test_controls_are_spelled_out(run: Run, repository: Path) -> None:
    (repository / "Dockerfile").write_text("FROM python:3.12-\x1b[31m\u202e\n", encoding="utf-8")
    out = run("config", "--declarations", pyproject=PROJECT).out
    assert "\x1b" not in out
    assert r"python:3.12-\x1b[31m\u202e" in out


@pytest.mark.parametrize("text", ["[project\n", "[project]\nrequires-python = 3\n", "\0", "[tool]\nruff = 1\n"])
def test_damaged_files_are_rows_or_nothing(run: Run, text: str, repository: Path) -> None:
    (repository / "repoaudit.toml").write_text("", encoding="utf-8")
    (repository / ".pre-commit-config.yaml").write_text("repos: [\n", encoding="utf-8")
    done = run("config", "--declarations", pyproject=text)
    assert done.status in {0, 2}
    assert done.status == 2 or ".pre-commit-config.yaml:" in done.out


def test_the_output_is_the_same_again(run: Run) -> None:
    assert run("config", "--declarations", pyproject=PROJECT) == run("config", "--declarations")


def test_settings_are_checked_first(run: Run) -> None:
    assert run("config", "--declarations", "--config", "preset='x'").status == 2
