"""The last commits as git itself tells them."""

import os
import random
from pathlib import Path

import pytest

from history_input import history_seeds, read_history
from repoaudit.errors import UnknownError
from repoaudit.repository.githistory import recent_commits
from test_gitdir import found, git, make

DAY = 24 * 3600
NOW = 1_790_000_000
BOT = "pre-commit-ci[bot]"


def commit(folder: Path, message: str, when: int = NOW) -> None:
    tree = git(folder, "write-tree").decode().strip()
    parent = git(folder, "rev-parse", "HEAD", check=False).decode().split()[:1]
    text = f"tree {tree}\n" + "".join(f"parent {each}\n" for each in parent if each != "HEAD")
    text += f"author {BOT} <b@example.org> {when} +0000\ncommitter A <a@example.org> {when} +0200\n\n{message}\n"
    name = git(folder, "hash-object", "-t", "commit", "-w", "--stdin", stdin=text.encode()).decode().strip()
    git(folder, "update-ref", "HEAD", name)


def told(folder: Path) -> list[str]:
    """What git says of the commits that count."""
    names = git(folder, "rev-list", "--first-parent", "HEAD").decode().split()
    return [git(folder, "cat-file", "commit", name).decode() for name in names]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make(tmp_path_factory.mktemp("history") / "r", "a.py", commit=False)
    for number in range(12):
        lines = "\n".join(f"{word} of a long message" for word in range(300))
        commit(folder, f"change {number}\n\n{lines}", NOW + number)
    return folder


def test_loose_commits_are_read(repository: Path) -> None:
    assert list(found(repository).recent_commits) == told(repository)
    assert BOT in found(repository).recent_commits[0]


@pytest.mark.parametrize("deltas", ["offset", "name"])
def test_packed_commits_are_read(repository: Path, tmp_path: Path, deltas: str) -> None:
    folder = tmp_path / "packed"
    git(tmp_path, "clone", "-q", "--no-local", str(repository), str(folder))
    git(folder, "-c", f"repack.useDeltaBaseOffset={deltas == 'offset'}", "repack", "-adfq", "--depth=9", "--window=50")
    packs = list((folder / ".git/objects/pack").glob("*.idx"))
    assert b"chain length" in git(folder, "verify-pack", "-v", str(packs[0]))
    assert list(found(folder).recent_commits) == told(repository)


def test_a_shallow_clone_holds_what_it_holds(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth=2", repository.as_uri(), "shallow")
    view = found(tmp_path / "shallow")
    assert view.is_shallow
    assert list(view.recent_commits) == told(repository)[:2]


def test_a_detached_head_and_a_linked_work_tree(repository: Path, tmp_path: Path) -> None:
    git(repository, "worktree", "add", "-q", "--detach", str(tmp_path / "tree"), "HEAD~3")
    assert list(found(tmp_path / "tree").recent_commits) == told(repository)[3:]


def test_old_commits_do_not_count(tmp_path: Path) -> None:
    folder = make(tmp_path / "r", "a.py", commit=False)
    assert found(folder).recent_commits == ()
    for message, days in (("old", 500), ("within", 300), ("new", 0)):
        commit(folder, message, NOW - days * DAY)
    assert [text.split()[-1] for text in found(folder).recent_commits] == ["new", "within"]


def test_what_is_damaged_or_elsewhere_is_not_known(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--shared", str(repository), "shared")
    with pytest.raises(UnknownError, match="is not in this clone"):
        _ = found(tmp_path / "shared").recent_commits
    git(tmp_path, "clone", "-q", "--no-local", str(repository), "damaged")
    for pack in (tmp_path / "damaged/.git/objects/pack").glob("*.pack"):
        pack.chmod(0o644)
        pack.write_bytes(pack.read_bytes()[:40])
    with pytest.raises(UnknownError, match="cannot be read"):
        _ = found(tmp_path / "damaged").recent_commits
    tree = git(repository, "rev-parse", "HEAD^{tree}").decode().strip()
    with pytest.raises(UnknownError, match="damaged"):
        recent_commits(found(repository).trees[0], tree)


def test_damage_at_any_place_is_survived(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--no-local", str(repository), "r")
    files = [path for path in (tmp_path / "r/.git/objects/pack").iterdir() if path.suffix in {".idx", ".pack"}]
    whole = {path: path.read_bytes() for path in files}
    chance = random.Random(5)
    outcomes: set[object] = set()
    for _ in range(300):
        for path, data in whole.items():
            path.chmod(0o644)
            damaged = bytearray(data)
            for _ in range(chance.choice([0, 1, 8])):
                damaged[chance.choice([chance.randrange(len(data)), chance.randrange(1100) % len(data)])] = (
                    chance.choice([0, 255, chance.randrange(256)])
                )
            path.write_bytes(damaged)
        try:
            outcomes.add(len(found(tmp_path / "r").recent_commits))
        except UnknownError as error:
            outcomes.add(str(error))
    assert {12, "git's history cannot be read"} <= outcomes


def test_only_so_much_is_read(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("repoaudit.repository.githistory._MAX_TOTAL", 20_000)
    with pytest.raises(UnknownError, match="cannot be read"):
        _ = found(repository).recent_commits


@pytest.mark.skipif(os.name != "posix", reason="FIFOs and links as POSIX has them")
@pytest.mark.parametrize("kind", ["fifo", "link"])
def test_what_is_put_in_the_place_of_a_pack_is_not_opened(repository: Path, tmp_path: Path, kind: str) -> None:
    git(tmp_path, "clone", "-q", "--no-local", str(repository), "r")
    (index,) = (tmp_path / "r/.git/objects/pack").glob("*.idx")
    tree = found(tmp_path / "r").trees[0]
    assert tree.node(f"objects/pack/{index.name}").kind == "file"
    index.rename(tmp_path / "elsewhere")
    if kind == "fifo":
        os.mkfifo(index)
    else:
        index.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnknownError, match="cannot be read"):
        recent_commits(tree, git(repository, "rev-parse", "HEAD").decode().strip())


@pytest.mark.parametrize("seed", tuple(history_seeds()), ids=["loose", "pack", "index", "delta"])
def test_what_the_fuzzer_begins_with_can_be_read(seed: bytes) -> None:
    read_history(seed)


def test_a_number_without_an_end_is_not_read_to_its_end() -> None:
    with pytest.raises(UnknownError) as caught:  # to add up so many digits took seven seconds
        read_history(b"\x03" + b"\xff" * 250_000)
    assert str(caught.value.__cause__) == "a number is too long"
