#!/usr/bin/env python3
"""Bring the tables of settings in src/repoaudit/facts/settings up to the tools that are installed here.

A table gets the keys that a newer tool has and it lacks, of the kind ``any``: try the tool, and give each the kind that
it takes. What the tool no longer has is left alone, because older releases still know it. With --check, say which
tables are not in order, or lack a key of an installed tool that is no newer than they are.

usage: python tools/render_settings.py [--check]
"""

import json
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from packaging.version import Version

from repoaudit.facts.settings import SETTINGS

ROOT = Path(__file__).parents[1]
TABLES = ROOT / "src" / "repoaudit" / "facts" / "settings"
WIDTH: Final = 116
TOP: Final = "-"

Leaves = dict[tuple[str, str], tuple[str, str]]
"""Group and key → the kind, and the versions as they are written behind the key."""


def parse(text: str) -> Leaves:
    """Read a table."""
    leaves: Leaves = {}
    for line in text.replace("\n    ", " ").strip().splitlines():
        groups, kind, keys = line.split(": ", 2)
        for group in groups.split(", "):
            for key in keys.split():
                name = re.match("[^<>=]+", key)
                if name:
                    leaves[group, name[0]] = kind, key[name.end() :]
    return leaves


def render(leaves: Leaves) -> str:
    """Write a table: groups that have the same keys of a kind share a line."""
    rows: dict[tuple[str, str], list[str]] = {}
    for (group, name), (kind, versions) in leaves.items():
        rows.setdefault((group, kind), []).append(name + versions)
    merged: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (group, kind), keys in rows.items():
        merged.setdefault((kind, tuple(sorted(keys))), []).append(group)
    lines = [
        _wrapped(f"{', '.join(sorted(groups))}: {kind}: {' '.join(keys)}")
        for (kind, keys), groups in sorted(merged.items(), key=lambda row: (sorted(row[1]), row[0]))
    ]
    return "".join(f"{line}\n" for line in lines)


def _wrapped(line: str) -> str:
    return textwrap.fill(line, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


def _of_ruff() -> Iterator[str]:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "config", "--output-format", "json"], capture_output=True, text=True, check=True
    )
    yield from json.loads(done.stdout)


def _of_mypy() -> Iterator[str]:
    yield from import_module("mypy.config_parser").ini_config_types
    yield from import_module("mypy.options").PER_MODULE_OPTIONS


def _of_coverage() -> Iterator[str]:
    options = import_module("coverage.config").CoverageConfig.CONFIG_FILE_OPTIONS
    return (where.replace(":", ".") for _, where, *_ in options if not where.rpartition(":")[2].startswith("_"))


def _of_pytest() -> Iterator[str]:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )
    section = done.stdout.partition("configuration options")[2]
    return (found[1] for found in re.finditer(r"^  ([a-z_]+) \(", section, re.MULTILINE))


READERS: Mapping[str, Callable[[], Iterator[str]]] = {
    "ruff": _of_ruff,
    "mypy": _of_mypy,
    "coverage": _of_coverage,
    "pytest": _of_pytest,
}
"""Tool → what yields the dotted keys that the installed release knows."""


def installed(tool: str) -> str:
    """Return the installed version of a tool, "" for none."""
    try:
        return version(tool)
    except PackageNotFoundError:
        return ""


def completed(tool: str, leaves: Leaves, newest: str, found: str) -> tuple[Leaves, str]:
    """Return a table with the keys of the installed release, and the newest release that it covers."""
    since = f">={'.'.join(found.split('.')[:2])}" if Version(found) > Version(newest) else ""
    missing: Leaves = {}
    for dotted in READERS[tool]():
        group, _, name = dotted.rpartition(".")
        if (group or TOP, name) not in leaves:
            missing[group or TOP, name] = "any", since
    return leaves | missing, max(newest, found, key=Version)


def rewritten(tool: str, *, with_newer: bool) -> tuple[Path, str, str]:
    """Return the module of a tool: its path, its text, and the text that it should have."""
    module = import_module(f"repoaudit.facts.settings.{SETTINGS[tool].module}")
    path = TABLES / f"{SETTINGS[tool].module}.py"
    leaves, newest, found = parse(module.TABLE), module.NEWEST, installed(tool)
    if tool in READERS and found and (with_newer or Version(found) <= Version(newest)):
        leaves, newest = completed(tool, leaves, newest, found)
    old = path.read_text(encoding="utf-8")
    head = old.partition("\nOLDEST: Final")[0]
    constants = f'OLDEST: Final = "{module.OLDEST}"\nNEWEST: Final = "{newest}"\n'
    return path, old, f'{head}\n{constants}\nTABLE: Final = """\n{render(leaves)}"""\n'


def main(arguments: list[str]) -> int:
    """Write the tables, or with --check say which are stale."""
    is_check = arguments == ["--check"]
    modules = [rewritten(tool, with_newer=not is_check) for tool in SETTINGS]
    stale = [(path, new) for path, old, new in modules if old != new]
    for path, new in stale:
        if is_check:
            print(f"{path.relative_to(ROOT)} is stale: run python tools/render_settings.py")
        else:
            path.write_text(new, encoding="utf-8")
    return 1 if is_check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
