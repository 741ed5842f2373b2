"""What pytest reads and collects, compared with what our subjects say of it."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparing import ask, corpus_folders, examples, lay_out, scope_of, tally
from config_texts import Settings, ini_section, toml_file, toml_table
from pytest_asked import Answer, Asked
from repoaudit._index import ENTRIES
from repoaudit.config import load_policy
from repoaudit.errors import UnknownError
from repoaudit.facts.pytest_markers import BUILT_IN, OWNERS
from repoaudit.repository import DiskRepository
from repoaudit.run import run
from repoaudit.scope import Scope
from repoaudit.subjects.tools.pytest import Pytest
from repoaudit.subjects.views.test_suite import TestSuite

ALONE: Final = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
VERSION: Final = {"requirements-test.txt": f"pytest=={pytest.__version__}\n"}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    with Asked(tmp_path_factory.mktemp("asked")) as found:
        yield found


WORDS: Final = st.sampled_from(["tests", "tests/unit", "src", ".", "'my tests'", '"check*.py"', "a\\ b", "*.egg", "x"])
PATTERNS: Final = st.sampled_from(["test_*.py", "check_*.py", "*_test.py", "'a b_*.py'", "tests/*.py", "*.py"])
PREFIXES: Final = st.sampled_from(["test", "check_", "*_test", "test_*", '"it "', "should"])
OPTIONS: Final = st.sampled_from(
    "-ra/-q/-vv/--tb=short/--strict-markers/--strict-config/-k 'a and b'/-m \"not slow\"/-x/--import-mode=importlib"
    "/-W error::UserWarning/--durations=3/--ignore=build/-pno:doctest".split("/")
)
MARKERS: Final = st.sampled_from(
    "slow/slow: takes long/gpu(count): needs as many/a_b: c: d/web (url): x/e2e:x  # why/db : spaced".split("/")
)
FILTERS: Final = st.sampled_from(
    "error/ignore/ignore::DeprecationWarning/error:.*x, y.*:UserWarning/default::PendingDeprecationWarning".split("/")
)
BOOLEANS: Final = st.sampled_from(["true", "false", "True", "yes", "no", "on", "off", "1", "0", "y", "n", "t", "f"])
KNOWN_LISTS: Final = {
    "testpaths": WORDS,
    "python_files": PATTERNS,
    "python_functions": PREFIXES,
    "norecursedirs": WORDS,
    "addopts": OPTIONS,
    "markers": MARKERS,
    "filterwarnings": FILTERS,
}
ONE_A_LINE: Final = {"markers", "filterwarnings"}


@st.composite
def settings_of_pytest(draw: st.DrawFn, style: str) -> Settings:
    """Settings in the types of one style: "ini", "ini_options" or "native"."""
    found: dict[str, str | bool | int | list[str]] = {}
    known = st.sampled_from([*KNOWN_LISTS, "strict_markers", "strict", "minversion"])
    names = draw(st.lists(known, unique=True, max_size=4))
    for name in names:
        if name in KNOWN_LISTS:
            found[name] = draw(_list_of(name, style))
        elif name == "minversion":
            found[name] = "6.0"
        else:
            found[name] = draw(_boolean(style))
    return found


@st.composite
def _list_of(draw: st.DrawFn, name: str, style: str) -> str | list[str]:
    items = draw(st.lists(KNOWN_LISTS[name], max_size=3))
    if style == "ini":
        return items if name in ONE_A_LINE or draw(st.booleans()) else " ".join(items)
    plain = [word for item in items for word in (shlex.split(item) if name not in ONE_A_LINE else [item])]
    if style == "native" or draw(st.booleans()):
        return plain
    return "\n".join(items) if name in ONE_A_LINE else " ".join(items)


def _boolean(style: str) -> st.SearchStrategy[str | bool | int]:
    if style == "native":
        return st.booleans()
    return BOOLEANS if style == "ini" else st.one_of(BOOLEANS, st.booleans(), st.sampled_from([0, 1]))


INI_FILES: Final = {
    "pytest.ini": ["pytest", "pytest", "tool:pytest", "tool.pytest"],
    ".pytest.ini": ["pytest", "pytest", "tool:pytest"],
    "tox.ini": ["pytest", "pytest", "tool:pytest", "tox"],
    "setup.cfg": ["tool:pytest", "tool:pytest", "metadata", "tool.pytest"],
}
TOML_TABLES: Final[dict[str, list[tuple[str, ...]]]] = {
    "pytest.toml": [("pytest",), ("pytest",), ("tool", "pytest")],
    ".pytest.toml": [("pytest",)],
    "pyproject.toml": [("tool", "pytest"), *[("tool", "pytest", "ini_options")] * 2, ("pytest",)],
}


@st.composite
def configurations(draw: st.DrawFn) -> dict[str, str]:
    """Files that may configure pytest: one to three of them, right and wrong sections, empty ones."""
    files: dict[str, str] = {}
    names = draw(st.lists(st.sampled_from([*INI_FILES, *TOML_TABLES]), unique=True, min_size=1, max_size=3))
    for name in names:
        if name in INI_FILES:
            sections = draw(st.lists(st.sampled_from(INI_FILES[name]), unique=True, max_size=2))
            files[name] = "\n".join(draw(ini_section(each, draw(settings_of_pytest("ini")))) for each in sections)
        else:
            paths = draw(st.lists(st.sampled_from(TOML_TABLES[name]), unique=True, max_size=2))
            files[name] = toml_file(*(draw(_table(path)) for path in paths))
    return files


@st.composite
def _table(draw: st.DrawFn, path: tuple[str, ...]) -> tuple[str, str]:
    settings = draw(settings_of_pytest("ini_options" if path[-1] == "ini_options" else "native"))
    return draw(toml_table(path, settings))


def differences(scope: Scope, answer: Answer) -> dict[str, tuple[object, object]]:
    """Return what our subjects and pytest say differently."""
    ours, theirs = _ours(scope), _theirs(answer)
    if ours["file"] is None and theirs["file"] == "pyproject.toml":
        theirs["file"] = None  # pytest names one that holds nothing for it, too
    return {name: (ours[name], theirs[name]) for name in ours if ours[name] != theirs[name]}


def _ours(scope: Scope) -> dict[str, object]:
    subject = scope.all(Pytest)[0]
    suite = scope.all(TestSuite)[0]
    winner, words = subject.configuration.winner, [each.text for each in subject.addopts]
    is_set = subject.strict_markers.is_set
    return {
        "file": winner and winner.table.path,
        "addopts": words,
        "testpaths": list(subject.testpaths.value),
        "python_files": list(subject.python_files.value),
        "python_classes": list(subject.python_classes.value),
        "python_functions": list(subject.python_functions.value),
        "norecursedirs": list(subject.norecursedirs.value),
        "markers": list(subject.markers.value),
        "filterwarnings": list(subject.filterwarnings.value),
        "strict_markers": "--strict-markers" in words or (subject.strict_markers.value if is_set else None),
        "names of markers": sorted(suite.marks.configured),
    }


def _theirs(answer: Answer) -> dict[str, object]:
    settings = answer["settings"]
    assert isinstance(settings, dict)
    markers = [each for each in settings["markers"] if each.partition(":")[0].partition("(")[0] not in BUILT_IN]
    return {
        **settings,
        "file": answer["file"],
        "markers": markers,
        "names of markers": sorted({line.split(":", 1)[0].split("(")[0].strip() for line in markers}),
    }


STOPPING: Final = ("CFG001", "CFG004", "CFG006", "TST018")
"""Rules that speak of what stops pytest."""


def rejected(folder: Path) -> bool:
    """Say whether a rule tells the user of what makes pytest stop."""
    repository = DiskRepository(str(folder))
    policy = load_policy(repository, {"select": STOPPING, "isolated": True}, ENTRIES)
    return bool(run(repository, policy, ENTRIES).diagnostics)


def stops(answer: Answer) -> bool:
    """Say whether pytest refuses its configuration, or a value in it once that is needed."""
    settings = answer.get("settings", {})
    assert isinstance(settings, dict)
    return "settings" not in answer or any(isinstance(value, dict) for value in settings.values())


def compare(asked: Asked, files: dict[str, str], *, may_be_unknown: bool = False) -> None:
    """Ask both about some files; what stops pytest, or is unknown to us, is what a rule speaks of."""
    folder = asked.lay_out(files | VERSION)
    answer = asked.about(folder, ".")
    if stops(answer) or (may_be_unknown and _is_unknown(folder)):
        assert rejected(folder), answer
    else:
        assert not differences(scope_of(folder), answer)
        tally("pytest")


def _is_unknown(folder: Path) -> bool:
    try:
        _ours(scope_of(folder))
    except UnknownError:
        return True
    return False


@given(configurations())
@examples(60, 1500)
def test_reads_the_file_and_the_settings_that_pytest_reads(asked: Asked, files: dict[str, str]) -> None:
    compare(asked, files)


ODD: Final = st.sampled_from(
    "[pytest]/[pytest] # why/ [pytest]/[pytest]]/[tool:pytest]/[pytest] x/[ pytest ]/[tox]/testpaths = tests"
    "/ testpaths = t/TestPaths = t/testpaths: a = b/testpaths = a : b/addopts = -ra  # why"
    "/\t-q/    -vv ; no/# c/  ; c//Markers = x"
    "/markers =/  slow: x/markers = a/addopts/addopts =/python_files = *.py/strict = maybe".split("/")
)


@st.composite
def odd_files(draw: st.DrawFn) -> dict[str, str]:
    """One or two INI files in which lines stand at random below the header of pytest's section."""
    names = draw(st.lists(st.sampled_from([*INI_FILES]), unique=True, min_size=1, max_size=2))
    return {
        name: "".join(f"{line}\n" for line in [f"[{INI_FILES[name][0]}]", *draw(st.lists(ODD, max_size=9))])
        for name in names
    }


