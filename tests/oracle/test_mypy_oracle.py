"""mypy answers the same as our subjects: its file, its flags, Pythons and overrides, and what it objects to."""

import re
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import version
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mypy.main import process_options
from mypy.options import PER_MODULE_OPTIONS, Options

from comparing import CORPUS, ask, assert_most, examples, files_of, in_process, lay_out, scope_of, tally
from repoaudit.errors import UnknownError
from repoaudit.facts.mypy import STRICT
from repoaudit.scope import Scope
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.subjects.tools.mypy import Mypy
from repoaudit.subjects.tools.mypy.flags import read_flag
from repoaudit.subjects.tools.mypy.imports import ignored_imports
from repoaudit.subjects.tools.mypy.overrides import MypyOverride, groups_of
from repoaudit.subjects.tools.mypy.settings import settings_of
from repoaudit.subjects.tools.mypy.strictness import CORE
from repoaudit.subjects.tools.settings import ToolSettings
from written import ini, joined, some_of, toml

Files = Mapping[str, str]
PIN = f"mypy=={version('mypy')}\n"
OWN_PIN = re.compile(r"\bmypy *[=~<>!^]=? *[\d.*]+(?:, *[<>=!~]+ *[\d.*]+)*")
DEFAULTS = Options()
UNKNOWN = re.compile(r"Unrecognized (?:option|report type): (\S+)")
PER_MODULE = re.compile(r"only specify per-module flags \((.*)\)")
WRONG = re.compile(r"\]:? ?(\w+): (?!.*(?:Unrecognized|is not supported(?!.*quotes)))")
LOST = re.compile(r"two different values|must be an array|no module to override|module value that is not")


class Said:
    """What mypy makes of the files of a folder: its options, None where it stops, and what it prints."""

    def __init__(self, folder: Path, *words: str) -> None:
        stdout, stderr = StringIO(), StringIO()
        self.options: Options | None = None
        with in_process(folder), suppress(SystemExit):
            _, self.options = process_options([*words, "-c", "pass"], stdout=stdout, stderr=stderr)
        self.text = stderr.getvalue()

    @property
    def unknown(self) -> frozenset[str]:
        """The keys that it does not know where they stand."""
        listed = (name for names in PER_MODULE.findall(self.text) for name in names.split(", "))
        return frozenset((*UNKNOWN.findall(self.text), *listed))

    @property
    def wrong(self) -> frozenset[str]:
        """The keys of which it cannot read the value."""
        named = WRONG.findall(self.text)
        return frozenset((*named, "module") if "Patterns must be" in self.text else named)


def turned(key: str, keys: frozenset[str]) -> str:
    """Return a flag as mypy calls it, which was perhaps written the other way round."""
    others = (key, key.removeprefix("no_"), f"dis{key}", key.removeprefix("dis"))
    return next((each for each in others if each in keys), key)


def compare_objections(said: Said, scope: Scope) -> None:
    """Compare the keys that mypy prints a line about."""
    ours = ToolSettings(scope, "mypy")
    assert {turned(each.key, said.unknown) for each in ours.unknown} == said.unknown, said.text
    assert {each.problem.split("`")[1].rpartition(".")[2] for each in ours.wrong} == said.wrong, said.text


def compare_flags(options: Options, scope: Scope) -> None:
    """Compare every flag of `strict` in the global section, and what else rules ask for."""
    settings, mypy = settings_of(scope), scope.all(Mypy)[0]
    overrides = scope.all(MypyOverride)
    is_strict = mypy.strict.value or any(each.strict for each in overrides)
    for name, value in STRICT.items():
        stated = read_flag(settings, name) if settings and not any(each.strict for each in overrides) else None
        ours = stated if stated is not None else value if is_strict else getattr(DEFAULTS, name)
        assert ours == getattr(options, name), name
    told = tuple(ignored_imports(settings, mypy.commands))  # what a comment explains as well
    assert bool(told) == options.ignore_missing_imports
    losing = options.incremental is False or options.cache_dir == "/dev/null"
    has_reports = settings is not None and any(key.lower().endswith("_report") for key in settings.keys())  # noqa: SIM118
    assert bool(mypy.cache_losses) == (losing and not has_reports)
    modules = [options, *(options.clone_for_module(name.replace("*", "x")) for name in options.per_module_options)]
    has_core = any(each.disallow_untyped_defs for each in modules)
    has_core |= any(read_flag(each.table, CORE) is True for each in overrides if not all(map(is_pattern, each.modules)))
    assert mypy.is_lenient is (settings is not None and not is_strict and not has_core)


