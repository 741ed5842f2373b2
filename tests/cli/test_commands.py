"""The other commands: `rule`, `rules`, `config`, the version, the help."""

import json
import re
from pathlib import Path

import pytest

from cli_stubs import Run
from repoaudit import __version__
from repoaudit.cli import main, rule, rules, terminal


def as_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (rule, rules, terminal):
        monkeypatch.setattr(module, "is_terminal", lambda stream: stream is not None)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_version(run: Run) -> None:
    assert run("--version") == run("-V") == (0, f"repoaudit {__version__}\n", "")
    assert run("--version", "check").out == f"repoaudit {__version__}\n"


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["check", "--help"], ["rule", "-h"]])
def test_help(run: Run, words: list[str]) -> None:
    done = run(*words)
    assert (done.status, done.err) == (0, "")
    assert "Usage: repoaudit" in plain(done.out)
    assert "<bool>" not in done.out
    assert "<str>" not in done.out


def test_no_arguments(run: Run) -> None:
    done = run()
    assert done.status == 2
    assert "Usage: repoaudit" in plain(done.out)


@pytest.mark.parametrize("words", [["chek"], ["--nothing"], ["rules", "a", "b"], ["rules", "--output-format"]])
def test_mistake_is_one_line(run: Run, words: list[str]) -> None:
    done = run(*words)
    assert (done.status, done.out) == (2, "")
    (line,) = done.err.splitlines()
    assert line.startswith("error: ")


def test_page_of_a_rule(run: Run) -> None:
    expected = "# safe-problem (STB001)\n\nA number is not safe.\n\nerror · on by default · safe fix\n"
    assert run("rule", "safe-problem") == run("rule", "STB001") == (0, expected, "")


def test_page_of_a_rule_of_ours(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from repoaudit._index import ENTRIES

    monkeypatch.setattr("repoaudit.cli.rule.builtin_entries", lambda: ENTRIES)
    page = Path(terminal.__file__).parents[1] / "pages" / f"{ENTRIES[0].name}.md"
    assert run("rule", ENTRIES[0].code).out == page.read_text(encoding="utf-8")


def test_pages_of_all_rules(run: Run) -> None:
    everything = run("rule", "--all")
    assert everything.out.count("\n# ") == 6
    assert run("rule", "STB") == run("rule", "ALL") == everything


def test_page_on_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    as_terminal(monkeypatch)
    out = run("rule", "STB001").out
    assert "\x1b[" in out
    assert "A number is not safe." in plain(out)
    assert "# " not in plain(out)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("rule", "STB001").out


def test_metadata_of_a_rule(run: Run) -> None:
    assert json.loads(run("rule", "STB001", "--output-format", "json").out) == {
        "name": "safe-problem",
        "code": "STB001",
        "severity": "error",
        "default": True,
        "fix": "safe",
        "summary": "A number is not safe.",
        "explanation": "",
        "subject": "Line",
        "options": [],
        "url": None,
    }
    everything = json.loads(run("rule", "STB", "--output-format", "json").out)
    assert [each["code"] for each in everything] == [f"STB00{number}" for number in range(1, 8)]


@pytest.mark.parametrize(
    ("words", "mistake"),
    [
        (["rule", "safe-problm"], "no rule is called 'safe-problm' (did you mean 'safe-problem'?)"),
        (["rule", "STB9"], "no rule is called 'STB9' (did you mean 'STB007'?)"),
        (["rule", "STB001", "--all"], "--all shows all rules: leave out 'STB001', or --all"),
        (["rule", "STB001", "STB002"], "too many arguments: STB002; see repoaudit rule --help"),
        (["chek"], "no such command 'chek' (did you mean 'check'?); see repoaudit --help"),
        (["check", "--zzz"], "no such option"),
        (["."], "no such command '.': to check a path, run repoaudit check .; see repoaudit --help"),
        (["rule"], "rule needs the name or the code of a rule, or --all"),
        (["rule", "STB001", "--output-format", "jsn"], "--output-format must be text or json, not 'jsn' (did you mean"),
        (["rules", "nowhere"], "nowhere: does not exist"),
        (["config", "nowhere"], "nowhere: does not exist"),
        (["config", "--config", "preset='x'"], "--config: preset must be default or strict, not 'x'"),
    ],
)
def test_wrong_words(run: Run, words: list[str], mistake: str) -> None:
    done = run(*words)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"error: {mistake}")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("message", "ours"),
    [
        ("No such command 'x'.", "no such command 'x'"),
        ("No such command 'x'. Did you mean 'y'?", "no such command 'x' (did you mean 'y'?)"),
        ("No such command 'x'. (Did you mean one of: 'y', 'z'?)", "no such command 'x' (did you mean 'y', 'z'?)"),
        ("No such option: --x (Possible options: --y, --z)", "no such option: --x (did you mean --y, --z?)"),
        ("No such option '--x'. Did you mean '--y'?", "no such option '--x' (did you mean '--y'?)"),
        ("Got unexpected extra argument (x)", "too many arguments: x"),
        ("Got unexpected extra argument(s) (x y)", "too many arguments: x y"),
        ("Option '--x' requires an argument.", "option '--x' requires an argument"),
    ],
)
def test_messages_of_several_releases_of_typer(message: str, ours: str) -> None:
    assert main.in_our_words(message) == ours


