"""No text of a repository steers what shows it: terminals, logs of CI services; whatever the command and the format."""

import contextlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from comparing import lay_out
from hostile import BESIDE, TREES, dump, paths_of, replaced
from repoaudit.cli import main
from repoaudit.report import FORMATS
from repoaudit.report.escape import INVISIBLE, escape, plain_line, spell_signs

COMMANDS: Final = ("::error::", "::add-mask::a", "##[group]", "##vso[task.setvariable variable=a]", "##teamcity[a]")
STEERING: Final = (
    "\x1b[31m",
    "\x1b]0;title\x07",
    "\x9b31m",
    "\x08\x08",
    "\u202e",
    "\u2066",
    "\u200b",
    "\x7f",
    "\u2028",
)
EVIL: Final = "".join(f"x{each}" for each in (*COMMANDS, *STEERING, "\r::error::b\n", "\n::error::c", "\n##[group]d"))
NAMES: Final = (
    *("::error::a", "\u3000::warning::b", " ::error file=c", "##[group]d", "##vso[task.setvariable variable=a]e"),
    *("f\x1b[31m", "g\x1b]0;title\x07", "h\u202e\u2066", "i\n::error::", "j\r::error::", "k\x9b31m", "l##teamcity[a]"),
)
"""What folders may be called, where nothing but a slash and NUL is forbidden."""

COLOR: Final = re.compile("\x1b\\[[0-9;]*m|\x1b]8;;[!-~]*\x1b\\\\")
UNSAFE: Final = re.compile(f"[\x00-\x09\x0b-\x1f{INVISIBLE}]")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="names as POSIX has them")


