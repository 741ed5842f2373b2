import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repoaudit.writer import WriteError, write_all

posix = pytest.mark.skipif(os.name != "posix", reason="links, modes and FIFOs of POSIX")

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def files_of(folder: Path) -> dict[str, bytes]:
    found = {str(path.relative_to(folder)): path for path in folder.rglob("*")}
    return {name: path.read_bytes() for name, path in found.items() if path.is_file()}


def refusal(folder: Path, old: dict[str, str | None], new: dict[str, str]) -> list[str]:
    """Return the lines of the error, after making sure that nothing was written."""
    before = files_of(folder)
    with pytest.raises(WriteError) as caught:
        write_all(str(folder), old, new)
    assert files_of(folder) == before
    assert caught.value.written == ()
    return str(caught.value).splitlines()


def test_files_are_replaced_byte_for_byte(tmp_path: Path) -> None:
    old = "\ufeff[a]\r\nx = 'é'\r\n\ttab\n\x0cend"
    (tmp_path / "a.toml").write_bytes(old.encode())
    (tmp_path / "b.toml").write_bytes(b"b")
    (tmp_path / "c.toml").write_bytes(b"c")
    new = old.replace("x", "y") + "\r"
    write_all(str(tmp_path), {"a.toml": old, "b.toml": "b", "c.toml": "c"}, {"a.toml": new, "b.toml": ""})
    assert files_of(tmp_path) == {"a.toml": new.encode(), "b.toml": b"", "c.toml": b"c"}


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(), st.text())
def test_any_text_survives(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / "file").write_bytes(old.encode())
    write_all(str(tmp_path), {"file": old}, {"file": new})
    assert files_of(tmp_path) == {"file": new.encode()}


def test_a_file_that_stays_the_same_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("same")
    before = (tmp_path / "a").stat()
    write_all(str(tmp_path), {"a": "same"}, {"a": "same"})
    assert (tmp_path / "a").stat().st_ino == before.st_ino


@posix
@pytest.mark.parametrize("mode", [0o755, 0o600, 0o664, 0o4755])
def test_permissions_are_kept(tmp_path: Path, mode: int) -> None:
    script = tmp_path / "run.sh"
    script.write_text("old")
    script.chmod(mode)
    write_all(str(tmp_path), {"run.sh": "old"}, {"run.sh": "new"})
    assert script.read_text() == "new"
    assert stat.S_IMODE(script.stat().st_mode) == mode & 0o777


@posix
def test_new_files_and_folders_obey_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_all(str(tmp_path), {".github/x/dependabot.yml": None}, {".github/x/dependabot.yml": "version: 2\n"})
    finally:
        os.umask(before)
    made = tmp_path / ".github" / "x" / "dependabot.yml"
    assert made.read_text() == "version: 2\n"
    assert stat.S_IMODE(made.stat().st_mode) == 0o640
    assert os.listdir(made.parent) == ["dependabot.yml"]  # noqa: PTH208  # names are what is asked for


def test_all_are_checked_before_one_is_written(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    (tmp_path / "b").write_text("somebody's work")
    (tmp_path / "d").write_text("d")
    old = {"a": "a", "b": "b", "c": "c", "d": None}
    assert refusal(tmp_path, old, dict.fromkeys("dcba", "new")) == [
        "b: changed since it was read",
        "c: cannot be written: No such file or directory",
        "d: came into being since the files were read",
    ]


def test_a_change_of_a_line_ending_is_a_change(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x\r\ny\n")
    assert refusal(tmp_path, {"a": "x\ny\r\n"}, {"a": "z"}) == ["a: changed since it was read"]


@posix
def test_read_only_files_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "a").chmod(0o444)
    assert refusal(tmp_path, {"a": "old"}, {"a": "new"}) == ["a: is read-only"]


def test_what_the_system_calls_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("old")
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != tmp_path / "a")
    assert refusal(tmp_path, {"a": "old"}, {"a": "new"}) == ["a: is read-only"]
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != tmp_path)
    assert refusal(tmp_path, {"a": "old", "x/b": None}, {"a": "new", "x/b": "new"}) == [
        "a: its folder is read-only",
        "x/b: its folder is read-only",
    ]


