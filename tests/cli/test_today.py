from pathlib import Path
from time import gmtime, strftime

import pytest

from repoaudit.cli.session import open_session


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'demo'\nrequires-python = '>=3.12'\n", encoding="utf-8")
    return tmp_path


def today(folder: Path) -> str:
    return open_session(str(folder), {}).policy.today


def test_the_day_is_read_from_the_clock(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    before = strftime("%Y-%m-%d", gmtime())
    assert before <= today(folder) <= strftime("%Y-%m-%d", gmtime())


def test_source_date_epoch_replaces_the_clock(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1856822400")
    assert today(folder) == "2028-11-03"


@pytest.mark.parametrize("wrong", ["", "soon", "-1", "1e9", "٣", "9" * 40])
def test_what_is_no_time_stamp_is_ignored(folder: Path, monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
    assert today(folder) >= strftime("%Y-%m-%d", gmtime(0))
    assert today(folder)[:4] == strftime("%Y", gmtime())


def test_a_rule_sees_the_day(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = {}
    for stamp in ("1763596800", "1856822400"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", stamp)
        session = open_session(str(folder), {"select": ("python-end-of-life",)})
        counts[stamp] = len(session.audit(session.repository).diagnostics)
    assert counts == {"1763596800": 0, "1856822400": 1}