SETTINGS = "[tool.repoaudit]\nignore = ['STB002']\nseverity = { STB001 = 'info' }\n"


def test_list_of_rules(run: Run) -> None:
    lines = run("rules", pyproject=SETTINGS).out.splitlines()
    assert lines[0].split() == ["name", "code", "severity", "on", "fix", "summary"]
    assert lines[1] == "safe-problem    STB001  info      on   safe    A number is not safe."
    assert lines[2] == "unsafe-problem  STB002  warning   off  unsafe  A number is unsafe."
    assert len(lines) == 8
    assert run("rules", "--isolated").out.splitlines()[2].split()[3] == "on"
    assert run("rules", "--config", "select=['STB003']").out.splitlines()[1].split()[3] == "off"


def test_list_of_rules_on_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    as_terminal(monkeypatch)
    out = run("rules", pyproject=SETTINGS).out
    assert "\x1b[" in out
    assert all(len(line) <= 80 for line in plain(out).splitlines())
    assert plain(out).splitlines()[:2] == ["safe-problem STB001: info, on, safe fix", "  A number is not safe."]
    monkeypatch.setenv("COLUMNS", "120")
    wide = plain(run("rules", pyproject=SETTINGS).out).splitlines()
    assert wide[1].split() == ["name", "code", "severity", "on", "fix", "summary"]
    assert all(len(line) <= 120 for line in wide)
    assert re.search(r"unsafe-problem +STB002 +warning +off +unsafe +A number is", "\n".join(wide))


def test_list_of_rules_as_json(run: Run) -> None:
    listed = json.loads(run("rules", "--output-format", "json", pyproject=SETTINGS).out)
    assert [(each["code"], each["on"]) for each in listed][:3] == [
        ("STB001", True),
        ("STB002", False),
        ("STB003", True),
    ]


def test_settings_with_their_origins(run: Run, repository: Path) -> None:
    (repository / "packages" / "core").mkdir(parents=True)
    (repository / "packages" / "core" / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    settings = "[tool.repoaudit]\nprofile = 'ml'\nignore = { STB002 = 'a \"reason\"' }\nminimum-coverage = 85\n"
    settings += (
        "per-file-ignores = { 'a b/*' = ['STB'] }\nseverity.STB001 = 'info'\nprojects = ['.', 'packages/core']\n"
    )
    done = run("config", "--config", "fail-on='never'", pyproject=settings)
    assert done.status == 0
    lines = [re.sub(r" {2,}", "  ", line) for line in done.out.splitlines()]
    assert lines == [
        f"root = {repository.resolve()}",
        "rules = 6 of 7",
        'profile = ["ml", "application"]  # ml: pyproject.toml:2; application: no build system',
        'preset = "default"  # default',
        "select = (not set)  # default",
        "extend-select = []  # default",
        "exclude = []  # default",
        'projects = [".", "packages/core"]  # pyproject.toml:7',
        "minimum-coverage = 85  # pyproject.toml:4",
        "baseline = (not set)  # default",
        'fixable = ["ALL"]  # default',
        "unfixable = []  # default",
        'fail-on = "never"  # --config',
        'ignore.STB002 = "a \\"reason\\""  # pyproject.toml:3',
        'per-file-ignores."a b/*" = ["STB"]  # pyproject.toml:5',
        'severity.safe-problem = "info"  # pyproject.toml:6',
        'project = "."',
        'project = "packages/core"',
    ]
    data = json.loads(run("config", "--output-format", "json").out)
    assert (data["version"], data["projects"]) == (1, [".", "packages/core"])
    assert data["settings"]["severity.safe-problem"] == {"value": "info", "origin": "pyproject.toml:6"}
    assert "unsafe-problem" not in data["rules"]
    assert len(data["rules"]) == 6


def test_completion_offers_rules_formats_and_words() -> None:
    from repoaudit._index import ENTRIES
    from repoaudit.cli import completion

    first = ENTRIES[0]
    assert (first.code, first.name) in set(completion.rules(first.code))
    assert (f"ALL,{first.name}", first.code) in set(completion.rules(f"ALL,{first.name[:4]}"))
    assert completion.formats("js") == ["json"]
    assert completion.severities("w") == ["warning"]
    assert completion.colors("") == ["auto", "always", "never"]
