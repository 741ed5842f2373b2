"""The same repository gives the same bytes: whatever the environment, the folder, the file system's order and case."""

import os
import random
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Self

import pytest

from comparing import LONG, lay_out
from hostile import BESIDE, TREES, dump
from probing import audit_all, settle_all, shown
from repoaudit.cli import main
from repoaudit.finding import Applicability
from repoaudit.report import FORMATS
from repoaudit.repository import DiskRepository, MemoryRepository, confined, join
from repoaudit.repository.confined import ConfinedTree, _kind, is_plain

FILES: Final = {
    **BESIDE,
    **{path: dump(path, tree) for path, tree in TREES.items()},
    **{
        f"packages/{name}/pyproject.toml": f'[project]\nname = "{name[0]}"\n[tool.mypy]\npython_version = 3.7\n'
        for name in "äÖZz_"
    },
    "packages/I/tox.ini": "[tox]\nenvlist = İı\n[testenv]\ncommands = pytest ß\n",
}
MACHINES: Final = tuple(name for name in FORMATS if name not in {"full", "concise"})
VARIANTS: Final = (
    {},
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "COLUMNS": "20", "LANGUAGE": "de"},
    {"PYTHONHASHSEED": "4242", "TZ": "Etc/GMT+12", "LANG": "tr_TR.UTF-8", "TERM": "dumb", "LINES": "1", "HOME": "/"},
    *({"PYTHONHASHSEED": str(seed)} for seed in range(100, 130 if LONG else 100)),
)
COMMANDS: Final = (
    ("check", "{root}", "--select=ALL", "-v", *(f"--output-format={name}={{out}}/{name}" for name in FORMATS)),
    ("check", "{root}", "--select=ALL", "--unsafe-fixes", "--diff", "--output-file={out}/diff"),
    ("baseline", "{root}", "--baseline={out}/baseline"),
)


def run(words: tuple[str, ...], root: Path, out: Path, env: dict[str, str], cwd: Path) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME") if name in os.environ}
    command = [
        sys.executable,
        "-m",
        "repoaudit",
        *(word.format(root=os.path.relpath(root, cwd), out=out) for word in words),
    ]
    done = subprocess.run(command, cwd=cwd, env=kept | env, capture_output=True, check=False, timeout=120)
    assert done.returncode in {0, 1}, done.stderr


