"""Whatever happens to a run that writes, each file is whole, old or new, and the message says what happened.

`dying.py` runs the command line with trouble at each of the calls by which it writes.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from comparing import LONG
from dying import FILES, LINK, OTHER, contents, make_tree

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals, forks and modes as POSIX has them")

DYING: Final = Path(__file__).with_name("dying.py")
COMMANDS: Final = {
    "fix": ("check", "--fix", "--unsafe-fixes", "--select", "ALL"),
    "add-ignore": ("check", "--add-ignore=we know"),
    "baseline": ("baseline",),
    "init": ("init", "--yes"),
}
Files = Mapping[str, tuple[int, str]]


class Ended(NamedTuple):
    """How a run ended: where the trouble was ("" for none), its status, what it said, and the files."""

    reached: str
    status: int
    said: str
    files: Files


def runs(folder: Path, how: str, words: tuple[str, ...], stride: int) -> tuple[list[Ended], Ended, Files]:
    """Return the disturbed runs, the undisturbed one, and the files before all of them."""
    command = [sys.executable, str(DYING), str(folder), how, str(1 if LONG else stride), *words]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "COVERAGE_"))}
    done = subprocess.run(command, env=kept, capture_output=True, check=True, encoding="utf-8", timeout=600)
    ended = [_ended(json.loads(line)) for line in done.stdout.splitlines()]
    make_tree(folder / "before")
    return ended[:-1], ended[-1], contents(folder / "before")


def _ended(data: dict[str, Any]) -> Ended:
    files = {name: (mode, text) for name, (mode, text) in data["files"].items()}
    return Ended(data["reached"], data["status"], data["said"], files)


def leftovers(files: Files) -> list[str]:
    return [name for name in files if name.rpartition("/")[2].startswith(".repoaudit-") and name.endswith(".tmp")]


def torn(ended: Ended, old: Files, new: Files) -> list[str]:
    """Return the files that are neither as they were nor as they should become, text and mode."""
    left = leftovers(ended.files)
    names = {*old, *new, *ended.files} - set(left)
    return [name for name in names if ended.files.get(name) not in {old.get(name), new.get(name)}]


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_run_that_is_killed_leaves_whole_files(tmp_path: Path, words: tuple[str, ...]) -> None:
    disturbed, final, old = runs(tmp_path, "kill", words, stride=7)
    assert disturbed
    assert final.status in {0, 1}
    assert final.files != old
    for ended in disturbed:
        assert ended.status == -signal.SIGKILL
        assert torn(ended, old, final.files) == [], ended.reached
        assert len(leftovers(ended.files)) <= 1
    assert leftovers(final.files) == []


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_write_that_fails_is_told_and_leaves_nothing_behind(tmp_path: Path, words: tuple[str, ...]) -> None:
    disturbed, final, old = runs(tmp_path, "fail", words, stride=5)
    assert disturbed
    for ended in disturbed:
        assert torn(ended, old, final.files) == [], ended.reached
        assert leftovers(ended.files) == []
        changed = [name for name in final.files if ended.files.get(name) != old.get(name)]
        if ended.status != 2:  # a folder that cannot be synchronised does not matter
            assert (ended.reached, ended.files) == ("before fsync", final.files)
            continue
        assert "error: cannot write " in ended.said
        assert "cannot be written: No space left on device\n" in ended.said
        written = {line.removesuffix(": written before that") for line in ended.said.splitlines() if "before" in line}
        assert {LINK[1][6:] if name == LINK[0] else name for name in written} == set(changed)


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_what_somebody_else_writes_is_not_lost(tmp_path: Path, words: tuple[str, ...]) -> None:
    disturbed, final, old = runs(tmp_path, "change", words, stride=5)
    assert disturbed
    told = 0
    for ended in disturbed:
        assert leftovers(ended.files) == []
        for name, (mode, text) in ended.files.items():
            if name in FILES and not (text.endswith(OTHER) or (mode, text) == final.files[name]):
                assert ended.reached == "before replace", "nothing can be between the last look and the replacing"
        told += ended.status == 2 and "changed since it was read" in ended.said
        assert ended.status in {0, 1, 2}
    assert told or not any(old.get(name) not in {None, each} for name, each in final.files.items())


def start(root: Path, *words: str) -> "subprocess.Popen[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "COVERAGE_"))}
    command = [sys.executable, "-m", "repoaudit", *words]
    stream = subprocess.PIPE
    return subprocess.Popen(command, cwd=root, env=kept, stdout=stream, stderr=stream, encoding="utf-8")


def test_a_process_that_is_killed_at_any_moment(tmp_path: Path) -> None:
    """The real thing: after each kill, another run does what was left to do."""
    make_tree(tmp_path / "old")
    make_tree(tmp_path / "new")
    began = time.monotonic()
    start(tmp_path / "new", *COMMANDS["fix"]).communicate()
    seconds = time.monotonic() - began
    old, new = contents(tmp_path / "old"), contents(tmp_path / "new")
    chance = random.Random(1)  # moments, no secrets
    for number in range(300 if LONG else 3):
        root = tmp_path / str(number)
        make_tree(root)
        with start(root, *COMMANDS["fix"]) as process:
            time.sleep(chance.uniform(0.3, 1.1) * seconds)
            process.kill()
            said = "".join(process.communicate())
        assert torn(Ended("", 0, said, contents(root)), old, new) == []
        start(root, *COMMANDS["fix"]).communicate()
        after = contents(root)
        assert {name: after[name] for name in new} == new
        assert len(leftovers(after)) <= 1


def test_two_at_once(tmp_path: Path) -> None:
    make_tree(tmp_path / "new")
    start(tmp_path / "new", *COMMANDS["fix"]).communicate()
    for number in range(100 if LONG else 2):
        root = tmp_path / str(number)
        make_tree(root)
        processes = [start(root, *COMMANDS["fix"]) for _ in range(2)]
        for process in processes:
            _, complaints = process.communicate()
            assert process.returncode in {0, 1, 2}
            assert (process.returncode == 2) == ("changed since it was read" in complaints), complaints
        assert contents(root) == contents(tmp_path / "new")


LIMITED: Final = """
import resource, sys
from repoaudit.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
sys.exit(main.run(sys.argv[1:]))
"""


def test_a_process_that_may_write_little(tmp_path: Path) -> None:
    make_tree(tmp_path)
    old = contents(tmp_path)
    command = [sys.executable, "-c", LIMITED, *COMMANDS["fix"]]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, encoding="utf-8", timeout=60)
    assert done.returncode == 2
    assert done.stderr == (
        "error: cannot write the fixes: .github/workflows/a.yml: cannot be written: File too large\n"
        ".github/workflows/b.yml: not written\n.github/workflows/c.yml: not written\npyproject.toml: not written\n"
    )
    assert contents(tmp_path) == old


@pytest.mark.parametrize("name", ["pyproject.toml", "shared/b.yml"])
def test_one_file_that_is_read_only_keeps_all_of_them(tmp_path: Path, name: str) -> None:
    make_tree(tmp_path)
    (tmp_path / name).chmod(0o444)
    old = contents(tmp_path)
    with start(tmp_path, *COMMANDS["fix"]) as process:
        out, complaints = process.communicate()
    shown = LINK[0] if name == LINK[1][6:] else name
    assert (process.returncode, out) == (2, "")
    assert complaints == f"error: cannot write the fixes: {shown}: is read-only\n"
    assert contents(tmp_path) == old
