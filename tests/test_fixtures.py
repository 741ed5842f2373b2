"""Whole small repositories: what `check` says of each, and what `--fix` makes of it.

Beside the folder of each fixture lie ``NAME.findings.txt``, the concise report, and ``NAME.fix.diff``, the change that
``--fix`` makes. ``UPDATE=1`` rewrites both for review. How many rules ran and how many files they read is left out,
so that a new rule changes only what it speaks of.
"""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from repoaudit.cli import main
from repoaudit.diff import unified_diff

FIXTURES = Path(__file__).parent / "fixtures"
NAMES = sorted(path.name for path in FIXTURES.iterdir() if path.is_dir() and not path.name.startswith("."))
CLEAN = "tidy-library"
UPDATE = os.environ.get("UPDATE") == "1"
DAY = "1795392000"
"""2026-11-23, in seconds: the day of the runs, so that no Python grows too old between two of them."""

Command = Callable[..., tuple[int, str]]
fixtures = pytest.mark.parametrize("name", NAMES)


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run `repoaudit` in a copy of a fixture that the test may change; return the status and what was printed."""
    for variable in [name for name in os.environ if name.startswith("REPOAUDIT_")]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("REPOAUDIT_COLOR", "never")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    monkeypatch.setattr("repoaudit.plugins.find_plugins", lambda: ())

    def run(name: str, *words: str) -> tuple[int, str]:
        copy = tmp_path / name
        if not copy.exists():
            shutil.copytree(FIXTURES / name, copy)
        monkeypatch.chdir(copy)
        capsys.readouterr()
        status = main.run(("check", *words))
        captured = capsys.readouterr()
        assert captured.err == ""
        return status, captured.out

    return run


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def expect(path: Path, text: str) -> None:
    """Compare a text with its snapshot byte for byte, or rewrite the snapshot."""
    if UPDATE:
        path.write_bytes(text.encode())
        pytest.skip("rewritten for review")
    assert text == path.read_bytes().decode()


@fixtures
def test_findings(name: str, command: Command) -> None:
    status, shown = command(name, "--output-format", "concise")
    assert status == (0 if name == CLEAN else 1)
    expect(FIXTURES / f"{name}.findings.txt", re.sub(r"\d+ (rule|file)s?", r"N \1s", shown))


def test_clean_fixture_has_nothing_even_of_little_weight(command: Command) -> None:
    status, shown = command(CLEAN, "--fail-on", "info")
    assert status == 0
    assert shown.startswith("All checks passed (")


@fixtures
def test_fix_makes_exactly_this_change(name: str, command: Command, tmp_path: Path) -> None:
    command(name, "--fix")
    before, after = contents(FIXTURES / name), contents(tmp_path / name)
    assert before.keys() == after.keys()
    expect(
        FIXTURES / f"{name}.fix.diff",
        "".join(unified_diff(path, before[path].decode(), after[path].decode()) for path in before),
    )


@fixtures
def test_diff_shows_what_fix_writes(name: str, command: Command, tmp_path: Path) -> None:
    command(name)
    untouched = contents(tmp_path / name)
    _, shown = command(name, "--diff", "--quiet")
    assert contents(tmp_path / name) == untouched == contents(FIXTURES / name)
    assert UPDATE or shown == (FIXTURES / f"{name}.fix.diff").read_text(encoding="utf-8")


@fixtures
def test_fixing_again_changes_nothing(name: str, command: Command, tmp_path: Path) -> None:
    command(name, "--fix", "--unsafe-fixes")
    once = contents(tmp_path / name)
    _, shown = command(name, "--fix", "--unsafe-fixes")
    assert contents(tmp_path / name) == once
    assert not shown.startswith("Fixed")
    assert "fixable with" not in shown


@fixtures
def test_same_run_prints_the_same(name: str, command: Command) -> None:
    assert command(name, "--output-format", "json") == command(name, "--output-format", "json")
