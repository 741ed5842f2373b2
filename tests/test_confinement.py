"""No command looks outside of the root, starts anything, or imports from the repository, whatever the repository says.

Each command runs in a process that writes down what it asks of the system (`watched.py`).
"""

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

import repoaudit
from repoaudit.report import FORMATS
from traps import Trap, is_write, make_trap

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links and FIFOs as POSIX has them")

WATCHED: Final = Path(__file__).with_name("watched.py")
OURS: Final = tuple(
    os.path.realpath(path)
    for path in (
        *filter(None, sys.path),
        *(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")),
        *(sys.prefix, sys.base_prefix, str(Path(repoaudit.__file__).parent)),
    )
)
"""Where Python and repoaudit live."""

HARMLESS: Final = ("/dev/null", "/dev/urandom", "/etc/localtime", "/usr/share/zoneinfo", "/usr/share/terminfo")
STARTS: Final = ("subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.system", "os.startfile", "pty.")
PLACES: Final = ("open", "os.listdir", "os.scandir", "os.chdir", "os.walk", "os.fwalk", "look.", *("os.re", "os.mk"))
NO_PROGRAM: Final = "/repoaudit/repository/no-git"
"""What GitPython tries to start on its import, and cannot: there is none."""

Event = tuple[str, ...]

READING: Final = (
    ("check", "--select", "ALL", "-v", *(f"--output-format={name}={{reports}}/{name}" for name in FORMATS)),
    ("check", "--diff", "--unsafe-fixes", "--select", "ALL", "--color=always"),
    ("check", "--baseline-commit=HEAD"),
    ("check", "--baseline-commit=0123abcd"),
    ("check", "tests"),
    ("config", "--declarations"),
    ("config",),
    ("baseline", "--check"),
)
MISTAKES: Final = (("check", "--baseline-commit=0123abcd"), ("baseline", "--check"))
WRITING: Final = (
    ("check", "--fix", "--unsafe-fixes", "--select", "ALL"),
    ("check", "--add-ignore=we know", "--select", "ALL"),
    ("baseline",),
    ("init", "--yes"),
)


def run(trap: Trap, *words: str) -> tuple[list[Event], str]:
    """Run a command line in the trap; return what it did, and what it said."""
    log = trap.reports / "log"
    command = [sys.executable, str(WATCHED), str(log), *(word.format(reports=trap.reports) for word in words)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "COVERAGE_"))}
    stated = {"PYTHONDONTWRITEBYTECODE": "1", **trap.variables}
    done = subprocess.run(
        command, cwd=trap.root, env=kept | stated, capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    said = done.stdout + done.stderr
    assert done.returncode in {0, 1, 2}, said
    assert "Traceback" not in said
    return [tuple(json.loads(line)) for line in log.read_text(encoding="utf-8").splitlines()], said


def strays(trap: Trap, events: list[Event]) -> Iterator[Event]:
    """Yield the events that are about places outside of the root; its own parents are on the way to it."""
    root, reports = os.path.realpath(trap.root), os.path.realpath(trap.reports)
    within = tuple(f"{place}/" for place in (root, reports, *OURS, *HARMLESS))
    for event in events:
        for place in _places(event, root):
            is_parent = event[0].startswith("look.") and any(
                each.startswith(f"{place.rstrip('/')}/") for each in within
            )
            if not is_parent and not f"{place}/".startswith(within):
                yield event


def _places(event: Event, root: str) -> Iterator[str]:
    name, *arguments = event
    if name == "os.rename":
        arguments = arguments[:2]
    elif name.startswith(PLACES) or is_write(event):
        arguments = arguments[:1]
    else:
        return
    for place in arguments:
        if not place.isdecimal():  # a descriptor
            yield os.path.normpath(place if place.startswith("/") else f"{root}/{place}")


def assert_confined(trap: Trap, events: list[Event]) -> None:
    root = os.path.realpath(trap.root)
    assert list(strays(trap, events)) == []
    assert [event for event in events if event[0].startswith(STARTS) and not event[1].endswith(NO_PROGRAM)] == []
    assert [event for event in events if event[0].startswith(("socket.", "urllib.", "ctypes.", "sqlite3."))] == []
    assert [event for event in events if event[0] in {"import", "exec"} and any(root in word for word in event)] == []
    assert [event for event in events if is_write(event) and f"{root}/.git/" in event[1]] == []
    assert trap.marks == []


@pytest.fixture(params=[False, True], ids=["says everything", "links everything"])
def trap(request: pytest.FixtureRequest, tmp_path: Path) -> Trap:
    return make_trap(tmp_path, everything_links=request.param)


@pytest.mark.parametrize("words", READING, ids=lambda words: " ".join(words)[:40])
def test_a_command_that_reads(trap: Trap, words: tuple[str, ...]) -> None:
    events, said = run(trap, *words)
    root = os.path.realpath(trap.root)
    assert_confined(trap, events)
    assert [event for event in events if is_write(event) and event[1].startswith(root)] == []
    assert any(event[:1] == ("open",) and event[1].startswith(root) for event in events)
    assert said.startswith("error:") == (words in MISTAKES), said


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
def test_a_command_that_writes(trap: Trap, words: tuple[str, ...]) -> None:
    before = contents(trap.outside)
    events, said = run(trap, *words)
    assert_confined(trap, events)
    assert any(is_write(event) and event[1].startswith(str(trap.root)) for event in events) != said.startswith("error:")
    assert contents(trap.outside) == before


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_watch_sees_what_leads_out(trap: Trap) -> None:
    root = str(trap.root)
    assert list(strays(trap, [("open", f"{root}/../outside/x", "r", "0")]))
    assert list(strays(trap, [("look.lstat", str(trap.outside))]))
    assert list(strays(trap, [("os.listdir", str(trap.root.parent))]))
    assert list(strays(trap, [("os.rename", f"{root}/a", f"{root}/../a", "-1", "-1")]))
    assert not list(strays(trap, [("open", f"{root}/a", "r", "0"), ("look.lstat", "/")]))


@pytest.mark.parametrize(
    "command",
    [[str(Path(sys.executable).with_name("repoaudit"))], [sys.executable, "-P", "-m", "repoaudit"]],
    ids=["repoaudit", "python -P -m repoaudit"],
)
def test_modules_of_the_repository_are_not_imported(tmp_path: Path, command: list[str]) -> None:
    """Not even one that is called as we are, which `python -m` alone would prefer."""
    trap = make_trap(tmp_path)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "COVERAGE_"))}
    for words in (["check", "--fix"], ["check", "--baseline-commit=HEAD"]):
        done = subprocess.run([*command, *words], cwd=trap.root, env=kept, capture_output=True, check=False, timeout=60)
        assert (done.returncode in {0, 1}, trap.marks) == (True, []), done.stderr


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), os.mkdir])
def test_a_baseline_that_is_no_file_is_neither_awaited_nor_followed(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    trap = make_trap(tmp_path)
    make(trap.root / ".repoaudit-baseline.json")
    events, said = run(trap, "baseline")
    assert_confined(trap, events)
    assert said.startswith("error: cannot write the baseline .repoaudit-baseline.json: ")


@pytest.mark.parametrize("name", ["objects/ab/fifo", "objects/pack/x.pack", "refs/heads/other", "logs/HEAD"])
def test_a_git_directory_that_leads_out_is_no_source_of_commits(tmp_path: Path, name: str) -> None:
    trap = make_trap(tmp_path)
    place = trap.root / ".git" / name
    place.parent.mkdir(exist_ok=True)
    place.unlink(missing_ok=True)
    if name.endswith("fifo"):
        os.mkfifo(place)
    else:
        place.symlink_to(trap.outside / "config")
    events, said = run(trap, "check", "--baseline-commit=main")
    assert_confined(trap, events)
    assert said.startswith("error: --baseline-commit: ")


@pytest.mark.parametrize(
    ("words", "path"),
    [
        (("check", "--output-file={}"), "linked/report.txt"),
        (("check", "--output-format=sarif={}"), "report.sarif"),
        (("check", "--diff", "--output-file={}"), "report.sarif"),
        (("check", "--add-ignore", "--output-format=json={}"), "loop/loop/report.sarif"),
        (("check", "--output-file={}"), "hook"),
    ],
)
def test_no_report_is_written_through_a_link_of_the_repository(
    tmp_path: Path, words: tuple[str, ...], path: str
) -> None:
    trap = make_trap(tmp_path)
    (trap.root / "report.sarif").symlink_to(trap.outside / "program")
    (trap.root / "hook").symlink_to(".git/config")
    before = contents(trap.outside)
    events, said = run(trap, *(word.replace("{}", path) for word in words))
    assert said.startswith(f"error: cannot write '{path}': a link leads it out of the repository, to ")
    assert_confined(trap, [event for event in events if event[0] != "look.lstat"])  # where it would lead
    assert contents(trap.outside) == before


def test_a_report_goes_wherever_the_user_says(tmp_path: Path) -> None:
    trap = make_trap(tmp_path)
    (trap.root / "inner.txt").symlink_to("README.md")
    for file in (str(trap.reports / "a.txt"), "/dev/stdout", "../reports/b.txt", "inner.txt", "new.txt"):
        _, said = run(trap, "check", f"--output-file={file}")
        assert not said.startswith("error:")
    written = (trap.reports / "a.txt", trap.reports / "b.txt", trap.root / "README.md", trap.root / "new.txt")
    assert all(".coveragerc" in path.read_text(encoding="utf-8") for path in written)
