"""What CI runs, and where what it runs cannot be told."""

import pytest

from repoaudit.errors import UnknownError
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.repository.gitdir import GitFacts
from repoaudit.subjects.files.projects import find_scopes
from repoaudit.subjects.views.ci import Ci

FLOW = ".github/workflows/ci.yml"
HOOKS = ".pre-commit-config.yaml"
RUFF_HOOKS = """\
repos:
  - repo: https://github.com/astral-sh/ruff-pre-commit
    rev: v0.12.0
    hooks:
      - id: ruff-check
      - id: ruff-format
"""


def ci_of(files: dict[str, str], git: GitFacts | None = None) -> Ci:
    return find_scopes(MemoryRepository(files, git), Policy())[0].all(Ci)[0]


def running(*runs: str, **others: str) -> Ci:
    steps = "".join(f"      - run: {run}\n" for run in runs)
    return ci_of({FLOW: f"on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n{steps}", **files(others)})


def using(*uses: str, **others: str) -> Ci:
    steps = "".join(f"      - uses: {each}\n" for each in uses)
    return ci_of({FLOW: f"on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n{steps}", **files(others)})


def files(named: dict[str, str]) -> dict[str, str]:
    return {NAMES.get(name, name): text for name, text in named.items()}


NAMES = {"tox": "tox.ini", "nox": "noxfile.py", "hooks": HOOKS, "script": "ci/run.py", "gitlab": ".gitlab-ci.yml"}


def test_nothing_is_no_ci() -> None:
    ci = ci_of({"pyproject.toml": ""})
    assert not ci.exists
    assert ci.place.path == ".github/workflows"
    assert ci.runs_tests is None
    assert ci.runs_hooks is None


@pytest.mark.parametrize(
    ("path", "system"),
    [
        (FLOW, "GitHub Actions"),
        (".gitlab-ci.yml", "GitLab CI"),
        (".travis.yml", "Travis CI"),
        (".circleci/config.yml", "CircleCI"),
        ("azure-pipelines.yml", "Azure Pipelines"),
        ("Jenkinsfile", "Jenkins"),
        (".builds/alpine.yml", "builds.sr.ht"),
    ],
)
def test_systems(path: str, system: str) -> None:
    assert [each.name for each in ci_of({path: "a: 1\n"}).systems] == [system]


def test_a_folder_of_workflows_without_any_is_none() -> None:
    assert not ci_of({".github/workflows/README.md": ""}).exists


@pytest.mark.parametrize(
    ("run", "others"),
    [
        ("pytest", {}),
        ("make test", {"Makefile": "test: deps\n\tpytest\ndeps:\n\tpip install .\n"}),
        ("tox", {"tox": "[testenv]\ncommands = pytest\n"}),
        ("tox -e py", {"tox": "[testenv]\ncommands = pytest\n"}),
        ("nox -s tests", {"nox": "@nox.session\ndef tests(session):\n    session.run('pytest')\n"}),
        ("hatch run test", {"pyproject.toml": "[tool.hatch.envs.default.scripts]\ntest = 'pytest'\n"}),
        ("ci/all.sh", {"ci/all.sh": "coverage run -m pytest\n"}),
    ],
)
def test_tests_are_found_behind_other_programs(run: str, others: dict[str, str]) -> None:
    assert running(run, **others).runs_tests is not None


def test_tests_in_the_input_of_an_action() -> None:
    text = "on: push\njobs:\n  a:\n    steps:\n      - uses: nick-fields/retry@v3\n        with: {command: pytest}\n"
    assert ci_of({FLOW: text}).runs_tests is not None


def test_tests_in_a_local_action_anywhere() -> None:
    action = "runs:\n  using: composite\n  steps:\n    - run: pytest\n      shell: bash\n"
    assert using("./ci/tests", **{"ci/tests/action.yml": action}).runs_tests is not None
    assert using("./", **{"action.yml": action}).runs_tests is not None
    outer = "runs:\n  using: composite\n  steps:\n    - uses: ./inner\n"
    assert using("./outer", **{"outer/action.yaml": outer, "inner/action.yml": action}).runs_tests is not None


def test_tests_on_gitlab() -> None:
    assert ci_of({".gitlab-ci.yml": "test:\n  script: [pytest]\n"}).runs_tests is not None


@pytest.mark.parametrize(
    "run",
    [
        *("pip install .[test]", "echo test", "python -m build", "twine check dist/*"),
        *("check-jsonschema --schemafile a.json tests/b.json", "maturin build -m test-crates/a/Cargo.toml"),
    ],
)
def test_what_runs_no_tests_for_certain(run: str) -> None:
    assert running(run).runs_tests is None


@pytest.mark.parametrize("action", ["astral-sh/attest-action@v1", "acme/latest-tag@v2", "extractions/setup-just@v3"])
def test_actions_that_run_no_tests_for_certain(action: str) -> None:
    assert using(action).runs_tests is None


@pytest.mark.parametrize(
    ("run", "others"),
    [
        ("just test", {"justfile": "test:\n  pytest\n"}),
        ("just", {"justfile": "default:\n  pytest\n"}),
        ("inv check", {}),
        ("python ci/run.py", {"script": "import unittest\n"}),
        ("python ci/run.py", {"script": ""}),
        ("bazel build //...", {}),
        ("$COMMAND test", {}),
        ("make test", {}),
        ("ci/run.sh", {"ci/run.sh": ""}),
        ("docker compose run app pytest", {}),
    ],
)
def test_what_cannot_be_followed_may_run_tests(run: str, others: dict[str, str]) -> None:
    with pytest.raises(UnknownError):
        assert running(run, **others).runs_tests