def test_nothing_of_the_environment_shows(tmp_path: Path) -> None:
    """Hash seed, time zone, locale, width and working directory differ; every report and diff is the same."""
    folders = []
    for number, variant in enumerate(VARIANTS):
        root, out = tmp_path / str(number) / "root", tmp_path / str(number) / "out"
        out.mkdir(parents=True)
        names = sorted(FILES, reverse=number % 2 > 0)
        lay_out(root, {name: FILES[name] for name in names})
        for words in COMMANDS:
            run(words, root, out, variant, cwd=(root, tmp_path, root / "packages")[number % 3])
        folders.append(contents(out))
    assert len(folders[0]) == len(FORMATS) + 2
    for other in folders[1:]:
        assert other == folders[0]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def shuffling(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return what makes folders be listed in another order from now on."""
    real_scandir, real_listdir = os.scandir, os.listdir

    def shuffle(seed: int) -> None:
        chance = random.Random(seed)  # an order, no secret

        def listdir(path: str) -> list[str]:
            names = sorted(real_listdir(path))
            return chance.sample(names, len(names))

        def scandir(path: str) -> Scan:
            with real_scandir(path) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
            return Scan(iter(chance.sample(listed, len(listed))))

        monkeypatch.setattr(os, "listdir", listdir)
        monkeypatch.setattr(os, "scandir", scandir)

    return shuffle


class Scan:
    """What `os.scandir` returns, in an order of ours."""

    def __init__(self, entries: Iterator["os.DirEntry[str]"]) -> None:
        self._entries = entries

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        return

    def __iter__(self) -> Iterator["os.DirEntry[str]"]:
        return self._entries


def test_the_order_of_the_file_system_does_not_show(
    tmp_path: Path, shuffling: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    results = []
    for seed in range(20 if LONG else 3):
        root, out = tmp_path / str(seed) / "root", tmp_path / str(seed) / "out"
        out.mkdir(parents=True)
        lay_out(root, FILES)
        shuffling(seed)
        monkeypatch.chdir(root)
        for words in (*COMMANDS, ("check", "--fix", "--unsafe-fixes", "--select=ALL")):
            assert main.run([word.format(root=".", out=out) for word in words]) in {0, 1}
        results.append((contents(root), contents(out)))
    assert all(each == results[0] for each in results)


def test_memory_disk_and_git_give_the_same(tmp_path: Path) -> None:
    git = shutil.which("git")
    if not git:
        pytest.skip("needs git")
    on_disk = lay_out(tmp_path, FILES)
    plain = audit_all(DiskRepository(str(on_disk)))
    assert shown(plain) == shown(audit_all(MemoryRepository(FILES)))
    for words in (("init", "-q", "-b", "main"), ("add", "-A")):
        subprocess.run([git, *words], cwd=on_disk, check=True, capture_output=True)
    tracked = audit_all(DiskRepository(str(on_disk)))
    about_git = {each.rule for each in tracked.diagnostics} - {each.rule for each in plain.diagnostics}
    same = [each for each in shown(tracked) if each.rule not in about_git]
    assert same == list(shown(plain))


class TestCase:
    """A file system that ignores case, as those of Windows and macOS do."""

    @pytest.fixture
    def ignoring(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
        real_lstat, real_open = os.lstat, os.open

        def ignore(top: Path) -> None:
            spelled = {str(path).lower(): str(path) for path in top.rglob("*")}

            def lstat(path: str, **more: int) -> os.stat_result:
                return real_lstat(spelled.get(str(path).lower(), path), **more)

            def open_(path: str, flags: int, *more: int) -> int:
                return real_open(spelled.get(str(path).lower(), path), flags, *more)

            monkeypatch.setattr(os, "lstat", lstat)
            monkeypatch.setattr(os, "open", open_)

        return ignore

    FILES: Final = {
        **{name: FILES[name] for name in ("pyproject.toml", "Makefile", "requirements.txt", "tests/test_a.py")},
        "packages/a/pyproject.toml": '[project]\nname = "a"\n[tool.coverage.run]\nbranch = 1\n',
        "packages/a/Makefile": "a:\n\tpytest\na:\n\tpytest\n",
        "packages/a/Pytest.ini": "[pytest]\naddopts = -n auto\n",
        "packages/a/README.md": "`make a` runs [the tests](makefile)\n",
        ".github/Dependabot.yml": "version: 2\n",
    }

    def test_a_file_is_seen_once(self, tmp_path: Path, ignoring: Callable[[Path], None]) -> None:
        lay_out(tmp_path, self.FILES)
        ordinary = audit_all(DiskRepository(str(tmp_path)))
        ignoring(tmp_path)
        assert DiskRepository(str(tmp_path)).tree.node("packages/a/PYPROJECT.toml").problem
        assert os.lstat(f"{tmp_path}/packages/A/PYPROJECT.toml")
        report = audit_all(DiskRepository(str(tmp_path)))
        assert report.crashes == ()
        paths = {each.location.path for each in report.diagnostics if each.location.span}
        assert {path for path in paths if path not in self.FILES} == set()
        assert shown(report) == shown(ordinary)
        fixed = settle_all(DiskRepository(str(tmp_path)), Applicability.UNSAFE)
        assert fixed.held_back == ()


class TestWindows:
    """What is peculiar to Windows, as far as it can be asked elsewhere."""

    @pytest.fixture(autouse=True)
    def _windows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(confined, "_WINDOWS", True)

    @pytest.mark.parametrize(
        "path", ["C:/x", "c:x", "a:stream", "a\\b", "..\\x", "\\\\host\\share", "a/..\\b", "C:\\x", "a/b:c"]
    )
    def test_a_drive_a_stream_or_a_backslash_names_nothing_below_a_root(self, tmp_path: Path, path: str) -> None:
        assert not is_plain(path)
        assert join("", path) is None
        assert join("folder", path) is None
        assert ConfinedTree(str(tmp_path)).node(path).problem == "does not exist"
        assert not MemoryRepository({"a": ""}).exists(path)

    @pytest.mark.skipif(os.name != "posix", reason="makes links as POSIX does")
    @pytest.mark.parametrize(
        "target", ["C:\\Windows", "c:file", "\\Windows", "/etc", "\\\\host\\share", "//host/share"]
    )
    def test_a_link_with_an_absolute_target_leads_out(self, tmp_path: Path, target: str) -> None:
        (tmp_path / "link").symlink_to(target)
        assert ConfinedTree(str(tmp_path)).node("link").problem == "is a link out of the repository"

    def test_a_junction_is_a_link(self) -> None:
        class Status:
            st_mode = stat.S_IFDIR
            st_reparse_tag = 0xA0000003

        assert _kind(Status()) == "link"  # type: ignore[arg-type]  # a stand-in

    @pytest.mark.parametrize(
        ("folder", "path", "joined"),
        [
            ("", "a/b", "a/b"),
            ("a/b", "../c", "a/c"),
            ("a", "../../c", None),
            ("a", "./b//c/.", "a/b/c"),
            ("", "/a", None),
            ("a", "", "a"),
        ],
    )
    def test_paths_in_files_are_those_of_posix(self, folder: str, path: str, joined: str | None) -> None:
        assert join(folder, path) == joined
