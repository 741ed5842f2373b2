"""`repoaudit check`, from the words of the command line to the exit status."""

import json
from pathlib import Path

import pytest

from cli_stubs import PATH, Run

SAFE = "pyproject.toml:1:8: error: 1 is not 0 [safe-problem STB001] [*]\n"


def test_clean(run: Run) -> None:
    done = run("check", pyproject="safe = 0\n")
    assert done == (0, "All checks passed (7 rules, 1 file).\n", "")


def test_findings(run: Run) -> None:
    done = run("check", pyproject="safe = 1\n")
    assert done.status == 1
    assert done.out == SAFE + "Found 1 error in 1 file; 1 fixable with --fix.\n"
    assert done.err == ""


@pytest.mark.parametrize(
    ("line", "words", "status"),
    [
        ("safe = 1", [], 1),
        ("unsafe = 1", [], 1),
        ("info = 1", [], 0),
        ("unsafe = 1", ["--fail-on", "error"], 0),
        ("info = 1", ["--fail-on=info"], 1),
        ("safe = 1", ["--fail-on", "never"], 0),
        ("safe = 1", ["--exit-zero"], 0),
        ("safe = 1", ["--select", "STB002"], 0),
        ("safe = 1", ["--ignore", "safe-problem"], 0),
        ("crash = 1", [], 3),
        ("crash = 1", ["--exit-zero"], 3),
        ("crash = 1", ["--ignore", "STB004"], 0),
        ("unknown = 1", [], 0),
    ],
)
def test_exit_status(run: Run, line: str, words: list[str], status: int) -> None:
    assert run("check", *words, pyproject=f"{line}\n").status == status


def test_settings_of_the_repository(run: Run) -> None:
    settings = "[tool.repoaudit]\nfail-on = 'error'\nseverity = { STB001 = 'warning' }\nunfixable = ['STB001']\n"
    done = run("check", pyproject=f"safe = 1\n{settings}")
    assert done.status == 0
    assert done.out.splitlines() == [
        "pyproject.toml:1:8: warning: 1 is not 0 [safe-problem STB001]",
        "Found 1 warning in 1 file.",
    ]


def test_wrong_settings(run: Run) -> None:
    done = run("check", "--select", "STB009", pyproject="[tool.repoaudit]\nselekt = 1\n")
    assert done.status == 2
    assert done.out == ""
    assert done.err.splitlines() == [
        "error: 2 mistakes in the settings",
        "pyproject.toml:2: unknown key 'selekt' in [tool.repoaudit] (did you mean 'select'?)",
        "--select: no rule is called 'STB009' (did you mean 'STB007'?)",
    ]


def test_quiet(run: Run) -> None:
    assert run("check", "-q", pyproject="safe = 1\n").out == SAFE
    assert run("check", "-q", pyproject="safe = 0\n").out == ""


def test_verbose_says_what_was_silent_and_why(run: Run) -> None:
    quiet, verbose = run("check", pyproject="unknown = 1\n"), run("check", "-v")
    assert "nobody knows" not in quiet.out
    assert "pyproject.toml:1: note: nobody knows this number [unknown-number]" in verbose.out


def test_quiet_and_verbose(run: Run) -> None:
    assert run("check", "-q", "-v") == (2, "", "error: --quiet and --verbose contradict each other\n")


def test_crash_is_contained_and_named(run: Run) -> None:
    done = run("check", pyproject="safe = 1\ncrash = 1\n")
    assert SAFE in done.out
    (line,) = done.err.splitlines()
    assert line.startswith("internal error: Line: RuntimeError: out of (silenced: crashing-rule); please report it at")
    assert "Traceback" not in done.err
    assert "Traceback" in run("check", "-v").err


def test_statistics(run: Run) -> None:
    done = run("check", "--statistics", pyproject="safe = 1\nunsafe = 1\n")
    assert done.status == 1
    assert [line.split()[-1] for line in done.out.splitlines()[:2]] == ["STB001", "STB002"]


def test_json_for_machines(run: Run) -> None:
    done = run("check", "--output-format", "json", pyproject="info = 1\n")
    report = json.loads(done.out)
    assert [finding["code"] for finding in report["findings"]] == ["STB003"]
    assert "\x1b" not in done.out


def test_several_outputs_in_one_run(run: Run, repository: Path) -> None:
    done = run(
        "check", "--output-format=json=report.json", "--output-format", "concise=log.txt", pyproject="safe = 1\n"
    )
    assert done.out.startswith(SAFE)
    assert json.loads((repository / "report.json").read_text(encoding="utf-8"))["summary"]["errors"] == 1
    assert (repository / "log.txt").read_text(encoding="utf-8") == done.out


def test_output_file(run: Run, repository: Path) -> None:
    done = run("check", "-o", "log.txt", pyproject="safe = 1\n")
    assert (done.status, done.out, done.err) == (1, "", "")
    assert (repository / "log.txt").read_text(encoding="utf-8").startswith(SAFE)