def test_a_gap_counts_only_where_its_text_speaks_of_the_matter() -> None:
    ci = running(
        "just docs", "make -C docs html", **{"justfile": "docs:\n  mkdocs build\n", "docs/Makefile": "html:\n"}
    )
    assert ci.runs_tests is None
    assert ci.runs_linter is None
    assert ci.gaps


@pytest.mark.parametrize(
    "text",
    [
        "on: push\njobs:\n  a:\n    uses: acme/ci/.github/workflows/all.yml@v1\n",
        "on: push\njobs:\n  a:\n    steps: [{uses: acme/pytest-action@v1}]\n",
        "on: push\njobs:\n  a:\n    runs-on: windows-latest\n    steps: [{run: Invoke-Tests}]\n",
        "on: push\njobs: {test: [\n",
    ],
)
def test_gaps_in_workflows(text: str) -> None:
    with pytest.raises(UnknownError):
        assert ci_of({FLOW: text}).runs_tests


def test_gaps_of_other_systems() -> None:
    with pytest.raises(UnknownError):
        assert ci_of({".gitlab-ci.yml": "include: other.yml\n"}).runs_tests
    with pytest.raises(UnknownError):
        assert ci_of({".travis.yml": "script: pytest\n"}).runs_tests
    with pytest.raises(UnknownError):
        assert ci_of({".circleci/config.yml": "jobs: {}\n"}).runs_tests
    assert ci_of({".travis.yml": "script: make docs\n"}).runs_linter is None


def test_linters() -> None:
    assert running("ruff check").runs_linter is not None
    assert running("hatch fmt --check").runs_linter is not None
    assert running("black --check .").runs_linter is None
    assert using("astral-sh/ruff-action@v3").runs_linter is not None
    assert running("black .").runs_linter is None
    assert running("pytest").runs_linter is None


def test_tools() -> None:
    assert running("bandit -r src").runs_tool("bandit") is not None
    assert using("tsuyoshicho/action-mypy@v5").runs_tool("mypy") is not None
    assert running("ruff check").runs_tool("mypy") is None


@pytest.mark.parametrize(
    ("run", "others"),
    [
        ("pre-commit run --all-files", {}),
        ("uvx pre-commit run -a", {}),
        ("prek", {}),
        ("prek run --all-files", {}),
        ("tox -e lint", {"tox": "[testenv:lint]\ncommands = pre-commit run --all-files\n"}),
    ],
)
def test_commands_that_run_hooks(run: str, others: dict[str, str]) -> None:
    ci = running(run, hooks=RUFF_HOOKS, **others)
    assert ci.runs_hooks is not None
    assert {hook.id for hook in ci.hooks} == {"ruff-check", "ruff-format"}
    assert {command.tool for command in ci.hook_commands} == {"ruff"}


@pytest.mark.parametrize("run", ["pre-commit install", "pre-commit autoupdate", "prek --version", "prek install"])
def test_commands_that_run_no_hooks(run: str) -> None:
    assert not running(run, hooks=RUFF_HOOKS).hook_runs


@pytest.mark.parametrize(
    ("run", "ids"),
    [
        ("pre-commit run ruff-check --all-files", {"ruff-check"}),
        ("pre-commit run --files a.py b.py", {"ruff-check", "ruff-format"}),
        ("SKIP=ruff-format pre-commit run -a", {"ruff-check"}),
        ("prek run --skip ruff-check -a", {"ruff-format"}),
        ("pre-commit run --hook-stage manual", set()),
        ("pre-commit run --hook-stage=pre-push", set()),
    ],
)
def test_which_hooks_a_command_runs(run: str, ids: set[str]) -> None:
    hooks = f"default_stages: [pre-commit]\n{RUFF_HOOKS}"
    assert {hook.id for hook in running(run, hooks=hooks).hooks} == ids


def test_actions_that_run_hooks() -> None:
    assert using("pre-commit/action@v3.0.1", hooks=RUFF_HOOKS).hook_runs[0].by == "pre-commit/action"
    text = """\
on: push
env: {SKIP: ruff-format}
jobs:
  a:
    steps:
      - uses: j178/prek-action@v1
"""
    assert [hook.id for hook in ci_of({FLOW: text, HOOKS: RUFF_HOOKS}).hooks] == ["ruff-check"]


@pytest.mark.parametrize(
    "others",
    [
        {HOOKS: f"ci: {{skip: [ruff-format]}}\n{RUFF_HOOKS}"},
        {"README.md": "[![ci](https://results.pre-commit.ci/badge/github/acme/demo/main.svg)](x)\n"},
        {".github/release.yml": "changelog:\n  exclude:\n    authors: [pre-commit-ci]\n"},
        {"README.rst": "see pre-commit.ci\n"},
    ],
)
def test_pre_commit_ci(others: dict[str, str]) -> None:
    ci = ci_of({HOOKS: RUFF_HOOKS, **others})
    assert not ci.exists
    assert ci.is_service_for_hooks
    assert ci.hook_runs[0].place.path == next(iter(others))


def test_pre_commit_ci_by_its_branch() -> None:
    git = GitFacts(remote_branches=frozenset({"main", "pre-commit-ci-update-config"}))
    assert ci_of({HOOKS: RUFF_HOOKS}, git).is_service_for_hooks
    assert not ci_of({HOOKS: RUFF_HOOKS}, GitFacts(remote_branches=frozenset({"main"}))).is_service_for_hooks
