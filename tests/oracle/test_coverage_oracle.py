"""What coverage reads as its configuration, compared with what our subjects say of it."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import coverage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparing import ask, corpus_folders, examples, in_process, lay_out, scope_of, tally
from config_texts import STYLES, Settings, Value, ini_section, toml_file, toml_table
from pytest_asked import Asked
from repoaudit._index import ENTRIES
from repoaudit.config import load_policy
from repoaudit.errors import UnknownError
from repoaudit.repository import DiskRepository
from repoaudit.run import run
from repoaudit.scope import Scope
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.subjects.tools.coverage import Coverage
from repoaudit.subjects.tools.coverage.minima import effective_minima
from repoaudit.subjects.tools.coverage.values import figure_setting, list_setting, patterns_setting, switch_setting

VERSION: Final = {"requirements-test.txt": f"coverage=={coverage.__version__}\npytest=={pytest.__version__}\n"}
STOPPING: Final = ("CFG001", "CFG006")
"""Rules that speak of what stops coverage."""

SWITCHES: Final = (
    *("run:branch", "run:parallel", "run:relative_files", "run:cover_pylib", "run:sigterm"),
    *("report:show_missing", "report:skip_covered", "report:skip_empty", "report:ignore_errors"),
)
LISTS: Final = (
    *("run:source", "run:source_pkgs", "run:source_dirs", "run:omit", "run:include", "run:concurrency", "run:patch"),
    *("run:plugins", "run:disable_warnings", "report:omit", "report:include"),
)
PATTERNS: Final = ("report:exclude_lines", "report:exclude_also", "report:partial_branches")
FIGURES: Final = ("report:fail_under", "report:precision")
KEYS: Final = (*SWITCHES, *LISTS, *PATTERNS, *FIGURES)

WORDS: Final = st.sampled_from(["true", "false", "True", "FALSE", "yes", "no", "on", "off", "1", "0"])
NUMBERS: Final = st.sampled_from(["80", "0", "99.5", "100", "8e1", "07", "+3"])
PATHS: Final = st.sampled_from(["src", "src/demo", "*/tests/*", "demo.core", "./src", "a b", "*.py", "tests/*"])
REGEXES: Final = st.sampled_from(
    [
        "pragma: no cover",
        r"if (\w+\.)?TYPE_CHECKING:",
        "raise Not, Implemented",
        "^def x$",
        r"\.\.\.",
        "a#b",
    ]
)
CHOICES: Final = {
    "run:concurrency": st.sampled_from(["thread", "multiprocessing"]),
    "run:patch": st.sampled_from(["subprocess", "_exit"]),
    "run:plugins": st.sampled_from(["covdefaults", "django_coverage_plugin"]),
    "run:disable_warnings": st.sampled_from(["no-data-collected", "module-not-measured"]),
}


def _items(key: str) -> st.SearchStrategy[list[str]]:
    return st.lists(REGEXES if key in PATTERNS else CHOICES.get(key, PATHS), max_size=3)


@st.composite
def _of_ini(draw: st.DrawFn, key: str) -> Value:
    if key in SWITCHES:
        return draw(WORDS)
    if key in FIGURES:
        return draw(NUMBERS if key == "report:fail_under" else st.sampled_from(["0", "2"]))
    items = draw(_items(key))
    return items if key in PATTERNS or draw(st.booleans()) else draw(st.sampled_from([", ", ",", " , "])).join(items)


@st.composite
def _of_toml(draw: st.DrawFn, key: str) -> Value:
    if key in SWITCHES:
        return draw(st.one_of(st.booleans(), st.sampled_from(["true", "false"])))
    if key in FIGURES:
        numbers: list[Value] = [80, 0, 99.5, True, "80", "99.5"] if key == "report:fail_under" else [0, 2, "2"]
        return draw(st.sampled_from(numbers))
    return draw(_items(key))


@st.composite
def groups(draw: st.DrawFn, *, is_toml: bool) -> dict[str, Settings]:
    """Settings by their group, in the types of one format."""
    found: dict[str, dict[str, Value]] = {}
    for key in draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=5)):
        group, name = key.split(":")
        found.setdefault(group, {})[name] = draw(_of_toml(key) if is_toml else _of_ini(key))
    return dict(found)


INI_FILES: Final = {".coveragerc": ["", "", "coverage:"], "setup.cfg": ["coverage:"], "tox.ini": ["coverage:"]}
TOML_FILES: Final[dict[str, list[tuple[str, ...]]]] = {
    ".coveragerc.toml": [(), (), ("tool", "coverage")],
    "pyproject.toml": [("tool", "coverage")],
}
OTHER: Final = {"setup.cfg": "[metadata]\nname = demo\n\n", "tox.ini": "[run]\nbranch = true\n\n[tox]\n"}


@st.composite
def configurations(draw: st.DrawFn) -> dict[str, str]:
    """Files that may configure coverage: one to three of them, with what is for other tools, some empty."""
    files: dict[str, str] = {}
    for name in draw(st.lists(st.sampled_from([*INI_FILES, *TOML_FILES]), unique=True, min_size=1, max_size=3)):
        if name in INI_FILES:
            prefix, other = draw(st.sampled_from(INI_FILES[name])), draw(st.sampled_from(["", OTHER.get(name, "")]))
            sections = draw(groups(is_toml=False)).items()
            files[name] = other + "\n".join(draw(ini_section(prefix + group, each)) for group, each in sections)
        else:
            prefixes, tables = draw(st.sampled_from(TOML_FILES[name])), draw(groups(is_toml=True)).items()
            style = draw(STYLES if len(tables) == 1 else st.sampled_from(["header", "dotted"]))
            files[name] = toml_file(*(draw(toml_table((*prefixes, group), each, style)) for group, each in tables))
    return files


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    with Asked(tmp_path_factory.mktemp("asked")) as found:
        yield found


@contextmanager
def no_variables(**variables: str) -> Iterator[None]:
    """Take away what steers coverage: the tests may themselves be measured."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("COVERAGE_")]:
            patch.delenv(name)
        for name, value in variables.items():
            patch.setenv(name, value)
        yield