def compare_overrides(options: Options, scope: Scope) -> None:
    """Compare the groups of modules, and the flags of each."""
    settings = settings_of(scope)
    groups = tuple(groups_of(settings)) if settings else ()
    names = {name for _, modules in groups for name in modules}
    assert {name for name in names if is_pattern(name)} == set(options.per_module_options)
    for name, theirs in options.per_module_options.items():
        tables = [table for table, modules in groups if name in modules]
        tables = tables if settings and settings.is_toml else tables[-1:]
        for flag in PER_MODULE_OPTIONS.intersection((*STRICT, "ignore_missing_imports", "ignore_errors")):
            stated = [value for table in tables if (value := read_flag(table, flag)) is not None]
            assert (stated[-1] if stated else None) == theirs.get(flag), (name, flag)


def is_pattern(name: str) -> bool:
    """Say whether mypy takes a name: a star stands for whole parts of it."""
    return not any("*" in part and part != "*" for part in name.split("."))


def compare_python(said: Said, mypy: Mypy) -> None:
    """Compare the Python that is checked for, with the floor that mypy falls back to."""
    for target in mypy.target_pythons:
        assert ("Python 2 code" in said.text) is (str(target.value) == "2.7")
        if said.options:
            assert str(max(target.value, target.release.floor)) == ".".join(map(str, said.options.python_version))


def compare(files: Files, folder: Path) -> bool:
    """Compare mypy and the subjects over a repository; say whether both knew the answers."""
    scope = scope_of(lay_out(folder, {**files, "requirements-dev.txt": PIN}))
    (folder / ".git").mkdir()
    said = Said(folder)
    if LOST.search(said.text):
        return False
    try:
        winner = scope.once_for(Configuration, "mypy").winner
        mypy = scope.all(Mypy)[0]
        if said.options is not None:
            assert (winner.table.path if winner else None) == said.options.config_file
            compare_objections(said, scope)
            compare_flags(said.options, scope)
            compare_overrides(said.options, scope)
        if "python_version" not in said.wrong:
            compare_python(said, mypy)
    except UnknownError:
        return False
    tally("mypy")
    return True


BOOLEANS = st.sampled_from((True, False))
TURNED = ("allow_untyped_defs", "no_implicit_reexport", "no_warn_return_any", "no_incremental", "allow_any_generics")
FLAGS = (*STRICT, *TURNED, "strict", "ignore_missing_imports", "ignore_errors")
GLOBAL = (*FLAGS, "incremental", "warn_unused_configs", "warn_unreachable", "pretty")
PYTHONS = st.sampled_from(("3.12", "3.10", "3.9", "3.8", "3.14", "3.7"))
MODULES = st.sampled_from(("a", "a.*", "a.b", "*.tests", "tests", "numpy.*", "b*", "c.d.*"))
OTHERS: Mapping[str, st.SearchStrategy[object]] = {
    "python_version": PYTHONS,
    "cache_dir": st.sampled_from(("/dev/null", ".cache")),
    "exclude": st.sampled_from(("build/", "^docs")),
    "html_report": st.just("out"),
    "follow_imports": st.sampled_from(("silent", "skip")),
    "dissallow_untyped_defs": BOOLEANS,
    "strict_mode": BOOLEANS,
    "warn-return-any": BOOLEANS,
    "num_worker": st.just("2"),
    "pretty": st.sampled_from(("maybe", "2")),
    "junk_report": st.just("out"),
}
SECTION: Mapping[str, st.SearchStrategy[object]] = {**OTHERS, **dict.fromkeys(GLOBAL, BOOLEANS)}
PER_GROUP: Mapping[str, st.SearchStrategy[object]] = {
    **dict.fromkeys(FLAGS, BOOLEANS),
    "python_version": PYTHONS,
    "strict_mode": BOOLEANS,
    "ignore_error": BOOLEANS,
}
NAMES = ("pyproject.toml", "mypy.ini", "setup.cfg", ".mypy.ini", "tox.ini")
WORDS = {True: ("true", "True", "yes", "1", "on"), False: ("false", "no", "0", "Off")}


