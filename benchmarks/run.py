#!/usr/bin/env python3
"""Measure what repoaudit costs, as ratios to the interpreter itself, and print the table of docs/benchmarks.md.

usage: python benchmarks/run.py [--rounds N] [--only WORD]

Every figure is CPU time (user and system) of whole processes, the least of some interleaved rounds, in a fresh virtual
environment that holds nothing but repoaudit (or what it is compared with), compiled. REPOAUDIT_CORPUS names a folder
of repositories' configuration, OWNER+NAME each; REPOAUDIT_WHOLE one of whole checkouts with the same names. Without
them the rows that need them are left out, which is said.
"""

import argparse
import os
import pty
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from synthetic import many_files, many_findings, many_tests

ROOT = Path(__file__).parents[1]
CORPUS = os.environ.get("REPOAUDIT_CORPUS")
WHOLE = os.environ.get("REPOAUDIT_WHOLE")
ATTRS = "python-attrs+attrs"
COOKIE = "scientific-python+cookie"
FLOOR = "`python -c pass`"


class Row(NamedTuple):
    """One measured thing: its command, what it is compared with, and the budget for the ratio."""

    name: str
    command: Sequence[str]
    budget: str
    folder: Path = ROOT
    terminal: bool = False


class Cost(NamedTuple):
    """CPU seconds and peak memory (MiB) of one process."""

    seconds: float
    peak: float


def measure(row: Row) -> Cost:
    """Run a command to its end and ask the system what it cost."""
    pid = _spawn(row)
    _, _, usage = os.wait4(pid, 0)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _spawn(row: Row) -> int:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment["TERM"] = "xterm-256color"
    if row.terminal:
        return _spawn_on_terminal(row, environment)
    return subprocess.Popen(
        row.command,
        cwd=row.folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ).pid


def _spawn_on_terminal(row: Row, environment: dict[str, str]) -> int:
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(row.folder)
        os.execvpe(row.command[0], list(row.command), environment)  # noqa: S606
    while True:
        try:
            if not os.read(terminal, 65536):
                return pid
        except OSError:
            return pid


def interleaved(rows: Sequence[Row], rounds: int) -> dict[str, Cost]:
    """Measure all rows in turn, round by round, and keep the least of each."""
    best: dict[str, Cost] = {}
    for _ in range(rounds):
        for row in rows:
            cost = measure(row)
            known = best.get(row.name, cost)
            best[row.name] = Cost(min(cost.seconds, known.seconds), max(cost.peak, known.peak))
    return best


def fresh_environment(folder: Path, *packages: str) -> Path:
    """Make a virtual environment with some packages, compiled, and return its folder of programs."""
    venv.create(folder, with_pip=True)
    programs = folder / "bin"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([programs / "python", "-m", "pip", "install", *packages], check=True, **quiet)  # type: ignore[call-overload]
    # Each program is measured with its modules compiled, whatever PYTHONDONTWRITEBYTECODE says here.
    subprocess.run([programs / "python", "-m", "compileall", "-q", folder / "lib"], check=False, **quiet)  # type: ignore[call-overload]
    return programs


class Programs(NamedTuple):
    """The folders of programs of the environments: repoaudit and the other tool."""

    plain: Path
    other: Path


def rows(programs: Programs, work: Path) -> Iterator[Row]:
    """Yield everything that is measured."""
    check = [str(programs.plain / "repoaudit"), "check", "."]
    yield Row(FLOOR, [str(programs.plain / "python"), "-c", "pass"], "1")
    yield Row("`repoaudit --version`", [str(programs.plain / "repoaudit"), "--version"], "2.5")
    yield Row("a usage error", [str(programs.plain / "repoaudit"), "check", "--no-such-flag"], "20")
    if CORPUS:
        attrs = Path(CORPUS) / ATTRS
        yield Row("attrs, concise", check, "10", attrs)
        yield Row("attrs, full on a terminal", check, "concise + 3", attrs, terminal=True)
        yield Row("attrs, all rules", [*check, "--select", "ALL"], "10", attrs)
        yield Row("attrs and 10,000 tracked files", check, "concise + 30 ms", many_files(attrs, work / "many"))
    if WHOLE:
        yield Row("attrs with its tests and lock files", check, "12", Path(WHOLE) / ATTRS)
    for name, folder in compared().items():
        yield Row(f"{name}, concise", check, "", folder)
        yield Row(f"{name}, sp-repo-review", [str(programs.other / "sp-repo-review"), "."], "", folder)
    yield Row("300,000 lines of tests", check, "1.5 s, 120 MiB", many_tests(work / "tests"))
    found = many_findings(work / "findings")
    for form in ("concise", "json", "sarif", "github"):
        command = [*check, "--select", "CIW006,CIW010", "--output-format", form]
        yield Row(f"5,000 findings, {form}", command, "1 s", found)


def compared() -> dict[str, Path]:
    """Return the repositories that both tools check: a small and a large one, whole where they are at hand."""
    folders = [Path(folder) for folder in (WHOLE, CORPUS) if folder]
    small, large = (
        next((folder / name for folder in folders if (folder / name).is_dir()), None) for name in (ATTRS, COOKIE)
    )
    return {name: folder for name, folder in (("small (attrs)", small), ("large (cookie)", large)) if folder}


def fleet(python: Path) -> str:
    """Audit the whole corpus in one process and return the median of milliseconds per repository."""
    script = ROOT / "benchmarks" / "fleet.py"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run([python, script, str(CORPUS)], capture_output=True, text=True, check=True, env=environment)
    return done.stdout.strip()


def table(found: dict[str, Cost], measured: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of the table."""
    floor = found[FLOOR].seconds
    yield "| what | CPU ms | ratio | budget | peak MiB |"
    yield "|---|---|---|---|---|"
    for row in measured:
        if row.name not in found:
            continue
        cost = found[row.name]
        ratio = cost.seconds / floor
        yield f"| {row.name} | {cost.seconds * 1000:.0f} | {ratio:.1f} | {row.budget} | {cost.peak:.0f} |"


def comparisons(found: dict[str, Cost]) -> Iterator[str]:
    """Yield how many times our CPU the other tool takes."""
    for name in compared():
        if f"{name}, concise" in found:
            times = found[f"{name}, sp-repo-review"].seconds / found[f"{name}, concise"].seconds
            yield f"sp-repo-review on {name}: {times:.1f} times repoaudit's CPU"


def left_out() -> Iterator[str]:
    """Yield what could not be measured here."""
    if not CORPUS:
        yield "REPOAUDIT_CORPUS is not set: real repositories are left out"
    if not WHOLE:
        yield "REPOAUDIT_WHOLE is not set: attrs with its tests and lock files is left out"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        programs = Programs(
            fresh_environment(work / "plain", str(ROOT)),
            fresh_environment(work / "other", "sp-repo-review[cli]"),
        )
        measured = [row for row in rows(programs, work) if options.only in row.name or row.budget == "1"]
        found = interleaved(measured, options.rounds)
        print(*table(found, measured), "", *comparisons(found), sep="\n")
        if CORPUS:
            print(f"in one process, {fleet(programs.plain / 'python')}")
        print(*left_out(), sep="\n")
    finally:
        shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
