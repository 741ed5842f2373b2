"""isort answers the same as our subjects: its file, length and profile, and whether black and it can live together."""

import shlex
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import black
import isort
import pytest
from hypothesis import given
from hypothesis import strategies as st
from isort.exceptions import ISortError
from isort.main import parse_args
from isort.settings import Config, _find_config

from comparing import CORPUS, ask, assert_most, examples, files_of, lay_out, scope_of, tally
from repoaudit.errors import UnknownError
from repoaudit.scope import Scope
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.subjects.tools.isort import PROFILES, Isort
from repoaudit.subjects.tools.settings import ToolSettings
from written import ini, joined, some_of, toml

Files = Mapping[str, str]
PIN = f"isort=={version('isort')}\n"
SHORT = 60
SAMPLE = f"from package import {', '.join(f'a_rather_long_name_{index}' for index in range(90))}\n\nimport os, sys\n"
REJECTED = (ISortError, TypeError, ValueError, KeyError)


@contextmanager
def quiet() -> Iterator[None]:
    """Let isort warn of files that it drops."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def is_dropped(folder: Path) -> bool:
    """Say whether isort drops a file of its settings because of a value."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        _find_config(str(folder))
    return any("Failed to pull" in str(each.message) for each in caught)


def config_of(folder: Path, *words: str) -> Config | None:
    """Return what isort makes of the files of a folder and of some options, None where it stops."""
    given_options = parse_args([*words, "."])
    options = {name: value for name, value in given_options.items() if name in {"profile", "line_length"}}
    with quiet():
        try:
            return Config(settings_path=str(folder), **options)
        except REJECTED:
            return None


def config_file(folder: Path) -> str | None:
    with quiet():
        _, found = _find_config(str(folder))
    return str(Path(found["source"]).relative_to(folder)) if found else None


def agrees(config: Config) -> bool:
    """Say whether isort leaves alone what black makes of sorted imports, at one length for both."""
    mode = black.Mode(line_length=config.line_length)
    formatted = black.format_str(isort.code(SAMPLE, config=config), mode=mode)
    return isort.code(formatted, config=config) == formatted


def compare_run(config: Config, scope: Scope) -> None:
    isort_here = scope.all(Isort)[0]
    command = next(each for each in isort_here.commands if each.place.path == "Makefile")
    assert isort_here.length_of(command).value == config.line_length
    if config.line_length < len(SAMPLE) // 2:
        assert isort_here.agrees_with_black(command) is agrees(config)


def compare(files: Files, folder: Path, *words: str) -> bool:
    """Compare isort and the subjects over a repository; say whether isort took its settings."""
    recipe = f"lint:\n\tisort {shlex.join(words)} .\n"
    scope = scope_of(lay_out(folder, {**files, "Makefile": recipe, "requirements-dev.txt": PIN}))
    (folder / ".git").mkdir()
    config = config_of(folder, *words)
    try:
        settings = ToolSettings(scope, "isort")
        assert bool(settings.wrong) <= is_dropped(folder)
        if settings.wrong:
            return False
        assert bool(settings.unknown) is (config is None)
        if config is None:
            return False
        winner = scope.once_for(Configuration, "isort").winner
        assert (winner.table.path if winner else ".editorconfig") == (config_file(folder) or ".editorconfig")
        compare_run(config, scope)
    except UnknownError:
        return False
    tally("isort")
    return True


BOOLEANS = st.booleans()
SETTINGS: Mapping[str, st.SearchStrategy[object]] = {
    "profile": st.sampled_from(sorted(PROFILES)),
    "line_length": st.integers(SHORT, 200),
    "multi_line_output": st.sampled_from((0, 1, 3, 5, "VERTICAL_HANGING_INDENT")),
    "include_trailing_comma": BOOLEANS,
    "force_single_line": BOOLEANS,
    "split_on_trailing_comma": BOOLEANS,
    "known_first_party": st.just(["demo"]),
    "skip_gitignore": BOOLEANS,
    "force_sort_within_section": BOOLEANS,
    "quiet": st.sampled_from(("maybe", True)),
}
RARE = ("force_sort_within_section", "quiet")
PLACES = {".isort.cfg": ("settings", "isort"), "setup.cfg": ("isort", "tool:isort"), "tox.ini": ("isort", "tool:isort")}
TRUE, FALSE = ("True", "yes", "1", "y", "on", "T"), ("False", "no", "0", "n")


@st.composite
def settings_of(draw: st.DrawFn) -> dict[str, object]:
    choices = SETTINGS if draw(st.integers(0, 7)) == 0 else {key: SETTINGS[key] for key in SETTINGS if key not in RARE}
    return draw(some_of(choices, 4))


@st.composite
def ini_texts(draw: st.DrawFn, sections: tuple[str, ...]) -> str:
    section = draw(st.sampled_from((*sections, *sections, "flake8")))
    found: dict[str, str | list[str]] = {}
    for name, value in draw(settings_of()).items():
        words = (TRUE if value else FALSE) if isinstance(value, bool) else (str(value),)
        found[name] = ["demo"] if isinstance(value, list) else draw(st.sampled_from(words))
    return draw(joined(draw(ini(section, found)), draw(st.sampled_from(("", "[metadata]\nname = demo\n")))))


