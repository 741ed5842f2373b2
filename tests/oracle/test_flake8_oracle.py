"""flake8 answers the same as our subjects: its file, the longest line, the codes that it reports, and its errors."""

import argparse
import re
import shlex
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flake8.exceptions import ExecutionError
from flake8.options.config import load_config
from flake8.options.parse_args import parse_args
from flake8.style_guide import Decision, DecisionEngine
from hypothesis import given
from hypothesis import strategies as st

from comparing import CORPUS, ask, assert_most, examples, files_of, in_process, lay_out, scope_of, tally
from repoaudit.errors import UnknownError
from repoaudit.scope import Scope
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.subjects.tools.flake8 import Flake8
from repoaudit.subjects.tools.settings import ToolSettings
from written import ini, joined, some_of

Files = Mapping[str, str]
PIN = f"flake8=={version('flake8')}\n"
CODES = "E501 E203 E121 E241 E704 E711 W503 W504 W605 F401 F821 F811 C901".split()


def options_of(folder: Path, *words: str) -> argparse.Namespace | None:
    """Return the options of one run, None where flake8 stops."""
    with in_process(folder):
        try:
            _, options = parse_args([*words, "."])
        except (ValueError, ExecutionError):
            return None
    return options if isinstance(options, argparse.Namespace) else None


def config_file(folder: Path) -> str | None:
    """Return the file that flake8 reads in a folder."""
    with in_process(folder):
        configuration, place = load_config(None, [])
    if not configuration.sections():
        return None
    names = [name for name in ("setup.cfg", "tox.ini", ".flake8") if "[flake8" in text_of(Path(place) / name)]
    return names[0]


