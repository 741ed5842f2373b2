import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from repoaudit.errors import UnknownError
from repoaudit.finding import Fix
from repoaudit.fixes import realise
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.scope import Scope
from repoaudit.subjects.collections.commands import commands_in
from repoaudit.subjects.files.projects import find_scopes
from repoaudit.subjects.files.scripts import Script
from repoaudit.subjects.files.workflows import Workflow, first_of_changes, step_scripts, unreadable_workflows
from repoaudit.subjects.files.workflows.jobs import Job
from repoaudit.subjects.files.workflows.scripts import Shell, read_shell
from repoaudit.subjects.files.workflows.versions import lossy_keys

PATH = ".github/workflows/ci.yml"


def scope_of(text: str, **others: str) -> Scope:
    return find_scopes(MemoryRepository({PATH: text, **others}), Policy())[0]


def workflow(text: str) -> Workflow:
    return scope_of(text).all(Workflow)[0]


def job(body: str) -> Job:
    indented = "".join(f"    {line}\n" for line in body.splitlines())
    return workflow(f"on: push\njobs:\n  test:\n{indented}").jobs[0]


def scripts(body: str, head: str = "") -> list[Script]:
    indented = "".join(f"    {line}\n" for line in body.splitlines())
    return list(step_scripts(scope_of(f"on: push\n{head}jobs:\n  test:\n{indented}")))


def rows(matrix: str) -> list[dict[str, str]]:
    found = job(f"strategy:\n  matrix:\n{''.join(f'    {line}{chr(10)}' for line in matrix.splitlines())}").matrix
    assert found is not None
    return [{name: node.text for name, node in row.items()} for row in found.rows]


def test_every_workflow_is_a_subject_and_a_broken_one_hides_no_other() -> None:
    scope = scope_of("on: push\njobs: {}\n", **{".github/workflows/a.yaml": "a: [", ".github/workflows/readme.md": ""})
    assert [each.path for each in scope.all(Workflow)] == [PATH]
    assert unreadable_workflows(scope) == (".github/workflows/a.yaml",)


def test_workflows_belong_to_the_root() -> None:
    files = {PATH: "on: push\n", "sub/pyproject.toml": "[project]\nname='x'\n", f"sub/{PATH}": "on: push\n"}
    root, member = find_scopes(MemoryRepository(files), Policy())
    assert [len(root.all(Workflow)), len(member.all(Workflow))] == [1, 0]


@pytest.mark.parametrize(
    ("on", "names"),
    [
        ("on: push", ["push"]),
        ("on: [push, pull_request]", ["push", "pull_request"]),
        ("on:\n  push:\n    branches: [main, 'v*']\n  schedule:\n", ["push", "schedule"]),
        ("name: none", []),
    ],
)
def test_triggers_have_three_shapes(on: str, names: list[str]) -> None:
    assert [trigger.name for trigger in workflow(f"{on}\n").triggers] == names


def test_filters_of_a_trigger() -> None:
    trigger = workflow("on:\n  push:\n    branches: [main, 'v*']\n").trigger("pull_request", "push")
    assert trigger is not None
    assert [node.text for node in trigger.filter("branches") or ()] == ["main", "v*"]
    assert trigger.filter("paths") is None


def test_rows_are_the_product_of_the_axes() -> None:
    assert rows("py: ['3.9', 3.10]\nos: [a, b]") == [
        {"py": "3.9", "os": "a"},
        {"py": "3.9", "os": "b"},
        {"py": "3.10", "os": "a"},
        {"py": "3.10", "os": "b"},
    ]


def test_exclude_takes_out_rows_and_partial_matches() -> None:
    assert rows("py: [1, 2]\nos: [a, b]\nexclude:\n  - {py: 1}\n  - {py: 2, os: b}\n  - {other: 1}") == [
        {"py": "2", "os": "a"}
    ]


def test_include_extends_rows_and_adds_others() -> None:
    # The example of GitHub's documentation.
    matrix = """fruit: [apple, pear]
animal: [cat, dog]
include:
  - color: green
  - color: pink
    animal: cat
  - fruit: apple
    shape: circle
  - fruit: banana
  - fruit: banana
    animal: cat
"""
    assert rows(matrix) == [
        {"fruit": "apple", "animal": "cat", "color": "pink", "shape": "circle"},
        {"fruit": "apple", "animal": "dog", "color": "green", "shape": "circle"},
        {"fruit": "pear", "animal": "cat", "color": "pink"},
        {"fruit": "pear", "animal": "dog", "color": "green"},
        {"fruit": "banana"},
        {"fruit": "banana", "animal": "cat"},
    ]


