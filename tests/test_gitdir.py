import os
import shutil
import struct
import subprocess
from atexit import register
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from pathlib import Path
from tempfile import mkdtemp

import pytest
from git import Repo
from hypothesis import given, settings
from hypothesis import strategies as st

from repoaudit.errors import UnknownError
from repoaudit.repository.confined import ConfinedTree
from repoaudit.repository.gitconfig import ConfigError, GitConfig
from repoaudit.repository.gitdir import GitDir, GitFacts, GitView
from repoaudit.repository.gitentries import REGULAR
from repoaudit.repository.gitindex import EXECUTABLE, GITLINK, LINK, IndexEntry, parse_index

GIT = shutil.which("git") or "git"
CLEAN = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_ALLOW_PROTOCOL": "file",
    "LC_ALL": "C",
}
SETTINGS = ["-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", "-c", "advice.detachedHead=false"]
SETTINGS += ["-c", "gc.auto=0", "-c", "maintenance.auto=false"]  # it would go on while a test copies the folder


def git(folder: Path, *arguments: str | bytes, stdin: bytes = b"", check: bool = True) -> bytes:
    command = [GIT, *SETTINGS, *arguments]
    done = subprocess.run(command, cwd=folder, env=CLEAN, input=stdin, capture_output=True, check=False)  # git itself
    assert not check or done.returncode == 0, done.stderr
    return done.stdout


def make(folder: Path, *files: str, commit: bool = True, init: tuple[str, ...] = ()) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "--template=", *init)
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(file)
        os.utime(folder / file, (1_000_000_000, 1_000_000_000))  # older than the index, so that git trusts the date
    git(folder, "add", "-A")
    if commit:
        git(folder, "commit", "-qm", "one", "--allow-empty")
    return folder


def found(folder: Path) -> GitDir:
    gitdir = GitDir.at(str(folder))
    assert gitdir is not None
    return gitdir


def listed(folder: Path) -> list[IndexEntry]:
    """What the index holds as git tells it; `ls-files -t` shows the flags that `--stage` does not."""
    entries = []
    skipped = {row[2:] for row in git(folder, "ls-files", "-z", "-t").split(b"\0") if row.startswith(b"S ")}
    intended = set(git(folder, "diff", "--name-only", "-z", "--diff-filter=A").split(b"\0"))
    for row in git(folder, "ls-files", "-z", "--stage").split(b"\0")[:-1]:
        head, _, name = row.partition(b"\t")
        mode, _, stage = head.split(b" ")
        path = name.decode("utf-8", "surrogateescape")
        entries.append(IndexEntry(path, int(mode, 8), int(stage), name in skipped, name in intended))
    return entries


def read(folder: Path) -> list[IndexEntry]:
    index = found(folder).index()
    assert index is not None
    return list(index.entries())


def copied(original: Path, folder: Path) -> Path:
    """Copy a repository: ten times as fast as to make another."""
    return Path(shutil.copytree(original, folder, symlinks=True, dirs_exist_ok=True))


@cache
def scratch() -> Path:
    folder = Path(os.path.realpath(mkdtemp()))
    register(shutil.rmtree, folder)
    return folder


def ordinary(folder: Path) -> Path:
    return copied(an_ordinary_one(), folder)


def peculiar(folder: Path) -> Path:
    return copied(a_peculiar_one(), folder)


@cache
def an_ordinary_one() -> Path:
    return make(
        scratch() / "ordinary",
        "pyproject.toml",
        "src/pkg/__init__.py",
        "src/pkg/a.py",
        "tests/test_a.py",
        "docs/ä ö.md",
    )


@cache
def a_peculiar_one() -> Path:
    """Hold one entry of every kind that an index may hold."""
    folder = scratch() / "peculiar"
    make(folder, "plain.py", "script.sh", "both.txt", "gone.py", "a b/c\nd.txt", "sparse.txt", "x" * 200)
    (folder / "script.sh").chmod(0o755)
    (folder / "link").symlink_to("plain.py")
    (folder / os.fsdecode(b"bytes-\xff\xfe.txt")).touch()
    other = make(folder.parent / f"{folder.name}-other", "inner.py")
    git(folder, "submodule", "--quiet", "add", str(other), "vendor/other")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "two")
    git(folder, "checkout", "-qb", "side")
    (folder / "both.txt").write_text("side")
    git(folder, "commit", "-qam", "side")
    git(folder, "checkout", "-q", "main")
    (folder / "both.txt").write_text("main")
    git(folder, "commit", "-qam", "main")
    git(folder, "merge", "side", check=False)
    git(folder, "update-index", "--skip-worktree", "sparse.txt")
    git(folder, "update-index", "--assume-unchanged", "plain.py")
    (folder / "intended.py").touch()
    git(folder, "add", "-N", "intended.py")
    return folder


