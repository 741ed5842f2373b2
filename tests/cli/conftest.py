"""A command line whose only rules are the stubs."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

import cli_stubs
from cli_stubs import Result, Run
from repoaudit.cli import main


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository, which is the working directory."""
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    for name in ("objects", "refs"):
        (folder / ".git" / name).mkdir()
    (folder / ".git" / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def run(repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line with the stub rules; without a ``pyproject``, the file stays as it is."""
    for module in ("repoaudit.cli.session", "repoaudit.cli.rule", "repoaudit.registry"):
        monkeypatch.setattr(f"{module}.builtin_entries", lambda: cli_stubs.ENTRIES)
    monkeypatch.setattr("repoaudit.plugins.find_plugins", lambda: ())

    def command(*words: str, pyproject: str | None = None) -> Result:
        if pyproject is not None:
            (repository / "pyproject.toml").write_text(pyproject, encoding="utf-8")
        capsys.readouterr()
        status = main.run(words)
        captured = capsys.readouterr()
        return Result(status, captured.out, captured.err)

    return command
