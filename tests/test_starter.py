"""What `repoaudit init` writes, into repositories of many kinds, and what the real tools say of it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from repoaudit.cli import main
from repoaudit.config import load_policy
from repoaudit.errors import UsageError
from repoaudit.registry import builtin_entries
from repoaudit.repository import DiskRepository, MemoryRepository, Repository
from repoaudit.repository.gitdir import GitFacts
from repoaudit.run import run
from repoaudit.starter import Plan, plan
from repoaudit.subjects.files.projects import find_scopes

BIN = Path(sys.executable).parent
CODE = '''"""Doubles numbers."""


def double(number: int) -> int:
    """Return twice the number."""
    return 2 * number
'''
TEST = '''"""Tests."""

from {name} import double


def test_double() -> None:
    """Twice two is four."""
    assert double(2) == 4
'''
COMMENTED = """# first
[project]
name = "twice" # the name
version = "1"
requires-python = ">=3.12"
dependencies = ["scikit-learn>=1.4"]

[dependency-groups]
docs = ["mkdocs"]
dev = ["pytest>=8"]

[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

# last, without a line ending"""

KINDS: dict[str, dict[str, str]] = {
    "src": {"src/twice/__init__.py": CODE, "tests/test_twice.py": TEST.format(name="twice")},
    "flat": {"twice/__init__.py": CODE, "tests/test_twice.py": TEST.format(name="twice")},
    "without tests": {"src/twice/__init__.py": CODE},
    "modules": {"twice.py": CODE, "tests/test_twice.py": TEST.format(name="twice")},
    "modules without tests": {"twice.py": CODE},
    "modules under src": {"src/twice.py": CODE, "tests/test_twice.py": TEST.format(name="twice")},
    "uv": {
        "pyproject.toml": COMMENTED,
        "uv.lock": 'version = 1\nrequires-python = ">=3.12"\n',
        "src/twice/__init__.py": CODE,
        "tests/test_twice.py": TEST.format(name="twice"),
    },
    "poetry": {
        "pyproject.toml": '[tool.poetry]\nname = "twice"\nversion = "1"\n\n[tool.poetry.dependencies]\n'
        'python = "^3.12"\n\n[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n',
        "twice/__init__.py": CODE,
        "tests/test_twice.py": TEST.format(name="twice"),
    },
    "pip": {
        "requirements.txt": "numpy>=2\ntorch>=2\n",
        "twice/__init__.py": CODE,
        "tests/test_twice.py": TEST.format(name="twice"),
    },
    "setup.py": {
        "setup.py": "from setuptools import setup\n\nsetup(name='twice', python_requires='>=3.12')\n",
        "twice/__init__.py": CODE,
        "tests/test_twice.py": TEST.format(name="twice"),
    },
    "metadata without a build": {
        "pyproject.toml": '[project]\nname = "twice"\nversion = "1"\nrequires-python = ">=3.12"\n',
        "src/twice/__init__.py": CODE,
        "tests/test_twice.py": TEST.format(name="twice"),
    },
    "partly configured": {
        "pyproject.toml": '[project]\r\nname = "twice"\r\nversion = "1"\r\nrequires-python = ">=3.12"\r\n\r\n'
        "[tool.ruff]\r\nline-length = 88 # as black\r\n",
        "pytest.ini": "[pytest]\ntestpaths = tests\naddopts = --strict-markers\n",
        "twice/__init__.py": CODE,
        "tests/test_twice.py": TEST.format(name="twice"),
    },
}
kinds = pytest.mark.parametrize("kind", KINDS)


def planned(repository: Repository) -> Plan:
    return plan(find_scopes(repository, load_policy(repository, {}, builtin_entries()))[0])


def laid_out(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
    subprocess.run(["git", "init", "-q", "-b", "main", "."], cwd=folder, check=True)
    subprocess.run(["git", "add", "."], cwd=folder, check=True)
    return folder


@pytest.fixture
def fresh(tmp_path: Path, kind: str) -> Path:
    return laid_out(tmp_path / "twice", KINDS[kind])


def init(folder: Path) -> int:
    return main.run(("init", str(folder), "--yes"))


def tool(folder: Path, *words: str) -> str:
    done = subprocess.run([str(BIN / words[0]), *words[1:]], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout


@kinds
def test_no_line_is_lost(fresh: Path, kind: str) -> None:
    assert init(fresh) == 0
    for path, text in KINDS[kind].items():
        after = (fresh / path).read_bytes().decode().splitlines(keepends=True)
        position = 0
        for line in text.splitlines(keepends=True):
            wanted = [line] if line.endswith("\n") else [line, f"{line}\n"]
            position = next(at for at in range(position, len(after)) if after[at] in wanted) + 1


FOR_THE_AUTHOR = {"PKG002", "PKG003", "PKG004", "PKG006", "VER003", "DOC001", "DOC005"}
"""Rules about metadata, the README and the licence, which only the author can write or move."""


@kinds
def test_the_result_is_clean_and_stays_as_it_is(fresh: Path) -> None:
    assert init(fresh) == 0
    for path, text in {"README.md": "Run `twice 2`.\n", "LICENSE": "MIT\n"}.items():
        (fresh / path).write_text(text, encoding="utf-8")  # what only people can say
    subprocess.run(["git", "add", "."], cwd=fresh, check=True)
    repository = DiskRepository(str(fresh))
    report = run(repository, load_policy(repository, {}, builtin_entries()), builtin_entries())
    assert report.crashes == ()
    others = (each for each in report.diagnostics if each.code not in FOR_THE_AUTHOR)
    assert [f"{each.location.path}: {each.message}" for each in others] == []
    assert planned(repository).new == {}


INSTALLED = ["src", "without tests", "uv", "partly configured"]
UNINSTALLED = ["modules", "modules without tests", "modules under src", "metadata without a build"]


@pytest.mark.parametrize("kind", [*INSTALLED, *UNINSTALLED])
def test_the_tools_accept_every_file(fresh: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert init(fresh) == 0
    monkeypatch.delenv("PYTHONPATH", raising=False)
    if kind in INSTALLED:  # what the command `install` of the Makefile would do: make the code importable
        monkeypatch.setenv("PYTHONPATH", str(fresh if kind == "partly configured" else fresh / "src"))
    monkeypatch.delenv("COVERAGE_PROCESS_START", raising=False)
    tool(fresh, "ruff", "check")
    tool(fresh, "mypy")
    coverage = [] if kind.endswith("without tests") else ["--cov"]  # the first test of all reaches no minimum
    assert "1 passed" in tool(fresh, "pytest", "-n", "auto", *coverage, "-p", "no:cacheprovider")
    tool(fresh, "pre-commit", "validate-config", ".pre-commit-config.yaml")


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_make_lists_the_targets(tmp_path: Path) -> None:
    folder = laid_out(tmp_path / "twice", KINDS["src"])
    init(folder)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(["make"], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    names = [line.split()[0] for line in done.stdout.splitlines()]
    assert names == "help install format lint types security test test-parallel coverage check".split()


def test_what_is_configured_is_left_alone_and_named() -> None:
    found = planned(MemoryRepository(KINDS["partly configured"]))
    assert sorted(found.new) == [
        ".github/dependabot.yml",
        ".github/workflows/ci.yml",
        ".gitignore",
        ".pre-commit-config.yaml",
        "Makefile",
        "pyproject.toml",
    ]
    assert [each.partition(":")[0] for each in found.kept] == [
        "[tool.ruff]",
        "[tool.ruff.lint]",
        "[tool.pytest.ini_options]",
    ]
    assert "\n" not in found.new["pyproject.toml"].replace("\r\n", "")


def test_a_gitignore_that_is_there_stays() -> None:
    assert ".gitignore" not in planned(MemoryRepository({**KINDS["src"], ".gitignore": "data/\n"})).new


def test_what_is_found_decides_what_is_written() -> None:
    machine = planned(MemoryRepository(KINDS["pip"]))
    assert machine.traits.is_ml
    assert "N803" in machine.new["pyproject.toml"]
    assert "--requirement requirements.txt" in machine.new["Makefile"]
    plain = planned(MemoryRepository(KINDS["src"]))
    assert "N803" not in plain.new["pyproject.toml"]
    assert "\tuv run pytest -n auto\n" in plain.new["Makefile"]
    loose = planned(MemoryRepository(KINDS["modules"])).new["pyproject.toml"]
    assert 'exclude_dirs = ["tests", ".venv", "venv"]' in loose  # `bandit -r .` looks into them else
    assert 'pythonpath = ["."]' in loose
    locked = planned(MemoryRepository(KINDS["uv"]))
    assert "uv sync --group checks --locked" in locked.new[".github/workflows/ci.yml"]
    assert "run: uv sync --locked" in plain.new[".github/workflows/ci.yml"]
    assert plain.then[:2] == ("uv lock", "git add uv.lock")
    assert 'python-version: ["3.12", ' in locked.new[".github/workflows/ci.yml"]
    assert planned(MemoryRepository(KINDS["poetry"])).traits.manager == "poetry"


def test_a_repository_without_python_is_a_mistake() -> None:
    with pytest.raises(UsageError, match="no Python package"):
        planned(MemoryRepository({"README.md": "# x\n"}))
    with pytest.raises(UsageError, match="nothing but notebooks was found: begin with a package"):
        planned(MemoryRepository({"train.ipynb": "{}"}))


EVIL = 'x"); __import__("os").system("touch mark")#'


@pytest.mark.parametrize(
    "files",
    [
        {f"src/{EVIL}.py": "", "src/b.py": ""},
        {f"src/{EVIL}/a.py": "", "src/b/a.py": ""},
        {f"{EVIL}.py": "", "b.py": ""},
        {f"{EVIL}/__init__.py": "", "b/__init__.py": ""},
    ],
    ids=["modules in src", "namespaces in src", "modules", "packages"],
)
def test_no_name_becomes_code(files: dict[str, str]) -> None:
    named = {"pyproject.toml": f"[project]\nname = '{EVIL}'\nversion = '1'\n"}
    found = planned(MemoryRepository({**files, **named}))
    assert 'import_module("b")' in found.new["tests/test_b.py"]
    written = "".join(text for path, text in found.new.items() if path != "pyproject.toml")
    assert "__import__" not in written


def test_a_repository_without_a_name_that_can_be_imported_is_a_mistake() -> None:
    with pytest.raises(UsageError, match="no Python package"):
        planned(MemoryRepository({f"src/{EVIL}.py": "", "a b.py": ""}))


@pytest.mark.parametrize("branch", ["a,b", "x]\njobs: {}", "#1", '"', "main", "1.10", "${{ x }}", "é'"])
def test_a_branch_stays_one_whatever_it_is_called(branch: str) -> None:
    facts = GitFacts(head_branch=branch, default_branch=branch)
    written = planned(MemoryRepository(KINDS["src"], facts)).new[".github/workflows/ci.yml"]
    assert yaml.safe_load(written)[True]["push"]["branches"] == [branch]


@pytest.mark.parametrize("text", ["[project", "tool = 1\n", "tool = {ruff = {}}\n"])
def test_a_file_that_cannot_be_added_to_is_a_mistake(text: str) -> None:
    with pytest.raises(UsageError, match=r"pyproject\.toml"):
        planned(MemoryRepository({"pyproject.toml": text, "src/twice/__init__.py": CODE}))


def test_nothing_is_written_without_a_yes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = laid_out(tmp_path / "twice", KINDS["src"])
    assert main.run(("init", str(folder))) == 1
    assert sorted(path.name for path in folder.iterdir()) == [".git", "src", "tests"]
    output = capsys.readouterr()
    assert "+[tool.ruff]" in output.out
    assert output.err == "Pass --yes to write this.\nNothing was written.\n"
