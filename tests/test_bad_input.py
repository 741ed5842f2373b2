"""Every malformed, hostile or odd file gives a finding, a note or a one-line error, never a traceback."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from hostile import BESIDE, EACH_READER, LARGE, NAMES, SMALL, TREES, UTF16, WRONG, dump, paths_of, replaced
from probing import audit_all, deadline, probe, settle_all, shown, subject_types
from repoaudit.diagnostic import Report
from repoaudit.finding import Applicability
from repoaudit.repository import DiskRepository, MemoryRepository

GIT = shutil.which("git") or "git"
SECONDS = 60
"""What no test comes near to, and what does not end exceeds."""

posix = pytest.mark.skipif(os.name != "posix", reason="links and FIFOs as POSIX has them")


@pytest.fixture(autouse=True)
def _ends() -> Iterator[None]:
    with deadline(SECONDS):
        yield


def crashes(report: Report) -> list[str]:
    return [crash.traceback for crash in report.crashes]


@pytest.mark.parametrize("content", SMALL.values(), ids=SMALL)
def test_odd_text_in_any_file(content: str | bytes) -> None:
    for name in NAMES:
        assert crashes(audit_all({name: content})) == [], name
    assert crashes(audit_all(dict.fromkeys(NAMES, content))) == []


@pytest.mark.parametrize("content", LARGE.values(), ids=LARGE)
def test_large_or_deep_text_in_any_file(content: str) -> None:
    assert crashes(audit_all(dict.fromkeys(EACH_READER, content))) == []


@pytest.mark.parametrize("path", TREES)
def test_a_value_of_a_wrong_type_anywhere(path: str) -> None:
    for number, where in enumerate(paths_of(TREES[path])):
        text = dump(path, replaced(TREES[path], where, WRONG[number * 7 % len(WRONG)]))
        assert crashes(audit_all({**BESIDE, path: text})) == [], text


@pytest.mark.parametrize("content", SMALL.values(), ids=SMALL)
def test_every_subject_can_be_asked_everything_about_odd_texts(content: str | bytes) -> None:
    assert probe(MemoryRepository(dict.fromkeys(NAMES, content))) == []


def test_every_subject_can_be_asked_everything() -> None:
    files = {path: dump(path, tree) for path, tree in TREES.items()}
    assert probe(MemoryRepository({**files, **BESIDE})) == []
    assert len(subject_types()) > 10, "the subjects were found"


def test_a_probe_finds_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: object) -> int:
        raise ZeroDivisionError(type(self))

    monkeypatch.setattr("repoaudit.subjects.files.makefile.Makefile.targets", property(broken))
    assert any("ZeroDivisionError" in wrong for wrong in probe(MemoryRepository({"Makefile": "a:\n"})))


REPOSITORIES: Mapping[str, Mapping[str, str]] = {
    "requirements that include themselves": {"requirements.txt": "-r requirements.txt\n-c requirements.txt\n"},
    "requirements in a circle": {
        "requirements.txt": "-r requirements/a.txt\n",
        "requirements/a.txt": "-r b.txt\n-e ..\n",
        "requirements/b.txt": "-r ../requirements.txt\n",
    },
    "requirements that fan out": {
        f"requirements-{number}.txt": "".join(f"-r requirements-{other}.txt\n" for other in range(12))
        for number in range(12)
    },
    "requirements out of the repository": {"requirements.txt": "-r ../../etc/passwd\n-r /etc/passwd\n-r \0\n-r ~\n"},
    "a Makefile that includes itself": {
        "Makefile": "include Makefile\ninclude *.mk\na: ; make a\n",
        "a.mk": "include a.mk\n",
    },
    "targets that call each other": {"Makefile": "a:\n\tmake b\n\t$(MAKE) a\nb: a\n\tmake a; tox; nox; sh a.sh\n"},
    "scripts that call each other": {
        "Makefile": "test:\n\t./a.sh\n",
        "a.sh": "./b.sh\n./a.sh\n",
        "b.sh": "bash a.sh; make test\n",
        "tox.ini": "[testenv]\ncommands = make test\n    tox\n    ./a.sh\n",
    },
    "targets that fan out": {
        "Makefile": "".join(f"t{n}:\n" + "".join(f"\tmake t{n + 1}\n" * 3) for n in range(40)) + "t40:\n\tpytest\n"
    },
    "variables that hold themselves": {"Makefile": "A = $(A) $(B)\nB = $(A)\na:\n\t$(A) $(B)\n\tpytest\n"},
    "tox sections that refer to themselves": {
        "tox.ini": "[tox]\nenvlist = {[tox]envlist}, {[testenv]x}\n[testenv]\n"
        "x = {[tox]envlist}\ncommands = {[testenv]commands}\n"
    },
    "tox factors that multiply": {"tox.ini": f"[tox]\nenvlist = {'{a,b,c,d}-' * 30}x\n[testenv]\ncommands = pytest\n"},
    "a matrix that multiplies": {
        ".github/workflows/a.yml": "on: push\njobs:\n  a:\n    runs-on: x\n    strategy:\n      matrix:\n"
        + "".join(f"        python-{n}: [3.9, '3.10', 3.11, 3.12]\n" for n in range(30))
        + "    steps: [{uses: actions/setup-python@v5, with: {python-version: '${{ matrix.python-1 }}'}}]\n"
    },
    "jobs that need each other": {
        ".github/workflows/a.yml": "on: push\njobs:\n  a: {needs: b, runs-on: x, steps: [{run: pytest}]}\n"
        "  b: {needs: [a, b], uses: ./.github/workflows/a.yml}\n"
    },
    "recursive anchors": dict.fromkeys(
        (".pre-commit-config.yaml", ".github/workflows/a.yml", ".gitlab-ci.yml", "codecov.yml"),
        "repos: &a\n  - *a\n  - &b {hooks: *a, <<: *b, repo: *b, jobs: *a}\njobs: &c {a: *c, steps: *a}\n",
    ),
    "groups and extras in circles": {
        "pyproject.toml": '[project]\nname = "a"\ndependencies = ["a[x]"]\n'
        '[project.optional-dependencies]\nx = ["a[y]"]\n'
        'y = ["a[x,y]"]\n[dependency-groups]\na = [{include-group = "b"}]\n'
        'b = [{include-group = "a"}, {include-group = 1}]\n'
    },
    "environments in circles": {
        "pyproject.toml": '[tool.hatch.envs.a]\ntemplate = "b"\nscripts.x = "x"\n[tool.hatch.envs.b]\ntemplate = "a"\n'
        '[tool.poe.tasks]\na = ["b"]\nb = ["a"]\n[tool.pdm.scripts]\na = {composite = ["a"]}\n'
    },
    "workspaces of everything": {
        "pyproject.toml": "[tool.uv.workspace]\n"
        'members = ["**", "*", "../*", "/", ".", "", "[", "*" , 1]\n[project]\nname="a"\n',
        "a/pyproject.toml": '[tool.uv.workspace]\nmembers = ["**"]\n',
        "a/b/pyproject.toml": "[project]\n",
    },
    "regular expressions that never end": {
        ".coveragerc": "[run]\nbranch = true\n[report]\nexclude_lines =\n    (a+)+$\n"
        "    (x+x+)+y\n    (\n    [\n    (?P<a>\n    a{9}{9}\n",
        ".pre-commit-config.yaml": "exclude: (a|a)*$\nfiles: '('\nrepos:\n- repo: local\n  hooks:\n"
        ""
        "  - {id: pytest, name: x, entry: pytest, language: system,\n"
        "     files: '^(([a-z_/])+.?)+\\.pyx$', exclude: '(.*)*x'}\n",
        "tests/test_" + "a" * 60 + ".py": "def test_a(): pass\n",
    },
    "suppressions of everything": {
        "pyproject.toml": "# repoaudit: file-ignore[ALL]\n# repoaudit: ignore[,,, ,]\n"
        "# repoaudit: ignore\n# repoaudit: ignore[]\n"
        "# repoaudit: ignore[A\n# repoaudit: file-ignore[]] x\n[tool.coverage] # repoaudit: ignore[ALL, ALL]\n"
    },
    "names that are no names": {
        "a\nb/pyproject.toml": "[project]\n",
        "a b/pyproject.toml": "[project]\n",
        "ä\u202e/pyproject.toml": "[tool.mypy]\npython_version = '3.7'\n[project]\n",
        "[x]/pyproject.toml": "[project]\n",
        "*/pyproject.toml": "[project]\n",
    },
}


@pytest.mark.parametrize("files", REPOSITORIES.values(), ids=REPOSITORIES)
def test_hostile_repository(files: Mapping[str, str]) -> None:
    report = audit_all(files)
    assert crashes(report) == []
    assert shown(audit_all(files)) == shown(report)
    assert probe(MemoryRepository(files)) == []
    assert settle_all(MemoryRepository(files), Applicability.UNSAFE).report.crashes == ()


@pytest.mark.parametrize("content", [UTF16, b"a = \xff\n", b"\0" * 6_000_000], ids=["UTF-16", "Latin-1", "too large"])
def test_a_file_that_cannot_be_read_is_a_finding(content: bytes) -> None:
    report = audit_all({"pyproject.toml": content})
    assert [(each.rule, each.location.path) for each in report.diagnostics] == [("unreadable-file", "pyproject.toml")]


def test_a_file_that_cannot_be_parsed_disturbs_no_other() -> None:
    report = audit_all({"pyproject.toml": "[", "Makefile": "a:\n\tb\na:\n\tc\n"})
    assert {"invalid-syntax", "duplicate-target"} <= {each.rule for each in report.diagnostics}


class TestDisk:
    @posix
    def test_what_is_no_regular_file(self, tmp_path: Path) -> None:
        outside, inside = tmp_path / "outside", tmp_path / "inside"
        outside.mkdir()
        inside.mkdir()
        (outside / "secret").write_text("[tool]\n", encoding="utf-8")
        (inside / "setup.cfg").symlink_to(outside / "secret")
        (inside / "pyproject.toml").symlink_to("pyproject.toml")
        (inside / ".coveragerc").symlink_to("nowhere")
        (inside / "tox.toml").symlink_to("/dev/zero")
        (inside / "loop").symlink_to(".")
        (inside / ".github").symlink_to(outside)
        os.mkfifo(inside / "tox.ini")
        os.mkfifo(inside / "tests.sh")
        (inside / "Makefile").mkdir()
        (inside / "requirements").mkdir()
        os.mkfifo(inside / "requirements" / "a.txt")
        with (inside / "mypy.ini").open("wb") as file:
            file.truncate(50_000_000)
        report = audit_all(DiskRepository(str(inside)))
        assert crashes(report) == []
        found = {each.location.path for each in report.diagnostics if each.rule == "unreadable-file"}
        links = {"setup.cfg", "pyproject.toml", ".coveragerc", "tox.toml"}
        assert found == links | {"tox.ini", "mypy.ini", "requirements/a.txt"}
        assert probe(DiskRepository(str(inside))) == []

    @posix
    def test_a_socket(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)  # the path of a socket must be short
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("tox.ini")
            report = audit_all(DiskRepository(str(tmp_path)))
        assert [each.rule for each in report.diagnostics] == ["unreadable-file"]

    @posix
    @pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
    def test_what_may_not_be_read(self, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
        (tmp_path / "pyproject.toml").chmod(0)
        (tmp_path / "requirements").mkdir(mode=0)
        report = audit_all(DiskRepository(str(tmp_path)))
        assert crashes(report) == []
        assert "unreadable-file" in {each.rule for each in report.diagnostics}

    @posix
    def test_names_that_are_not_utf_8(self, tmp_path: Path) -> None:
        folder = os.fsencode(tmp_path) + b"/\xff\xfe"
        os.mkdir(folder)  # noqa: PTH102  # pathlib takes no bytes
        Path(os.fsdecode(folder + b"/pyproject.toml")).write_text("[project]\n[", encoding="utf-8")
        assert crashes(audit_all(DiskRepository(str(tmp_path)))) == []

    def test_many_files(self, tmp_path: Path) -> None:
        for number in range(2_000):
            (tmp_path / f"requirements-{number}.txt").touch()
        assert crashes(audit_all(DiskRepository(str(tmp_path)))) == []


def check(*arguments: str | Path, cwd: Path | None = None) -> tuple[int, str, str]:
    """Run the real command in a process of its own; return status, output and what it complained of."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = [sys.executable, "-m", "repoaudit", "check", *map(str, arguments), "--output-format", "concise"]
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=SECONDS
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done.returncode, done.stdout, done.stderr