def read_by_coverage(folder: Path, *, named: str | bool = True, **variables: str) -> dict[str, object] | str:
    """Return what coverage reads in a folder, or why it stops."""
    with in_process(folder), no_variables(**variables), pytest.MonkeyPatch.context() as patch:
        patch.setattr(coverage.Coverage, "_warn", lambda *_args, **_more: None)
        try:
            found = coverage.Coverage(config_file=named)
        except coverage.CoverageException as error:
            return str(error)
    file = found.config.config_file
    values: dict[str, object] = {"file": os.path.relpath(file, folder.resolve()) if file else None}
    return values | {key: found.get_option(key) for key in KEYS}


def said(scope: Scope) -> dict[str, object]:
    """Return what our subjects say, `UnknownError` for what they cannot know."""
    configuration = scope.all(Coverage)[0].configuration
    winner = configuration.winner
    values: dict[str, object] = {"file": winner and winner.table.path}
    return values | {key: _value(configuration, key) for key in KEYS}


def _value(configuration: Configuration, key: str) -> object:
    path = key.split(":")
    if key in SWITCHES:
        return switch_setting(configuration, *path).value
    if key in FIGURES:
        return figure_setting(configuration, *path).value
    setting = (patterns_setting if key in PATTERNS else list_setting)(configuration, *path)
    return list(setting.value) if setting.is_set else None


DEFAULTS: Final = {
    key: coverage.Coverage(config_file=False).get_option(key)
    for key in ("report:exclude_lines", "report:partial_branches")
}


def differences(ours: dict[str, object], theirs: dict[str, object]) -> dict[str, object]:
    """Return what differs; coverage adds to its own patterns, and says [] or None of a list that is not set."""
    also = ours["report:exclude_also"] or []
    base = ours["report:exclude_lines"]
    assert isinstance(also, list)
    lines = DEFAULTS["report:exclude_lines"] if base is None else base
    assert isinstance(lines, list)
    implied = {"run:parallel": ours["run:parallel"] or "subprocess" in (ours["run:patch"] or [])}  # type: ignore[operator]
    expected = {
        **{key: value or [] if key in LISTS else value for key, value in ours.items()},
        "report:exclude_lines": [*lines, *also],
        "report:exclude_also": also,
        **implied,
    }
    if ours["report:partial_branches"] is None:
        expected["report:partial_branches"] = DEFAULTS["report:partial_branches"]
    if theirs["file"] is None and not any(each for key, each in ours.items() if key != "file"):
        expected["file"] = None  # it has a table, and no setting in it
    found = {key: value or [] if key in LISTS else value for key, value in theirs.items()}
    return {key: (expected[key], found[key]) for key in expected if expected[key] != found[key]}


def rejected(folder: Path) -> bool:
    """Say whether a rule tells the user of what makes coverage stop."""
    repository = DiskRepository(str(folder))
    policy = load_policy(repository, {"select": STOPPING, "isolated": True}, ENTRIES)
    return bool(run(repository, policy, ENTRIES).diagnostics)


def compare(folder: Path, files: Mapping[str, str]) -> None:
    """Ask both about some files; a rule speaks of what stops coverage."""
    lay_out(folder, {**files, **VERSION})
    theirs = read_by_coverage(folder)
    if isinstance(theirs, str):
        assert rejected(folder), theirs
    else:
        assert not differences(said(scope_of(folder)), theirs)
    tally("coverage")