@given(odd_files())
@examples(30, 1000)
def test_reads_lines_that_other_tools_would_read_otherwise(asked: Asked, files: dict[str, str]) -> None:
    compare(asked, files, may_be_unknown=True)


@given(st.text("ab -='\"\\\n\t#;$&|<>()*~!`{}\u00a0é", max_size=20))
@examples(300, 20000)
def test_splits_addopts_as_a_shell_would(text: str) -> None:
    toml = f"[tool.pytest.ini_options]\naddopts = {json.dumps(text, ensure_ascii=False)}\n"
    scope = scope_of({"pyproject.toml": toml, **VERSION})
    try:
        words = shlex.split(text)
    except ValueError:
        with pytest.raises(UnknownError):
            _ = scope.all(Pytest)[0].addopts
        return
    assert [each.text for each in scope.all(Pytest)[0].addopts] == words
    tally("pytest")


@pytest.mark.parametrize(
    "files",
    [
        {"pytest.ini": "[pytest]\ntestpaths = 'my tests' a\\ b\n"},
        {"setup.cfg": '[tool:pytest]\npython_files = "a b_*.py" test_*.py\n'},
        {"tox.ini": "[pytest]\nstrict_markers = y\n"},
        {"pyproject.toml": "[tool.pytest.ini_options]\nstrict_markers = 0\n"},
        {"pyproject.toml": "[tool.pytest.ini_options]\ntestpaths = 3\nmarkers = 'a: b'\n"},
        {"pytest.ini": "[pytest]\nTestPaths = a\nAddopts = -x\n"},
        {"pytest.ini": "[pytest]\nTestPaths = a\ntestpaths = b\n"},
        {"pytest.ini": "", "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '-x'\n"},
        {"pyproject.toml": "[tool.pytest]\n[tool.pytest.ini_options]\n", "tox.ini": "[pytest]\naddopts = -x\n"},
        {"pyproject.toml": "[tool.pytest]\n", "tox.ini": "[pytest]\naddopts = -x\n"},
        {"pyproject.toml": "[tool.pytest]\naddopts = ['-x']\n", "pytest.ini": "[tool:pytest]\naddopts = -q\n"},
    ],
    ids=" ".join,
)
def test_reads_what_pytest_reads(asked: Asked, files: dict[str, str]) -> None:
    compare(asked, files)


