import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli_stubs import Run
from repoaudit.errors import UnreadableError
from repoaudit.repository import DiskRepository
from repoaudit.repository.gitcommit import CommitRepository, open_commit

IDENTITY = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]


def git(folder: Path, *words: str) -> str:
    """Run git as nobody has configured it."""
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", *IDENTITY, *words], cwd=folder, env=env, check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout.strip()


def commit(folder: Path, **files: str) -> str:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_toml", ".toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a commit")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def first(repository: Path) -> str:
    """Make the repository a real one, whose first commit has one finding."""
    git(repository, "init", "-q", "-b", "main")
    return commit(repository, pyproject_toml="safe = 1\n")


def test_only_what_came_since_is_reported(run: Run, repository: Path, first: str) -> None:
    commit(repository, pyproject_toml="# moved\nsafe = 1\nunsafe = 1\n")
    git(repository, "tag", "-a", "v1", "-m", "v1")
    for revision in (first, first[:9], "HEAD~1", "main^", "@~", "v1~1"):
        done = run("check", "--baseline-commit", revision)
        assert (done.status, done.err) == (1, ""), revision
        assert "STB002" in done.out
        assert "STB001" not in done.out
        assert done.out.endswith("1 older finding left out.\n")
    for revision in ("HEAD", "v1", "main"):
        assert run("check", f"--baseline-commit={revision}").status == 0