class TestIndex:
    @pytest.mark.parametrize("version", ["2", "4"])
    def test_ordinary_repository(self, tmp_path: Path, version: str) -> None:
        repository = ordinary(tmp_path)
        git(repository, "update-index", "--index-version", version)
        assert (repository / ".git/index").read_bytes()[7] == int(version)
        assert read(repository) == listed(repository)
        assert [entry.path for entry in read(repository)][1] == "pyproject.toml"

    @pytest.mark.parametrize("version", ["3", "4"])
    def test_every_kind_of_entry(self, tmp_path: Path, version: str) -> None:
        repository = peculiar(tmp_path / "top")
        git(repository, "update-index", "--index-version", version)
        assert (repository / ".git/index").read_bytes()[7] == int(version)
        entries = read(repository)
        assert entries == listed(repository)
        assert {entry.mode for entry in entries} == {REGULAR, EXECUTABLE, LINK, GITLINK}
        assert {entry.stage for entry in entries if entry.path == "both.txt"} == {1, 2, 3}
        assert [entry.path for entry in entries if entry.skip_worktree] == ["sparse.txt"]
        assert [entry.path for entry in entries if entry.intent_to_add] == ["intended.py"]
        assert "bytes-\udcff\udcfe.txt" in {entry.path for entry in entries}

    def test_agrees_with_gitpython(self, tmp_path: Path) -> None:
        repository = peculiar(tmp_path / "top")
        git(repository, "rm", "-q", os.fsdecode(b"bytes-\xff\xfe.txt"))  # GitPython cannot read it
        oracle = {(str(path), stage): entry.mode for (path, stage), entry in Repo(repository).index.entries.items()}
        assert {(entry.path, entry.stage): entry.mode for entry in read(repository)} == oracle

    @pytest.mark.parametrize("version", ["2", "4"])
    def test_long_paths(self, tmp_path: Path, version: str) -> None:
        repository = make(tmp_path, "a.py")
        oid = git(repository, "hash-object", "-w", "a.py").strip()
        paths = [b"n/" * ((size - 1) // 2) + b"x" * (2 - size % 2) for size in (4093, 4094, 4095, 4096)] + [b"z"]
        rows = b"".join(b"100644 %b 0\t%b\0" % (oid, path) for path in paths)
        git(repository, "update-index", "-z", "--index-info", stdin=rows)
        git(repository, "update-index", "--index-version", version)
        assert sorted(len(entry.path) for entry in read(repository)) == [1, 4, 4093, 4094, 4095, 4096]
        assert read(repository) == listed(repository)

    @pytest.mark.parametrize("version", ["2", "4"])
    def test_split_index(self, tmp_path: Path, version: str) -> None:
        repository = make(tmp_path, *(f"d{number % 7}/f{number}.py" for number in range(300)))
        git(repository, "update-index", "--index-version", version)
        config = ["-c", "core.splitIndex=true", "-c", "splitIndex.maxPercentChange=100"]
        git(repository, *config, "update-index", "--split-index")
        assert list((repository / ".git").glob("sharedindex.*"))
        assert read(repository) == listed(repository)
        doomed = [f"d{number % 7}/f{number}.py" for number in (*range(40), 77, *range(130, 299, 3))]
        git(repository, *config, "rm", "-q", *doomed)
        changed = [f"d{number % 7}/f{number}.py" for number in (50, 51, 52, 100, 120)]
        for path in changed:
            (repository / path).write_text("changed")
            (repository / path).chmod(0o755)
        (repository / "a_new.py").touch()
        git(repository, *config, "add", "-A")
        assert (repository / ".git/index").stat().st_size < 3000
        assert read(repository) == listed(repository)
        assert [entry.path for entry in read(repository) if entry.mode == EXECUTABLE] == sorted(changed)

    def test_split_index_without_its_base_is_unknown(self, tmp_path: Path) -> None:
        repository = ordinary(tmp_path)
        git(repository, "update-index", "--split-index")
        next((repository / ".git").glob("sharedindex.*")).unlink()
        with pytest.raises(UnknownError, match="damaged"):
            read(repository)

    def test_split_index_needs_somebody_to_read_the_base(self, tmp_path: Path) -> None:
        repository = ordinary(tmp_path)
        git(repository, "update-index", "--split-index")
        with pytest.raises(UnknownError, match="split"):
            parse_index((repository / ".git/index").read_bytes())

    @pytest.mark.parametrize("version", ["2", "4"])
    def test_sha256(self, tmp_path: Path, version: str) -> None:
        repository = make(tmp_path, "a.py", "b/c.py", "b/d.py", init=("--object-format=sha256",))
        git(repository, "update-index", "--index-version", version)
        assert read(repository) == listed(repository)

    def test_extensions_are_skipped(self, tmp_path: Path) -> None:
        repository = ordinary(tmp_path)
        git(
            repository, "-c", "core.untrackedCache=true", "update-index", "--untracked-cache", "--force-untracked-cache"
        )
        git(repository, "status")
        data = (repository / ".git/index").read_bytes()
        assert b"TREE" in data
        assert b"UNTR" in data
        assert read(repository) == listed(repository)

    def test_sparse_index_is_unknown(self, tmp_path: Path) -> None:
        repository = ordinary(tmp_path)
        git(repository, "sparse-checkout", "init", "--cone", "--sparse-index")
        with pytest.raises(UnknownError, match="sparse"):
            read(repository)

    def test_sparse_checkout_marks_what_is_left_out(self, tmp_path: Path) -> None:
        repository = ordinary(tmp_path)
        git(repository, "update-index", "--refresh")  # the dates of a copy are new, and git leaves changed files alone
        git(repository, "sparse-checkout", "set", "--cone", "docs")
        assert [entry.path for entry in read(repository) if entry.skip_worktree] == [
            "src/pkg/__init__.py",
            "src/pkg/a.py",
            "tests/test_a.py",
        ]
        assert read(repository) == listed(repository)

    def test_no_index_yet(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q")
        assert found(tmp_path).index() is None

    def test_empty_index(self, tmp_path: Path) -> None:
        make(tmp_path, "a.py")
        git(tmp_path, "rm", "-q", "--cached", "a.py")
        assert read(tmp_path) == []

    def test_unknown_object_format(self, tmp_path: Path) -> None:
        ordinary(tmp_path)
        with (tmp_path / ".git/config").open("a") as config:
            config.write("[extensions]\n\tobjectFormat = sha3\n")
        with pytest.raises(UnknownError, match="object format"):
            read(tmp_path)


def entry(name: bytes, flags: int | None = None, mode: int = REGULAR) -> bytes:
    flags = min(len(name), 0xFFF) if flags is None else flags
    data = struct.pack(">24xI32xH", mode, flags) + name
    return data + b"\0" * (8 - len(data) % 8)


def packed(flags: int, dropped: int = 0) -> bytes:
    """An entry of version 4 up to the end of its path."""
    return struct.pack(">24xI32xHB", REGULAR, flags, dropped)


def index_of(*entries: bytes, version: int = 2, count: int | None = None, extensions: bytes = b"") -> bytes:
    header = struct.pack(">4sII", b"DIRC", version, len(entries) if count is None else count)
    return header + b"".join(entries) + extensions + b"\0" * 20


@cache
def samples() -> tuple[bytes, ...]:
    """Indexes of every version, made once."""
    repository = peculiar(scratch() / "samples")
    result = []
    for version in ("2", "4"):
        git(repository, "update-index", "--index-version", version)
        result.append((repository / ".git/index").read_bytes())
    git(repository, "update-index", "--split-index")
    (repository / "script.sh").unlink()
    git(repository, "add", "-u")
    result.append((repository / ".git/index").read_bytes())
    return tuple(result)


def survives(data: bytes) -> None:
    base = samples()[0]
    try:
        index = parse_index(data, 20, lambda _: base)
    except UnknownError:
        return
    assert len(list(index.entries())) == len(index.paths) == len(index)


class TestDamagedIndex:
    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"", "too early"),
            (b"DIRC", "too early"),
            (index_of(entry(b"a"))[:-30], "too early"),
            (index_of(entry(b"a"), count=2), "damaged"),
            (index_of(entry(b"a"), count=0xFFFFFFFF), "damaged"),
            (index_of(entry(b"a"), entry(b"b"), count=1), "extension|damaged"),
            (b"PACK" + index_of()[4:], "DIRC"),
            (index_of(version=1), "version 1"),
            (index_of(version=5), "version 5"),
            (index_of(entry(b"abc", flags=2)), "longer"),
            (index_of(entry(b"a\0c", flags=3)), "NUL"),
            (index_of(entry(b"y" * 5000)), "does not end"),
            (index_of(entry(b"src/", mode=0o040000)), "sparse"),
            (index_of(extensions=struct.pack(">4sI", b"sdir", 0)), "sparse"),
            (index_of(extensions=struct.pack(">4sI", b"zzzz", 0)), "zzzz"),
            (index_of(extensions=struct.pack(">4sI", b"TREE", 0xFFFF)), "too early"),
            (index_of(extensions=struct.pack(">4sI20s", b"link", 20, b"x" * 20)), "too early"),
        ],
    )
    def test_is_unknown(self, data: bytes, reason: str) -> None:
        with pytest.raises(UnknownError, match=reason):
            parse_index(data, 20, lambda _: index_of())

    def test_a_link_to_nothing_is_no_split_index(self) -> None:
        index = parse_index(index_of(entry(b"a"), extensions=struct.pack(">4sI20x", b"link", 20)))
        assert index.paths == ["a"]

    @pytest.mark.parametrize(
        "data",
        [
            packed(2) + b"abc\0",
            packed(4) + b"abc\0",
            packed(0x8002) + b"abc\0",
            packed(3, dropped=1) + b"abc\0",
            packed(3) + b"abc",
            packed(2) + b"abc",
            packed(22) + b"abc",
            packed(0xFFF) + b"y" * 5000 + b"\0",
        ],
    )
    def test_prefixed_paths_are_what_they_say(self, data: bytes) -> None:
        assert parse_index(struct.pack(">4sII", b"DIRC", 4, 1) + packed(3) + b"abc\0" + b"x" * 20).paths == ["abc"]
        with pytest.raises(UnknownError, match="not what it says"):
            parse_index(struct.pack(">4sII", b"DIRC", 4, 1) + data + b"x" * 20)

    def test_prefixes_cannot_unpack_to_gigabytes(self) -> None:
        first = packed(0xFFF) + b"p" * 4096 + b"\0"
        more = packed(0xFFF) + b"\0"
        with pytest.raises(UnknownError, match="not what it says"):
            parse_index(index_of(first, *[more] * 100_000, version=4))

    def test_bitmaps_cannot_unpack_to_gigabytes(self) -> None:
        run_of_ones = (0xFFFFFFFF << 1 | 1).to_bytes(8)
        bitmap = struct.pack(">II", 0xFFFFFFFF, 1) + run_of_ones + bytes(4)
        link = b"x" * 20 + bitmap + struct.pack(">III", 0, 0, 0)
        data = index_of(extensions=struct.pack(">4sI", b"link", len(link)) + link)
        assert parse_index(data, 20, lambda _: index_of(entry(b"a"), entry(b"b"))).paths == []

    @settings(max_examples=200, deadline=None)
    @given(st.data())
    def test_flipped_bytes_never_crash(self, data: st.DataObject) -> None:
        sample = bytearray(data.draw(st.sampled_from(samples())))
        for _ in range(data.draw(st.integers(1, 6))):
            sample[data.draw(st.integers(0, len(sample) - 1))] = data.draw(st.integers(0, 255))
        survives(bytes(sample))

    @settings(max_examples=100, deadline=None)
    @given(st.data())
    def test_cut_and_shifted_bytes_never_crash(self, data: st.DataObject) -> None:
        sample = data.draw(st.sampled_from(samples()))
        cuts = sorted(data.draw(st.lists(st.integers(0, len(sample)), min_size=2, max_size=2)))
        survives(sample[: cuts[0]] + sample[cuts[1] :])
        survives(sample[: cuts[0]] + data.draw(st.binary(max_size=20)) + sample[cuts[0] :])

    @settings(max_examples=100, deadline=None)
    @given(st.binary(max_size=300), st.integers(2, 4), st.integers(0, 5))
    def test_noise_never_crashes(self, noise: bytes, version: int, count: int) -> None:
        survives(struct.pack(">4sII", b"DIRC", version, count) + noise)

    def test_damage_is_unknown_each_time_and_the_same_error(self, tmp_path: Path) -> None:
        ordinary(tmp_path)
        (tmp_path / ".git/index").write_bytes(b"nonsense")
        gitdir = found(tmp_path)
        errors = []
        for _ in range(2):
            with pytest.raises(UnknownError) as caught:
                gitdir.index()
            errors.append(caught.value)
        assert errors[0] is errors[1]


