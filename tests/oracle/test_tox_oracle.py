"""tox says which file it reads, which environments there are, for which Pythons, and what they run and install."""

import os
import re
import shutil
from pathlib import Path
from typing import Any, Final

import pytest
import tomlkit
from hypothesis import assume, example, given
from hypothesis import strategies as st
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from tox.report import HandledError
from tox.run import setup_state
from tox.session.state import State
from tox.tox_env.errors import Skip
from tox.tox_env.python.api import Python

from comparing import ask, examples, in_process, lay_out, scope_of, tally
from repoaudit.documents.ini import parse_ini
from repoaudit.documents.toml import parse_toml
from repoaudit.errors import UnknownError
from repoaudit.finding import ABSENT, Place
from repoaudit.subjects.collections.calls import called_by
from repoaudit.subjects.collections.commands import Command, commands_in
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.collections.tox_names import tox_environments
from repoaudit.subjects.files.scripts import Runner, Script, Where, nowhere
from repoaudit.subjects.files.tox import Tox
from repoaudit.subjects.files.tox_factors import spelled_names
from repoaudit.subjects.files.tox_sections import ToxEnvironment
from repoaudit.subjects.views.tox_pythons import python_of, tox_pythons

FAILURES: Final = (HandledError, ValueError, TypeError, KeyError, LookupError, SystemExit)
ITEMS: Final = st.sampled_from(
    [
        *(
            "py",
            "py39",
            "py310",
            "py3.11",
            "3.12",
            "pypy3.10",
            "pypy-3.10",
            "lint",
            "docs",
            "py313t",
            "cpython-3.13-x",
            "type",
        ),
        *(
            "py{39,310}",
            "py3{9-11}",
            "py{39,310}-{a,b}",
            "py3{12-}",
            "py3{-13}",
            "{py39,py310}-x",
            "{a,b}-{c,d}",
            "py{38, 39}",
        ),
        *(
            "py311{,-extra}",
            "a-py312",
            "py3{13-11}",
            "py-django-4-2",
            "django-42",
            "py{39,3{10-11}}",
            "py39-py310",
            "py3",
            "py27",
        ),
        *("3.14-lint", "graalpy311", "python3.10", "py3{10,12-13}", "x{1-3}-py310", "py310-django{32-40,50}"),
    ]
)
SETTINGS: Final = ("commands_pre", "commands", "commands_post")
COMMENTS: Final = st.sampled_from(["", "", "", "  # py36", "# why, py37"])
REQUIREMENTS: Final = st.sampled_from(
    [
        *("pytest", "pytest>=8 # why", "Some_Package[x]~=1.0", "ruff==0.1; python_version < '3.12'", "lint: flake8"),
        *("py310: coverage", "!py39: hypothesis<6", "a,b: attrs", "py{39,310}: six", "{a,b}-x: mock", "a.b", "-e ."),
    ]
)
COMMANDS: Final = st.sampled_from(
    [
        *(
            "pytest",
            "pytest -q tests/",
            "pytest {posargs}",
            "pytest {posargs:tests -x}",
            "- coverage report",
            "! false",
        ),
        *(
            "python -m pytest 'a b'",
            'echo "a b" c',
            "ruff check . # all",
            "coverage \\\n    report",
            "echo a\\#b",
            "echo {toxinidir}",
        ),
        *(
            "py310: echo 310",
            "lint: ruff check",
            "!lint: pytest -x",
            "echo {env:HOME:x}",
            "a: echo a\nb: echo b",
            "{posargs:make}",
        ),
        *(
            "python -c 'import x; print(1)'",
            'bash -c "a && b"',
            "echo {[testenv]description}",
            "echo a=b",
            "-echo x",
            "pytest -k 'x or y'",
        ),
    ]
)
CONDITIONS: Final = st.sampled_from(
    [
        "pytest",
        "py310: mypy",
        "!py310: ruff check",
        "a: black",
        "lint,b: flake8",
        "py310-a: isort",
        "docs: sphinx-build",
    ]
)
SECTIONS: Final = st.sampled_from(
    ["testenv:lint", "testenv:docs", "testenv:py{39,310}-{a,b}", "testenv:other", "testenv:py310", "testenv:a{1-2}"]
)
BASES: Final = st.sampled_from(["testenv", "testenv:lint", "lint, testenv", "testenv:other\n    testenv", "docs"])


