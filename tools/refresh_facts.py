#!/usr/bin/env python3
"""Compare the tables of facts with the releases on the package index, and rewrite those that it can answer whole.

Rewritten are the last releases for old Pythons, the floors of mypy and the tags of the starter, each with the day in
its docstring. What newer releases changed in the tables of ruff, in settings and in plugins is printed: a person has to
try them. With --check nothing is written. Tables are named by their module; without a name all are compared.

usage: python tools/refresh_facts.py [--check] [TABLE...]

exit status: 0 the tables agree with the index, or were rewritten; 1 some do not, or a person has to look; 2 no answer.
"""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from packaging.version import Version

import package_index
from repoaudit.facts import ruff as ruff_facts
from repoaudit.facts.mypy import FLOORS
from repoaudit.facts.pytest_plugins import VERIFIED
from repoaudit.facts.pythons import RUFF_TARGETS
from repoaudit.facts.ruff_codes import SAMPLES
from repoaudit.facts.settings import SETTINGS
from repoaudit.facts.starter import HOOK_TAGS
from repoaudit.facts.tool_pythons import LAST_FOR

ROOT = Path(__file__).parents[1]
FACTS = ROOT / "src" / "repoaudit" / "facts"
NEWEST_PYTHON: Final = "3.14"
OLD_PYTHONS: Final = tuple(f"3.{minor}" for minor in range(7, 14))
TAGGED: Final = {
    "pre-commit/pre-commit-hooks": ("pre-commit-hooks", "v"),
    "astral-sh/ruff-pre-commit": ("ruff", "v"),
    "astral-sh/uv-pre-commit": ("uv", ""),
    "PyCQA/bandit": ("bandit", ""),
}
"""Hook repository → the distribution that is released with it, and what its tags begin with."""
_CHECKED: Final = re.compile(r"^Checked on \d{4}-\d\d-\d\d\.$", re.MULTILINE)


class Table(NamedTuple):
    """A table as the index has it: its module, its name, and its text."""

    module: str
    name: str
    text: str


def last_for() -> Iterator[Table]:
    """Yield the last release of each tool for each Python on which its newest one does not run."""
    newest = package_index.newest(tuple(LAST_FOR), NEWEST_PYTHON)
    found: dict[str, dict[str, str]] = {tool: {} for tool in LAST_FOR}
    for python in OLD_PYTHONS:
        for tool, release in package_index.newest(tuple(LAST_FOR), python).items():
            if release != newest[tool]:
                found[tool][python] = release
    yield Table("tool_pythons", "LAST_FOR", mapping_text("LAST_FOR", "Mapping[str, Mapping[str, str]]", found))


def mapping_text(name: str, kind: str, rows: Mapping[str, object]) -> str:
    """Write a mapping as the modules of facts do, a row on each line."""
    lines = "".join(f"    {json.dumps(key)}: {json.dumps(value)},\n" for key, value in rows.items())
    return f"{name}: Final[{kind}] = {{\n{lines}}}"


def hook_tags() -> Iterator[Table]:
    """Yield the newest tags of repositories of hooks that are released on the index."""
    newest = package_index.newest([name for name, _ in TAGGED.values()], NEWEST_PYTHON)
    tags = {slug: prefix + newest[name] for slug, (name, prefix) in TAGGED.items()}
    yield Table("starter", "HOOK_TAGS", mapping_text("HOOK_TAGS", "Mapping[str, str]", {**HOOK_TAGS, **tags}))


def floors() -> Iterator[Table]:
    """Yield the oldest `python_version` by release, the newest first; each minor version begins with its floor."""
    oldest = min(FLOORS, key=lambda row: Version(row[0]))
    firsts = first_of_minor(package_index.releases("mypy"))
    asked = [(minor, release) for minor, release in firsts if Version(minor) >= Version("1.6")]
    rows = [oldest, *((minor, floor_of(release)) for minor, release in asked)]
    changes = [later for earlier, later in pairwise(rows) if later[1] != earlier[1]]
    text = ", ".join(f'("{since}", "{floor}")' for since, floor in (*reversed(changes), oldest))
    yield Table("mypy", "FLOORS", f"FLOORS: Final = ({text})")


def first_of_minor(releases: Iterable[str]) -> list[tuple[str, str]]:
    """Return each minor version with its first release, the oldest first."""
    firsts: dict[str, str] = {}
    for release in sorted(releases, key=Version):
        version = Version(release)
        firsts.setdefault(f"{version.major}.{version.minor}", release)
    return list(firsts.items())


def floor_of(release: str) -> str:
    """Return the oldest `python_version` that a release of mypy accepts."""
    text = package_index.read_from_wheel("mypy", release, "mypy/defaults.py")
    found = re.search(r"^PYTHON3_VERSION_MIN.*= \((\d), (\d+)\)", text, re.MULTILINE)
    if found is None:
        raise package_index.NoAnswerError(f"mypy {release} states no PYTHON3_VERSION_MIN")
    return f"{found[1]}.{found[2]}"


REWRITTEN: Final[Mapping[str, Callable[[], Iterator[Table]]]] = {
    "tool_pythons": last_for,
    "starter": hook_tags,
    "mypy": floors,
}
"""Module → what yields its tables as they should be."""