def link_git(folder: Path) -> None:
    (folder / ".git").rename(folder / "real")
    (folder / ".git").symlink_to("real")


def gitfile(text: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / ".git").rename(folder / "real")
        (folder / ".git").write_text(text)

    return write


def fifo(folder: Path) -> None:
    (folder / ".git").rename(folder / "real")
    os.mkfifo(folder / ".git")


class TestFinding:
    def test_nearest_parent(self, tmp_path: Path) -> None:
        repository = ordinary(tmp_path / "top")
        inner = make(repository / "vendored", "a.py")
        gitdir = GitDir.find(str(repository / "src/pkg"))
        assert gitdir is not None
        assert (gitdir.work_tree, gitdir.path) == (str(repository), str(repository / ".git"))
        assert GitDir.at(str(repository / "src")) is None
        nearer = GitDir.find(str(inner))
        assert nearer is not None
        assert nearer.work_tree == str(inner)

    def test_linked_work_tree(self, tmp_path: Path) -> None:
        repository = ordinary(tmp_path / "top")
        git(repository, "worktree", "add", "-q", "-b", "feature/x", str(tmp_path / "linked"))
        (tmp_path / "linked/extra.py").touch()
        git(tmp_path / "linked", "add", "-A")
        linked = found(tmp_path / "linked")
        assert linked.is_worktree
        assert not found(repository).is_worktree
        assert (linked.head_branch, found(repository).head_branch) == ("feature/x", "main")
        assert linked.local_branches == {"main", "feature/x"}
        assert read(tmp_path / "linked") == listed(tmp_path / "linked")
        assert len(read(tmp_path / "linked")) == len(read(repository)) + 1

    def test_submodule(self, tmp_path: Path) -> None:
        repository = peculiar(tmp_path / "top")
        inner = found(repository / "vendor/other")
        assert inner.path == str(repository / ".git/modules/vendor/other")
        assert not inner.is_worktree
        assert [entry.path for entry in read(repository / "vendor/other")] == ["inner.py"]

    def test_separate_git_directory_by_absolute_path(self, tmp_path: Path) -> None:
        repository = make(tmp_path / "top", "a.py", init=("--separate-git-dir", str(tmp_path / "elsewhere")))
        assert found(repository).path == str(tmp_path / "elsewhere")

    @pytest.mark.parametrize(
        "spoil",
        [
            link_git,
            fifo,
            gitfile("gitdir: .git\n"),
            gitfile("gitdir: ../missing\n"),
            gitfile("gitdir: \n"),
            gitfile("gitdir: \\\\example.org\\share\n"),
            gitfile("gitdir: a\0b\n"),
            gitfile("gitdir: " + "x/" * 5000),
            gitfile("gitdir: src\n"),
            gitfile("real\n"),
            gitfile(""),
            lambda folder: (folder / ".git/HEAD").unlink(),
            lambda folder: shutil.rmtree(folder / ".git/refs"),
            lambda folder: shutil.rmtree(folder / ".git/objects"),
        ],
    )
    def test_nonsense_is_no_git_directory(self, tmp_path: Path, spoil: Callable[[Path], None]) -> None:
        repository = ordinary(tmp_path)
        spoil(repository)
        assert GitDir.at(str(repository)) is None

    def test_a_path_on_another_machine_is_not_even_looked_at(self, tmp_path: Path) -> None:
        gitfile(f"gitdir: /{tmp_path}/real\n")(ordinary(tmp_path))
        assert (tmp_path / ".git").read_text().startswith("gitdir: //")
        assert GitDir.at(str(tmp_path)) is None

    def test_a_git_file_with_windows_line_ending(self, tmp_path: Path) -> None:
        gitfile("gitdir: real\r\n")(ordinary(tmp_path))
        assert found(tmp_path).path == str(tmp_path / "real")

    def test_a_git_folder_cannot_send_us_elsewhere(self, tmp_path: Path) -> None:
        other = ordinary(tmp_path / "other")
        folder = tmp_path / "top"
        (folder / ".git").mkdir(parents=True)
        (folder / ".git/HEAD").write_text("ref: refs/heads/main\n")
        (folder / ".git/commondir").write_text(str(other / ".git"))
        assert GitDir.at(str(folder)) is None

    def test_links_out_of_the_git_directory_are_not_followed(self, tmp_path: Path) -> None:
        other = ordinary(tmp_path / "other")
        repository = ordinary(tmp_path / "top")
        for name in ("index", "HEAD", "config"):
            (repository / ".git" / name).unlink()
            (repository / ".git" / name).symlink_to(other / ".git" / name)
        assert GitDir.at(str(repository)) is None
        (repository / ".git/HEAD").unlink()
        (repository / ".git/HEAD").write_text("ref: refs/heads/main\n")
        with pytest.raises(UnknownError, match="link out"):
            found(repository).index()
        with pytest.raises(UnknownError, match="link out"):
            attrgetter("is_bare")(found(repository))

    def test_folders_shared_by_links_are_not_read(self, tmp_path: Path) -> None:
        other = ordinary(tmp_path / "other")
        repository = ordinary(tmp_path / "top")
        for name in ("objects", "refs"):
            shutil.rmtree(repository / ".git" / name)
            (repository / ".git" / name).symlink_to(other / ".git" / name)
        gitdir = found(repository)
        assert gitdir.head_branch == "main"
        assert read(repository) == listed(repository)
        with pytest.raises(UnknownError, match="refs/heads is a link out"):
            attrgetter("local_branches")(gitdir)


