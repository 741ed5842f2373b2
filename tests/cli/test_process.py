"""What only a process of its own can show: what is imported, from where, and how output and interruption end."""

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

FORBIDDEN = {
    "argparse",
    "click",
    "contextlib",
    "dataclasses",
    "email",
    "git",
    "importlib.metadata",
    "inspect",
    "json",
    "logging",
    "packaging",
    "pathlib",
    "pydantic",
    "rich",
    "shutil",
    "socket",
    "subprocess",
    "tempfile",
    "tomlkit",
    "tomllib",
    "traceback",
    "typer",
    "typing",
    "urllib",
    "yaml.constructor",
    "yaml.scanner",
    "zipfile",
}
"""What `check` has no need of; each costs more than reading a repository's configuration."""

PYPROJECT = """[project]
name = "demo"
requires-python = ">=3.11"
dependencies = ["requests>=2", "numpy ~= 2.0; python_version >= '3.12'"]

[tool.pytest.ini_options]
addopts = "--cov=demo"

[tool.coverage.report]
fail_under = 60

[tool.mypy]
python_version = "3.11"

[tool.ruff]
line-length = 100
"""
HOOKS = "repos:\n  - repo: https://github.com/astral-sh/ruff-pre-commit\n    rev: v0.9.0\n    hooks: [{id: ruff}]\n"
WORKFLOW = "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make test\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a file for most subjects."""
    files = {
        "pyproject.toml": PYPROJECT,
        ".pre-commit-config.yaml": HOOKS,
        ".github/workflows/ci.yml": WORKFLOW,
        "Makefile": "test:\n\tpytest --cov-fail-under=70\n",
        "tox.ini": "[tox]\nenv_list = py311\n[testenv]\ncommands = pytest\n",
        "tests/test_demo.py": "def test_demo():\n    pass\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def environment(**more: str) -> dict[str, str]:
    """Return an environment in which nothing but the interpreter decides what is imported at its start."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_", "COVERAGE_"))}
    return {**kept, **more}


def start_writing_to(stdout: int, words: list[str], folder: Path) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "repoaudit", *words]
    env = environment(TERM="xterm", COLUMNS="70")
    return subprocess.run(command, cwd=folder, env=env, check=False, stdout=stdout, stderr=subprocess.PIPE, timeout=60)


def start(words: list[str], folder: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, *words]
    env = environment(**more)
    return subprocess.run(command, cwd=folder, env=env, check=False, capture_output=True, encoding="utf-8", timeout=60)


def imported_by(words: list[str], folder: Path) -> set[str]:
    """Return the modules that a command imports beyond those that the interpreter starts with."""
    program = (
        "import sys; before = set(sys.modules); from repoaudit.__main__ import main; "
        f"sys.argv = ['repoaudit', *{words!r}]; main(); "
        "sys.stderr.write('\\n' + ' '.join(sorted(set(sys.modules) - before)))"
    )
    done = start(["-c", program], folder)
    assert "internal error" not in done.stderr
    return set(done.stderr.splitlines()[-1].split())


def test_check_imports_nothing_that_is_costly(repository: Path) -> None:
    modules = imported_by(["check", "."], repository)
    assert "repoaudit.engine" in modules
    assert modules & FORBIDDEN == set()


def test_formats_that_a_repository_does_not_use_are_not_imported(repository: Path) -> None:
    for name in ("Makefile", "tox.ini"):
        (repository / name).unlink()
    modules = imported_by(["check", "."], repository)
    assert modules & {"ast", "configparser", "tokenize"} == set()
    assert modules & {"repoaudit.documents.make", "repoaudit.documents.requirements"} == set()


def test_a_repository_without_settings_needs_no_reader_of_settings(repository: Path) -> None:
    modules = imported_by(["check", "-q"], repository)
    assert modules & {"repoaudit.config.validation", "repoaudit.config.values", "repoaudit.plugins.rules"} == set()
    assert modules & {"repoaudit.fixer", "repoaudit.writer", "repoaudit.report.json", "repoaudit.report.full"} == set()


def test_what_serves_adoption_is_not_imported_without_it(repository: Path) -> None:
    modules = imported_by(["check", "-q"], repository)
    adoption = {
        "baseline",
        "ignores",
        "schema",
        "cli.accepted",
        "cli.ignoring",
        "config.extending",
        "repository.gitcommit",
    }
    assert modules & {f"repoaudit.{name}" for name in adoption} == set()
    assert imported_by(["baseline"], repository) & {"git", "gitdb"} == set()
    (repository / "pyproject.toml").write_text(
        f'{PYPROJECT}\n[tool.repoaudit]\nbaseline = ".repoaudit-baseline.json"\n', encoding="utf-8"
    )
    modules = imported_by(["check", "-q"], repository)
    assert "repoaudit.baseline" in modules
    assert modules & (FORBIDDEN - {"json"}) == set()


def test_the_version_imports_next_to_nothing(repository: Path) -> None:
    modules = imported_by(["--version"], repository)
    assert modules & FORBIDDEN == set()
    assert modules & {"re", "tomli", "yaml", "repoaudit.registry", "repoaudit.cli.check"} == set()


HOSTILE = "yaml tomli re enum typing bisect json typer rich tomlkit difflib packaging datetime gc".split()


@pytest.mark.parametrize(
    ("words", "path"),
    [
        (["check", "."], None),
        (["check", "."], "."),
        (["check", "."], f"{os.sep}nowhere{os.pathsep}"),
        (["check", "--fix", "--diff"], None),
        (["rules"], None),
        (["config"], None),
        (["--version"], None),
    ],
)
def test_the_audited_repository_is_not_imported(repository: Path, words: list[str], path: str | None) -> None:
    for name in HOSTILE:
        (repository / f"{name}.py").write_text("raise RuntimeError('imported from the repository')\n", encoding="utf-8")
    more = {} if path is None else {"PYTHONPATH": path}
    done = start(["-m", "repoaudit", *words], repository, **more)
    assert "imported from the repository" not in done.stderr
    assert done.returncode in {0, 1}, done.stderr


def test_python_m_in_a_package_folder_still_works(repository: Path) -> None:
    source = Path(__file__).parents[2] / "src"
    done = start(["-m", "repoaudit", "check", str(repository), "-q"], source)
    assert done.returncode in {0, 1}, done.stderr


def test_a_working_directory_that_is_gone(tmp_path: Path) -> None:
    program = "import os, sys; os.rmdir(os.getcwd()); sys.argv = ['repoaudit', 'check']; "
    program += "from repoaudit.__main__ import main; sys.exit(main())"
    folder = tmp_path / "gone"
    folder.mkdir()
    done = start(["-c", program], folder)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8", "utf-16"])
def test_no_encoding_makes_us_fail(repository: Path, encoding: str) -> None:
    (repository / "pyproject.toml").write_text("[tool.repoaudit]\n'é→\U0001f600' = 1\n", encoding="utf-8")
    command = [sys.executable, "-m", "repoaudit", "check"]
    env = environment(PYTHONIOENCODING=f"{encoding}:strict")
    done = subprocess.run(command, cwd=repository, env=env, check=False, capture_output=True, timeout=60)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert "unknown key" in done.stderr.decode(encoding)


@pytest.mark.skipif(os.name == "nt", reason="arguments are text on Windows")
def test_arguments_that_are_not_utf8(repository: Path) -> None:
    command = [os.fsencode(sys.executable), b"-m", b"repoaudit", b"check", b"caf\xe9"]
    done = subprocess.run(command, cwd=repository, env=environment(), check=False, capture_output=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"error: 'caf\\udce9': does not exist")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that may not be read")
def test_a_folder_that_may_not_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0)
    done = start(["-m", "repoaudit", "check", str(folder)], tmp_path)
    assert (done.returncode, done.stderr) == (2, f"error: {folder}: may not be read\n")


def test_a_bare_repository(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", "--bare", tmp_path], check=True, capture_output=True)
    done = start(["-m", "repoaudit", "check", str(tmp_path)], tmp_path)
    assert done.returncode == 2
    assert "bare repository" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="pipes differ")
@pytest.mark.parametrize("words", [["check", "--output-format", "json"], ["check"], ["rule", "--all"], ["--version"]])
def test_a_reader_that_has_left(repository: Path, words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = start_writing_to(writing, words, repository)
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode in {0, 1}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk(repository: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = start_writing_to(full.fileno(), ["check"], repository)
    assert done.returncode == 2
    assert done.stderr == b"error: cannot write the output: No space left on device\n"


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_interruption_is_quiet(repository: Path) -> None:
    program = (
        # A process in the background inherits that it ignores the signal.
        "import sys, os, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "sys.argv = ['repoaudit', 'check']; import repoaudit.cli.check as check; "
        "check.plan_outputs = lambda *_: os.kill(os.getpid(), signal.SIGINT); "
        "from repoaudit.__main__ import main; sys.exit(main())"
    )
    done = start(["-c", program], repository)
    assert (done.returncode, done.stdout, done.stderr) == (128 + signal.SIGINT, "", "")


def test_same_output_on_every_run(repository: Path) -> None:
    words = ["-m", "repoaudit", "check", "--select", "ALL", "--output-format", "json"]
    first, second = (start(words, repository, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first.stdout == second.stdout
    assert json.loads(first.stdout)["version"] == 1


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_on_a_terminal_the_full_format_is_the_default(repository: Path) -> None:
    import pty

    parent, child = pty.openpty()
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(start_writing_to, child, ["check"], repository)
        done.add_done_callback(lambda _: os.close(child))
        out = b"".join(iter(lambda: _read(parent), b""))
    os.close(parent)
    assert done.result().returncode in {0, 1}, done.result().stderr
    assert b"\x1b[" in out
    assert b"repoaudit rule " in out or b"All checks passed" in out


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # how Linux says that the other end is closed
        return b""