def git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run([GIT, *settings, *arguments], cwd=folder, env=environment, check=True, capture_output=True)


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A repository with one commit and one finding."""
    folder = tmp_path / "origin"
    folder.mkdir()
    (folder / "pyproject.toml").write_text("[tool\n", encoding="utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    return folder


class TestCommandLine:
    def test_an_empty_folder_is_clean(self, tmp_path: Path) -> None:
        status, _, complaints = check(tmp_path)
        assert (status, complaints) == (0, "")

    def test_findings(self, origin: Path) -> None:
        status, output, complaints = check(origin)
        assert (status, complaints) == (1, "")
        assert output.startswith("pyproject.toml:1:6: error:")

    @pytest.mark.parametrize("name", ["missing", "file", "file/x", "", "nul\0" if os.name == "nt" else "x" * 5_000])
    def test_a_path_that_is_no_folder(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "file").touch()
        status, output, complaints = check(name, cwd=tmp_path)
        assert (status, output) == (2, "")
        assert complaints.startswith("error: ")
        assert complaints.count("\n") == 1

    def test_a_bare_repository(self, tmp_path: Path, origin: Path) -> None:
        git(tmp_path, "clone", "-q", "--bare", str(origin), "bare.git")
        status, _, complaints = check(tmp_path / "bare.git")
        assert status == 2
        assert "bare repository" in complaints
        assert check(origin / ".git")[0] == 2

    def test_a_worktree(self, tmp_path: Path, origin: Path) -> None:
        git(origin, "worktree", "add", "-q", str(tmp_path / "tree"))
        assert check(tmp_path / "tree")[:2] == check(origin)[:2]

    def test_a_submodule(self, tmp_path: Path, origin: Path) -> None:
        outer = tmp_path / "outer"
        outer.mkdir()
        git(outer, "init", "-q", "-b", "main")
        git(outer, "submodule", "--quiet", "add", str(origin), "inner")
        assert check(outer / "inner")[:2] == check(origin)[:2]
        assert check(outer)[0] == 0, "what is in a submodule belongs to another repository"

    @pytest.mark.parametrize(
        "files",
        [
            {".git": "gitdir: nowhere\n"},
            {".git": "nonsense"},
            {".git/HEAD": "nonsense"},
            {
                ".git/HEAD": "ref: refs/heads/main\n",
                ".git/index": "DIRCnonsense",
                ".git/objects/x": "",
                ".git/refs/x": "",
            },
            {
                ".git/HEAD": "ref: refs/heads/main\n",
                ".git/config": "[core\n\0",
                ".git/objects/x": "",
                ".git/refs/x": "",
            },
        ],
        ids=["no such folder", "no reference", "no repository", "broken index", "broken settings"],
    )
    def test_broken_git(self, tmp_path: Path, files: Mapping[str, str]) -> None:
        for path, text in {**files, "tox.ini": "[tox\n"}.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        status, output, _ = check(tmp_path)
        assert status == 1
        assert output.startswith("tox.ini:1:")

    @pytest.mark.parametrize(
        "text",
        [
            "tool.repoaudit = 1",
            "[tool.repoaudit]\nselect = [[]]",
            "[tool.repoaudit]\nselect = ['NOPE']",
            "[tool.repoaudit]\nx = 1",
        ],
    )
    def test_a_mistake_in_the_settings(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
        status, output, complaints = check(tmp_path)
        assert (status, output) == (2, "")
        assert complaints.startswith("error: pyproject.toml:")
        assert complaints.count("\n") == 1

    @pytest.mark.parametrize("value", [value for value in WRONG if value is not None][::3], ids=repr)
    def test_settings_of_wrong_types(self, tmp_path: Path, value: object) -> None:
        keys = "profile preset select extend-select ignore per-file-ignores severity exclude projects minimum-coverage"
        text = dump("pyproject.toml", {"tool": {"repoaudit": dict.fromkeys(f"{keys} baseline rules".split(), value)}})
        (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
        status, _, complaints = check(tmp_path)
        assert status in {0, 2}
        assert (status == 2) == complaints.startswith("error: ")

    @posix
    def test_fixing_what_is_odd(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "tox.ini")
        (tmp_path / "setup.cfg").symlink_to("setup.cfg")
        (tmp_path / "pyproject.toml").write_bytes(UTF16)
        (tmp_path / "Makefile").write_text("<<<<<<< HEAD\na:\n\tb\n>>>>>>> other\n", encoding="utf-8")
        assert check(tmp_path, "--fix", "--unsafe-fixes", "--select", "ALL")[0] == 1
        assert (tmp_path / "pyproject.toml").read_bytes() == UTF16