class TestHead:
    def test_branch_with_slashes(self, tmp_path: Path) -> None:
        git(ordinary(tmp_path), "checkout", "-qb", "a/b/ü")
        assert found(tmp_path).head_branch == "a/b/ü"

    def test_detached(self, tmp_path: Path) -> None:
        git(ordinary(tmp_path), "checkout", "-q", "--detach")
        assert found(tmp_path).head_branch is None

    def test_detached_sha256(self, tmp_path: Path) -> None:
        make(tmp_path, "a.py", init=("--object-format=sha256",))
        git(tmp_path, "checkout", "-q", "--detach")
        assert found(tmp_path).head_branch is None

    def test_unborn(self, tmp_path: Path) -> None:
        make(tmp_path, "a.py", commit=False)
        assert found(tmp_path).head_branch == "main"
        assert found(tmp_path).local_branches == frozenset()

    def test_no_branch(self, tmp_path: Path) -> None:
        git(ordinary(tmp_path), "symbolic-ref", "HEAD", "refs/other/x")
        assert found(tmp_path).head_branch is None

    @pytest.mark.parametrize("text", ["", "nonsense", "ab" * 19, "\0" * 41])
    def test_damaged(self, tmp_path: Path, text: str) -> None:
        (ordinary(tmp_path) / ".git/HEAD").write_text(text)
        with pytest.raises(UnknownError, match="HEAD is damaged"):
            attrgetter("head_branch")(found(tmp_path))

    def test_symbolic_link(self, tmp_path: Path) -> None:
        repository = ordinary(tmp_path)
        (repository / ".git/HEAD").unlink()
        (repository / ".git/HEAD").symlink_to("refs/heads/main")
        with pytest.raises(UnknownError, match="link"):
            attrgetter("head_branch")(found(repository))

    def test_too_large(self, tmp_path: Path) -> None:
        (ordinary(tmp_path) / ".git/HEAD").write_bytes(b"x" * 1_000_001)
        with pytest.raises(UnknownError, match="HEAD is larger than 1 MB"):
            attrgetter("head_branch")(found(tmp_path))