@given(configurations())
@examples(200, 5000)
def test_reads_the_file_and_the_settings_that_coverage_reads(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, str]
) -> None:
    compare(tmp_path_factory.mktemp("measured"), files)


@pytest.mark.parametrize(
    "files",
    [
        {".coveragerc": "[DEFAULT]\nbranch = true\n[run]\n"},
        {".coveragerc": "[coverage:run]\nbranch = true\n"},
        {".coveragerc": "\ufeff[run]\nBranch = ON\nomit = a, b,\n  c\n\n  # why\n  d e\n"},
        {".coveragerc.toml": "[tool.coverage.run]\nbranch = true\n"},
        {".coveragerc.toml": "[run]\nbranch = true\n", "setup.cfg": "[coverage:run]\nparallel = true\n"},
        {".coveragerc": "", "pyproject.toml": "[tool.coverage.run]\nbranch = true\n"},
        {"setup.cfg": "[run]\nbranch = true\n", "tox.ini": "[coverage:report]\nfail_under = 80\n"},
        {"setup.cfg": "[coverage:run]\n", "pyproject.toml": "[tool.coverage]\nrun.branch = true\n"},
        {"pyproject.toml": "[tool.coverage.run]\nbranch = 'true'\n[tool.coverage.report]\nfail_under = '80.5'\n"},
        {"pyproject.toml": "[tool.coverage.report]\nfail_under = true\nexclude_also = [' a ', '']\n"},
        {"pyproject.toml": "[tool.coverage.run]\n"},
    ],
    ids=" ".join,
)
def test_reads_what_coverage_reads(tmp_path: Path, files: dict[str, str]) -> None:
    lay_out(tmp_path, {**files, **VERSION})
    theirs = read_by_coverage(tmp_path)
    assert isinstance(theirs, dict)
    assert not differences(said(scope_of(tmp_path)), theirs)
    tally("coverage")


@pytest.mark.parametrize(
    "files",
    [
        {"pyproject.toml": "[tool.coverage.run]\nsource = 'src'\n"},
        {"pyproject.toml": "[tool.coverage.run]\nbranch = 'yes'\n"},
        {"pyproject.toml": "[tool.coverage.report]\nshow_missing = 1\n"},
        {"pyproject.toml": "[tool.coverage.report]\nexclude_lines = ['(']\n"},
        {"pyproject.toml": "[tool.coverage.report]\nexclude_also = ['a', 3]\n"},
        {"pyproject.toml": "[tool.coverage.paths]\nsource = 'src'\n"},
        {".coveragerc": "[run]\nbranch = maybe\n"},
        {".coveragerc": "[run]\nbranch = true ; why\n"},
        {".coveragerc": "[run]\nbranch =\n"},
        {".coveragerc": "[report]\nfail_under = 80%\n"},
        {".coveragerc": "[report]\nfail_under =\n"},
        {".coveragerc": "[run]\nbranch = true\n[run]\nsource = a\n"},
        {".coveragerc": "branch = true\n"},
        {"setup.cfg": "[coverage:report]\nprecision = 2.5\n"},
    ],
    ids=" ".join,
)
def test_a_rule_speaks_of_what_stops_coverage(tmp_path: Path, files: dict[str, str]) -> None:
    lay_out(tmp_path, {**files, **VERSION})
    theirs = read_by_coverage(tmp_path)
    assert isinstance(theirs, str)
    assert rejected(tmp_path), theirs
    tally("coverage")


def test_does_not_know_what_the_environment_fills_in(tmp_path: Path) -> None:
    text = "[run]\nbranch = ${BRANCH-true}\nomit = ${OMITTED-x}/*\n[report]\nfail_under = ${MINIMUM-80}\n"
    lay_out(tmp_path, {".coveragerc": text, **VERSION})
    one, other = read_by_coverage(tmp_path), read_by_coverage(tmp_path, BRANCH="false", OMITTED="y", MINIMUM="0")
    assert isinstance(one, dict)
    assert isinstance(other, dict)
    assert (one["run:branch"], one["run:omit"], one["report:fail_under"]) == (True, ["x/*"], 80)
    assert (other["run:branch"], other["run:omit"], other["report:fail_under"]) == (False, ["y/*"], 0)
    subject = scope_of(tmp_path).all(Coverage)[0]
    for setting in (subject.branch, subject.fail_under):
        with pytest.raises(UnknownError, match="filled in from the environment"):
            _ = setting.value


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ci.cfg", "[run]\nbranch = true\n"),
        ("ci.cfg", "[coverage:run]\nbranch = true\n"),
        ("setup.cfg", "[coverage:run]\nparallel = true\n[metadata]\nname = demo\n"),
        ("ci/coverage.toml", "[run]\nbranch = true\n"),
        ("ci/coverage.toml", "[tool.coverage.report]\nfail_under = 90\n"),
        ("pyproject.toml", "[tool.coverage.report]\nfail_under = 90\n"),
        (".coveragerc", "[run]\nsource = demo\n"),
    ],
)
@pytest.mark.parametrize("command", ["coverage run --rcfile=NAME -m pytest", "COVERAGE_RCFILE=NAME coverage run x.py"])
def test_reads_the_file_that_a_command_names(tmp_path: Path, name: str, content: str, command: str) -> None:
    makefile = f"test:\n\t{command.replace('NAME', name)}\n"
    others = {"tox.ini": "[coverage:run]\nomit = a\n", "Makefile": makefile}
    lay_out(tmp_path, {**others, name: content, **VERSION})
    variables = {"COVERAGE_RCFILE": name} if command.startswith("COVERAGE") else {}
    theirs = read_by_coverage(tmp_path, named=True if variables else name, **variables)
    assert isinstance(theirs, dict)
    assert not differences(said(scope_of(tmp_path)), theirs)
    tally("coverage")


