"""Settings: every key, every mistake with its line, and which source wins."""

import math
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from repoaudit.config import load_policy, make_policy, selection_of
from repoaudit.config.reading import read_sources
from repoaudit.entry import Entry
from repoaudit.errors import UsageError
from repoaudit.finding import Severity
from repoaudit.plugins import Known, Selection
from repoaudit.policy import PerFileIgnore, Policy
from repoaudit.registry import select
from repoaudit.repository import MemoryRepository


def entry(code: str, name: str, *, default: bool = True, options: Mapping[str, str] | None = None) -> Entry:
    return Entry(code, name, f"rules.{code}", 2, default, 0, "", "Subject", options or {}, ())


ENTRIES = (
    entry("COV001", "missing-fail-under"),
    entry("COV002", "fail-under-too-low", options={"limit": "int", "ratio": "float", "names": "tuple", "on": "bool"}),
    entry("TYP001", "mypy-python-version-unsupported"),
    entry("TYP002", "mypy-strict-missing", default=False),
)


def load(files: Mapping[str, str | bytes] | str, **flags: object) -> Policy:
    contents = {"pyproject.toml": files} if isinstance(files, str) else files
    return load_policy(MemoryRepository({"packages/core/core.py": "", **contents}), flags, ENTRIES)


def table(text: str) -> str:
    return f"[tool.repoaudit]\n{text}"


def mistakes(files: Mapping[str, str | bytes] | str, **flags: object) -> list[str]:
    with pytest.raises(UsageError) as caught:
        load(files, **flags)
    return str(caught.value).split("\n")


def selected(policy: Policy) -> list[str]:
    return [entry.code for entry in select(ENTRIES, policy)]


def test_nothing_set_is_the_default() -> None:
    assert load({}) == Policy()
    assert load("[project]\nname = 'repoaudit'\n") == Policy()
    assert load({}).origin("select") == "default"


def test_every_key() -> None:
    policy = load(
        table(
            """
profile = ["ml", "library"]
preset = "strict"
select = ["COV", "mypy-strict-missing"]
extend-select = ["TYP001"]
ignore = { COV001 = "measured elsewhere" }
exclude = ["vendored/**", "*.tmp"]
projects = [".", "packages/core/"]
minimum-coverage = 92.5
baseline = ".repoaudit-baseline.json"
fixable = ["ALL"]
unfixable = ["COV002"]
fail-on = "error"

[tool.repoaudit.per-file-ignores]
"docs/*" = ["TYP"]
"old/**" = { COV = "untouched since 2019" }

[tool.repoaudit.severity]
TYP001 = "info"

[tool.repoaudit.rules.fail-under-too-low]
limit = 3
ratio = 2
names = ["a", "b"]
on = true
"""
        )
    )
    assert policy._replace(origins={}) == Policy(
        profiles=frozenset({"ml", "library"}),
        preset="strict",
        select=("COV", "mypy-strict-missing"),
        extend_select=("TYP001",),
        ignore={"COV001": "measured elsewhere"},
        per_file_ignores=(PerFileIgnore("docs/*", ("TYP",)), PerFileIgnore("old/**", ("COV",))),
        severity={"mypy-python-version-unsupported": Severity.INFO},
        exclude=("vendored/**", "*.tmp"),
        projects=("", "packages/core"),
        minimum_coverage=92.5,
        baseline=".repoaudit-baseline.json",
        fixable=("ALL",),
        unfixable=("COV002",),
        fail_on=Severity.ERROR,
        options={"fail-under-too-low": {"limit": 3, "ratio": 2.0, "names": ("a", "b"), "on": True}},
    )
    assert policy.origin("profile") == "pyproject.toml:3"
    assert policy.origin("ignore.COV001") == "pyproject.toml:7"
    assert policy.origin("severity.mypy-python-version-unsupported") == "pyproject.toml:21"
    assert policy.origin("rules.fail-under-too-low.on") == "pyproject.toml:27"