def test_a_matrix_of_inclusions_only() -> None:
    assert rows("include:\n  - {py: '3.9'}\n  - {py: '3.12', os: x}") == [{"py": "3.9"}, {"py": "3.12", "os": "x"}]


@pytest.mark.parametrize(
    "matrix",
    [
        "${{ fromJSON(needs.a.outputs.m) }}",
        "\n    py: ${{ fromJSON(x) }}",
        "\n    py: [1]\n    include: ${{ fromJSON(x) }}",
        "\n    py: [1]\n    include: [a]",
        "\n" + "".join(f"    a{number}: [1, 2, 3, 4]\n" for number in range(40)),
    ],
)
def test_a_dynamic_or_huge_matrix_is_unknown_only_when_its_rows_are_read(matrix: str) -> None:
    found = job(f"strategy:\n  matrix: {matrix}").matrix
    assert found is not None
    assert not found.is_static
    with pytest.raises(UnknownError) as error:
        assert found.rows
    assert error.value.path == PATH
    assert error.value.span is not None


def test_written_values_need_no_rows() -> None:
    found = job("strategy:\n  matrix:\n    py: [a, b]\n    exclude: [{py: b}]\n    include: [{py: c, os: x}]").matrix
    assert found is not None
    assert [node.text for node in found.written("py")] == ["a", "b", "c", "b"]
    assert [node.text for node in found.values("py")] == ["a", "c"]


@pytest.mark.parametrize(
    ("shell", "options"),
    [
        ("bash", (True, True, False)),
        ("sh", (True, False, False)),
        ("bash {0}", (False, False, False)),
        ("bash -l {0}", (False, False, True)),
        ("bash -el {0}", (True, False, True)),
        ("bash --login -e {0}", (True, False, True)),
        ("/bin/bash --noprofile -eo pipefail {0}", (True, True, False)),
        ("bash -o errexit {0} -e", (True, False, False)),
        ("pixi run bash -el {0}", (True, False, True)),
        ("pixi run -e dev bash -e {0}", (True, False, False)),
    ],
)
def test_posix_shells(shell: str, options: tuple[bool, bool, bool]) -> None:
    assert read_shell(shell) == Shell(*options)


@pytest.mark.parametrize(
    "shell", ["pwsh", "python", "cmd", "", "${{ matrix.shell }}", "perl {0}", "bash -e", "pixi run"]
)
def test_other_shells(shell: str) -> None:
    assert read_shell(shell) is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("runs-on: ubuntu-latest", [(True, False)]),
        ("runs-on: windows-latest", []),
        ("runs-on: [self-hosted, Windows]", []),
        ("runs-on: windows-latest\ndefaults: {run: {shell: bash}}", [(True, True)]),
        ("runs-on: ${{ matrix.os }}\nstrategy: {matrix: {os: [windows-2022, macos-14]}}", [(True, False)]),
        ("runs-on: ${{ matrix.os }}\nstrategy: {matrix: {os: [windows-2022, windows-2025]}}", []),
        ("runs-on: ${{ matrix.os }}\nstrategy: {matrix: '${{ fromJSON(x) }}'}", [(True, False)]),
        ("defaults: {run: {shell: '${{ matrix.sh }}'}}\nstrategy: {matrix: {sh: [pwsh, bash]}}", [(True, True)]),
        ("defaults: {run: {shell: pwsh}}", []),
    ],
)
def test_which_shell_reads_a_step(body: str, expected: list[tuple[bool, bool]]) -> None:
    found = scripts(f"{body}\nsteps: [{{run: pytest | tee log}}]")
    assert [(each.errexit, each.pipefail) for each in found] == expected


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        ("uv run pytest --cov=. -n auto", True),
        ("'pip install -r requirements.txt\n'", True),
        ("'pytest; $LASTEXITCODE'", False),
        ("'uv sync\n\n  pytest'", False),
        ("'pip install .[a,b]'", False),
        ("pytest *", False),
    ],
)
def test_one_plain_command_is_the_same_to_every_shell(text: str, *, is_read: bool) -> None:
    for shell in ("runs-on: windows-latest", "defaults: {run: {shell: pwsh}}", "defaults: {run: {shell: cmd}}"):
        assert bool(scripts(f"{shell}\nsteps: [{{run: {text}}}]")) is is_read
    assert not scripts("defaults: {run: {shell: python}}\nsteps: [{run: print}]")


