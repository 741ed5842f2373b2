#!/usr/bin/env python3
"""Measure what repoaudit costs, as ratios to the interpreter itself, and print the table of docs/benchmarks.md.

usage: python benchmarks/run.py [--rounds N] [--only WORD]

Every figure is CPU time (user and system) of whole processes, the least of some interleaved rounds, in a fresh virtual
environment that holds nothing but repoaudit, compiled. REPOAUDIT_CORPUS names a folder of repositories; without it
the rows that need real repositories are left out, and say so.
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

from synthetic import add_rules, many_files, many_tests

ROOT = Path(__file__).parents[1]
CORPUS = os.environ.get("REPOAUDIT_CORPUS")


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
    subprocess.run([programs / "python", "-m", "compileall", "-q", folder / "lib"], check=False, **quiet)  # type: ignore[call-overload]
    return programs


def rows(plain: Path, crowded: Path, work: Path) -> Iterator[Row]:
    """Yield everything that is measured."""
    check = [str(plain / "repoaudit"), "check", "."]
    yield Row("python -c pass", [str(plain / "python"), "-c", "pass"], "1")
    yield Row("repoaudit --version", [str(plain / "repoaudit"), "--version"], "2.5")
    yield Row("a usage error", [str(plain / "repoaudit"), "check", "--no-such-flag"], "20")
    if CORPUS:
        attrs = Path(CORPUS) / "python-attrs+attrs"
        yield Row("attrs, concise", check, "10", attrs)
        yield Row("attrs, full on a terminal", check, "concise + 3", attrs, terminal=True)
        yield Row("attrs, 168 more rules", [str(crowded / "repoaudit"), "check", "."], "10", attrs)
        yield Row("attrs and 10,000 tracked files", check, "concise + 2.5", many_files(attrs, work / "many"))
    yield Row("300,000 lines of tests", check, "1.5 s", many_tests(work / "tests"))


def fleet(python: Path) -> str:
    """Audit the whole corpus in one process and return the median of milliseconds per repository."""
    script = ROOT / "benchmarks" / "fleet.py"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run([python, script, str(CORPUS)], capture_output=True, text=True, check=True, env=environment)
    return done.stdout.strip()


def table(found: dict[str, Cost], measured: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of the table."""
    floor = found["python -c pass"].seconds
    yield "| what | CPU ms | ratio | budget | peak MiB |"
    yield "|---|---|---|---|---|"
    for row in measured:
        cost = found[row.name]
        ratio = cost.seconds / floor
        yield f"| {row.name} | {cost.seconds * 1000:.0f} | {ratio:.1f} | {row.budget} | {cost.peak:.0f} |"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        plain = fresh_environment(work / "plain", str(ROOT))
        crowded = fresh_environment(work / "crowded", str(ROOT))
        add_rules(crowded.parent, 168)
        measured = [row for row in rows(plain, crowded, work) if options.only in row.name or row.budget == "1"]
        for line in table(interleaved(measured, options.rounds), measured):
            print(line)
        if CORPUS:
            print(f"\nin one process, {fleet(plain / 'python')}")
        else:
            print("\nREPOAUDIT_CORPUS is not set: real repositories were left out")
    finally:
        shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