def test_every_mistake_is_reported_in_one_go() -> None:
    text = table(
        """slect = ["COV"]
select = ["COV01", 3]
profile = "mll"
projects = ["packages/cor", "../elsewhere", "/tmp"]
minimum-coverage = 101
ignore = 7
exclude = ["[a", "", "../x", 'a\\b']
baseline = "../../baseline.json"

[tool.repoaudit.severity]
TYP001 = "warn"
mypy-stric-missing = "error"

[tool.repoaudit.rules]
missing-fail-under = { a = 1 }
fail-under-too-low = { limit = "x", limt = 3, ratio = nan, on = 1 }
"""
    )
    assert mistakes(text, select=["COVE"], fail_on="warnin", config=["preset=strict"]) == [
        "24 mistakes in the settings",
        "--config: 'preset=strict' is not TOML; a string needs quotes: preset=\"...\"",
        "pyproject.toml:2: unknown key 'slect' in [tool.repoaudit] (did you mean 'select'?)",
        "pyproject.toml:3: select must be a list of strings; it holds the number 3",
        "pyproject.toml:3: no rule is called 'COV01' (did you mean 'COV001'?)",
        "pyproject.toml:4: profile must be ml, library or application, not 'mll' (did you mean 'ml'?)",
        "pyproject.toml:5: the project 'packages/cor' is not a folder of the repository",
        "pyproject.toml:5: the project '../elsewhere' must be a folder below the root",
        "pyproject.toml:5: the project '/tmp' must be a folder below the root",
        "pyproject.toml:6: minimum-coverage must be between 0 and 100, not 101",
        "pyproject.toml:7: ignore must be a list of rules, or a table of rule = reason, not the number 7",
        "pyproject.toml:8: the pattern '[a' has a '[' that nothing closes",
        "pyproject.toml:8: the pattern '' matches nothing",
        "pyproject.toml:8: the pattern '../x' leads out of the repository",
        "pyproject.toml:8: the pattern 'a\\\\b' must separate folders by a slash, not a backslash",
        "pyproject.toml:9: baseline must be a file below the root, not '../../baseline.json'",
        "pyproject.toml:12: severity.TYP001 must be error, warning or info, not 'warn' (did you mean 'warning'?)",
        "pyproject.toml:13: no rule is called 'mypy-stric-missing' (did you mean 'mypy-strict-missing'?)",
        "pyproject.toml:16: the rule missing-fail-under has no options",
        "pyproject.toml:17: rules.fail-under-too-low.limit must be an integer, not the string 'x'",
        "pyproject.toml:17: unknown key 'limt' in [tool.repoaudit.rules.fail-under-too-low] (did you mean 'limit'?)",
        "pyproject.toml:17: rules.fail-under-too-low.ratio must be a finite number, not the number nan",
        "pyproject.toml:17: rules.fail-under-too-low.on must be true or false, not the number 1",
        "--select: no rule is called 'COVE' (did you mean 'COV002'?)",
        "--fail-on: must be error, warning, info or never, not 'warnin' (did you mean 'warning'?)",
    ]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("profile = ['library', 'application']", "profile cannot be library and application at once"),
        ("profile = 3", "profile must be a list of strings, not the number 3"),
        ("preset = 'strickt'", "preset must be default or strict, not 'strickt' (did you mean 'strict'?)"),
        ("select = 'COV'", "select must be a list of strings, not the string 'COV'"),
        ("select = {}", "select must be a list of strings, not a table"),
        ("ignore = { COV = 1 }", "ignore.COV must be a string, not the number 1"),
        ("per-file-ignores = { a = 'COV' }", "per-file-ignores.a must be a list of rules, or a table of rule = reason"),
        ("per-file-ignores = []", "per-file-ignores must be a table of pattern = rules, not a list"),
        ("severity = { COV = 'error' }", "no rule is called 'COV' (did you mean 'COV002'?)"),
        ("severity = { COV001 = 1979-05-27 }", "severity.COV001 must be a string, not a date or time"),
        ("minimum-coverage = true", "minimum-coverage must be a number, not true"),
        ("minimum-coverage = nan", "minimum-coverage must be between 0 and 100, not nan"),
        ("minimum-coverage = '80'", "minimum-coverage must be a number, not the string '80'"),
        (
            "minimum_coverage = 80",
            "unknown key 'minimum_coverage' in [tool.repoaudit] (did you mean 'minimum-coverage'?)",
        ),
        ("extends = 'base.toml'", "extends must be a list of strings, not the string 'base.toml'"),
        ("baseline = ''", "baseline must be a file below the root, not ''"),
        ("fail-on = false", "fail-on must be a string, not false"),
        ("rules = 1", "rules must be a table of the options of each rule, not the number 1"),
        ("rules.COV001 = []", "rules.COV001 must be a table, not a list"),
        ("rules.COV002.names = [1]", "rules.COV002.names must be a list of strings; it holds the number 1"),
        ('"\\u202e\\n" = 1', "unknown key '\\u202e\\n' in [tool.repoaudit]"),
    ],
)
def test_mistake(text: str, mistake: str) -> None:
    (line,) = mistakes(table(text))
    assert line.startswith(f"pyproject.toml:2: {mistake}")


def test_own_file() -> None:
    policy = load({"repoaudit.toml": "\nselect = ['COV']\n", "pyproject.toml": "[project]\n"})
    assert policy.select == ("COV",)
    assert policy.origin("select") == "repoaudit.toml:2"
    assert mistakes({"repoaudit.toml": "selekt = 1"}) == [
        "repoaudit.toml:1: unknown key 'selekt' (did you mean 'select'?)"
    ]
    assert mistakes({"repoaudit.toml": "[rules.x]\n"}) == ["repoaudit.toml:1: no rule is called 'x'"]