@posix
def test_links_inside_are_followed_and_stay(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.toml").write_text("old")
    (tmp_path / "a.toml").symlink_to("real/a.toml")
    (tmp_path / "folder").symlink_to("real")
    write_all(str(tmp_path), {"a.toml": "old", "folder/b.toml": None}, {"a.toml": "new", "folder/b.toml": "b"})
    assert (tmp_path / "a.toml").is_symlink()
    assert (tmp_path / "folder").is_symlink()
    assert files_of(tmp_path / "real") == {"a.toml": b"new", "b.toml": b"b"}


@posix
def test_a_root_that_is_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a").write_text("old")
    (tmp_path / "root").symlink_to("real")
    write_all(str(tmp_path / "root"), {"a": "old"}, {"a": "new"})
    assert (tmp_path / "real" / "a").read_text() == "new"


@posix
def test_nothing_outside_the_root_is_written(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / ".git").mkdir(parents=True)
    (root / ".git" / "config").write_text("old")
    (tmp_path / "root-too").write_text("old")
    (root / "out").symlink_to("../root-too")
    (root / "up").symlink_to("..")
    (root / "config").symlink_to(".git/config")
    (root / "dangling").symlink_to("nowhere")
    (root / "loop").symlink_to("loop")
    paths = ["out", "up/root-too", "../root-too", str(tmp_path / "root-too"), "config", ".GIT/x", "loop", "a\0b"]
    old: dict[str, str | None] = dict.fromkeys(paths, "old")
    new = dict.fromkeys([*paths, "up/new", "dangling"], "new")
    lines = refusal(tmp_path / "root", old | {"up/new": None, "dangling": None, ".GIT/x": None}, new)
    assert lines == [
        "../root-too: is no path of a file below the root",
        ".GIT/x: lies in git's own folder",
        f"{tmp_path}/root-too: is no path of a file below the root",
        "a\0b: is no path of a file below the root",
        "config: lies in git's own folder",
        "dangling: came into being since the files were read",
        "loop: cannot be written: Too many levels of symbolic links",
        "out: lies outside the root",
        "up/new: lies outside the root",
        "up/root-too: lies outside the root",
    ]
    assert files_of(tmp_path)["root-too"] == b"old"


@posix
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_only_regular_files_are_replaced(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "odd")
    assert refusal(tmp_path, {"odd": ""}, {"odd": "new"}) == ["odd: is not a regular file"]


@posix
def test_two_names_of_one_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "b").symlink_to("a")
    old: dict[str, str | None] = {"a": "old", "b": "old"}
    assert refusal(tmp_path, old, {"a": "one", "b": "two"}) == [
        "b: is the same file as a, which gets another text",
    ]
    write_all(str(tmp_path), old, {"a": "new", "b": "new"})
    assert (tmp_path / "a").read_text() == "new"


def test_text_without_a_utf8_form(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    assert refusal(tmp_path, {"a": "old"}, {"a": "\udc80"}) == ["a: the text cannot be written as UTF-8"]


def test_the_last_look_is_just_before_the_file_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("old")
    real = os.fsync

    def fsync(descriptor: int) -> None:
        real(descriptor)
        (tmp_path / "a").write_text("mine")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(WriteError, match=r"^a: changed since it was read$"):
        write_all(str(tmp_path), {"a": "old"}, {"a": "new"})
    assert files_of(tmp_path) == {"a": b"mine"}


def fail_on_call(monkeypatch: pytest.MonkeyPatch, name: str, number: int, error: BaseException) -> None:
    """Make the ``number``th call of a function of ``os`` fail; for ``open`` only files that are created count."""
    real = getattr(os, name)
    calls = 0

    def fake(*args: object) -> object:
        nonlocal calls
        calls += name != "open" or bool(args[1] & os.O_CREAT)  # type: ignore[operator]  # the flags of os.open
        if calls == number:
            raise error
        return real(*args)

    monkeypatch.setattr(os, name, fake)


@posix
@pytest.mark.parametrize("error", [FULL, KeyboardInterrupt()], ids=["full", "interrupt"])
@pytest.mark.parametrize("name", ["open", "write", "fchmod", "replace"])
def test_whatever_fails_every_file_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, error: BaseException
) -> None:
    for letter in "abc":
        (tmp_path / letter).write_text(f"old {letter}")
    fail_on_call(monkeypatch, name, 2, error)
    with pytest.raises((WriteError, KeyboardInterrupt)) as caught:
        write_all(str(tmp_path), {each: f"old {each}" for each in "abc"}, dict.fromkeys("abc", "new"))
    monkeypatch.undo()
    assert files_of(tmp_path) == {"a": b"new", "b": b"old b", "c": b"old c"}
    if isinstance(caught.value, WriteError):
        assert caught.value.written == ("a",)
        assert str(caught.value).splitlines() == [
            "b: cannot be written: No space left on device",
            "c: not written",
            "a: written before that",
        ]


@posix
@pytest.mark.parametrize("error", [OSError(errno.EIO, "Input/output error"), KeyboardInterrupt()])
def test_bytes_that_do_not_reach_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    (tmp_path / "a").write_text("old")
    fail_on_call(monkeypatch, "fsync", 1, error)
    with pytest.raises((WriteError, KeyboardInterrupt)):
        write_all(str(tmp_path), {"a": "old"}, {"a": "new"})
    monkeypatch.undo()
    assert files_of(tmp_path) == {"a": b"old"}


def test_a_folder_that_cannot_be_synchronised_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("old")
    fail_on_call(monkeypatch, "fsync", 2, OSError(errno.EINVAL, "Invalid argument"))
    write_all(str(tmp_path), {"a": "old"}, {"a": "new"})
    assert files_of(tmp_path) == {"a": b"new"}


def test_short_writes_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("old")
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:3]))
    write_all(str(tmp_path), {"a": "old"}, {"a": "0123456789"})
    assert files_of(tmp_path) == {"a": b"0123456789"}


@pytest.mark.parametrize("name", ["open", "write", "replace"])
def test_new_folders_go_away_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    fail_on_call(monkeypatch, name, 1, FULL)
    with pytest.raises(WriteError, match=r"^\.github/a/b\.yml: cannot be written: No space left on device$"):
        write_all(str(tmp_path), {".github/a/b.yml": None}, {".github/a/b.yml": "new"})
    assert list(tmp_path.iterdir()) == []


LIMITED = """
import resource, sys
from repoaudit.writer import WriteError, write_all
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_all(sys.argv[1], {"a": "old a", "b": "old b"}, {"a": "new a", "b": "x" * 5000})
except WriteError as error:
    print(error)
"""


@posix
def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old a")
    (tmp_path / "b").write_text("old b")
    command = [sys.executable, "-c", LIMITED, str(tmp_path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout == "b: cannot be written: File too large\na: written before that\n"
    assert files_of(tmp_path) == {"a": b"new a", "b": b"old b"}