def test_the_shell_of_the_workflow_the_job_and_the_step() -> None:
    found = scripts(
        "defaults: {run: {working-directory: job}}\n"
        "steps:\n  - run: a\n  - {run: b, shell: sh}\n  - {run: c, shell: python}\n",
        "defaults: {run: {shell: bash, working-directory: all}}\n",
    )
    assert [(each.text, each.pipefail, each.folder) for each in found] == [("a", True, "job"), ("b", False, "job")]


@pytest.mark.parametrize(
    ("steps", "folder"),
    [
        ("- run: x", ""),
        ("- {run: x, working-directory: ./src/}", "src"),
        ("- {run: x, working-directory: '${{ github.workspace }}/src'}", "src"),
        ("- {run: x, working-directory: '${{ matrix.dir }}'}", None),
        ("- {run: x, working-directory: ..}", None),
        ("- {run: x, working-directory: /tmp}", None),
        ("- {uses: actions/checkout@v4, with: {path: repo}}\n- {run: x, working-directory: repo/src}", "src"),
        ("- {uses: actions/checkout@v4, with: {path: repo}}\n- run: x", None),
        ("- {uses: actions/checkout@v4, with: {repository: a/b}}\n- run: x", None),
        ('- {uses: actions/checkout@v4, with: {repository: "${{ inputs.fork || github.repository }}"}}\n- run: x', ""),
        ("- {uses: actions/checkout@v4, with: {repository: a/b, path: b}}\n- uses: actions/checkout@v4\n- run: x", ""),
    ],
)
def test_working_directory(steps: str, folder: str | None) -> None:
    body = "steps:\n" + "".join(f"  {line}\n" for line in steps.splitlines())
    assert [each.folder for each in scripts(body)] == [folder]


def test_variables_of_workflow_job_and_step() -> None:
    found = scripts("env: {B: job, C: job}\nsteps: [{run: x, env: {C: step}}]", "env: {A: all, B: all, C: all}\n")
    assert dict(found[0].environment) == {"A": "all", "B": "job", "C": "step"}


def test_tolerated_steps_and_jobs() -> None:
    steps = "steps:\n  - {run: a, continue-on-error: true}\n  - {run: b, continue-on-error: '${{ matrix.x }}'}\n"
    assert [each.tolerated and each.tolerated.anchor for each in scripts(steps)] == [
        "jobs.test.steps[0].continue-on-error",
        None,
    ]
    found = scripts(f"continue-on-error: true\n{steps}")
    assert found[1].tolerated is not None
    assert found[1].tolerated.anchor == "jobs.test.continue-on-error"


def test_steps_that_never_run_are_left_out() -> None:
    assert [each.text for each in scripts("steps: [{run: a, if: false}, {run: b, if: '${{ false }}'}, {run: c}]")] == [
        "c"
    ]
    assert scripts("if: false\nsteps: [{run: a}]") == []


@pytest.mark.parametrize(
    ("condition", "is_run"),
    [
        ("matrix.coverage == true", False),
        ("${{ matrix.coverage == true }}", False),
        ("matrix.os == 'windows'", False),
        ("matrix.os == 'Linux'", True),
        ("matrix.some == 'windows'", True),
        ("matrix.coverage != true", True),
        ("matrix.coverage == false", True),
        ("matrix.coverage == ''", True),
        ("matrix.coverage == true || always()", True),
    ],
)
def test_steps_whose_condition_no_row_of_the_matrix_meets(condition: str, *, is_run: bool) -> None:
    matrix = "strategy: {matrix: {include: [{os: linux}, {os: macos, some: '${{ inputs.os }}'}]}}\n"
    assert bool(scripts(f'{matrix}steps: [{{run: a, if: "{condition}"}}]')) is is_run
    computed = "strategy: {matrix: '${{ fromJSON(inputs.rows) }}'}\n"
    assert scripts(f'{computed}steps: [{{run: a, if: "{condition}"}}]')