@st.composite
def listings(draw: st.DrawFn) -> str:
    items = draw(st.lists(ITEMS, max_size=4))
    if draw(st.booleans()):
        return "".join(f"\n    {item}{draw(st.sampled_from(['', ',']))}{draw(COMMENTS)}" for item in items)
    return draw(st.sampled_from([", ", ","])).join(items)


@st.composite
def inis(draw: st.DrawFn, core: str = "tox") -> str:
    """Return the text of a tox.ini."""
    name = draw(st.sampled_from(["envlist", "env_list"]))
    assign = draw(st.sampled_from([" = ", "=", ": "]))
    commands = draw(st.sampled_from([COMMANDS, COMMANDS.filter(lambda text: "{" not in text), CONDITIONS]))
    parts = [f"[{core}]\n{name}{assign}{draw(listings())}\nskipsdist = true\n"]
    for section in ["testenv", *draw(st.lists(SECTIONS, unique=True, max_size=3))]:
        lines = [f"[{section}]"]
        if draw(st.booleans()):
            lines.append("description = what it does")
        if draw(st.integers(0, 5)) == 0:
            lines.append("base = " + draw(BASES))
        for key, values in (("deps", REQUIREMENTS), *((key, commands) for key in SETTINGS)):
            found = draw(st.lists(values, max_size=3)) if draw(st.booleans()) else []
            if not found and draw(st.integers(0, 3)) == 0:
                lines.append(f"{key}{assign}")
            if found:
                lines.append(
                    f"{key}{assign}"
                    + "".join(f"\n    {value}".replace("\n", "\n    ") for value in found).replace("    \n", "\n")
                )
        if draw(st.booleans()):
            lines.append("ignore_outcome = " + draw(st.sampled_from(["true", "false", "True", "1", "no"])))
        parts.append("\n".join(lines) + "\n")
    return draw(st.sampled_from(["", "# tox\n"])) + "\n".join(parts)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tox")


def fresh(folder: Path, files: dict[str, str]) -> Path:
    here = folder / "project"
    shutil.rmtree(here, ignore_errors=True)
    here.mkdir()
    return lay_out(here, dict(files))


def state_of(here: Path) -> State:
    with in_process(here):
        return setup_state(["config", "--root", str(here)])


def factors_in(text: str) -> bool:
    return re.search(r"^!?[\w.!,{}-]+\s*:(\s|$)", text) is not None


def same_tox(here: Path) -> None:
    """Hold our reading of a project to tox's."""
    try:
        state = state_of(here)
        listed = list(state.conf.core["env_list"].envs)
        names = list(state.conf)
    except FAILURES:
        assume(False)  # noqa: FBT003
    (ours,) = scope_of(here).all(Tox)
    assert Path(here, ours.path).resolve() == state.conf.src_path.resolve()
    same_names(ours, listed, names)
    same_pythons(ours, listed)
    for name in dict.fromkeys(listed):
        same_environment(ours, state, name)


def same_names(ours: Tox, listed: list[str], names: list[str]) -> None:
    if ours.listed:
        assert ours.listed.names is not None
        assert [name for name in ours.listed.names if name] == [name for name in listed if name]
    else:
        assert listed in ([], ["py"])
    known = tox_environments(ours)
    assert [name for name in names if name and not known.takes(name)] == []
    sections = {name for each in ours.environments for name in spelled_names(each.name)}
    assert set(known.names) == {name for name in (*listed, *sections) if name} - ({"py"} if not ours.listed else set())


def same_pythons(ours: Tox, listed: list[str]) -> None:
    theirs = set()
    for name in listed:
        assert_python(name)
        version = python_of(name)
        theirs.add(version)
    assert {each.version for each in tox_pythons(ours.scope)} == theirs - {None}


def assert_python(name: str) -> None:
    """Hold the Python of an environment's name to the one that tox takes from it."""
    try:
        spec = Python.extract_base_python(name)
    except ValueError:
        spec = None  # several: tox stops
    found = re.search(r"([23])\.?(\d+)", spec or "")
    ours = python_of(name)
    assert (str(ours) if ours else None) == (f"{found[1]}.{found[2]}" if found else None), name