@pytest.mark.parametrize(
    "files",
    [
        {"pytest.ini": "[pytest]\n  addopts = -x\n"},
        {"tox.ini": "[tox]\n  envlist = py\n  [pytest]\n  addopts = -x\n"},
        {"setup.cfg": "[tool:pytest]\naddopts = -x\n[metadata]\n  name = demo\n"},
        {"setup.cfg": "[pytest]\naddopts = -x\n"},
        {"pytest.toml": "[pytest]\naddopts = '-x'\n"},
        {"pyproject.toml": "[tool.pytest]\ntestpaths = 'tests'\n"},
        {"pyproject.toml": "[tool.pytest]\nstrict_markers = 'true'\n"},
        {"pyproject.toml": "[tool.pytest]\naddopts = ['-x']\n[tool.pytest.ini_options]\naddopts = '-x'\n"},
        {"pytest.ini": "[pytest]\naddopts = -x\naddopts = -q\n"},
        {"tox.ini": "[pytest]\nstrict_markers = maybe\n"},
        {"pytest.toml": "addopts = ['-x']\n"},
    ],
    ids=" ".join,
)
def test_a_rule_speaks_of_what_stops_pytest(asked: Asked, files: dict[str, str]) -> None:
    folder = asked.lay_out(files | VERSION)
    answer = asked.about(folder, ".")
    assert stops(answer)
    assert rejected(folder), answer
    tally("pytest")