@st.composite
def editor_texts(draw: st.DrawFn) -> str:
    names = st.sampled_from(("*", "*.py", "*.{py,pyi}", "*.md", "**.py", "*.{js,ts}"))
    lengths = st.sampled_from(("88", "100", "120", "off"))
    lines = ["root = true\n"] if draw(st.booleans()) else []
    for name in draw(st.lists(names, unique=True, min_size=1, max_size=3)):
        lines.append(f"[{name}]\nindent_style = space\nindent_size = 4\n")
        lines.append(f"max_line_length = {draw(lengths)}\n" if draw(st.booleans()) else "charset = utf-8\n")
    return "".join(lines)


@st.composite
def repositories(draw: st.DrawFn) -> dict[str, str]:
    names = draw(st.lists(st.sampled_from((*PLACES, "pyproject.toml", ".editorconfig")), unique=True, max_size=3))
    files = {name: draw(ini_texts(PLACES[name])) for name in names if name in PLACES}
    if "pyproject.toml" in names:
        table = draw(toml(("tool", "isort"), draw(settings_of())))
        files["pyproject.toml"] = draw(joined(table, "[project]\nname = 'demo'\n"))
    if ".editorconfig" in names:
        files[".editorconfig"] = draw(editor_texts())
    return files


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    profile = draw(st.sampled_from(sorted(PROFILES)))
    length = str(draw(st.integers(SHORT, 200)))
    return draw(
        st.sampled_from(
            ([], [], ["--profile", profile], [f"--profile={profile}"], ["-l", length], ["--line-length", length])
        )
    )


def test_isort_reads_the_same_settings() -> None:
    compared: list[bool] = []

    @given(repositories(), command_lines())
    @examples(100, 5000)
    def run(files: Files, options: list[str]) -> None:
        with TemporaryDirectory() as folder:
            compared.append(compare(files, Path(folder).resolve(), *options))

    run()
    assert_most(compared)


HAND_MADE: Mapping[str, Files] = {
    "nothing": {},
    "an empty file hides nothing": {".isort.cfg": "", "setup.cfg": "[isort]\nprofile = black\n"},
    "its own file comes first": {
        ".isort.cfg": "[settings]\nline_length = 100\n",
        "pyproject.toml": "[tool.isort]\nline_length = 90\n",
    },
    "an empty table hides nothing": {"pyproject.toml": "[tool.isort]\n", "tox.ini": "[isort]\nline_length = 90\n"},
    "the older section": {"setup.cfg": "[tool:isort]\nprofile = google\n"},
    "a profile": {"pyproject.toml": "[tool.isort]\nprofile = 'black'\n"},
    "a length beside a profile": {"pyproject.toml": "[tool.isort]\nline_length = 100\nprofile = 'black'\n"},
    "as black wraps": {"setup.cfg": "[isort]\nmulti_line_output = 3\ninclude_trailing_comma = y\n"},
    "as black leaves it": {"setup.cfg": "[isort]\nsplit_on_trailing_comma = True\n"},
    "a profile without its comma": {"setup.cfg": "[isort]\nprofile = attrs\ninclude_trailing_comma = False\n"},
    "nearly as black wraps": {"setup.cfg": "[isort]\nmulti_line_output = 3\n"},
    "the editor's length": {".editorconfig": "root = true\n[*]\nmax_line_length = 100\n"},
    "the editor's length for Python": {
        ".editorconfig": "[*.{py,pyi}]\nmax_line_length = 88\n[*.py]\nmax_line_length = 90\n[*]\nmax_line_length = 99\n"
    },
    "the editor's length of others": {".editorconfig": "[*.md]\nmax_line_length = 100\n"},
    "the editor sets none": {".editorconfig": "[*]\nmax_line_length = off\n"},
    "the editor comes last": {
        ".editorconfig": "[*]\nmax_line_length = 100\n",
        "setup.cfg": "[isort]\nprofile = black\n",
    },
}


@pytest.mark.parametrize("name", HAND_MADE)
def test_isort_reads_the_same_of_simple_settings(name: str, tmp_path: Path) -> None:
    assert compare(HAND_MADE[name], tmp_path)


@pytest.mark.parametrize("line", ["profil = 'black'", "line_length = 'wide'", "quiet = 'maybe'"])
def test_isort_stops_at_what_it_does_not_know(line: str, tmp_path: Path) -> None:
    assert not compare({"pyproject.toml": f"[tool.isort]\n{line}\n"}, tmp_path)


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_a_profile_has_the_length_of_the_table(profile: str, tmp_path: Path) -> None:
    assert compare({}, tmp_path, "--profile", profile)


@pytest.mark.parametrize("name", ["the editor's length", "a length beside a profile", "the older section"])
def test_the_command_reads_what_its_functions_read(name: str, tmp_path: Path) -> None:
    config = config_of(lay_out(tmp_path, {**HAND_MADE[name], ".git/HEAD": ""}))
    answer = ask("isort", "--show-config", ".", cwd=tmp_path)
    assert config
    assert f'"line_length": {config.line_length},' in answer.stdout


@pytest.mark.skipif(not CORPUS, reason="REPOAUDIT_CORPUS is unset")
def test_isort_reads_the_same_of_real_repositories(tmp_path: Path) -> None:
    compared = 0
    names = (*PLACES, "pyproject.toml", ".editorconfig")
    for index, repository in enumerate(sorted(Path(CORPUS).iterdir())):
        compared += compare(files_of(repository, *names), tmp_path / str(index))
    assert compared > len(list(Path(CORPUS).iterdir())) // 2
