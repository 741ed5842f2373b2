import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from repoaudit.fixes import realise
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.scope import Scope
from repoaudit.subjects.collections.commands import Command, commands_in
from repoaudit.subjects.files.gitlab import job_scripts
from repoaudit.subjects.files.projects import find_scopes

FILE = ".gitlab-ci.yml"


def scope_of(text: str) -> Scope:
    return find_scopes(MemoryRepository({FILE: text}), Policy())[0]


def commands(text: str) -> list[Command]:
    return [command for script in job_scripts(scope_of(text)) for command in commands_in(script)]


def texts(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for script in job_scripts(scope_of(text)):
        found.setdefault(script.where.name, []).append(script.text)
    return found


def test_one_shell_for_before_script_and_script_another_for_after_script() -> None:
    assert texts("test: {before_script: [cd src], script: [a, b], after_script: [c]}\n") == {
        "test": ["cd src\na\nb", "c"]
    }


def test_the_working_directory_lasts_through_the_script() -> None:
    found = commands("test: {before_script: [cd src], script: pytest, after_script: [ruff check]}\n")
    assert [(command.tool, command.folder) for command in found] == [("pytest", "src"), ("ruff", "")]


def test_hidden_jobs_and_keywords_run_nothing() -> None:
    assert texts(".base: {script: [a]}\nvariables: {script: b}\nstages: [test]\nworkflow: {script: c}\n") == {}


def test_extends_takes_the_nearest_value() -> None:
    text = """
.a: {script: [a], before_script: [x]}
.b: {extends: .a, script: [b]}
one: {extends: .b}
two: {extends: [.b, .a]}
three: {extends: [.a, .unknown], script: [c]}
loop: {extends: loop}
"""
    assert texts(text) == {"one": ["x\nb"], "two": ["x\na"], "three": ["x\nc"]}


def test_default_and_global_scripts_unless_the_job_has_its_own() -> None:
    text = "default: {before_script: [x]}\na: {script: [a]}\nb: {script: [b], before_script: []}\n"
    assert texts(text) == {"a": ["x\na"], "b": ["b"]}
    assert texts("before_script: [x]\na: {script: [a]}\n") == {"a": ["x\na"]}


def test_references_nested_lists_and_aliases() -> None:
    text = """
.lib: &lib {script: &lines [a, b]}
one: {script: [!reference [.lib, script], [c, [d]], !reference [.elsewhere, script]]}
two: {script: *lines}
"""
    assert texts(text) == {"one": ["a\nb\nc\nd"], "two": ["a\nb"]}


def test_a_bomb_of_aliases_is_cut_off() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    (script,) = job_scripts(scope_of("\n".join([*levels, "job: {script: *a9}"])))
    assert len(script.text) < 50_000


def test_allow_failure_and_variables() -> None:
    text = (
        "variables: {A: '1', B: '1'}\nt: {variables: {B: '2'}, allow_failure: true, script: [x], after_script: [y]}\n"
    )
    first, last = job_scripts(scope_of(text))
    assert dict(first.environment) == {"A": "1", "B": "2"}
    assert first.tolerated is not None
    assert first.tolerated.anchor == "t.allow_failure"
    assert last.tolerated is not None, "a failure in after_script is ignored"
    assert next(job_scripts(scope_of("t: {allow_failure: {exit_codes: 1}, script: [x]}\n"))).tolerated is None


SCRIPT = """test:
  before_script: &setup
    - pip install tox
  script:
    - pytest -n 4   # all
    - |
      coverage report
      coverage xml -o out.xml
other:
  before_script: *setup
"""


def test_words_are_rewritten_where_they_stand() -> None:
    by_key = {command.key: command for command in commands(SCRIPT)}
    for key, old, new in (("pytest", "-n 4", "-n auto"), ("coverage xml", "out.xml", "auto")):
        command = by_key.get(key) or by_key["coverage"]
        fix = command.arguments[-1].replace("auto")
        assert fix is not None
        assert realise(fix, MemoryRepository({FILE: SCRIPT})).texts == {FILE: SCRIPT.replace(old, new)}
    place = by_key["pytest"].place
    assert SCRIPT[slice(*(place.span or (0, 0)))] == "pytest -n 4"


SHAPES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["", "x", ".a", "job"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["script", "before_script", "extends", "variables", "default", "allow_failure"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(SHAPES, SHAPES)
@settings(max_examples=150)
def test_no_shape_raises(first: object, second: object) -> None:
    text = yaml.safe_dump({".a": first, "job": second, "default": first, "x": {"extends": [".a", "job"]}})
    for script in job_scripts(scope_of(text)):
        assert script.text
        assert script.where.name in {"job", "x"}