def text_of(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


def compare_run(options: argparse.Namespace, scope: Scope) -> None:
    """Compare the length and the codes of the one run of a repository."""
    flake8 = scope.all(Flake8)[0]
    command = next(each for each in flake8.commands if each.place.path == "Makefile")
    assert flake8.length_of(command).value == options.max_line_length
    engine = DecisionEngine(options)
    ours = {code for code in CODES if flake8.reports(code, command)}
    assert ours == {code for code in CODES if engine.decision_for(code) is Decision.Selected}
    listed = re.findall(r"[A-Z]\d+", options.per_file_ignores)
    assert {code for code in CODES if flake8.ignores_in_files(code)} >= {code for code in CODES if code in listed}


def compare(files: Files, folder: Path, *words: str) -> bool:
    """Compare flake8 and the subjects over a repository; say whether flake8 took its settings."""
    recipe = f"lint:\n\tflake8 {shlex.join(words)} .\n"
    scope = scope_of(lay_out(folder, {**files, "Makefile": recipe, "requirements-dev.txt": PIN}))
    options = options_of(folder, *words)
    try:
        wrong = ToolSettings(scope, "flake8").wrong
        assert bool(wrong) is (options is None)
        if options is None:
            return False
        winner = scope.once_for(Configuration, "flake8").winner
        assert (winner.table.path if winner else None) == config_file(folder)
        compare_run(options, scope)
    except UnknownError:
        return False
    tally("flake8")
    return True


PREFIXES = st.sampled_from((*CODES, *"E F W C C9 C90 E5 E50 E1 E2 E20 E24 E7 W5 W6 F4 F8 D B950 N".split()))
LISTS = st.lists(PREFIXES, max_size=4)
LENGTHS = st.integers(60, 200).map(str)
SETTINGS: Mapping[str, st.SearchStrategy[object]] = {
    "max-line-length": st.one_of(LENGTHS, LENGTHS, LENGTHS, st.just("100 # wide"), st.just("1e2")),
    "max_line_length": LENGTHS,
    "select": LISTS,
    "extend-select": LISTS,
    "extend_select": LISTS,
    "ignore": LISTS,
    "extend-ignore": LISTS,
    "extend_ignore": LISTS,
    "max-complexity": st.just("10"),
    "per-file-ignores": st.sampled_from(("__init__.py: F401", "\n    tests/*: E501\n    a.py: F401,E203")),
    "some-plugins-option": st.just("yes"),
}


@st.composite
def texts(draw: st.DrawFn) -> str:
    found = draw(some_of(SETTINGS, 5))
    section = draw(st.sampled_from(("flake8", "flake8", "flake8", "flake8", "tool:flake8", "pycodestyle")))
    given_settings = {name: value if isinstance(value, list) else str(value) for name, value in found.items()}
    return draw(joined(draw(ini(section, given_settings)), draw(st.sampled_from(("", "[metadata]\nname = demo\n")))))


@st.composite
def repositories(draw: st.DrawFn) -> dict[str, str]:
    names = draw(st.lists(st.sampled_from(("setup.cfg", "tox.ini", ".flake8")), unique=True, max_size=3))
    return {name: draw(texts()) for name in names}


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    found: list[str] = []
    for name in draw(st.lists(st.sampled_from(("select", "extend-select", "ignore", "extend-ignore")), unique=True)):
        listed = ",".join(draw(st.lists(PREFIXES, min_size=1, max_size=3)))
        found += draw(st.sampled_from(([f"--{name}", listed], [f"--{name}={listed}"])))
    return [*found, *draw(st.sampled_from(((), (), ("--max-line-length", "120"), ("--max-line-length=99",))))]


def test_flake8_reads_the_same_settings() -> None:
    compared: list[bool] = []

    @given(repositories(), st.one_of(st.just([]), command_lines()))
    @examples(120, 8000)
    def run(files: Files, options: list[str]) -> None:
        with TemporaryDirectory() as folder:
            compared.append(compare(files, Path(folder), *options))

    run()
    assert_most(compared)


HAND_MADE: Mapping[str, Files] = {
    "nothing": {},
    "setup.cfg comes first": {"setup.cfg": "[flake8]\n", ".flake8": "[flake8]\nmax-line-length = 100\n"},
    "a file without its section": {"setup.cfg": "[metadata]\n", ".flake8": "[flake8]\nmax-line-length = 100\n"},
    "the own file without the section": {".flake8": "[tool:flake8]\nmax-line-length = 100\n"},
    "tox.ini": {"tox.ini": "[tox]\n[flake8]\nignore = E501\n"},
    "an underscore": {".flake8": "[flake8]\nmax_line_length: 100\nextend_ignore: E203\n"},
    "both spellings": {".flake8": "[flake8]\nmax_line_length = 90\nmax-line-length = 100\n"},
    "a list in lines": {".flake8": "[flake8]\nignore =\n    E203,\n    # black\n    W503\n"},
    "a default that is selected": {".flake8": "[flake8]\nextend-select = W504\n"},
    "a default that a family selects": {".flake8": "[flake8]\nselect = E,W,F\n"},
    "nothing is selected": {".flake8": "[flake8]\nselect =\n"},
    "nothing is ignored": {".flake8": "[flake8]\nignore =\n"},
    "a longer prefix": {".flake8": "[flake8]\nselect = E5\nignore = E\n"},
    "as long a prefix": {".flake8": "[flake8]\nselect = E501\nextend-ignore = E501\n"},
}


@pytest.mark.parametrize("name", HAND_MADE)
def test_flake8_reads_the_same_of_simple_settings(name: str, tmp_path: Path) -> None:
    assert compare(HAND_MADE[name], tmp_path)


@pytest.mark.parametrize("line", ["max-line-length = 100  # wide", "ignore = E203 # black", "extend-ignore = E203, #X"])
def test_flake8_stops_at_comments_behind_values(line: str, tmp_path: Path) -> None:
    assert not compare({".flake8": f"[flake8]\n{line}\n"}, tmp_path)


@pytest.mark.parametrize("name", ["a default that is selected", "a list in lines", "setup.cfg comes first"])
def test_the_command_reports_what_its_functions_decide(name: str, tmp_path: Path) -> None:
    source = f"value = (\n    {'1' * 90} +\n    2\n)\nother = value [0]\n"
    options = options_of(lay_out(tmp_path, {**HAND_MADE[name], "a.py": source}))
    answer = ask("flake8", "a.py", cwd=tmp_path)
    assert options
    engine = DecisionEngine(options)
    expected = {code for code in ("E501", "W504") if engine.decision_for(code) is Decision.Selected}
    assert set(re.findall(r" ([EW]50\d) ", answer.stdout)) == expected


@pytest.mark.skipif(not CORPUS, reason="REPOAUDIT_CORPUS is unset")
def test_flake8_reads_the_same_of_real_repositories(tmp_path: Path) -> None:
    compared = 0
    for index, repository in enumerate(sorted(Path(CORPUS).iterdir())):
        compared += compare(files_of(repository, "setup.cfg", "tox.ini", ".flake8"), tmp_path / str(index))
    assert compared > len(list(Path(CORPUS).iterdir())) // 2
