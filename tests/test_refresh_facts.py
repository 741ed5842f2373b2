"""The script behind `make facts`: it rewrites one table and its day, leaves the rest alone, and says what is left."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

import package_index
import refresh_facts
from refresh_facts import Table, first_of_minor, is_current, mapping_text, rewritten
from repoaudit.facts.starter import HOOK_TAGS
from repoaudit.facts.tool_pythons import LAST_FOR

DAY = date(2027, 3, 1)
MODULE = '''"""Facts.

Source: somewhere.

Checked on 2026-11-22.
"""

from typing import Final

A: Final = (("1", "2"),)  # why
"""Shared source."""

B: Final = {
    "x": "1",
}
"""Source: elsewhere.

Checked on 2026-11-23.
"""


def c() -> None:
    """Checked on 2026-11-24."""
'''


def test_a_table_with_the_modules_source_is_rewritten_with_the_modules_day() -> None:
    expected = MODULE.replace('A: Final = (("1", "2"),)  # why', "A: Final = ()").replace("11-22", "11-22!")
    assert rewritten(MODULE, "A", "A: Final = ()", DAY) == expected.replace("2026-11-22!", "2027-03-01")


def test_a_table_with_its_own_source_is_rewritten_with_its_own_day() -> None:
    text = mapping_text("B", "dict", {"x": "2", "y": {"z": "3"}})
    expected = MODULE.replace('B: Final = {\n    "x": "1",\n}', text).replace("2026-11-23", "2027-03-01")
    assert rewritten(MODULE, "B", text, DAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [('A: Final = (("1", "2"),)', True), ('A: Final = (("1", "3"),)', False)]
)
def test_only_the_value_of_a_table_counts(text: str, *, expected: bool) -> None:
    assert is_current(MODULE, Table("", "A", text)) is expected


def test_of_each_minor_version_the_first_release_counts() -> None:
    assert first_of_minor(["1.10.1", "1.9.0", "1.10.0", "2.0"]) == [
        ("1.9", "1.9.0"),
        ("1.10", "1.10.0"),
        ("2.0", "2.0"),
    ]


class Index:
    """An index that has what the tables say, but for what a test changes."""

    def __init__(self, **changed: str) -> None:
        self.changed = changed

    def newest(self, names: Sequence[str], python: str) -> dict[str, str]:
        last = {tool: rows.get(python, "0") for tool, rows in LAST_FOR.items()}
        tags = {name: HOOK_TAGS[slug].removeprefix("v") for slug, (name, _) in refresh_facts.TAGGED.items()}
        return {name: self.changed.get(name, {**last, **tags}.get(name, "0")) for name in names}


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return copies of the modules that the script rewrites."""
    for name in ("tool_pythons", "starter", "mypy"):
        text = (refresh_facts.FACTS / f"{name}.py").read_text("utf-8")
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(refresh_facts, "FACTS", tmp_path)
    monkeypatch.setattr(refresh_facts, "ROOT", tmp_path)
    return tmp_path


def test_tables_that_agree_get_nothing_but_the_day(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (facts / "tool_pythons.py").read_text("utf-8").splitlines()
    monkeypatch.setattr(package_index, "newest", Index().newest)
    assert refresh_facts.main(["tool_pythons"]) == 0
    after = (facts / "tool_pythons.py").read_text("utf-8").splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert all(line.startswith("Checked on ") for line in changed)
    assert len(changed) <= 1


def test_a_newer_release_is_written(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_index, "newest", Index(ruff="9.9.9").newest)
    assert refresh_facts.main(["starter"]) == 0
    assert '"astral-sh/ruff-pre-commit": "v9.9.9",' in (facts / "starter.py").read_text("utf-8")
    assert refresh_facts.main(["starter", "--check"]) == 0


def test_a_check_writes_nothing(
    facts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (facts / "starter.py").read_text("utf-8")
    monkeypatch.setattr(package_index, "newest", Index(ruff="9.9.9").newest)
    assert refresh_facts.main(["--check", "starter"]) == 1
    assert (facts / "starter.py").read_text("utf-8") == before
    assert "starter.py: HOOK_TAGS should be" in capsys.readouterr().out


def test_a_new_floor_of_mypy_is_found_in_its_wheel(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    floor = {"1.6.0": "7", "1.9.0": "8", "1.17.0": "9", "2.0.0": "10", "3.0": "12"}
    monkeypatch.setattr(package_index, "releases", lambda _: tuple(floor))
    monkeypatch.setattr(
        package_index,
        "read_from_wheel",
        lambda _, release, __: f"PYTHON3_VERSION_MIN: Final = (3, {floor[release]})\n",
    )
    assert refresh_facts.main(["mypy"]) == 0
    assert 'FLOORS: Final = (("3.0", "3.12"), ("2.0", "3.10"), ("1.17"' in (facts / "mypy.py").read_text("utf-8")


def test_newer_plugins_and_settings_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(package_index, "newest", Index(**{"pytest-mpl": "9.1", "black": "99.1"}).newest)
    assert refresh_facts.main(["settings", "pytest_plugins"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["settings/black.py", "pytest-mpl"]


def test_an_index_without_an_answer_and_an_unknown_table_are_errors(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> dict[str, str]:
        raise package_index.NoAnswerError("no network")

    monkeypatch.setattr(package_index, "newest", fail)
    assert refresh_facts.main(["starter"]) == 2
    assert refresh_facts.main(["nonsense"]) == 2
    said = capsys.readouterr().err
    assert "no network" in said
    assert "no such table: nonsense" in said