def branches_of_git(folder: Path, prefix: str) -> set[str]:
    names = git(folder, "for-each-ref", "--format=%(refname)", prefix).decode().splitlines()
    return {name.removeprefix(prefix) for name in names} - {"HEAD"}


class TestBranches:
    @pytest.mark.parametrize("packed", [False, True])
    def test_clone(self, tmp_path: Path, packed: bool) -> None:  # noqa: FBT001  # pytest's
        origin = ordinary(tmp_path / "origin")
        for branch in ("develop", "feature/one", "feature/two", "ü"):
            git(origin, "branch", branch)
        git(origin, "tag", "v1")
        git(tmp_path, "clone", "-q", str(origin), "copy")
        copy = tmp_path / "copy"
        git(copy, "branch", "local/only")
        if packed:
            git(copy, "pack-refs", "--all")
            git(copy, "branch", "loose")
        gitdir = found(copy)
        assert gitdir.local_branches == branches_of_git(copy, "refs/heads/")
        assert gitdir.remote_branches == branches_of_git(copy, "refs/remotes/origin/")
        assert gitdir.remote_branches == {"main", "develop", "feature/one", "feature/two", "ü"}
        assert gitdir.default_branch == "main"
        assert not gitdir.is_shallow
        assert not gitdir.is_single_branch
        assert not gitdir.is_bare

    @pytest.mark.parametrize(
        ("url", "host"),
        [
            ("https://github.com/acme/demo.git", "github.com"),
            ("https://user:secret@GitHub.com/acme/demo", "github.com"),
            ("git@github.acme.org:team/demo.git", "github.acme.org"),
            ("ssh://git@git.acme.org:2222/team/demo", "git.acme.org"),
            ("work:team/demo", "work"),
            ("/srv/git/demo.git", None),
            ("../demo", None),
            ("C:/git/demo", None),
            ("file:///srv/git/demo", None),
        ],
    )
    def test_host_of_the_remote(self, tmp_path: Path, url: str, host: str | None) -> None:
        repository = ordinary(tmp_path / "own")
        git(repository, "remote", "add", "origin", url)
        assert found(repository).remote_host == host

    def test_default_branch_is_the_remotes_own(self, tmp_path: Path) -> None:
        origin = ordinary(tmp_path / "origin")
        git(origin, "checkout", "-qb", "release/next")
        git(tmp_path, "clone", "-q", "-b", "main", "-o", "up/stream", str(origin), "copy")
        gitdir = found(tmp_path / "copy")
        assert gitdir.default_branch == "release/next"
        assert gitdir.head_branch == "main"
        assert gitdir.remote_branches == {"main", "release/next"}

    def test_no_default_branch_is_known(self, tmp_path: Path) -> None:
        repository = ordinary(tmp_path / "top")
        assert found(repository).default_branch is None
        git(repository, "remote", "add", "origin", "https://example.org/x")
        assert found(repository).default_branch is None

    def test_default_branch_outside_of_the_remote(self, tmp_path: Path) -> None:
        git(tmp_path, "clone", "-q", str(ordinary(tmp_path / "origin")), "copy")
        (tmp_path / "copy/.git/refs/remotes/origin/HEAD").write_text("ref: refs/heads/main\n")
        assert found(tmp_path / "copy").default_branch is None

    def test_damaged_default_branch(self, tmp_path: Path) -> None:
        git(tmp_path, "clone", "-q", str(ordinary(tmp_path / "origin")), "copy")
        (tmp_path / "copy/.git/refs/remotes/origin/HEAD").write_text("?")
        with pytest.raises(UnknownError, match="origin/HEAD is damaged"):
            attrgetter("default_branch")(found(tmp_path / "copy"))

    def test_remotes_whose_names_begin_alike(self, tmp_path: Path) -> None:
        repository = ordinary(tmp_path)
        for remote in ("up", "up/stream"):
            git(repository, "config", f"remote.{remote}.url", "https://example.org/x")
            git(repository, "update-ref", f"refs/remotes/{remote}/one", "HEAD")
        assert found(repository).remote_branches == {"one"}

    def test_refs_that_are_no_branches_of_a_remote(self, tmp_path: Path) -> None:
        repository = ordinary(tmp_path)
        git(repository, "remote", "add", "origin", "https://example.org/x")
        git(repository, "update-ref", "refs/remotes/pull/5/merge", "HEAD")
        git(repository, "update-ref", "refs/remotes/origin/kept", "HEAD")
        git(repository, "update-ref", "refs/changes/01", "HEAD")
        (repository / ".git/refs/heads/left.lock").touch()
        assert found(repository).remote_branches == {"kept"}
        assert found(repository).local_branches == {"main"}

    @pytest.mark.parametrize("text", ["nonsense\n", "0" * 40 + " refs/heads/a", "0" * 40 + "\n", "\n"])
    def test_damaged_packed_refs(self, tmp_path: Path, text: str) -> None:
        git(ordinary(tmp_path), "pack-refs", "--all")
        with (tmp_path / ".git/packed-refs").open("a") as file:
            file.write(text)
        with pytest.raises(UnknownError, match="packed-refs"):
            attrgetter("local_branches")(found(tmp_path))

    def test_peeled_tags(self, tmp_path: Path) -> None:
        git(ordinary(tmp_path), "tag", "-a", "v1", "-m", "one")
        git(tmp_path, "pack-refs", "--all")
        assert "^" in (tmp_path / ".git/packed-refs").read_text()
        assert found(tmp_path).local_branches == {"main"}

    def test_too_many_loose_refs(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("repoaudit.repository.gitrefs._MAX_LOOSE", 3)
        repository = ordinary(tmp_path)
        assert found(repository).local_branches == {"main"}
        for branch in ("a/1", "a/2", "b/1"):
            git(repository, "branch", branch)
        with pytest.raises(UnknownError, match="too many"):
            attrgetter("local_branches")(found(repository))

    def test_a_ref_folder_that_loops(self, tmp_path: Path) -> None:
        repository = ordinary(tmp_path)
        (repository / ".git/refs/heads/loop").symlink_to(".")
        assert found(repository).local_branches == {"main", "loop"}

    @pytest.mark.parametrize("named", [True, False])
    def test_reftable_is_unknown(self, tmp_path: Path, named: bool) -> None:  # noqa: FBT001  # pytest's
        repository = ordinary(tmp_path)
        expected = listed(repository)  # git itself may refuse what follows: 2.47 asks for another version of the format
        (repository / ".git/HEAD").write_text("ref: refs/heads/.invalid\n")
        if named:
            with (repository / ".git/config").open("a") as config:
                config.write("[extensions]\n\trefStorage = reftable\n")
        else:
            (repository / ".git/reftable").mkdir()
        gitdir = found(repository)
        for name in ("head_branch", "default_branch", "local_branches", "remote_branches"):
            with pytest.raises(UnknownError, match="reftable"):
                getattr(gitdir, name)
        assert read(repository) == expected


class TestClones:
    @pytest.fixture
    def origin(self, tmp_path: Path) -> str:
        repository = ordinary(tmp_path / "origin")
        git(repository, "commit", "-q", "--allow-empty", "-m", "two")
        git(repository, "branch", "develop")
        return repository.as_uri()

    @pytest.mark.parametrize(
        ("options", "shallow", "single"),
        [
            ([], False, False),
            (["--depth=1"], True, True),
            (["--depth=1", "--no-single-branch"], True, False),
            (["--single-branch"], False, True),
            (["--single-branch", "-b", "develop"], False, True),
        ],
    )
    def test_how_much_was_cloned(
        self,
        tmp_path: Path,
        origin: str,
        options: list[str],
        shallow: bool,  # noqa: FBT001  # pytest's
        single: bool,  # noqa: FBT001  # pytest's
    ) -> None:
        git(tmp_path, "clone", "-q", *options, origin, "copy")
        gitdir = found(tmp_path / "copy")
        assert (gitdir.is_shallow, gitdir.is_single_branch) == (shallow, single)
        assert (len(gitdir.remote_branches) == 1) == single

    def test_unshallowed(self, tmp_path: Path, origin: str) -> None:
        git(tmp_path, "clone", "-q", "--depth=1", origin, "copy")
        git(tmp_path / "copy", "fetch", "-q", "--unshallow")
        assert not found(tmp_path / "copy").is_shallow

    @pytest.mark.parametrize(
        ("refspecs", "single"),
        [
            ([], True),
            (["+refs/heads/*:refs/remotes/origin/*"], False),
            (["+refs/tags/*:refs/tags/*"], True),
            (["+refs/*:refs/*"], False),
            (["refs/heads/main:refs/remotes/origin/main", "refs/heads/*:refs/remotes/origin/*"], False),
            (["refs/heads/*:refs/remotes/origin/*", "^refs/heads/dependabot/*"], True),
        ],
    )
    def test_refspecs(self, tmp_path: Path, refspecs: list[str], single: bool) -> None:  # noqa: FBT001  # pytest's
        repository = ordinary(tmp_path)
        git(repository, "config", "remote.origin.url", "https://example.org/x")
        for refspec in refspecs:
            git(repository, "config", "--add", "remote.origin.fetch", refspec)
        assert found(repository).is_single_branch == single

    def test_origin_counts_where_there_are_several_remotes(self, tmp_path: Path) -> None:
        git(ordinary(tmp_path), "remote", "add", "fork", "https://example.org/x")
        assert not found(tmp_path).is_single_branch
        git(tmp_path, "remote", "add", "-t", "main", "origin", "https://example.org/y")
        assert found(tmp_path).is_single_branch

    def test_without_any_remote_nothing_is_missing(self, tmp_path: Path) -> None:
        assert not found(ordinary(tmp_path)).is_single_branch


class TestBare:
    def test_work_tree_of_a_bare_repository(self, tmp_path: Path) -> None:
        git(tmp_path, "clone", "-q", "--bare", str(ordinary(tmp_path / "origin")), "top/.git")
        git(tmp_path / "top", "worktree", "add", "-q", "main")
        assert found(tmp_path / "top").is_bare
        assert not found(tmp_path / "top/main").is_bare
        assert found(tmp_path / "top/main").head_branch == "main"

    @pytest.mark.parametrize("value", ["true", "yes", "on", "1", "TRUE"])
    def test_spellings(self, tmp_path: Path, value: str) -> None:
        git(ordinary(tmp_path), "config", "core.bare", value)
        assert found(tmp_path).is_bare

    def test_setting_of_one_work_tree(self, tmp_path: Path) -> None:
        repository = ordinary(tmp_path)
        git(repository, "config", "extensions.worktreeConfig", "true")
        assert not found(repository).is_bare
        (repository / ".git/config.worktree").write_text("[core]\n\tbare = true\n")
        assert found(repository).is_bare

    def test_damaged_configuration(self, tmp_path: Path) -> None:
        ordinary(tmp_path)
        (tmp_path / ".git/config").write_text("bare nonsense\n")
        with pytest.raises(UnknownError, match="configuration is damaged: line 1"):
            attrgetter("is_bare")(found(tmp_path))


CONFIGS = [
    "",
    "[core]\n\tbare = true\n",
    "[core] bare = yes ; comment\n",
    "[CORE]\nBaRe\n",
    '[remote "Origin"]\n\turl = https://example.org/x # comment\n\tfetch = +a:b\n\tfetch = +c:d\n',
    '[remote "a\\"b\\\\c.d"]\nx=1\n',
    "[branch.MAIN]\nx = 1\n",
    '[a]\nx = "quoted # ; text" # comment\ny = "  kept  "  \nz = a "b  c" d\n',
    "[a]\nx = one\\\n  two\\\nthree\ny = 2\n",
    '[a]\nx = tab\\there\\nnew \\\\ \\"\n',
    "[a]\r\nx = 1\r\ny = 2\r\n",
    "\ufeff[a]\nx = 1\n",
    "# comment \\\n; another\n[a]\n# [b]\nx = 1;2\n",
    '[a]\nx=\ny =\nz = ""\n',
    "[a]\nx-1 = value with   blanks inside   \n",
    "[a][b]\nx = 1",
    '[include]\n\tpath = ../../outside\n[includeIf "gitdir:/"]\n\tpath = /etc/passwd\n',
]
DAMAGED = [
    "[a]\nx # comment\n",
    "[a\nx = 1\n",
    "[a]\n= 1\n",
    '[a]\nx = "open\n',
    "[a]\nx = \\q\n",
    '[a "b\n"]\nx = 1\n',
    "[a]\n1x = 2\n",
    "[a]\nx y = 1\n",
]


class TestConfig:
    @pytest.mark.parametrize("text", CONFIGS)
    def test_agrees_with_git(self, tmp_path: Path, text: str) -> None:
        oracle: dict[tuple[str, str, str], list[str]] = {}
        rows = git(tmp_path, "config", "--file", "-", "--list", "-z", "--no-includes", stdin=text.encode()).decode()
        for row in rows.split("\0")[:-1]:
            name, separator, value = row.partition("\n")
            section, _, rest = name.partition(".")
            subsection, _, variable = rest.rpartition(".")
            oracle.setdefault((section, subsection, variable), []).append(value if separator else "true")
        config = GitConfig(text)
        assert {key: list(config.all(*key)) for key in oracle} == oracle
        assert config.names() == set(oracle)

    @pytest.mark.parametrize("text", DAMAGED)
    def test_refuses_what_git_refuses(self, tmp_path: Path, text: str) -> None:
        assert not git(tmp_path, "config", "--file", "-", "--list", stdin=text.encode(), check=False)
        with pytest.raises(ConfigError, match="line"):
            GitConfig(text)

    @settings(max_examples=200, deadline=None)
    @given(st.text(alphabet='[]"\\\n\r#; \t=aB.1-é', max_size=40))
    def test_never_crashes(self, text: str) -> None:
        try:
            config = GitConfig("[core]\nx = 1\n", text)
        except ConfigError:
            return
        assert config.all("core", "", "x")[0] == "1"


class TestView:
    def test_facts_and_directories_are_views(self, tmp_path: Path) -> None:
        views: list[GitView] = [GitFacts(), found(ordinary(tmp_path))]
        assert [view.head_branch for view in views] == ["main", "main"]
        assert [view.local_branches for view in views] == [{"main"}, {"main"}]
        assert [view.is_shallow or view.is_single_branch for view in views] == [False, False]

    def test_no_git_process_is_needed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        repository = peculiar(tmp_path / "top")
        (repository / ".git/config").write_text('[core]\n\tfsmonitor = "touch ran"\n\tsshCommand = touch ran\n')

        def forbidden(*_: object, **__: object) -> None:
            raise AssertionError("a process was started")

        for name in ("Popen", "run"):
            monkeypatch.setattr(subprocess, name, forbidden)
        for name in ("system", "fork", "posix_spawn", "execve"):
            monkeypatch.setattr(os, name, forbidden)
        gitdir = found(repository)
        assert gitdir.index()
        assert gitdir.local_branches == {"main", "side"}
        assert not (repository / "ran").exists()


class TestConfinement:
    def test_git_directory_paths_have_one_spelling(self, tmp_path: Path) -> None:
        tree = ConfinedTree(str(ordinary(tmp_path) / ".git"))
        assert tree.node("refs/heads/main").kind == "file"
        assert tree.node("refs/../HEAD").kind is None
