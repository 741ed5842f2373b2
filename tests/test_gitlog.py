"""The newest commits as the reader of packs and loose objects tells them, compared with git itself."""

from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repoaudit.errors import UnknownError
from repoaudit.repository.gitdir import GitFacts
from test_gitdir import found, git, make

MANY: Final = 500
LONG: Final = "What every message repeats, so that git keeps only how it differs from the next one. " * 20


def history(folder: Path, count: int, init: tuple[str, ...] = ()) -> Path:
    make(folder, init=init)
    for number in range(count):
        git(folder, "commit", "-q", "--allow-empty", "-m", f"number {number}\n\n{LONG}{number}\nparent {'0' * 40}\n")
    return folder


def told_by_git(folder: Path, most: int) -> list[str]:
    names = git(folder, "log", "--first-parent", f"-{most}", "--format=%H").decode().split()
    return [git(folder, "cat-file", "commit", name).decode("utf-8", "replace") for name in names]


def told(folder: Path, most: int = MANY) -> list[str]:
    return list(found(folder).commits(most))


def test_loose_objects(tmp_path: Path) -> None:
    folder = history(tmp_path / "one", 5)
    assert told(folder) == told_by_git(folder, MANY)
    assert told(folder, 3) == told_by_git(folder, 3)


@pytest.mark.parametrize("init", [(), ("--object-format=sha256",)])
def test_packs_and_what_differs_only(tmp_path: Path, init: tuple[str, ...]) -> None:
    folder = history(tmp_path / "one", 30, init)
    git(folder, "gc", "-q", "--aggressive", "--prune=now")
    git(folder, "commit", "-q", "--allow-empty", "-m", "loose")
    kinds = git(folder, "verify-pack", "-v", *map(str, (folder / ".git/objects/pack").glob("*.idx"))).decode()
    assert "chain length = 1" in kinds
    assert told(folder) == told_by_git(folder, MANY)
    git(folder, "repack", "-q", "-a", "-d", "--depth=0", "-f")
    assert told(folder) == told_by_git(folder, MANY)


def test_several_packs_and_a_detached_head(tmp_path: Path) -> None:
    folder = history(tmp_path / "one", 3)
    git(folder, "repack", "-q", "-d")
    git(folder, "commit", "-q", "--allow-empty", "-m", "Ünïcode")
    git(folder, "repack", "-q", "-d")
    git(folder, "checkout", "-q", "--detach")
    git(folder, "pack-refs", "--all")
    assert told(folder) == told_by_git(folder, MANY)
    git(folder, "checkout", "-q", "main")
    assert told(folder) == told_by_git(folder, MANY)


def test_first_parents_only(tmp_path: Path) -> None:
    folder = history(tmp_path / "one", 2)
    git(folder, "checkout", "-q", "-b", "side", "HEAD~1")
    git(folder, "commit", "-q", "--allow-empty", "-m", "side")
    git(folder, "checkout", "-q", "main")
    git(folder, "merge", "-q", "--no-ff", "-m", "Merge pre-commit-ci-update-config", "side")
    assert told(folder) == told_by_git(folder, MANY)
    git(folder, "worktree", "add", "-q", str(tmp_path / "two"), "side")
    assert told(tmp_path / "two") == told_by_git(tmp_path / "two", MANY)


def test_a_history_that_was_cut_off(tmp_path: Path) -> None:
    folder = history(tmp_path / "one", 4)
    git(tmp_path, "clone", "-q", "--depth=2", folder.as_uri(), "two")
    seen: list[str] = []
    with pytest.raises(UnknownError, match="cut off"):
        seen.extend(found(tmp_path / "two").commits(MANY))
    assert len(told(tmp_path / "two", 2)) == 2
    with pytest.raises(UnknownError, match="cut off"):
        list(GitFacts(is_shallow=True, log=("one",)).commits(2))
    assert list(GitFacts(log=("one", "two")).commits(1)) == ["one"]


def test_no_commit_yet(tmp_path: Path) -> None:
    assert told(make(tmp_path / "one", commit=False)) == []


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = history(tmp_path_factory.mktemp("packed"), 12)
    git(folder, "gc", "-q", "--aggressive", "--prune=now")
    return folder


@given(data=st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_damage_is_unknown(packed: Path, data: st.DataObject) -> None:
    ending = data.draw(st.sampled_from([".idx", ".pack"]))
    path = next((packed / ".git/objects/pack").glob(f"*{ending}"))
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    change = data.draw(st.binary(max_size=4))
    damaged = whole[:at] + change + (whole[at + len(change) :] if data.draw(st.booleans()) else b"")
    path.chmod(0o644)
    try:
        path.write_bytes(damaged)
        with suppress(UnknownError):
            assert len(told(packed, 20)) <= 20
    finally:
        path.write_bytes(whole)
