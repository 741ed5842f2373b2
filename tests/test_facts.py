"""Every table of facts says where it comes from and on which day it was checked, and that day is not long ago."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from repoaudit.facts.pythons import AS_OF

ROOT = Path(__file__).parents[1]
FACTS = ROOT / "src" / "repoaudit" / "facts"
NO_TABLES = (FACTS / "__init__.py", FACTS / "ruff_selectors.py")
MODULES = sorted(path for path in FACTS.rglob("*.py") if path not in NO_TABLES)
YEAR = timedelta(days=366)
CHECKED = re.compile(r"^Checked on (\d{4}-\d\d-\d\d)\.$", re.MULTILINE)


class Table(NamedTuple):
    """A public name of a module of facts; ``about`` is its docstring where that names a source, else the module's."""

    name: str
    about: str

    @property
    def has_source(self) -> bool:
        return "Source:" in self.about

    @property
    def checked(self) -> date | None:
        found = CHECKED.search(self.about)
        return date.fromisoformat(found[1]) if found else None


def tables_of(text: str) -> Iterator[Table]:
    """Yield the tables of a module."""
    tree = ast.parse(text)
    shared = ast.get_docstring(tree) or ""
    for node, after in zip(tree.body, [*tree.body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id.isupper():
            own = _text(after)
            name = node.target.id
            if not name.startswith("_"):
                yield Table(name, own if "Source:" in own or "Checked on" in own else shared)


def _text(node: ast.stmt | None) -> str:
    value = node.value if isinstance(node, ast.Expr) else None
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""


def faults(text: str, today: date | None = None) -> Iterator[str]:
    """Say what is the matter with the tables of a module; their age only where a day is given."""
    for table in tables_of(text):
        if not table.has_source:
            yield f"`{table.name}` names no source: write `Source: …` into its docstring, or into that of its module"
        if table.checked is None:
            yield f"`{table.name}` has no date: end the docstring that names the source with `Checked on YYYY-MM-DD.`"
        elif today and today - table.checked > YEAR:
            yield (
                f"`{table.name}` was checked on {table.checked}, more than a year ago: compare it with the source that "
                "its docstring names (`make facts` asks the package index where that can answer), correct it, and "
                "write today's date behind `Checked on`"
            )


def listed(path: Path, found: Iterator[str]) -> str:
    return "".join(f"{path.relative_to(ROOT)}: {fault}\n" for fault in found)


modules = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(FACTS)))


@modules
def test_tables_name_their_source_and_their_day(path: Path) -> None:
    problems = listed(path, faults(path.read_text("utf-8")))
    assert not problems, problems


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="tables are kept up to date in a checkout, not in a release")
@modules
def test_no_table_was_last_checked_more_than_a_year_ago(path: Path) -> None:
    problems = listed(path, faults(path.read_text("utf-8"), datetime.now(UTC).date()))
    assert not problems, problems


def test_all_modules_of_facts_have_tables() -> None:
    assert not [path.name for path in MODULES if not list(tables_of(path.read_text("utf-8")))]


def test_the_day_of_the_pythons_is_the_one_that_rules_count_from() -> None:
    text = (FACTS / "pythons.py").read_text("utf-8")
    assert {str(table.checked) for table in tables_of(text)} == {AS_OF}


SOURCED = '"""A.\n\nSource: b.\n\nChecked on 2026-11-26.\n"""\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{SOURCED}A: Final = 1\n", ""),
        (f'{SOURCED}A: Final = 1\n"""No source of its own."""\n', ""),
        (f'{SOURCED}A: Final = 1\n"""Source: c, on 2026-11-26."""\n', "no date"),
        ('"""A.\n\nSource: b.\n"""\nA: Final = 1\n', "no date"),
        ('"""A.\n\nChecked on 2026-11-26.\n"""\nA: Final = 1\n', "names no source"),
        (f'{SOURCED}A: Final = 1\n"""Source: c.\n\nChecked on 2025-11-01.\n"""\n', "more than a year ago"),
        (f"{SOURCED}_A: Final = 1\n", ""),
    ],
)
def test_a_table_without_source_or_date_is_found(text: str, expected: str) -> None:
    found = "\n".join(faults(text, date(2026, 11, 27)))
    assert expected in found
    assert bool(found) is bool(expected)
