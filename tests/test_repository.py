import os
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repoaudit.errors import UnknownError, UnreadableError, UsageError
from repoaudit.repository import (
    MAX_SIZE,
    DiskRepository,
    MemoryRepository,
    Repository,
    confined,
    filelist,
    find_root,
    join,
)
from repoaudit.repository.confined import is_plain
from repoaudit.repository.filelist import FileList
from repoaudit.repository.gitdir import GitDir, GitFacts
from repoaudit.repository.gitindex import EXECUTABLE, GITLINK, LINK, Index, IndexEntry

GIT = shutil.which("git") or "git"
CLEAN = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


posix = pytest.mark.skipif(os.name != "posix", reason="links and FIFOs as POSIX has them")


def git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run([GIT, *settings, *arguments], cwd=folder, env=CLEAN, check=True, capture_output=True)  # git


def lay(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    return folder


FILES = {"pyproject.toml": "[project]\r\n", "src/pkg/__init__.py": "", "src/pkg/ä.py": "\ufeffx = 1\n", "README": "hi"}


@pytest.fixture(params=["disk", "memory", "overlay"])
def repository(request: pytest.FixtureRequest, tmp_path: Path) -> Repository:
    if request.param == "disk":
        return DiskRepository(str(lay(tmp_path, FILES)))
    if request.param == "memory":
        return MemoryRepository(FILES)
    half = dict(list(FILES.items())[:2])
    return MemoryRepository({"README": "old", **half}).with_texts(FILES)


def reason(repository: Repository, path: str) -> str:
    with pytest.raises(UnreadableError) as caught:
        repository.read(path)
    assert caught.value.path == path
    return caught.value.reason


class TestEveryRepository:
    def test_reads_texts_as_they_are(self, repository: Repository) -> None:
        for path, text in FILES.items():
            assert repository.read(path) == text
            assert repository.size(path) == len(text.encode())
            assert repository.read_bytes_head(path, 3) == text.encode()[:3]

    def test_knows_files_from_folders(self, repository: Repository) -> None:
        for path in FILES:
            assert (repository.is_file(path), repository.is_dir(path), repository.exists(path)) == (True, False, True)
        for path in ("", "src", "src/pkg"):
            assert (repository.is_file(path), repository.is_dir(path), repository.exists(path)) == (False, True, True)
        assert not repository.is_link_out("README")

    def test_lists_folders(self, repository: Repository) -> None:
        assert repository.list_dir("") == ("README", "pyproject.toml", "src")
        assert repository.list_dir("src") == ("pkg",)
        assert repository.list_dir("src/pkg") == ("__init__.py", "ä.py")
        assert repository.list_dir("README") == ()
        assert repository.list_dir("missing") == ()

    def test_lists_files(self, repository: Repository) -> None:
        assert repository.files().paths == tuple(sorted(FILES))
        assert repository.files() is repository.files()
        assert repository.files().complete
        assert not repository.files().tracked
        assert repository.git is None

    @pytest.mark.parametrize(
        "path",
        [
            *("missing", "src/missing", "missing/a", "README/a", "README ", "~", "\ud800", "x" * 300, "x" * 5000),
            *(
                "/README",
                "/",
                "//",
                ".",
                "..",
                "../x",
                "./README",
                "src/../README",
                "src/",
                "src//pkg",
                "a/" * 300 + "b",
            ),
            *("a\0b", "\0", ".git", ".GIT/x", "src/.git/config"),
        ],
    )
    def test_what_does_not_exist(self, repository: Repository, path: str) -> None:
        assert not repository.exists(path)
        assert not repository.is_file(path)
        assert not repository.is_dir(path)
        assert repository.list_dir(path) == ()
        assert reason(repository, path) == "does not exist"
        with pytest.raises(UnreadableError, match="does not exist"):
            repository.size(path)
        with pytest.raises(UnreadableError, match="does not exist"):
            repository.read_bytes_head(path, 1)

    def test_a_folder_is_not_read(self, repository: Repository) -> None:
        assert reason(repository, "src") == "is a folder"
        assert reason(repository, "") == "is a folder"

    def test_new_texts_on_top(self, repository: Repository) -> None:
        changed = repository.with_texts({"README": "new", "docs/new/index.md": "x"})
        again = changed.with_texts({"README": "newer", "Makefile": "all:\n"})
        assert [each.read("README") for each in (repository, changed, again)] == ["hi", "new", "newer"]
        assert again.read("docs/new/index.md") == "x"
        assert again.read("pyproject.toml") == FILES["pyproject.toml"]
        assert again.size("README") == 5
        assert again.list_dir("") == ("Makefile", "README", "docs", "pyproject.toml", "src")
        assert again.list_dir("docs/new") == ("index.md",)
        assert again.is_dir("docs")
        assert again.files().paths == tuple(sorted([*FILES, "Makefile", "docs/new/index.md"]))
        assert not repository.exists("docs")
        assert changed.files().paths == tuple(sorted([*FILES, "docs/new/index.md"]))


def test_what_was_read_includes_what_is_unchanged() -> None:
    base = MemoryRepository(FILES)
    base.read("pyproject.toml")
    changed = base.with_texts({"README": "new"})
    assert changed.files_read() == ()
    changed.read("src/pkg/ä.py")
    changed.read("README")
    with pytest.raises(UnreadableError):
        changed.read("nowhere")
    assert changed.files_read() == ("README", "src/pkg/ä.py")


def test_what_is_unchanged_is_not_read_twice(tmp_path: Path) -> None:
    base = DiskRepository(str(lay(tmp_path, FILES)))
    assert base.with_texts({"README": "new"}).read("src/pkg/ä.py") is base.read("src/pkg/ä.py")


UNREADABLE = {
    b"\xff\xfea\0": "is not UTF-8 (UTF-16 byte order mark)",
    b"\xfe\xff\0a": "is not UTF-8 (UTF-16 byte order mark)",
    b"\xff\xfe\0\0a\0\0\0": "is not UTF-8 (UTF-32 byte order mark)",
    b"\0\0\xfe\xff\0\0\0a": "is not UTF-8 (UTF-32 byte order mark)",
    b"x" * 17 + b"\xff": "is not UTF-8 (byte 0xff at offset 17)",
    b"caf\xe9": "is not UTF-8 (byte 0xe9 at offset 3)",
    b"\xed\xa0\x80": "is not UTF-8 (byte 0xed at offset 0)",
    b"x" * (MAX_SIZE + 1): "is larger than 5 MB",
}


@pytest.mark.parametrize("on_disk", [True, False])
class TestContent:
    def make(self, folder: Path, data: bytes, on_disk: bool) -> Repository:  # noqa: FBT001  # pytest's
        if not on_disk:
            return MemoryRepository({"f": data})
        (folder / "f").write_bytes(data)
        return DiskRepository(str(folder))

    @pytest.mark.parametrize(("data", "expected"), UNREADABLE.items())
    def test_unreadable(self, tmp_path: Path, data: bytes, expected: str, on_disk: bool) -> None:  # noqa: FBT001  # pytest's
        repository = self.make(tmp_path, data, on_disk)
        assert reason(repository, "f") == expected
        assert reason(repository, "f") == expected
        assert repository.is_file("f")
        assert repository.read_bytes_head("f", 4) == data[:4]

    @pytest.mark.parametrize(
        "text", ["", "\ufeff", "a\r\nb\rc\n\n", "no newline", "\0", "\u2028\x85", "😀", "x" * MAX_SIZE]
    )
    def test_readable(self, tmp_path: Path, text: str, on_disk: bool) -> None:  # noqa: FBT001  # pytest's
        repository = self.make(tmp_path, text.encode(), on_disk)
        assert repository.read("f") == text
        assert repository.read("f") == text


class TestMemory:
    @pytest.mark.parametrize("path", ["", "/a", "a/../b", "a//b", "./a", "a/", ".git/config", "a/.Git/x", "a\0"])
    def test_refuses_impossible_paths(self, path: str) -> None:
        with pytest.raises(ValueError, match="not the path"):
            MemoryRepository({path: ""})

    def test_refuses_a_file_that_is_a_folder(self) -> None:
        with pytest.raises(ValueError, match="both a file and a folder"):
            MemoryRepository({"a": "", "a/b": ""})

    def test_tracked_files_are_as_stated(self) -> None:
        facts = GitFacts(
            untracked=frozenset({"notes.txt"}),
            modes={"run.sh": EXECUTABLE, "link": LINK, "vendor/lib": GITLINK, "deleted.py": 0o100644},
        )
        repository = MemoryRepository({"a.py": "", "run.sh": "", "link": "a.py", "notes.txt": ""}, facts)
        files = repository.files()
        assert files.tracked
        assert files.complete
        assert files.paths == ("a.py", "deleted.py", "link", "run.sh")
        assert files.executables == {"run.sh"}
        assert files.links == {"link"}
        assert files.submodules == ("vendor/lib",)
        assert "deleted.py" in files
        assert not repository.exists("deleted.py")
        assert repository.exists("notes.txt")
        assert repository.git is facts
        assert repository.with_texts({"a.py": "x"}).git is facts
        assert repository.with_texts({"b.py": "x"}).files().executables == {"run.sh"}


@contextmanager
def listening(path: Path) -> Iterator[None]:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(path))
        yield