@st.composite
def global_settings(draw: st.DrawFn) -> dict[str, object]:
    return draw(some_of(SECTION, 6))


@st.composite
def groups(draw: st.DrawFn) -> list[dict[str, object]]:
    names = draw(st.lists(st.lists(MODULES, min_size=1, max_size=2, unique=True), max_size=3))
    return [{"module": each, **draw(some_of(PER_GROUP, 3))} for each in names]


@st.composite
def toml_files(draw: st.DrawFn) -> str:
    settings = draw(global_settings())
    overrides = draw(groups()) if draw(st.booleans()) else []
    for each in overrides:
        modules = each["module"]
        each["module"] = (
            modules[0] if isinstance(modules, list) and len(modules) == 1 and draw(st.booleans()) else modules
        )
    table = {**settings, **({"overrides": list(overrides)} if overrides else {})}
    return draw(joined(draw(toml(("tool", "mypy"), table)), "[project]\nname = 'demo'\n"))


@st.composite
def ini_texts(draw: st.DrawFn) -> str:
    parts = [draw(ini("mypy", draw(spelled(draw(global_settings())))))] if draw(st.integers(0, 5)) else []
    seen: set[str] = set()
    for group in draw(groups()) if draw(st.booleans()) else []:
        modules = group.pop("module")
        if isinstance(modules, list) and seen.isdisjoint(modules):
            parts.append(draw(ini(f"mypy-{','.join(modules)}", draw(spelled(group)))))
            seen.update(modules)
    return draw(joined(*parts, draw(st.sampled_from(("", "[flake8]\nmax-line-length = 88\n")))))


@st.composite
def spelled(draw: st.DrawFn, settings: Mapping[str, object]) -> dict[str, str]:
    return {
        key: draw(st.sampled_from(WORDS[value])) if isinstance(value, bool) else str(value)
        for key, value in settings.items()
    }


@st.composite
def repositories(draw: st.DrawFn) -> dict[str, str]:
    names = draw(
        st.lists(
            st.sampled_from(("pyproject.toml", "mypy.ini", "setup.cfg", ".mypy.ini", "tox.ini")),
            unique=True,
            max_size=3,
        )
    )
    return {name: draw(toml_files() if name == "pyproject.toml" else ini_texts()) for name in names}


def test_mypy_reads_the_same_settings() -> None:
    compared: list[bool] = []

    @given(repositories())
    @examples(300, 10_000)
    def run(files: Files) -> None:
        with TemporaryDirectory() as folder:
            compared.append(compare(files, Path(folder)))

    run()
    assert_most(compared)