def test_the_work_tree_and_the_index_stay_as_they_are(run: Run, repository: Path, first: str) -> None:
    (repository / "pyproject.toml").write_text("info = 1\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in sorted(repository.rglob("*")) if path.is_file()}
    run("check", f"--baseline-commit={first}")
    assert {path: path.read_bytes() for path in sorted(repository.rglob("*")) if path.is_file()} == before


def test_packed_objects_are_read(run: Run, repository: Path, first: str) -> None:
    commit(repository, pyproject_toml="safe = 1\n" + "# line\n" * 500)
    git(repository, "gc", "-q", "--aggressive", "--prune=now")
    assert run("check", f"--baseline-commit={first}").status == 0


@pytest.mark.parametrize(
    ("revision", "message"),
    [
        ("nowhere", "'nowhere' is not a commit that can be read in this repository"),
        ("HEAD~9", "'HEAD~9' is not a commit that can be read in this repository"),
        ("f" * 40, f"'{'f' * 40}' is not a commit that can be read in this repository"),
        ("HEAD:pyproject.toml", "'HEAD:pyproject.toml' does not name a commit"),
        (":/a commit", "':/a commit' does not name a commit"),
        ("HEAD^{/commit}", "'HEAD^{/commit}' does not name a commit"),
        ("../../etc", "'../../etc' is not a commit that can be read in this repository"),
        ("", "'' does not name a commit"),
    ],
)
@pytest.mark.usefixtures("first")
def test_an_unknown_revision_is_one_line(run: Run, revision: str, message: str) -> None:
    done = run("check", f"--baseline-commit={revision}")
    assert (done.status, done.out, done.err) == (2, "", f"error: --baseline-commit: {message}\n")


def test_a_shallow_clone_is_one_line(run: Run, repository: Path, first: str, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repository, pyproject_toml="safe = 0\n")
    git(repository.parent, "clone", "-q", "--depth=1", repository.as_uri(), "shallow")
    monkeypatch.chdir(repository.parent / "shallow")
    for revision in ("HEAD~1", first):
        assert run("check", f"--baseline-commit={revision}").err == (
            f"error: --baseline-commit: {revision!r} is not in this shallow clone; "
            "fetch it first (actions/checkout: `fetch-depth: 0`)\n"
        )
    assert run("check", "--baseline-commit=HEAD").status == 0


def test_a_missing_object_is_one_line(run: Run, repository: Path, first: str) -> None:
    name = git(repository, "rev-parse", f"{first}:pyproject.toml")
    (repository / ".git" / "objects" / name[:2] / name[2:]).unlink()
    done = run("check", f"--baseline-commit={first}")
    assert (done.status, done.out) == (2, "")
    assert done.err == f"error: --baseline-commit: pyproject.toml of {first!r} is not in this clone; fetch it first\n"


def test_without_git_it_is_one_line(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plain").mkdir()
    monkeypatch.chdir(tmp_path / "plain")
    done = run("check", "--baseline-commit=HEAD")
    assert done.err == "error: --baseline-commit: there is no git repository here\n"


def test_nothing_that_the_repository_configures_is_run(repository: Path, first: str) -> None:
    """Not even git is needed; every place from which git would run a program names one that leaves a mark."""
    mark = repository.parent / "mark"
    script = repository.parent / "script"
    script.write_text(f"#!/bin/sh\n: > {mark}\n", encoding="utf-8")
    script.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "core.sshCommand",
        "core.pager",
        "diff.x.textconv",
        "filter.x.smudge",
        "alias.version",
    ):
        git(repository, "config", key, f"!{script}" if key.startswith("alias") else str(script))
    git(repository, "config", "extensions.partialClone", "origin")
    git(repository, "config", "remote.origin.url", f"ext::{script}")
    git(repository, "config", "protocol.ext.allow", "always")
    (repository / ".gitattributes").write_text("* diff=x filter=x\n", encoding="utf-8")
    for hook in ("post-checkout", "post-index-change", "reference-transaction"):
        (repository / ".git" / "hooks").mkdir(exist_ok=True)
        (repository / ".git" / "hooks" / hook).write_bytes(script.read_bytes())
        (repository / ".git" / "hooks" / hook).chmod(0o755)
    (repository.parent / "programs").mkdir()
    (repository.parent / "programs" / "git").write_bytes(script.read_bytes())
    (repository.parent / "programs" / "git").chmod(0o755)
    for path in (os.environ["PATH"], str(repository.parent / "no-programs"), str(repository.parent / "programs")):
        env = {**os.environ, "PATH": path}
        done = subprocess.run(
            [sys.executable, "-m", "repoaudit", "check", f"--baseline-commit={first}"],
            cwd=repository,
            env=env,
            check=False,
            capture_output=True,
            encoding="utf-8",
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        assert not mark.exists()


@pytest.fixture
def linked(repository: Path, first: str) -> CommitRepository:
    """A commit with links of all kinds."""
    assert first
    (repository / "sub").mkdir()
    (repository / "sub" / "file").write_text("text", encoding="utf-8")
    targets = {"ok": "sub/file", "folder": "./sub", "out": "../../etc/passwd", "root": "/etc/passwd", "gone": "no"}
    for name, target in {**targets, "loop": "loop", "sub/up": "../ok"}.items():
        (repository / name).symlink_to(target)
    return open_commit(DiskRepository(str(repository)), commit(repository))


@pytest.mark.parametrize("path", ["ok", "folder/file", "sub/up", "folder/up"])
def test_links_within_are_followed(linked: CommitRepository, path: str) -> None:
    assert linked.read(path) == "text"
    assert linked.size(path) == 4


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("out", "is a link out of the repository"),
        ("root", "is a link out of the repository"),
        ("gone", "is a broken link"),
        ("loop", "links to itself"),
        ("sub", "is a folder"),
        ("none", "does not exist"),
        ("../x", "does not exist"),
    ],
)
def test_other_links_are_not(linked: CommitRepository, path: str, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        linked.read(path)


def test_a_commit_lists_its_files(linked: CommitRepository) -> None:
    assert "sub/file" in linked.files()
    assert "ok" in linked.files().links
    assert linked.list_dir("folder") == linked.list_dir("sub") == ("file", "up")
    assert linked.list_dir("ok") == ()


def test_a_folder_of_the_repository_is_a_root_of_its_own(repository: Path, first: str) -> None:
    commit(repository, tests__fixtures__demo__pyproject_toml="a = 1\n", tests__other_toml="")
    root = DiskRepository(str(repository))
    folder = DiskRepository(str(repository / "tests" / "fixtures" / "demo"), root.git_dir)
    assert open_commit(folder, "HEAD").files().paths == ("pyproject.toml",)
    assert open_commit(folder, first).files().paths == ()