def same_environment(ours: Tox, state: State, name: str) -> None:
    """Compare what one environment runs and installs; a setting with conditions is told by its factors only."""
    try:
        conf = state.envs[name].conf
        commands = {key: [list(each.args) for each in conf[key]] for key in SETTINGS}
        dependencies = conf["deps"].lines()
    except FAILURES:
        return
    sections = [each for each in ours.environments if name in spelled_names(each.name)]
    common = [each for each in ours.environments if not each.name]
    section = (sections or common)[0] if sections or common else None
    if section is None:
        return
    written = section if writes(ours, section, "deps") or section.base is not None else (common or [section])[0]
    lines = [each.text for each in written.dependencies]
    if section.base is not None:
        pass
    elif not any(map(factors_in, lines)):
        assert set(map(name_of, lines)) - {""} == set(map(name_of, dependencies)) - {""}
    else:
        plain = [re.sub(r"^!?[\w.!,{}-]+\s*:\s+", "", line) for line in lines]
        assert set(map(name_of, dependencies)) <= set(map(name_of, plain))
    group = [each for each in all_commands(ours.scope) if each.where.runner is Runner.TOX]
    own = [each for each in group if each.where.group.endswith(f":{section.name}")]
    written_here = [args for key in SETTINGS if key in section.written for args in commands[key]]
    same_commands(own, written_here, section.commands)
    same_run(ours, name, [args for key in SETTINGS for args in commands[key]])


def writes(ours: Tox, section: ToxEnvironment, key: str) -> bool:
    """Say whether a setting stands in a section, be it empty."""
    if ours.path.endswith(".toml"):
        return is_in_toml(ours, section, key)
    return ours.scope.document(parse_ini, ours.path).get(f"testenv:{section.name}".rstrip(":"), key) is not None


def is_in_toml(ours: Tox, section: ToxEnvironment, key: str) -> bool:
    prefix = () if ours.path.endswith("tox.toml") else ("tool", "tox")
    path = (*prefix, "env", section.name) if section.name else (*prefix, "env_run_base")
    return ours.scope.document(parse_toml, ours.path).get((*path, key)) is not ABSENT


def same_run(ours: Tox, name: str, theirs: list[list[str]]) -> None:
    """Compare what ``tox -e`` of one environment runs, be it written there or inherited."""
    texts = [text.text for each in ours.environments for text in each.commands]
    if any("{" in text for text in texts) or not re.fullmatch(r"[\w.-]+", name):
        return
    try:
        found = called(ours, name)
    except UnknownError:
        assert any(each.base for each in ours.environments)
        return
    words = [[each.tool, *(argument.text for argument in each.arguments)] for each in found]
    expected = [[args[0].removeprefix("-"), *args[1:]] if args[0] not in {"-", "!"} else args[1:] for args in theirs]
    for mine in words:
        assert any(mine == args[len(args) - len(mine) :] or mine[0] in args for args in expected), (mine, expected)
    for args in expected:
        assert any(mine[0] in args or mine[0] in " ".join(args) for mine in words), (words, args)
    assert len(words) >= len(expected)


def name_of(line: str) -> str:
    try:
        return canonicalize_name(Requirement(line.partition("#")[0].strip()).name)
    except InvalidRequirement:
        return ""


def same_commands(ours: list[Any], theirs: list[list[str]], written: tuple[Any, ...]) -> None:
    texts = [each.text for each in written]
    conditional = any(each.factors for each in written)
    if conditional or any("{" in text for text in texts) or not texts or len(theirs) < len(texts):
        return
    words = [[each.tool, *(argument.text for argument in each.arguments)] for each in ours]
    expected = [args[1:] if args[0] in {"-", "!"} else args for args in theirs]
    expected = [[args[0].removeprefix("-"), *args[1:]] for args in expected if args]
    for mine in words:
        assert any(mine == args[len(args) - len(mine) :] or mine[0] in args for args in expected), (mine, expected)
    assert len(words) >= len(expected)