@posix
class TestLinks:
    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        lay(tmp_path / "outside", {"secret.txt": "secret", "folder/deep.txt": "deep"})
        return lay(tmp_path / "root", {"a/file.txt": "inside", "b/c/d.txt": "deep"})

    @pytest.mark.parametrize(
        ("link", "target"),
        [
            ("l", "a/file.txt"),
            ("l", "./a/../a//file.txt"),
            ("a/l", "file.txt"),
            ("b/c/l", "../../a/file.txt"),
            ("l", "{root}/a/file.txt"),
            ("l", "../root/a/file.txt"),
            ("b/l", "../../root/a/../a/file.txt"),
        ],
    )
    def test_inside(self, root: Path, link: str, target: str) -> None:
        (root / link).symlink_to(target.format(root=root))
        repository = DiskRepository(str(root))
        assert repository.read(link) == "inside"
        assert repository.is_file(link)
        assert repository.size(link) == 6
        assert not repository.is_link_out(link)

    def test_folders(self, root: Path) -> None:
        (root / "l").symlink_to("b/c")
        (root / "m").symlink_to("l/..")
        repository = DiskRepository(str(root))
        assert repository.is_dir("l")
        assert repository.read("l/d.txt") == "deep"
        assert repository.list_dir("l") == ("d.txt",)
        assert repository.list_dir("m") == ("c",)
        assert repository.read("m/c/d.txt") == "deep"
        assert not repository.exists("l/missing")

    @pytest.mark.parametrize(
        "target",
        [
            *("../outside/secret.txt", "{outside}/secret.txt", "a/../../outside/secret.txt", "hop", "..", "../.."),
            *("/", "/etc/passwd", "//etc/passwd", "../" * 100 + "etc/passwd", "/proc/self/root{root}/a/file.txt"),
            *("../missing", "/missing/x", "../rootless", "../roo", "../outside/../root/a/file.txt"),
        ],
    )
    def test_outside(self, root: Path, target: str) -> None:
        (root / "hop").symlink_to("../outside/secret.txt")
        (root / "l").symlink_to(target.format(root=root, outside=root.parent / "outside"))
        repository = DiskRepository(str(root))
        for path in ("l", "l/secret.txt", "l/x/y"):
            assert reason(repository, path) == "is a link out of the repository"
            assert repository.is_link_out(path)
            assert repository.exists(path)
            assert not repository.is_file(path)
            assert not repository.is_dir(path)
            assert repository.list_dir(path) == ()

    def test_into_the_git_directory(self, root: Path) -> None:
        git(root, "init", "-q")
        (root / "l").symlink_to(".git/config")
        (root / "m").symlink_to(".git")
        repository = DiskRepository(str(root))
        assert repository.is_link_out("l")
        assert repository.is_link_out("m/config")
        assert not repository.exists(".git/config")
        assert repository.list_dir("") == ("a", "b", "l", "m")

    @pytest.mark.parametrize(
        "target", ["missing", "a/missing", "a/file.txt/x", "a/file.txt/..", "a/file.txt/", "x" * 300]
    )
    def test_broken(self, root: Path, target: str) -> None:
        (root / "l").symlink_to(target)
        repository = DiskRepository(str(root))
        assert reason(repository, "l") == "is a broken link"
        assert repository.exists("l")
        assert not repository.is_file("l")
        assert not repository.is_link_out("l")

    def test_loops(self, root: Path) -> None:
        (root / "self").symlink_to("self")
        (root / "ping").symlink_to("pong")
        (root / "pong").symlink_to("a/../ping")
        (root / "grow").symlink_to("grow/grow")
        (root / "up").symlink_to("./.")
        repository = DiskRepository(str(root))
        for path in ("self", "ping", "pong", "grow", "self/x"):
            assert reason(repository, path) == "links to itself"
        assert repository.is_dir("/".join(["up"] * 50))

    def test_as_many_links_as_linux_follows(self, root: Path) -> None:
        (root / "l0").symlink_to("a/file.txt")
        for number in range(1, 50):
            (root / f"l{number}").symlink_to(f"l{number - 1}")
        repository = DiskRepository(str(root))
        for number in range(50):
            assert repository.is_file(f"l{number}") == (root / f"l{number}").is_file()

    def test_a_linked_root_is_resolved(self, root: Path) -> None:
        (root.parent / "alias").symlink_to("root")
        repository = DiskRepository(str(root.parent / "alias"))
        assert repository.root == str(root)
        assert repository.read("a/file.txt") == "inside"

    def test_the_file_system_as_root(self) -> None:
        repository = DiskRepository("/")
        assert repository.root == "/"
        assert repository.is_dir("usr")
        assert "usr" in repository.list_dir("")
        for path in Path("/").iterdir():
            assert repository.is_dir(path.name) == path.is_dir()

    def test_nothing_outside_is_looked_at(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        git(root, "init", "-q")
        (root / "out").symlink_to("../outside/folder")
        (root / "back").symlink_to("../root/a")
        (root / "absolute").symlink_to("/etc")
        repository = DiskRepository(str(root))
        seen: list[str] = []

        def spy(name: str) -> Callable[..., object]:
            original = getattr(os, name)

            def spying(path: str, *arguments: object, **options: object) -> object:
                seen.append(path)
                return original(path, *arguments, **options)

            return spying

        for name in ("lstat", "stat", "readlink", "scandir", "open"):
            monkeypatch.setattr(os, name, spy(name))
        for path in ("out/deep.txt", "back/file.txt", "absolute/passwd", "a/file.txt", "../outside/secret.txt"):
            repository.exists(path)
            repository.list_dir(path)
            if repository.is_file(path):
                repository.read(path)
        repository.files()
        assert f"{root}/a/file.txt" in seen
        assert [path for path in seen if not f"{path}/".startswith(f"{root}/")] == []


@posix
class TestSpecialFiles:
    @pytest.mark.parametrize("link", [False, True])
    def test_nothing_hangs(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, link: bool) -> None:  # noqa: FBT001  # pytest's
        monkeypatch.chdir(tmp_path)
        os.mkfifo(tmp_path / "fifo")
        if link:
            (tmp_path / "l").symlink_to("fifo")
        with listening(tmp_path / "socket"):
            repository = DiskRepository(str(tmp_path))
            for path in ("l" if link else "fifo", "socket"):
                assert reason(repository, path) == "is not a regular file"
                assert repository.exists(path)
                assert not repository.is_file(path)
            assert repository.files().paths == (("l",) if link else ())

    def test_devices(self) -> None:
        assert reason(DiskRepository("/dev"), "null") == "is not a regular file"

    def test_a_file_that_became_a_fifo_is_not_read(self, tmp_path: Path) -> None:
        lay(tmp_path, {"f": "one", "g": "two"})
        repository = DiskRepository(str(tmp_path))
        assert repository.is_file("f")
        assert repository.is_file("g")
        (tmp_path / "f").unlink()
        os.mkfifo(tmp_path / "f")
        (tmp_path / "new").write_text("three")
        (tmp_path / "new").replace(tmp_path / "g")
        assert reason(repository, "f") == "changed while it was read"
        assert reason(repository, "g") == "changed while it was read"

    def test_a_file_that_became_a_link_is_not_read(self, tmp_path: Path) -> None:
        lay(tmp_path, {"f": "one", "g": "two"})
        repository = DiskRepository(str(tmp_path))
        assert repository.is_file("f")
        (tmp_path / "f").unlink()
        (tmp_path / "f").symlink_to("g")
        assert reason(repository, "f").startswith("cannot be opened: ")

    def test_no_permission(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        lay(tmp_path, {"f": "x", "closed/f": "x"})
        (tmp_path / "l").symlink_to("closed/f")
        repository = DiskRepository(str(tmp_path))

        def refuse(path: str, *_: object) -> NoReturn:
            raise PermissionError(13, "Permission denied", path)

        monkeypatch.setattr(os, "open", refuse)
        assert reason(repository, "f") == "cannot be opened: permission denied"
        original = os.lstat
        monkeypatch.setattr(os, "lstat", lambda path: refuse(path) if "closed/" in path else original(path))
        for path in ("closed/f", "closed/f/g", "l"):
            assert reason(repository, path) == "cannot be opened: permission denied"
            assert repository.exists(path)
            assert not repository.is_file(path)

    def test_texts_are_kept_within_bounds(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("repoaudit.repository._MAX_KEPT", 10)
        lay(tmp_path, {"small": "x" * 10, "more": "y" * 10})
        repository = DiskRepository(str(tmp_path))
        assert repository.read("small") == "x" * 10
        assert repository.read("more") == "y" * 10
        monkeypatch.setattr(os, "open", lambda *_: pytest.fail("read again"))
        assert repository.read("small") == "x" * 10
        with pytest.raises(pytest.fail.Exception):
            repository.read("more")


NAMES = st.sampled_from(["a", "b", "c"])
TARGETS = st.lists(st.sampled_from(["a", "b", "c", "..", ".", "", "/", "ROOT", "root"]), min_size=1, max_size=5)


@posix
class TestAgainstTheKernel:
    @settings(max_examples=150, deadline=None)
    @given(st.dictionaries(st.tuples(NAMES, NAMES), TARGETS, max_size=6), st.lists(NAMES, max_size=5))
    def test_links_lead_where_the_kernel_follows(
        self, links: dict[tuple[str, str], list[str]], parts: list[str]
    ) -> None:
        with TemporaryDirectory() as top:
            root = Path(os.path.realpath(top)) / "root"
            lay(root, {"a/a": "1", "b/b/b": "2", "c/x": "3"})
            for (folder, name), target in links.items():
                place = root / folder / name
                if not place.exists() and not place.is_symlink():
                    place.symlink_to("/".join(target).replace("ROOT", str(root)) or ".")
            path = "/".join(parts)
            real = os.path.realpath(root / path)
            inside = f"{real}/".startswith(f"{root}/")
            repository = DiskRepository(str(root))
            # only what goes out and comes back, or comes from the root of the file system, may be called outside
            assert repository.is_file(path) == (inside and (root / path).is_file())
            assert repository.is_dir(path) == (inside and (root / path).is_dir())
            assert repository.exists(path) >= os.path.lexists(root / path)
            if repository.is_file(path):
                assert repository.read(path) == Path(real).read_text()


class TestFilesOnDisk:
    def test_git_lists_what_is_tracked(self, tmp_path: Path) -> None:
        lay(tmp_path, {"a.py": "", "run.sh": "", "gone.py": "", ".gitignore": "*.log\n", "b/c.py": "", "b-c/d.py": ""})
        (tmp_path / "run.sh").chmod(0o755)
        (tmp_path / "link").symlink_to("a.py")
        git(tmp_path, "init", "-q")
        git(tmp_path, "add", "-A")
        lay(tmp_path, {"untracked.py": "", "x.log": ""})
        (tmp_path / "gone.py").unlink()
        repository = DiskRepository(str(tmp_path))
        files = repository.files()
        assert files.paths == (".gitignore", "a.py", "b-c/d.py", "b/c.py", "gone.py", "link", "run.sh")
        assert (files.tracked, files.complete) == (True, True)
        assert files.executables == {"run.sh"}
        assert files.links == {"link"}
        assert "gone.py" in files
        assert not repository.exists("gone.py")
        assert repository.exists("untracked.py")
        assert "untracked.py" not in files
        assert isinstance(repository.git, GitDir)

    def test_nothing_is_looked_at_to_list_what_git_tracks(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lay(tmp_path, {f"d{number % 9}/f{number}.py": "" for number in range(200)})
        git(tmp_path, "init", "-q")
        git(tmp_path, "add", "-A")
        repository = DiskRepository(str(tmp_path))
        looked: list[str] = []
        original = os.lstat

        def lstat(path: str) -> os.stat_result:
            looked.append(path)
            return original(path)

        monkeypatch.setattr(os, "lstat", lstat)
        assert len(repository.files()) == 200
        assert len(looked) < 10

    def test_the_index_is_read_only_for_the_list(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        lay(tmp_path, FILES)
        git(tmp_path, "init", "-q")
        git(tmp_path, "add", "-A")
        monkeypatch.setattr(GitDir, "index", lambda _: pytest.fail("the index was read"))
        repository = DiskRepository(str(tmp_path))
        assert repository.read("README") == "hi"
        assert repository.list_dir("src") == ("pkg",)
        assert not repository.exists("missing")
        with pytest.raises(pytest.fail.Exception):
            repository.files()

    def test_nothing_added_yet(self, tmp_path: Path) -> None:
        git(lay(tmp_path, {"a.py": ""}), "init", "-q")
        files = DiskRepository(str(tmp_path)).files()
        assert (files.paths, files.tracked, files.complete) == (("a.py",), False, True)

    def test_damaged_index(self, tmp_path: Path) -> None:
        git(lay(tmp_path, {"a.py": ""}), "init", "-q")
        (tmp_path / ".git/index").write_text("nonsense")
        files = DiskRepository(str(tmp_path)).files()
        assert (files.paths, files.tracked, files.complete) == (("a.py",), False, False)

    def test_sparse_index(self, tmp_path: Path) -> None:
        git(lay(tmp_path, {"a.py": "", "b/c.py": ""}), "init", "-q")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", "one")
        git(tmp_path, "sparse-checkout", "init", "--cone", "--sparse-index")
        files = DiskRepository(str(tmp_path)).files()
        assert (files.paths, files.tracked, files.complete) == (("a.py",), False, False)

    def test_sparse_checkout(self, tmp_path: Path) -> None:
        git(lay(tmp_path, {"a.py": "", "b/c.py": ""}), "init", "-q")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", "one")
        git(tmp_path, "sparse-checkout", "set", "--no-cone", "a.py")
        repository = DiskRepository(str(tmp_path))
        assert repository.files().paths == ("a.py", "b/c.py")
        assert repository.files().skipped == {"b/c.py"}
        assert not repository.exists("b/c.py")

    def test_below_a_work_tree(self, tmp_path: Path) -> None:
        git(
            lay(tmp_path, {"a.py": "", "sub/b.py": "", "sub/c/d.sh": "", "subway/x.py": "", "new/e.py": ""}),
            "init",
            "-q",
        )
        (tmp_path / "sub/c/d.sh").chmod(0o755)
        git(tmp_path, "add", "a.py", "sub", "subway")
        outer = GitDir.at(str(tmp_path))
        files = DiskRepository(str(tmp_path / "sub"), outer).files()
        assert (files.paths, files.tracked) == (("b.py", "c/d.sh"), True)
        assert files.executables == {"c/d.sh"}
        untracked = DiskRepository(str(tmp_path / "new"), outer).files()
        assert (untracked.paths, untracked.tracked) == (("e.py",), False)
        assert DiskRepository(str(tmp_path / "sub")).git is None

    def test_conflicts_leave_the_list_incomplete(self) -> None:
        entries = [IndexEntry("a", 0o100644), *(IndexEntry("b", 0o100644, stage) for stage in (1, 2, 3))]
        files = filelist.from_index(Index.of(entries))
        assert (files.paths, files.complete) == (("a",), False)

    def test_impossible_paths_of_an_index_are_left_out(self) -> None:
        bad = [
            *("", ".", "..", ".git", "/x", "../x", ".git/config"),
            *("a//b", "a/./b", "a/../b", "a/.git/hooks/x", "a/..", "b/"),
        ]
        good = [".github/x", "a/...", "a/..b/c", "a/.gitignore", "c.git/x", "d./x", "e../x"]
        for path in bad:
            index = Index.of([IndexEntry(each, 0o100644) for each in sorted([path, *good])])
            assert filelist.from_index(index).paths == tuple(sorted(good)), path

    def test_walk_leaves_out_what_tools_put_there(self, tmp_path: Path) -> None:
        kept = {
            *("pyproject.toml", "src/build/__init__.py", "docs/build/conf.py", "lib/dist/x.py", "build_tools/x"),
            *(".github/workflows/ci.yml", "environment/pyvenv.py", "sub/setup.py", "sub/build/__init__.py"),
        }
        dropped = {
            *(
                ".venv/a.py",
                "venv/a.py",
                "env-311/pyvenv.cfg",
                "env-311/lib/a.py",
                "conda/conda-meta/history",
                "conda/a",
            ),
            *("node_modules/a/b.js", "src/__pycache__/a.pyc", ".tox/a", ".nox/a", ".mypy_cache/a", ".ruff_cache/a"),
            *(".hg/a", ".svn/a", ".pytest_cache/a", ".eggs/a", "src/pkg.egg-info/PKG-INFO", "lib/site-packages/a.py"),
            *("build/lib/a.py", "dist/a.whl", "cached/CACHEDIR.TAG", "cached/a", "nested/.git/HEAD", "nested/a.py"),
        }
        lay(tmp_path, dict.fromkeys(kept | dropped, ""))
        files = DiskRepository(str(tmp_path)).files()
        assert set(files.paths) == kept
        assert files.submodules == ("nested",)
        assert files.complete

    def test_walk_follows_no_links(self, tmp_path: Path) -> None:
        lay(tmp_path / "root", {"a/b.py": ""})
        lay(tmp_path / "outside", {"secret": ""})
        (tmp_path / "root/loop").symlink_to(".")
        (tmp_path / "root/a/out").symlink_to("../../outside")
        files = DiskRepository(str(tmp_path / "root")).files()
        assert files.paths == ("a/b.py", "a/out", "loop")
        assert files.links == {"a/out", "loop"}

    def test_the_root_itself_is_never_left_out(self, tmp_path: Path) -> None:
        lay(tmp_path, {"CACHEDIR.TAG": "", "pyvenv.cfg": "", "a.py": ""})
        assert DiskRepository(str(tmp_path)).files().paths == ("CACHEDIR.TAG", "a.py", "pyvenv.cfg")

    def test_walk_has_bounds(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        lay(tmp_path, {f"d{number}/f": "" for number in range(10)})
        monkeypatch.setattr(filelist, "MAX_ENTRIES", 20)
        assert DiskRepository(str(tmp_path)).files().complete
        monkeypatch.setattr(filelist, "MAX_ENTRIES", 19)
        files = DiskRepository(str(tmp_path)).files()
        assert not files.complete
        assert len(files) == 9
        monkeypatch.setattr(filelist, "MAX_ENTRIES", 9)
        assert DiskRepository(str(tmp_path)).files().paths == ()

    def test_walk_stops_at_a_depth(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(confined, "MAX_DEPTH", 3)
        lay(tmp_path, {"a/b/c/d/e": "", "a/b/c/g": "", "a/b/f": ""})
        files = DiskRepository(str(tmp_path)).files()
        assert (files.paths, files.complete) == (("a/b/f",), False)

    def test_a_folder_that_may_not_be_entered(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        lay(tmp_path, {"a/b": "", "c": ""})
        original = os.scandir

        def scandir(path: str) -> object:
            if path.endswith("/a"):
                raise PermissionError(13, "Permission denied", path)
            return original(path)

        monkeypatch.setattr(os, "scandir", scandir)
        repository = DiskRepository(str(tmp_path))
        assert (repository.files().paths, repository.files().complete) == (("c",), False)
        assert repository.list_dir("a") == ()

    def test_names_that_are_not_utf_8(self, tmp_path: Path) -> None:
        name = os.fsdecode(b"\xff.py")
        (tmp_path / name).write_text("x")
        repository = DiskRepository(str(tmp_path))
        assert repository.files().paths == (name,)
        assert repository.read(name) == "x"
        git(tmp_path, "init", "-q")
        git(tmp_path, "add", "-A")
        tracked = DiskRepository(str(tmp_path))
        assert tracked.files().tracked
        assert tracked.files().paths == (name,)


PATHS = st.lists(st.lists(st.sampled_from(["a", "b", "a0", "a-", "a.b", "é"]), min_size=1, max_size=4).map("/".join))


class TestFileList:
    @settings(max_examples=100, deadline=None)
    @given(PATHS, st.sampled_from(["", "a", "b", "a/a", "a0", "a/b/a", "é"]))
    def test_folders(self, paths: list[str], folder: str) -> None:
        files = FileList(set(paths))
        assert list(files) == sorted(set(paths))
        assert files.under(folder) == tuple(path for path in files if not folder or path.startswith(f"{folder}/"))
        assert files.folders == {path.rsplit("/", cut)[0] for path in paths for cut in range(1, path.count("/") + 1)}
        assert all(path in files for path in paths)
        assert "nowhere" not in files
        assert len(files) == len(files.paths)

    def test_far_too_many_folders(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(filelist, "_MAX_FOLDER_NAMES", 100)
        assert FileList(["a/b/c"]).folders == {"a", "a/b"}
        with pytest.raises(UnknownError, match="too many folders"):
            attrgetter("folders")(FileList([f"{number}/" * 30 + "x" for number in range(5)]))

    def test_adding(self) -> None:
        files = FileList(
            ["b"], tracked=True, complete=False, submodules=["s"], executables=["b"], links=["l"], skipped=["k"]
        )
        more = files.adding(["a", "b"])
        assert more.paths == ("a", "b")
        assert (more.tracked, more.complete, more.submodules) == (True, False, ("s",))
        assert more.executables == {"b"}
        assert more.links == {"l"}
        assert more.skipped == {"k"}


class TestFindRoot:
    def test_git_top_level(self, tmp_path: Path) -> None:
        git(lay(tmp_path, {"a/b/c.py": ""}), "init", "-q")
        assert find_root(str(tmp_path)) == (str(tmp_path), "")
        assert find_root(str(tmp_path / "a/b")) == (str(tmp_path), "a/b")

    def test_without_git(self, tmp_path: Path) -> None:
        lay(tmp_path, {"a/b/c.py": ""})
        assert find_root(str(tmp_path / "a")) == (str(tmp_path / "a"), "")

    def test_an_invalid_git_folder_is_no_top_level(self, tmp_path: Path) -> None:
        git(lay(tmp_path, {"a/.git/x": ""}), "init", "-q")
        assert find_root(str(tmp_path / "a")) == (str(tmp_path), "a")

    def test_relative_and_linked_paths(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        git(lay(tmp_path / "top", {"a/b/c.py": ""}), "init", "-q")
        (tmp_path / "alias").symlink_to("top/a")
        assert find_root(str(tmp_path / "alias")) == (str(tmp_path / "top"), "a")
        monkeypatch.chdir(tmp_path / "top/a/b")
        assert find_root(".") == (str(tmp_path / "top"), "a/b")
        assert find_root("../..") == (str(tmp_path / "top"), "")

    def test_linked_work_tree(self, tmp_path: Path) -> None:
        git(lay(tmp_path / "top", {"a": ""}), "init", "-q")
        git(tmp_path / "top", "commit", "-qm", "one", "--allow-empty")
        git(tmp_path / "top", "worktree", "add", "-q", "../other")
        assert find_root(str(tmp_path / "other")) == (str(tmp_path / "other"), "")

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("missing", "{0}/missing: does not exist"),
            ("top/a", "{0}/top/a: is not a folder"),
            ("top/a/b", "{0}/top/a/b: does not exist"),
            ("broken", "{0}/broken: does not exist"),
            ("a\0b", "'{0}/a\\x00b': does not exist"),
            ("a\nb", "'{0}/a\\nb': does not exist"),
            ("bare.git", "{0}/bare.git: is in a git directory or a bare repository, without files to audit"),
            ("bare.git/refs", "{0}/bare.git/refs: is in a git directory or a bare repository, without files to audit"),
            ("top/.git", "{0}/top/.git: is in a git directory or a bare repository, without files to audit"),
            ("top/.git/refs", "{0}/top/.git/refs: is in a git directory or a bare repository, without files to audit"),
            ("hidden", "{0}/hidden: is in a git directory or a bare repository, without files to audit"),
        ],
    )
    def test_the_users_mistakes(self, tmp_path: Path, path: str, expected: str) -> None:
        git(lay(tmp_path / "top", {"a": ""}), "init", "-q")
        git(tmp_path, "init", "-q", "--bare", "bare.git")
        git(tmp_path, "init", "-q", "--bare", "hidden/.git")
        (tmp_path / "broken").symlink_to("nowhere")
        with pytest.raises(UsageError) as caught:
            find_root(f"{tmp_path}/{path}")
        assert str(caught.value) == expected.format(tmp_path)

    @posix
    def test_a_working_directory_that_is_gone(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "gone").mkdir()
        monkeypatch.chdir(tmp_path / "gone")
        (tmp_path / "gone").rmdir()
        with pytest.raises(UsageError, match="does not exist"):
            find_root(".")

    def test_a_damaged_configuration_does_not_matter(self, tmp_path: Path) -> None:
        git(lay(tmp_path, {"a": ""}), "init", "-q")
        (tmp_path / ".git/config").write_text("bare nonsense")
        assert find_root(str(tmp_path)) == (str(tmp_path), "")


class TestJoin:
    @pytest.mark.parametrize(
        ("folder", "path", "expected"),
        [
            ("", "a", "a"),
            ("", ".", ""),
            ("", "", ""),
            ("a", "..", ""),
            ("a", "../..", None),
            ("", "..", None),
            ("a/b", "../c/./d//e/", "a/c/d/e"),
            ("a", "/b", None),
            ("a", "b\0", None),
            ("a", "x" * 5000, None),
            ("a", "b\\c", "a/b\\c"),
        ],
    )
    def test_paths_that_a_file_says(self, folder: str, path: str, expected: str | None) -> None:
        assert join(folder, path) == expected

    @given(st.text(alphabet="a./\\ ", max_size=12), st.text(alphabet="a./\\ ", max_size=12))
    def test_the_result_is_plain(self, folder: str, path: str) -> None:
        if is_plain(folder):
            joined = join(folder, path)
            assert joined is None or is_plain(joined)


def test_start_up_imports_nothing_costly() -> None:
    program = "import sys; before = set(sys.modules); import repoaudit.repository; print(*(set(sys.modules) - before))"
    source = str(Path(__file__).parents[1] / "src")
    environment = {**CLEAN, "PYTHONPATH": source}
    done = subprocess.run(  # our own interpreter
        [sys.executable, "-S", "-c", program], env=environment, check=True, capture_output=True, text=True
    )
    imported = set(done.stdout.split())
    assert "repoaudit.repository.gitdir" in imported
    assert imported.isdisjoint(
        {
            "pathlib",
            "subprocess",
            "logging",
            "inspect",
            "dataclasses",
            "git",
            "repoaudit.repository.gitindex",
            "repoaudit.repository.gitconfig",
        }
    )


def test_nothing_is_written(tmp_path: Path) -> None:
    git(lay(tmp_path, FILES), "init", "-q")
    git(tmp_path, "add", "-A")
    for path in tmp_path.rglob("*"):
        path.chmod(stat.S_IRUSR if path.is_file() else stat.S_IRWXU)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    repository = DiskRepository(str(tmp_path))
    assert len(repository.files()) == 4
    assert repository.read("README") == "hi"
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