def test_composite_actions_run_in_the_repository() -> None:
    steps = "    - {run: pytest, shell: bash}\n    - {run: dir $HOME, shell: pwsh}\n    - run: no\n"
    action = f"runs:\n  using: composite\n  steps:\n{steps}"
    scope = scope_of(
        "on: push\n", **{".github/actions/test/action.yml": action, ".github/actions/js/action.yml": "runs: 1"}
    )
    (script,) = step_scripts(scope)
    assert (script.text, script.where.group, script.folder) == ("pytest", ".github/actions/test/action.yml", "")


RUN = """on: push
jobs:
  test:
    steps:
      - run: |
          pip install .
          pytest -n 4 tests  # all
      - run: "ruff\\tcheck ."
      - &again
        run: mypy src
      - run: &shared black src
      - run: >
          isort
          src
"""


def test_words_have_places_and_can_be_rewritten() -> None:
    commands = [command for script in step_scripts(scope_of(RUN)) for command in commands_in(script)]
    by_tool = {command.tool: command for command in commands}
    assert {tool: RUN[slice(*(command.place.span or (0, 0)))] for tool, command in by_tool.items()} | {"isort": ""} == {
        "pip": "pip install .",
        "pytest": "pytest -n 4 tests",
        "ruff": '"ruff\\tcheck ."'[1:-1],
        "mypy": "mypy src",
        "black": "black src",
        "isort": "",
    }
    fix = by_tool["pytest"].arguments[1].replace("auto")
    assert realise(required(fix), MemoryRepository({PATH: RUN})).texts == {PATH: RUN.replace("-n 4", "-n auto")}
    assert by_tool["black"].arguments[0].replace("lib") is None
    assert by_tool["isort"].arguments[0].replace("lib") is None


def required(fix: Fix | None) -> Fix:
    assert fix is not None
    return fix


SHAPES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["", "x", "${{ matrix.a }}", "bash", "a/b@c"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "on jobs a steps run uses with env defaults strategy matrix include exclude runs-on if shell needs "
                "container python-version working-directory continue-on-error path repository".split()
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


@given(SHAPES)
@settings(max_examples=200)
def test_no_shape_raises(data: object) -> None:
    text = yaml.safe_dump({"on": data, "jobs": {"a": data, "b": {"steps": data, "strategy": {"matrix": data}}}})
    scope = scope_of(text)
    for found in scope.all(Workflow):
        assert found.name
        assert all(isinstance(trigger.filter("branches"), tuple | None) for trigger in found.triggers)
        for key in lossy_keys(found.document):
            assert key.quote().title
        for each in found.jobs:
            facts = (each.needs, each.runners, each.container, each.uses, each.condition, each.tolerated, each.place)
            assert facts[-1].path == PATH
            if each.matrix and each.matrix.is_static:
                assert isinstance(each.matrix.rows, tuple)
    assert all(script.text for script in step_scripts(scope))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("pull_request", 3),
        ("merge_group", 3),
        ("{pull_request: {paths: [docs/**]}, push: {}}", 2),
        ("{pull_request: {types: [closed]}}", 0),
        ("{pull_request: {types: [labeled]}, push: {}}", 1),
        ("{pull_request: {types: [opened, synchronize]}}", 3),
        ("push", 1),
        ("{push: {tags: ['*']}}", 0),
        ("{push: {tags: ['*'], branches: [main]}}", 1),
        ("[push, pull_request]", 3),
        ("schedule", 0),
    ],
)
def test_how_likely_a_workflow_looks_at_every_change(on: str, expected: int) -> None:
    assert workflow(f"on: {on}\n").rank_for_changes == expected


def test_the_first_workflow_that_a_change_starts() -> None:
    files = {
        "a": "on: {pull_request: {types: [closed]}}",
        "b": "on: {push: {branches: [main]}}",
        "c": "on: pull_request",
    }
    scope = scope_of("on: pull_request\n", **{f".github/workflows/{name}.yml": text for name, text in files.items()})
    workflows = scope.all(Workflow)
    order = []
    while workflows:
        first = first_of_changes(workflows)
        order.append(first.path[-5:] if first else "")
        workflows = tuple(each for each in workflows if each is not first)
    assert order == ["c.yml", "i.yml", "b.yml", "a.yml"]
    assert first_of_changes(()) is None