def test_output_by_environment(run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPOAUDIT_OUTPUT_FORMAT", "json,concise=log.txt")
    monkeypatch.setenv("REPOAUDIT_OUTPUT_FILE", "report.json")
    assert run("check", pyproject="safe = 1\n").out == ""
    assert (repository / "log.txt").exists()
    assert json.loads((repository / "report.json").read_text(encoding="utf-8"))["version"] == 1
    assert run("check", "--output-format", "concise", "--output-file", "other.txt").out == ""
    assert (repository / "other.txt").read_text(encoding="utf-8").startswith(SAFE)


@pytest.mark.parametrize(
    ("words", "mistake"),
    [
        (["--output-format", "jsn"], "--output-format: 'jsn' is not one of full, concise, json"),
        (["--output-format", "jsn=x"], "--output-format: 'jsn' is not one of full, concise, json"),
        (["--output-format", "json="], "--output-format: json= names no file"),
        (["--output-file", ""], "--output-file: no file is named"),
        (["--output-format", ""], "--output-format: '' is not one of full, concise, json"),
        (["--output-format=json", "--output-format=full"], "--output-format: json and full cannot share one output"),
        (["--output-format", "json=."], "cannot write '.': it is a folder"),
        (["--output-format", "json=a", "-o", "a"], "cannot write 'a': two reports would go there"),
        (["--output-format", "json=no/where"], "cannot write 'no/where': No such file or directory"),
        (["--color", "alwys"], "--color must be auto, always or never, not 'alwys' (did you mean 'always'?)"),
        (["--fail-on", "err"], "--fail-on: must be error, warning, info or never, not 'err' (did you mean 'error'?)"),
        (["--config", "x"], "--config: cannot read 'x': No such file or directory"),
        (["--statistics", "--output-format", "json"], "--statistics goes with full and concise only"),
        (["a", "b"], "too many arguments: b"),
        (["--slect", "X"], "no such option"),
        (["--select"], "option '--select' requires an argument"),
        (["nowhere"], "nowhere: does not exist"),
        (["pyproject.toml"], "pyproject.toml: is not a folder"),
        ([""], "the path is empty"),
        (["no\0where"], "'no\\x00where': does not exist"),
        (["\udcff"], "'\\udcff': does not exist"),
        ([".git"], ".git: is in a git directory"),
    ],
)
def test_mistake_is_one_line(run: Run, words: list[str], mistake: str) -> None:
    done = run("check", *words, pyproject="safe = 1\n")
    assert done.status == 2
    assert done.out == ""
    (line,) = done.err.splitlines()
    assert line.startswith(f"error: {mistake}")


def test_folder_that_may_not_be_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("repoaudit.cli.session.os.access", lambda *_: False)  # to root, every folder is open
    assert run("check", pyproject="safe = 1\n") == (2, "", "error: .: may not be read\n")


def test_part_of_a_repository(run: Run, repository: Path) -> None:
    (repository / "packages" / "core").mkdir(parents=True)
    (repository / "packages" / "core" / PATH).write_text("safe = 2\n[project]\nname = 'core'\n", encoding="utf-8")
    everything = run("check", pyproject="safe = 1\n")
    part = run("check", "packages")
    assert [line.partition(":")[0] for line in everything.out.splitlines()[:2]] == [f"packages/core/{PATH}", PATH]
    assert part.out.splitlines()[0].startswith(f"packages/core/{PATH}:1:8: error: 2 is not 0")
    assert part.out.count("STB001") == 1


def test_a_clean_folder_of_a_repository_with_findings(run: Run, repository: Path) -> None:
    (repository / "src").mkdir()
    done = run("check", "src", pyproject="safe = 1\n")
    assert (done.status, done.out) == (
        0,
        "All checks passed (7 rules, 1 file). 1 finding elsewhere in the repository.\n",
    )
    assert "elsewhere" not in run("check", "src", "--config", "exclude=['pyproject.toml']").out
    assert "elsewhere" not in run("check", "src", "--isolated", "--ignore", "ALL").out


@pytest.mark.parametrize("folder", ["tests/fixtures/demo", "examples/demo", "docs/demo", "vendor/a/b"])
def test_whoever_names_a_fixture_means_it(run: Run, repository: Path, folder: str) -> None:
    (repository / folder).mkdir(parents=True)
    (repository / folder / PATH).write_text("safe = 2\n[tool.repoaudit]\nignore = ['STB002']\n", encoding="utf-8")
    done = run("check", folder, pyproject="safe = 1\n[tool.repoaudit]\nselect = ['STB002']\n")
    assert done.out.splitlines()[0] == "pyproject.toml:1:8: error: 2 is not 0 [safe-problem STB001] [*]"


def test_what_the_repository_says_cannot_steer_the_terminal(run: Run) -> None:
    out = run("check", "--color", "never", pyproject="info = 1\n").out
    assert "something to know: \\x1b[31m\\u202eé end" in out


@pytest.mark.parametrize(("words", "colored"), [(["--color", "always"], True), (["--color=never"], False), ([], False)])
def test_color(run: Run, words: list[str], *, colored: bool) -> None:
    assert ("\x1b[" in run("check", *words, pyproject="safe = 1\n").out) is colored


def test_force_color(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("check", pyproject="safe = 1\n").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("check").out


def test_full_format(run: Run) -> None:
    out = run("check", "--output-format", "full", pyproject="safe = 1\n").out
    assert "safe = 1" in out
    assert "repoaudit rule safe-problem" in out