@pytest.mark.parametrize(
    ("name", "files"), [pytest.param(*each, id=each[0]) for each in corpus_folders({*INI_FILES, *TOML_TABLES})]
)
def test_reads_what_pytest_reads_of_real_repositories(asked: Asked, name: str, files: dict[str, str]) -> None:
    folder = asked.lay_out(files | VERSION)
    answer = asked.about(folder, ".", "-oaddopts=", "-orequired_plugins=", "-ominversion=")  # what asks for plugins
    if "Failed to import filter module" in str(answer["said"]):
        pytest.skip(f"{name} filters warnings of what is not installed here")
    found = differences(scope_of(folder), answer)
    assert found.keys() <= {"addopts", "strict_markers"}  # the second may be an option of the first
    tally("pytest")


@pytest.mark.parametrize(
    "files",
    [
        {"pytest.ini": "[pytest]\nmarkers =\n    slow: takes long\n    gpu(count): needs as many\n"},
        {".pytest.ini": "", "tox.ini": "[pytest]\nmarkers = slow\n"},
        {"pyproject.toml": "[tool.pytest]\nmarkers = ['slow: why', 'e2e']\n", "setup.cfg": "[tool:pytest]\n"},
    ],
    ids=" ".join,
)
def test_the_command_says_the_same_as_its_functions(tmp_path: Path, files: dict[str, str]) -> None:
    lay_out(tmp_path, {**files, **VERSION})
    ours = _ours(scope_of(tmp_path))
    header = ask("pytest", "--collect-only", "-p", "no:cacheprovider", cwd=tmp_path, env=ALONE).stdout
    assert re.findall(r"^configfile: (\S+)", header, re.MULTILINE) == [ours["file"]]
    shown = ask("pytest", "--markers", "-p", "no:cacheprovider", cwd=tmp_path, env=ALONE).stdout
    named = set(re.findall(r"^@pytest\.mark\.(\w+)", shown, re.MULTILINE))
    names = ours["names of markers"]
    assert isinstance(names, list)
    assert set(names) == named - BUILT_IN - frozenset(OWNERS)
    tally("pytest")