@given(inis())
@example("[tox]\nenvlist = py3{9-13}\n[testenv]\ncommands = pytest\n")
@example("[tox]\nenvlist =\n    py312  # py311 is too slow\n    py313\n[testenv]\ncommands = pytest\n")
@example("[tox]\nenv_list = django-42, py312\n[testenv]\ncommands = pytest\n")
@example("[tox]\nenv_list = py39\nenvlist = py310\n[tox:tox]\nenv_list = py311\n")
@example("[testenv]\ncommands = pytest\n[testenv:a{1-2}]\ndeps = x\n")
@example("[tox]\nenv_list = a, b\n[testenv]\ncommands_pre = a\ncommands = pytest\n[testenv:a]\ncommands = mypy\n")
@example("[tox]\nenv_list = a\n[testenv]\ncommands = pytest\ncommands_post = b\n[testenv:a]\ncommands_pre = mypy\n")
@example("[tox]\nenv_list = a\n[testenv]\ncommands = pytest\n[testenv:a]\ncommands =\n")
@example("[tox]\nenv_list = a, b\n[testenv]\ncommands = x\n[testenv:{a,b}]\ncommands = b: y\n")
@example("[tox]\nenv_list = a\n[testenv]\ncommands = x\n[testenv:b]\ncommands = y\n[testenv:a]\nbase = b\n")
@example("[tox]\nenv_list = a, b\n[testenv:{a,b}]\ncommands = x\n[testenv:b]\ncommands = y\n")
@examples(short=25, long=1000)
def test_environments_of_ini(folder: Path, text: str) -> None:
    same_tox(fresh(folder, {"tox.ini": text}))
    tally("tox")


GROUPS: Final = st.sampled_from(
    [
        *(
            ["py310", "py311"],
            {"prefix": "py3", "start": 10, "stop": 12},
            {"prefix": "3.", "start": 13},
            {"prefix": "py3", "stop": 12},
        ),
        *(
            {"django": ["d4", "d5"]},
            ["a"],
            {"py": {"prefix": "py3", "start": 10, "stop": 11}},
            {"x": {"values": ["1", "2"]}},
        ),
    ]
)
TOML_ITEMS: Final = st.one_of(
    st.sampled_from(["py310", "3.12", "lint", "py{39,310}", "docs", "pypy3.10-x"]),
    GROUPS.filter(lambda group: isinstance(group, dict)),
    st.builds(
        lambda groups, exclude: {"product": groups, **({"exclude": exclude} if exclude else {})},
        st.lists(GROUPS, min_size=1, max_size=2),
        st.sampled_from([[], ["py310-a"], ["py311-d4"]]),
    ),
)


@st.composite
def native(draw: st.DrawFn) -> dict[str, Any]:
    table: dict[str, Any] = {"skipsdist": True}
    if draw(st.booleans()):
        table["env_list"] = draw(st.lists(TOML_ITEMS, max_size=3))
    requirements = st.lists(
        st.sampled_from(["pytest>=8", "Some_Package[x]", "ruff; python_version<'3.12'"]), max_size=2
    )
    commands = st.lists(
        st.sampled_from([["pytest", "-q"], ["python", "-m", "pytest", "a b"], ["ruff", "check", "."]]), max_size=2
    )
    bases = st.sampled_from([["env_run_base"], ["env.lint"], ["lint", "env_run_base"], ["docs"], []])
    inner = st.fixed_dictionaries(
        {}, optional={"deps": requirements, **dict.fromkeys(SETTINGS, commands), "base": bases}
    )
    if draw(st.booleans()):
        table["env_run_base"] = draw(inner)
    for name in draw(st.lists(st.sampled_from(["lint", "docs", "py310", "3.12"]), unique=True, max_size=2)):
        table.setdefault("env", {})[name] = draw(inner)
    return table


@given(native(), st.sampled_from(["tox.toml", "pyproject.toml"]))
@example({"env_list": [{"product": [{"prefix": "py3", "start": 10, "stop": 12}, ["a", "b"]]}]}, "tox.toml")
@examples(short=25, long=1000)
def test_environments_of_toml(folder: Path, table: dict[str, Any], name: str) -> None:
    data = table if name == "tox.toml" else {"tool": {"tox": table}}
    same_tox(fresh(folder, {name: tomlkit.dumps(data)}))
    tally("tox")