def test_two_files_with_settings() -> None:
    files = {"repoaudit.toml": "", "pyproject.toml": "\n[tool.repoaudit]\n"}
    assert mistakes(files) == ["repoaudit.toml: pyproject.toml:2 holds settings, too; keep one of them"]


@pytest.mark.parametrize("text", ["[tool.repoaudit\n", b"\xff[tool.repoaudit]", "tool = 1 # repoaudit", "x = [" * 5000])
def test_broken_pyproject_is_left_to_the_rules(text: str | bytes) -> None:
    assert load({"pyproject.toml": text}) == Policy()


def test_broken_own_file_is_a_mistake() -> None:
    assert mistakes({"repoaudit.toml": "a = 1\nselect = \n"}) == ["repoaudit.toml:2: Invalid value"]
    assert mistakes({"repoaudit.toml": b"\xff"})[0].startswith("repoaudit.toml: is not UTF-8")


def test_table_of_another_type() -> None:
    assert mistakes("\ntool.repoaudit = 3\n") == ["pyproject.toml:2: tool.repoaudit must be a table"]


def test_crlf_and_byte_order_mark() -> None:
    text = "\ufeff" + table("preset = 'strict'\nselect = ['X']\n").replace("\n", "\r\n")
    assert mistakes(text) == ["pyproject.toml:3: no rule is called 'X'"]


def test_flags_override_and_extend() -> None:
    text = table(
        "select = ['COV']\nextend-select = ['TYP001']\nignore = ['COV002']\nfail-on = 'error'\nfixable = ['COV']"
    )
    policy = load(text, select=["TYP, COV001"], extend_select=["COV002"], fail_on="never", fixable=["TYP"])
    assert policy.select == ("TYP", "COV001")
    assert policy.extend_select == ("TYP001", "COV002")
    assert (policy.fail_on, policy.fixable) == (None, ("TYP",))
    assert policy.origin("select") == "--select"
    assert policy.origin("extend-select") == "pyproject.toml:3, --extend-select"
    assert policy.origin("fixable") == "--fixable"


def test_ignore_adds_to_the_file() -> None:
    policy = load(table("ignore = { TYP = 'why' }"), ignore=["COV001,COV002"])
    assert policy.ignore == {"TYP": "why", "COV001": "", "COV002": ""}
    assert selected(policy) == []


@pytest.mark.parametrize("flag", ["select", "extend_select"])
def test_what_the_command_line_selects_the_file_cannot_ignore(flag: str) -> None:
    text = table("ignore = ['missing-fail-under', 'TYP']")
    assert "COV001" in selected(load(text, **{flag: ["COV001"]}))
    assert "TYP001" in selected(load(text, **{flag: ["TYP"]}))
    assert "COV001" not in selected(load(text, **{flag: ["COV"]}))
    assert "COV001" not in selected(load(text, **{flag: ["COV001"]}, ignore=["COV001"]))


def test_isolated() -> None:
    text = table("select = ['X']")
    assert load(text, isolated=True) == Policy()
    assert load(text, isolated=True, config=["select=['COV']"]).select == ("COV",)


def test_key_value_overrides_the_file() -> None:
    text = table("minimum-coverage = 70\n[tool.repoaudit.severity]\nCOV001 = 'info'\nCOV002 = 'info'\n")
    policy = load(text, config=["minimum-coverage = 90", 'severity.COV001="error"'])
    assert policy.minimum_coverage == 90
    assert policy.severity == {"missing-fail-under": Severity.ERROR, "fail-under-too-low": Severity.INFO}
    assert policy.origin("minimum-coverage") == "--config"
    assert policy.origin("severity.missing-fail-under") == "--config"
    assert policy.origin("severity.fail-under-too-low") == "pyproject.toml:5"


def test_named_file_replaces_the_repositorys(tmp_path: Path) -> None:
    own = tmp_path / "audit.toml"
    own.write_text("preset = 'strict'\n", encoding="utf-8")
    policy = load(table("select = ['X']"), config=[str(own)])
    assert (policy.preset, policy.select) == ("strict", None)
    assert policy.origin("preset") == f"{own}:1"
    pyproject = tmp_path / "pyproject.toml"
    pyproject.write_text(table("preset = 'strict'\n"), encoding="utf-8")
    assert load({}, config=[str(pyproject)]).preset == "strict"


