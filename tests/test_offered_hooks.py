"""The hooks of ``.pre-commit-hooks.yaml``, run by pre-commit and by prek from a copy of this checkout."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from repoaudit._index import ENTRIES

ROOT = Path(__file__).parents[1]
SOURCES = ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "hatch_build.py", "src")
MANIFEST: dict[str, dict[str, Any]] = {
    hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
}
READ = sorted({pattern for entry in ENTRIES for pattern in entry.reads})
READ_BESIDE = """
    LICENSE LICENSE.txt COPYING .gitignore .gitattributes .env justfile .justfile Taskfile.yml Earthfile Jenkinsfile
    constraints.txt requirements-dev.txt docker/api.Dockerfile .travis.yml .circleci/config.yml renovate.json setup.py
    cookiecutter.json copier.yml src/pkg/py.typed src/pkg/__init__.py tests/test_pkg.py tests/conftest.py manage.py
""".split()
"""Files that rules read without needing one of them, so that the index does not know."""
UNRELATED = ("data/train.csv", "logo.svg", "src/pkg/model.bin", "notes.txt", "assets/site.css", "pyproject.toml.orig")
WORKFLOW = """\
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/setup-python@v6
        with:
          python-version: {version}
"""
BAD, GOOD = (WORKFLOW.format(version=version) for version in ("3.10", '"3.10"'))
SETTINGS = 'select = ["unquoted-version"]\n'
IDENTITY = ("-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")


@pytest.mark.parametrize("hook", MANIFEST.values(), ids=MANIFEST)
def test_a_hook_looks_at_the_whole_repository_once(hook: dict[str, Any]) -> None:
    assert hook["pass_filenames"] is False
    assert hook["stages"] == ["pre-commit", "pre-merge-commit", "pre-push", "manual"]
    assert hook["minimum_pre_commit_version"] == "3.2.0"  # the first that knows these names of stages
    assert hook["entry"].split()[:2] == ["repoaudit", "check"]
    assert hook["files"] == MANIFEST["repoaudit"]["files"]


@pytest.mark.parametrize("folder", ["", "packages/core/"])
@pytest.mark.parametrize("pattern", [*READ, *READ_BESIDE])
def test_a_hook_runs_when_a_file_changes_that_rules_read(pattern: str, folder: str) -> None:
    assert is_wanted(folder + pattern.replace("*", "some-name"))


@pytest.mark.parametrize("path", UNRELATED)
def test_a_hook_does_not_run_for_other_files(path: str) -> None:
    assert not is_wanted(path)


def is_wanted(path: str) -> bool:
    """Say whether the hooks run for a path; pre-commit searches."""
    return re.search(MANIFEST["repoaudit"]["files"], path) is not None


class Runner(NamedTuple):
    """One program that runs hooks, the repository whose hooks they are, and one to run them in."""

    program: str
    hooks: Path
    repository: Path
    environment: dict[str, str]

    def __call__(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.program, *words],
            cwd=self.repository,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def git(self, *words: str) -> str:
        return git(self.repository, *words)

    def run(self, hook: str, *words: str, args: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Run a hook by a configuration that pins it, so that its environment is made once for all tests."""
        revision = git(self.hooks, "rev-parse", "HEAD")
        source = {"repo": str(self.hooks), "rev": revision, "hooks": [{"id": hook, "args": [*args]}]}
        (self.repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [source]}), encoding="utf-8")
        self.git("add", ".pre-commit-config.yaml")
        return self("run", hook, *words)

    def write(self, path: str, text: str) -> Path:
        file = self.repository / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        self.git("add", path)
        return file


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *IDENTITY, *words], cwd=folder, env=clean_environment(), capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def clean_environment() -> dict[str, str]:
    """Leave out what a git hook or the settings of the user would bring in."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "REPOAUDIT_", "COV"))}
    for key in ("PYTHONPATH", "SKIP", "PRE_COMMIT", "FORCE_COLOR"):
        kept.pop(key, None)
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "PRE_COMMIT_COLOR": "never", "NO_COLOR": "1"}


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the workers of pytest-xdist share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skip where the environment of a hook cannot be made, because no package index is within reach."""
    words = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "hatchling"]
    folder = tmp_path_factory.mktemp("index")
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    if done.returncode != 0:
        pytest.skip("the environment of a hook is made from a package index, and none can be reached")