def ruff_changes() -> Iterator[str]:
    """Say what the newest ruff has otherwise than the tables."""
    newest = package_index.newest(["ruff"], NEWEST_PYTHON)["ruff"]
    if newest == SAMPLES[-1]:
        return
    yield f"ruff {newest} is out; the tables end with {SAMPLES[-1]}"
    with TemporaryDirectory() as name:
        package_index.install(f"ruff=={newest}", Path(name))
        program = Path(name) / "bin" / "ruff"
        yield from _differences("preview codes", ruff_facts.preview_codes(), _codes(program, "Preview"))
        yield from _differences("removed codes", ruff_facts.REMOVED, _codes(program, "Removed"))
        yield from _differences("default codes", ruff_facts.default_codes(since_017=True), _defaults(program))
        yield from _differences("targets", RUFF_TARGETS, _targets(program))


def _differences(what: str, ours: frozenset[str], theirs: frozenset[str]) -> Iterator[str]:
    if ours != theirs:
        yield f"{what}: new {sorted(theirs - ours)}, gone {sorted(ours - theirs)}"


def _ask(program: Path, *words: str) -> str:
    done = subprocess.run([program, *words], cwd=program.parent, capture_output=True, text=True, check=False)
    return done.stdout


def _codes(program: Path, status: str) -> frozenset[str]:
    rules = json.loads(_ask(program, "rule", "--all", "--output-format", "json"))
    return frozenset(rule["code"] for rule in rules if rule["code"] and status in rule["status"])


def _defaults(program: Path) -> frozenset[str]:
    (program.parent / "a.py").write_text("", encoding="utf-8")
    text = _ask(program, "check", "--isolated", "--show-settings", "a.py")
    return frozenset(re.findall(r"\((\w+)\)", text.partition("rules.enabled = [")[2].partition("\n]")[0]))


def _targets(program: Path) -> frozenset[str]:
    found = re.search(r"possible values: (py3\d+[^\]]*)\]", _ask(program, "check", "--help"))
    return frozenset(f"3.{each[3:]}" for each in found[1].split(", ")) if found else frozenset()


def settings_changes() -> Iterator[str]:
    """Name the tools of which the index has a newer release than their table of settings."""
    newest = package_index.newest(list(SETTINGS), NEWEST_PYTHON)
    for tool, fact in SETTINGS.items():
        known = import_module(f"repoaudit.facts.settings.{fact.module}").NEWEST
        if Version(newest[tool]) > Version(known):
            advice = "try its keys, or run tools/render_settings.py where it is installed"
            yield f"settings/{fact.module}.py ends with {tool} {known}, and {newest[tool]} is out: {advice}"


def plugin_changes() -> Iterator[str]:
    """Name the plugins of pytest with a newer minor version than the one that was asked for its options."""
    pairs = dict(text.split(" ") for text in VERIFIED.split(", "))
    newest = package_index.newest(list(pairs), NEWEST_PYTHON)
    for name, known in pairs.items():
        if Version(newest[name]).release[:2] > Version(known).release[:2]:
            yield f"{name} {known} was asked for its options, and {newest[name]} is out"


PRINTED: Final[Mapping[str, Callable[[], Iterator[str]]]] = {
    "ruff": ruff_changes,
    "settings": settings_changes,
    "pytest_plugins": plugin_changes,
}
"""Module, or package → what yields a line for each difference that a person has to look at."""


def rewritten(source: str, name: str, text: str, day: date) -> str:
    """Return a module with another text for one table, and the day in the docstring that names the table's source."""
    tree = ast.parse(source)
    lines = source.splitlines(keepends=True)
    index = next(number for number, node in enumerate(tree.body) if _names(node, name))
    node, after = tree.body[index], tree.body[index + 1] if index + 1 < len(tree.body) else None
    own = after if isinstance(after, ast.Expr) and "Checked on" in ast.unparse(after) else tree.body[0]
    for part, new in sorted([(node, f"{text}\n"), (own, "")], key=lambda pair: -pair[0].lineno):
        span = slice(part.lineno - 1, part.end_lineno)
        old = "".join(lines[span])
        lines[span] = [new or _CHECKED.sub(f"Checked on {day}.", old)]
    return "".join(lines)


def _names(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == name


def is_current(source: str, table: Table) -> bool:
    """Say whether a module holds a table as it should be."""
    node = next(node for node in ast.parse(source).body if _names(node, table.name))
    return ast.dump(node) == ast.dump(ast.parse(table.text).body[0])


def refresh(table: Table, day: date, *, is_check: bool) -> bool:
    """Write one table, or only compare it; say whether it is current now."""
    path = FACTS / f"{table.module}.py"
    source = path.read_text(encoding="utf-8")
    current = is_current(source, table)
    if not current:
        print(f"{path.relative_to(ROOT)}: {table.name} {'should be' if is_check else 'is now'}\n{table.text}")
    if not is_check:
        path.write_text(rewritten(source, table.name, table.text, day), encoding="utf-8")
    return current or not is_check


def main(arguments: list[str]) -> int:
    """Compare the tables that are named, or all; return the exit status."""
    is_check = "--check" in arguments
    named = [each for each in arguments if each != "--check"]
    unknown = [each for each in named if each not in {*REWRITTEN, *PRINTED}]
    if unknown:
        print(f"no such table: {', '.join(unknown)}; there are {', '.join((*REWRITTEN, *PRINTED))}", file=sys.stderr)
        return 2
    chosen = named or [*REWRITTEN, *PRINTED]
    day = datetime.now(UTC).date()
    is_current_everywhere = True
    try:
        for name in chosen:
            for table in REWRITTEN.get(name, tuple)():
                is_current_everywhere &= refresh(table, day, is_check=is_check)
            for line in PRINTED.get(name, tuple)():
                is_current_everywhere = False
                print(line)
    except package_index.NoAnswerError as error:
        print(f"the package index gave no answer: {error}", file=sys.stderr)
        return 2
    return 0 if is_current_everywhere else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