def test_named_file_that_cannot_be_used(tmp_path: Path) -> None:
    empty, binary, broken = tmp_path / "pyproject.toml", tmp_path / "b.toml", tmp_path / "c.toml"
    empty.write_text("", encoding="utf-8")
    binary.write_bytes(b"\xff\xfe")
    broken.write_text("a =", encoding="utf-8")
    assert mistakes({}, config=["nowhere.toml"]) == ["--config: cannot read 'nowhere.toml': No such file or directory"]
    assert mistakes({}, config=["a\0b"]) == ["--config: cannot read 'a\\x00b': embedded null byte"]
    assert mistakes({}, config=[str(tmp_path)]) == [f"--config: cannot read {str(tmp_path)!r}: Is a directory"]
    assert mistakes({}, config=[str(empty)]) == [f"--config: {empty} has no [tool.repoaudit]"]
    assert mistakes({}, config=[str(binary)]) == [f"--config: {binary} is not UTF-8"]
    assert mistakes({}, config=[str(broken)]) == [f"{broken}:1: Invalid value"]
    assert mistakes({}, config=[str(empty), "x.toml"])[0].startswith("--config: only one file can be given")
    assert mistakes({}, config=[str(empty)], isolated=True)[0].startswith("--config: a file cannot be given together")


def test_a_file_called_like_a_setting_does_not_replace_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("preset='strict'").write_text("select = []\n", encoding="utf-8")
    policy = load({}, config=["preset='strict'"])
    assert (policy.preset, policy.select) == ("strict", None)


def test_an_empty_selection_is_a_mistake() -> None:
    assert mistakes({}, select=[""]) == ["--select: no rule is named"]
    assert mistakes({}, ignore=[",", " "]) == ["--ignore: no rule is named"]


def test_names_that_a_plugin_may_know_are_accepted_while_it_is_not_imported() -> None:
    text = table("ignore = ['EXA001', 'some-name']\nseverity = { EXA002 = 'info' }\nrules.other-name.limit = 3\n")
    repository = MemoryRepository({"pyproject.toml": text})
    policy = make_policy(repository, read_sources(repository, {}), Known(ENTRIES, ("EXA",)))
    assert policy.ignore == {"EXA001": "", "some-name": ""}
    assert (policy.severity, policy.options) == ({}, {})
    with pytest.raises(UsageError, match="no rule is called 'EXAM'"):
        make_policy(repository, read_sources(repository, {"ignore": ["EXAM"]}), Known(ENTRIES, ("EXA",)))
    assert len(mistakes(text)) == 5


def test_the_selection_is_known_before_the_rules_are() -> None:
    text = table("select = ['COV', 3]\nextend-select = ['EXA']\nignore = { TYP = 'why', EXA001 = 'why' }\n")
    repository = MemoryRepository({"pyproject.toml": text})
    assert selection_of(read_sources(repository, {})) == Selection(("COV",), ("EXA",), ("TYP", "EXA001"))
    flags = {"select": ["EXA001,X"], "ignore": ["Y"]}
    assert selection_of(read_sources(repository, flags)) == Selection(("EXA001", "X"), ("EXA",), ("TYP", "Y"))
    assert selection_of(read_sources(MemoryRepository({}), {})) == Selection()


@pytest.mark.parametrize("folder", ["[!]x]", "[]]", "**/x/", "a?[a-z]*"])
def test_good_patterns(folder: str) -> None:
    assert load(table(f"exclude = ['{folder}']")).exclude == (folder,)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=8), children, max_size=3),
    max_leaves=8,
)
KEYS = (
    "profile preset select extend-select ignore per-file-ignores severity exclude projects minimum-coverage baseline "
    "fixable unfixable fail-on rules"
).split()


def as_toml(value: object) -> str:
    match value:
        case None:
            return "1979-05-27"
        case bool():
            return str(value).lower()
        case float():
            return str(value) if math.isfinite(value) else {"inf": "inf", "-inf": "-inf"}.get(str(value), "nan")
        case str():
            return '"' + "".join(f"\\U{ord(each):08x}" for each in value) + '"'
        case list():
            return f"[{', '.join(map(as_toml, value))}]"
        case dict():
            return "{" + ", ".join(f"{as_toml(key)} = {as_toml(each)}" for key, each in value.items()) + "}"
        case _:
            return str(value)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), values, max_size=4))
@example({"ignore": {"\n": None}})
@example({"\r": {}, "rules": {"\n": {}, "COV002": {"\x1b": 1}}})
def test_any_value_gives_a_policy_or_lines(written: dict[str, object]) -> None:
    text = "".join(f"{as_toml(key)} = {as_toml(value)}\n" for key, value in written.items())
    try:
        policy = load({"repoaudit.toml": text})
    except UsageError as error:
        first, *rest = str(error).split("\n")
        assert all(line.startswith("repoaudit.toml:") for line in rest or [first])
    else:
        assert all(policy.origin(key) for key in policy.origins)