@pytest.mark.parametrize(
    "files",
    [
        {"setup.cfg": "[coverage:run]\nbranch = true\n", "pyproject.toml": "[tool.coverage.run]\nparallel = true\n"},
        {".coveragerc": "", "tox.ini": "[coverage:report]\nfail_under = 80\n"},
        {"pyproject.toml": "[tool.coverage]\nreport = { fail_under = 75, exclude_also = ['x'] }\n"},
        {".coveragerc.toml": "[run]\nsource = ['a', 'b']\n", "setup.cfg": "[coverage:run]\nomit = c\n"},
    ],
    ids=" ".join,
)
def test_the_command_says_the_same_as_its_functions(tmp_path: Path, files: dict[str, str]) -> None:
    lay_out(tmp_path, {**files, **VERSION})
    shown = dict(re.findall(r"^ *(\w+): (.*)$", ask("coverage", "debug", "config", cwd=tmp_path).stdout, re.MULTILINE))
    ours = said(scope_of(tmp_path))
    assert os.path.relpath(shown["config_file"], tmp_path.resolve()) == ours["file"]
    assert shown["branch"] == str(ours["run:branch"])
    assert float(shown["fail_under"]) == ours["report:fail_under"]
    tally("coverage")


COV_WORDS: Final = st.sampled_from(
    "--cov/--cov=src/--cov=demo/--cov src/--cov-branch/--cov-fail-under=70/--cov-fail-under 85/--cov-config=ci.cfg"
    "/--cov-config ci.cfg/--no-cov/--cov-reset/--cov-report=term/-ra/--cov-fail-under=0".split("/")
)


@given(
    st.lists(COV_WORDS, min_size=1, max_size=5),
    st.sampled_from(["", "[run]\nbranch = true\n", "[report]\nfail_under = 60\n", "[run]\nsource = src, demo\n"]),
)
@examples(30, 600)
def test_reads_addopts_as_pytest_cov_does(asked: Asked, words: list[str], configured: str) -> None:
    files = {
        "pytest.ini": f"[pytest]\naddopts = -p pytest_cov {' '.join(words)}\n",
        ".coveragerc": configured,
        "ci.cfg": "[run]\nbranch = true\n[report]\nfail_under = 99\n",
        "src/demo/__init__.py": "",
        **VERSION,
    }
    folder = asked.lay_out(files)
    theirs = asked.about(folder, ".")["measured"]
    found = scope_of(folder).all(Coverage)[0]
    assert bool(found.measurements) == (theirs is not None)
    if theirs is None:
        return
    assert isinstance(theirs, dict)
    measurement = found.measurements[0]
    winner = measurement.configuration.winner
    named = [word.text for word in measurement.named]
    minima = [each.value for each in effective_minima(found) if each.value]
    assert {
        "file": winner and winner.table.path,
        "branch": measurement.measures_branches,
        "source": (named if all(named) else []) or list(measurement.list_of("source").value) or None,
        "fail_under": minima[0] if minima else 0,
    } == theirs
    tally("coverage")


@pytest.mark.parametrize(
    ("name", "files"), [pytest.param(*each, id=each[0]) for each in corpus_folders({*INI_FILES, *TOML_FILES})]
)
def test_reads_what_coverage_reads_of_real_repositories(tmp_path: Path, name: str, files: dict[str, str]) -> None:
    del name
    lay_out(tmp_path, {**files, **VERSION})
    theirs = read_by_coverage(tmp_path)
    if isinstance(theirs, str):
        assert rejected(tmp_path), theirs
    else:
        assert not differences(said(scope_of(tmp_path)), theirs)
    tally("coverage")