@pytest.fixture(scope="session")
def hooks(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the hooks of this checkout; the first worker to finish makes it for all."""
    made = tmp_path_factory.mktemp("hooks") / "repository"
    made.mkdir()
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, made / name)
    git(made, "init", "--quiet")
    git(made, "add", "--all")
    git(made, "commit", "--quiet", "--message", "hooks")
    target = shared / "hooks-repository"
    try:
        made.rename(target)
    except OSError:
        assert target.is_dir()
    return target


@pytest.fixture(params=["pre-commit", "prek"])
def runner(request: pytest.FixtureRequest, tmp_path: Path, shared: Path) -> Runner:
    """Run hooks in a new repository; both programs lock their home, so that workers can share it."""
    program = shutil.which(request.param, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        pytest.skip(f"{request.param} is not installed")
    request.getfixturevalue("index")
    hooks: Path = request.getfixturevalue("hooks")
    homes = {"PRE_COMMIT_HOME": str(shared / "pre-commit-home"), "PREK_HOME": str(shared / "prek-home")}
    repository = tmp_path / "repository"
    repository.mkdir()
    git(repository, "init", "--quiet")
    runner = Runner(program, hooks, repository, clean_environment() | homes)
    runner.write("repoaudit.toml", SETTINGS)
    return runner


def test_a_repository_in_order_passes(runner: Runner) -> None:
    runner.write(".github/workflows/ci.yml", GOOD)
    done = runner.run("repoaudit", "--all-files")
    assert done.returncode == 0, done
    assert "Passed" in done.stdout


def test_findings_fail_and_are_shown(runner: Runner) -> None:
    workflow = runner.write(".github/workflows/ci.yml", BAD)
    done = runner.run("repoaudit")
    assert done.returncode == 1, done
    assert ".github/workflows/ci.yml:8:27: error:" in done.stdout
    assert workflow.read_text(encoding="utf-8") == BAD


def test_the_second_hook_fixes_and_then_passes(runner: Runner) -> None:
    workflow = runner.write(".github/workflows/ci.yml", BAD)
    done = runner.run("repoaudit-fix")
    assert done.returncode == 1, done
    assert "files were modified by this hook" in done.stdout
    assert workflow.read_text(encoding="utf-8") == GOOD
    runner.git("add", "--all")
    assert runner.run("repoaudit-fix").returncode == 0


def test_a_commit_of_unrelated_files_is_not_checked(runner: Runner) -> None:
    runner.write(".github/workflows/ci.yml", BAD)
    for path in UNRELATED:
        runner.write(path, "text\n")
    done = runner.run("repoaudit", "--files", *UNRELATED)
    assert done.returncode == 0, done
    assert "Skipped" in done.stdout


@pytest.mark.parametrize("hook", MANIFEST)
def test_options_can_be_added(runner: Runner, hook: str) -> None:
    workflow = runner.write(".github/workflows/ci.yml", BAD)
    done = runner.run(hook, args=("--ignore", "unquoted-version"))
    assert done.returncode == 0, done
    assert workflow.read_text(encoding="utf-8") == BAD


def test_the_hook_can_be_tried_from_a_checkout(runner: Runner) -> None:
    runner.write(".github/workflows/ci.yml", BAD)
    done = runner("try-repo", str(runner.hooks), "repoaudit", "--all-files")
    assert done.returncode == 1, done
    assert "[unquoted-version CIW006]" in done.stdout