HAND_MADE: Mapping[str, Files] = {
    "nothing": {},
    "an empty file hides the table": {"mypy.ini": "", "pyproject.toml": "[tool.mypy]\nstrict = true\n"},
    "a file without its section": {
        ".mypy.ini": "[mypy-a]\nignore_errors = True\n",
        "setup.cfg": "[mypy]\nstrict = 1\n",
    },
    "an empty table": {"pyproject.toml": "[tool.mypy]\n", "setup.cfg": "[mypy]\nstrict = 1\n"},
    "only sections of modules in setup.cfg": {"setup.cfg": "[mypy-a]\nignore_errors = True\n"},
    "the dotted file comes second": {".mypy.ini": "[mypy]\nstrict = 1\n", "mypy.ini": "[mypy]\nstrict = 0\n"},
    "tox.ini is not read": {"tox.ini": "[mypy]\nstrict = True\n"},
    "strict": {"pyproject.toml": "[tool.mypy]\nstrict = true\n"},
    "strict in words": {"pyproject.toml": "[tool.mypy]\nstrict = 'true'\n"},
    "strict with exceptions": {"mypy.ini": "[mypy]\nstrict = True\nallow_untyped_defs = True\nwarn_return_any = no\n"},
    "strict for some modules is strict for all": {
        "pyproject.toml": "[tool.mypy]\n[[tool.mypy.overrides]]\nmodule = 'a.*'\nstrict = true\n"
    },
    "a flag in both spellings": {
        "mypy.ini": "[mypy]\ndisallow_untyped_defs = 1\nallow_untyped_defs = 1\nno_incremental = 1\nincremental = 1\n"
    },
    "a floor": {"pyproject.toml": "[tool.mypy]\npython_version = '3.8'\n"},
    "a number for a version": {"pyproject.toml": "[tool.mypy]\npython_version = 3.12\n"},
    "3.10 without quotes is 3.1": {"pyproject.toml": "[tool.mypy]\npython_version = 3.10\n"},
    "Python 2": {"setup.cfg": "[mypy]\npython_version = 2.7\n"},
    "a version of three parts": {"mypy.ini": "[mypy]\npython_version = 3.12.1\n"},
    "groups of modules": {
        "pyproject.toml": "[tool.mypy]\nignore_missing_imports = true\n"
        "[[tool.mypy.overrides]]\nmodule = ['a', 'b.*']\ndisallow_untyped_defs = true\n"
        "[[tool.mypy.overrides]]\nmodule = 'b*'\nignore_missing_imports = true\n"
    },
    "sections of modules": {
        "mypy.ini": "[mypy]\n[mypy-a,b.*]\nignore_missing_imports = yes\n[mypy-c*]\nstrict_optional=0\n"
    },
    "slips": {"mypy.ini": "[mypy]\nstrict_mode = True\npretty = maybe\n[mypy-a]\npython_version = 3.12\n"},
}


@pytest.mark.parametrize("name", HAND_MADE)
def test_mypy_reads_the_same_of_simple_settings(name: str, tmp_path: Path) -> None:
    assert compare(HAND_MADE[name], tmp_path)


@pytest.mark.parametrize(
    "options",
    [
        "--strict",
        "--python-version 3.8",
        "--python-version=3.12",
        "--disallow-untyped-defs",
        "--ignore-missing-imports",
    ],
)
def test_mypy_takes_the_same_from_a_command_line(options: str, tmp_path: Path) -> None:
    files = {"Makefile": f"types:\n\tmypy {options} src\n", "requirements-dev.txt": PIN, "mypy.ini": "[mypy]\n"}
    mypy = scope_of(lay_out(tmp_path, files)).all(Mypy)[0]
    said = Said(tmp_path, *options.split())
    stopping = [target for target in mypy.target_pythons if target.value < target.release.floor]
    assert (said.options is None) is bool(stopping)
    if said.options:
        compare_python(said, mypy)
        assert mypy.is_lenient is not said.options.disallow_untyped_defs
        assert bool(mypy.ignored_imports) is said.options.ignore_missing_imports
    tally("mypy")


@pytest.mark.parametrize("name", ["an empty file hides the table", "slips", "groups of modules"])
def test_the_command_reads_what_its_functions_read(name: str, tmp_path: Path) -> None:
    said = Said(lay_out(tmp_path, {**HAND_MADE[name], ".git/HEAD": ""}))
    answer = ask("mypy", "--verbose", "--command", "pass", cwd=tmp_path)
    found = re.search(r"Config File: +(\S+)", answer.stderr)
    assert said.options
    assert found
    assert Path(found[1]).relative_to(tmp_path.resolve()) == Path(said.options.config_file or "")
    assert all(line in answer.stderr for line in said.text.splitlines())


@pytest.mark.skipif(not CORPUS, reason="REPOAUDIT_CORPUS is unset")
def test_mypy_reads_the_same_of_real_repositories(tmp_path: Path) -> None:
    compared = 0
    for index, repository in enumerate(sorted(Path(CORPUS).iterdir())):
        files = {name: OWN_PIN.sub("mypy", text) for name, text in files_of(repository, *NAMES).items()}
        compared += compare(files, tmp_path / str(index))
    assert compared > len(list(Path(CORPUS).iterdir())) // 2