def spoilt(tree: object) -> object:
    """Return a tree with the evil text behind every text."""
    for path in [*paths_of(tree)]:
        value = tree
        for step in path:
            value = value[step]  # type: ignore[index]  # as deep as the path is
        if isinstance(value, str):
            tree = replaced(tree, path, value + EVIL)
    return tree


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository in which every name and every text is evil."""
    root = tmp_path_factory.mktemp("evil")
    lay_out(root, {**BESIDE, **{path: dump(path, spoilt(tree)) for path, tree in TREES.items()}})
    for number, name in enumerate(NAMES):  # three projects of one name would count as material
        wrong = "[tool.coverage.run]\nbranch = 1\n[tool.mypy]\npython_version = 3.7\n[tool.mypy.x]\n"
        wrong += f'[project]\nname = "a{number}"\n'
        lay_out(root / name, {"pyproject.toml": wrong, "Makefile": "a:\n\tb\na:\n\tc\n", "tox.ini": "["})
        lay_out(root / ".github" / "workflows", {f"{name}.yml": "on: push\njobs:\n  a:\n    steps:\n    - run: [\n"})
    return root


def said(words: tuple[str, ...], capfdbinary: pytest.CaptureFixture[bytes]) -> tuple[str, str]:
    """Run a command line; return what it writes to standard output and to standard error."""
    status = main.run(words)
    out, err = capfdbinary.readouterr()
    assert status in {0, 1, 2}
    return out.decode(), err.decode()


def assert_harmless(text: str) -> None:
    assert UNSAFE.search(COLOR.sub("", text)) is None
    commands = [line for line in text.split("\n") if plain_line(line) != line]
    assert commands == []


@contextlib.contextmanager
def inside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.chdir(folder)
        for name in ("GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
            patch.delenv(name, raising=False)
        yield


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("more", [(), ("--color=always", "-v", "--show-fixes", "--unsafe-fixes")], ids=["plain", "all"])
def test_no_format_passes_it_on(
    folder: Path,
    name: str,
    more: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    with inside(folder, monkeypatch):
        out, err = said(("check", "--select", "ALL", "--output-format", name, *more), capfdbinary)
    assert len(out) > 10_000
    if name == "github":
        out = "".join(f"{line}\n" for line in out.split("\n") if not line.startswith(OWN_COMMANDS))
    assert_harmless(out)
    assert_harmless(err)


OWN_COMMANDS: Final = ("::error file=", "::warning file=", "::notice file=", "::notice title=repoaudit::")


@pytest.mark.parametrize(
    "words",
    [
        ("config",),
        ("config", "--declarations"),
        ("check", "--statistics"),
        ("check", "--config", 'baseline="::error::a\u202e"'),
        ("check", "--config", 'extends=["::error::a\u202e.toml", "##[group].toml"]'),
        ("check", "--config", "\u202e::error::=1"),
        ("check", "::error::a"),
        ("check", "\u202e##[group]"),
        ("check", "--baseline-commit=::error::\u202e"),
        ("check", "--output-format=::error::\u202e"),
        ("check", "--select=::error::\u202e##[group]"),
        ("check", "--output-file=nowhere/::error::\u202e"),
        ("baseline", "--check", "--baseline=::error::\u202e"),
        ("rule", "::error::\u202e"),
        ("init",),
    ],
    ids=ascii,
)
def test_no_command_passes_it_on(
    folder: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with inside(folder, monkeypatch):
        out, err = said(words, capfdbinary)
    assert out + err
    assert_harmless(out)
    assert_harmless(err)


def test_machines_read_the_names_as_they_are(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with inside(folder, monkeypatch):
        out, _ = said(("check", "--select", "ALL", "--output-format=json"), capfdbinary)
    paths = {each["path"] for each in json.loads(out)["findings"]}
    assert {f"{name}/pyproject.toml" for name in NAMES} <= paths


SETTINGS: Final[Mapping[str, str]] = {
    "::error::a.toml": "nothing-known = 1\n[severity]\nx = 1\n",
    "pyproject.toml": '[tool.repoaudit]\nextends = ["::error::a.toml"]\n"\\u202e##[group]" = 1\n'
    '"::error::" = 1\nbaseline = "\\u202e"\nselect = ["\\u001b[31m", "::error::"]\n',
}


@pytest.mark.parametrize("command", ["check", "config", "rules", "baseline", "init"])
def test_mistakes_in_the_settings_do_not_pass_it_on(
    tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with inside(lay_out(tmp_path, SETTINGS), monkeypatch):
        out, err = said((command,), capfdbinary)
    assert out == ""
    assert "error: ./::error::a.toml" in err or "\n./::error::a.toml" in err
    assert_harmless(err)


WORKFLOW: Final = (
    "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: actions/setup-python@v5\n      with:\n"
)
DIFFERS: Final = f"{WORKFLOW}        python-version: 3.10\n  ::error::x: 1\n"


@pytest.mark.parametrize("words", [("check", "--diff"), ("check", "--fix", "--diff", "--add-ignore")])
def test_a_diff_is_no_command_where_it_would_be_one(
    tmp_path: Path,
    words: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """The runner obeys nothing between `::stop-commands::WORD` and `::WORD::`; elsewhere a diff is a diff."""
    words = tuple(word for word in words if "fix" not in word)
    lay_out(tmp_path, {".github/workflows/a.yml": DIFFERS})
    with inside(tmp_path, monkeypatch):
        plain, _ = said(words, capfdbinary)
        monkeypatch.setenv("GITHUB_ACTIONS", "true")
        fenced, _ = said(words, capfdbinary)
        lay_out(tmp_path, {".github/workflows/a.yml": DIFFERS.replace("::error::", "plain")})
        ordinary, _ = said(words, capfdbinary)
    first, rest = fenced.split("\n", 1)
    word = first.removeprefix("::stop-commands::")
    assert first != word
    assert rest == f"{plain}::{word}::\n"
    assert word not in plain
    assert plain.startswith("--- ")
    assert ordinary.startswith("--- ")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("a::error::b", "a::error::b"),
        ("::error::b", "./::error::b"),
        (" \t\u3000::error::b", "./ \t\u3000::error::b"),
        ("see ##[group]", "see ## [group]"),
        ("##vso[a] ##[b] ## [c] # [d]", "## vso[a] ## [b] ## [c] # [d]"),
        ("", ""),
    ],
)
def test_lines_of_a_log(line: str, shown: str) -> None:
    assert plain_line(line) == shown
    assert plain_line(shown) == shown


def test_json_says_the_same() -> None:
    data = {"##[a]": ["####vso[b]", "#", "\\##", escape("##\n")]}
    text = spell_signs(json.dumps(data))
    assert "##" not in text
    assert json.loads(text) == data