PYPROJECTS: Final = {
    "native": "[tool.tox]\nenv_list = ['py312']\n[tool.tox.env_run_base]\ncommands = [['pytest']]\n",
    "legacy": "[tool.tox]\nlegacy_tox_ini = '''\n[tox]\nenvlist = py313\n[testenv]\ndeps = a\n'''\n",
    "both": "[tool.tox]\nenv_list = ['py312']\nlegacy_tox_ini = '''\n[tox]\nenvlist = py313\n'''\n",
    "empty": "[tool.tox]\n",
    "odd": "[tool]\ntox = 1\n",
    "none": "[project]\nname = 'x'\n",
}
SOURCES: Final = {
    "tox.ini": ["[tox]\nenvlist = py39\n", "[flake8]\nmax-line-length = 100\n", ""],
    "setup.cfg": [
        "[tox:tox]\nenvlist = py310\n[testenv]\ndeps = b\n",
        "[testenv]\ndeps = c\n",
        "[metadata]\nname = x\n",
    ],
    "pyproject.toml": [*PYPROJECTS.values()],
    "tox.toml": ["env_list = ['py311']\n", "requires = ['tox>=4']\n"],
}


@given(st.fixed_dictionaries({}, optional={name: st.sampled_from(texts) for name, texts in SOURCES.items()}))
@example({"pyproject.toml": PYPROJECTS["both"]})
@example({"pyproject.toml": PYPROJECTS["empty"], "tox.toml": "env_list = ['py311']\n"})
@examples(short=20, long=400)
def test_the_file_that_tox_reads(folder: Path, files: dict[str, str]) -> None:
    here = fresh(folder, files)
    source = state_of(here).conf.src_path
    ours = list(scope_of(here).all(Tox))
    assert [Path(here, each.path).resolve() for each in ours] == ([source.resolve()] if source.exists() else [])
    if source.exists():
        same_tox(here)
    tally("tox")


@pytest.mark.parametrize(
    "text",
    [
        "[tox]\nenvlist = py3{9-13}-{a,b}, lint\n[testenv]\ndeps = pytest\n[testenv:lint]\ndeps = ruff\n",
        "[tox]\nenv_list =\n    3.12 # the newest\n    docs\n[testenv:docs]\ncommands = sphinx-build docs\n",
    ],
)
def test_the_command_lists_the_same(tmp_path: Path, text: str) -> None:
    lay_out(tmp_path, {"tox.ini": text})
    done = ask("tox", "list", "--no-desc", "-q", cwd=tmp_path)
    (ours,) = scope_of(tmp_path).all(Tox)
    assert ours.listed
    assert tuple(done.stdout.split()) == ours.listed.names
    tally("tox")


@pytest.mark.skipif("REPOAUDIT_CORPUS" not in os.environ, reason="REPOAUDIT_CORPUS names no folder of repositories")
def test_real_repositories(folder: Path) -> None:
    compared = 0
    for root in sorted(Path(os.environ["REPOAUDIT_CORPUS"]).iterdir()):
        files = {name: (root / name).read_text() for name in SOURCES if (root / name).is_file()}
        here = fresh(folder, files)
        for ours in scope_of(here).all(Tox):
            compared += ours.path != "tox.ini" or "tox" in files["tox.ini"]
            compare_real(here, ours)
            tally("tox")
    assert compared > 5


def compare_real(here: Path, ours: Tox) -> None:
    state = state_of(here)
    assert Path(here, ours.path).resolve() == state.conf.src_path.resolve()
    if ours.listed and ours.listed.names is not None:
        assert list(ours.listed.names) == list(state.conf.core["env_list"].envs)
    try:
        known = tox_environments(ours)
    except UnknownError:
        return
    assert [name for name in state.conf if not known.takes(name)] == []
    for name in state.conf.core["env_list"].envs:
        same_tools(ours, state, name)


def same_tools(ours: Tox, state: State, name: str) -> None:
    """Compare the programs that an environment runs, wherever its settings stand."""
    try:
        conf = state.envs[name].conf
        theirs = [" ".join(command.args) for key in SETTINGS for command in conf[key]]
    except (*FAILURES, AssertionError, Skip):  # a plugin would run it, or no such Python is here
        return
    tools = [each.tool for each in called(ours, name)]
    assert [tool for tool in tools if "{" not in tool and not any(tool in text for text in theirs)] == [], name
    assert len(tools) >= len(theirs), name


def called(ours: Tox, name: str) -> tuple[Command, ...]:
    script = Script(f"tox -e {name}", Place("ci.yml"), Where(Runner.STEP, "test", "ci"), offset=nowhere)
    return tuple(called_by(next(iter(commands_in(script))), ours.scope))
