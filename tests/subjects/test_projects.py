import pytest

from repoaudit.config import load_policy
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.subjects.files.projects import find_scopes, is_foreign, is_template

PROJECT = '[project]\nname = "x"\n'


def folders(files: dict[str, str | bytes], policy: Policy | None = None) -> list[str]:
    return [scope.folder for scope in find_scopes(MemoryRepository(files), policy or Policy())]


def test_the_root_is_always_a_project() -> None:
    assert folders({}) == [""]
    assert folders({"pyproject.toml": PROJECT}) == [""]


@pytest.mark.parametrize(
    "text",
    [
        PROJECT,
        "[build-system]\nrequires = []\n",
        '[tool.poetry]\nname = "x"\n',
        "[tool.poetry.dependencies]\npython = '3'\n",
        "  [ project ]  \nname = 'x'\n",
        "\ufeff[tool.x]\n[project]\r\nname = 'x'\r\n",
        "[project.urls]\na = 'b'\n",
    ],
)
def test_folders_with_metadata_of_their_own(text: str) -> None:
    assert folders({"packages/a/pyproject.toml": text, "b/pyproject.toml": text}) == ["", "b", "packages/a"]


@pytest.mark.parametrize(
    "text",
    ["", "[tool.ruff]\n", "# [project]\n", "[projects]\n", "[tool.poetry-core]\n", b"\xff[project]\n", "\n" * 300_000],
)
def test_folders_with_settings_only_are_none(text: str | bytes) -> None:
    assert folders({"a/pyproject.toml": text}) == [""]


@pytest.mark.parametrize(
    "folder",
    [
        *("tests/a", "test", "a/fixtures/b", "testdata", "examples/a", "docs", "templates/x", "vendor/a", "Tests/a"),
        *("a/{{cookiecutter.name}}", "cookiecutter-x", "my_cookiecutter/x", "node_modules/x", "third_party/x"),
        *("subprojects/highs", "vendored-meson/meson"),
        *("test-crates/a", "tests-data/a/b", "a/test-projects/b"),
    ],
)
def test_material_is_no_project(folder: str) -> None:
    assert folders({f"{folder}/pyproject.toml": PROJECT}) == [""]
    assert is_foreign(f"{folder}/pyproject.toml")


def test_projects_that_tests_are_tried_with_are_none() -> None:
    assert folders({"test_packages/a/pyproject.toml": PROJECT, "a/tests_data/b/pyproject.toml": PROJECT}) == [""]
    assert folders({"test_tube/pyproject.toml": PROJECT}) == ["", "test_tube"]
    assert not is_foreign("test_packages/a/x.py")


@pytest.mark.parametrize(
    "path",
    ["pyproject.toml", "a/pyproject.toml", "latest/a", "tests", "src/contest/a", "testable/a", "test_x/a"],
)
def test_what_is_not_foreign(path: str) -> None:
    assert not is_foreign(path)


@pytest.mark.parametrize("tool", ["uv", "rye"])
@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ('["packages/*"]', ["packages/a", "packages/b"]),
        ('["packages/a"]', ["packages/a"]),
        ('["./packages/a/"]', ["packages/a"]),
        ('["examples/x"]', ["examples/x"]),
        ('["**"]', ["examples/x", "packages/a", "packages/b"]),
        ('["packages"]', []),
        ('["packages/*"]\nexclude = ["packages/b"]', ["packages/a"]),
        ('["**"]\nexclude = ["examples/*", "packages/[b-z]"]', ["packages/a"]),
        ('["packages/*", "examples/*"]\nexclude = ["e*"]', ["packages/a", "packages/b"]),
        ('["packages/*"]\nexclude = ["**/b", "**/packages"]', ["packages/a"]),
        ('["nowhere", 1, [], "", "../.."]', []),
        ('"packages/*"', []),
        ("{}", []),
    ],
)
def test_members_of_a_workspace(tool: str, members: str, expected: list[str]) -> None:
    files: dict[str, str | bytes] = {
        "pyproject.toml": f"[tool.{tool}.workspace]\nmembers = {members}\n",
        "packages/a/pyproject.toml": "",
        "packages/b/pyproject.toml": "[tool.ruff]\n",
        "examples/x/pyproject.toml": PROJECT,
    }
    assert folders(files) == ["", *expected]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", '[tool.hatch.envs.default]\nworkspace.members = ["packages/a"]\n'),
        ("pyproject.toml", '[tool.hatch.envs.x.workspace]\nmembers = [{ path = "./packages/*", features = ["f"] }]\n'),
        ("hatch.toml", '[envs.default.workspace]\nmembers = ["packages/**"]\n'),
        ("hatch.toml", '[envs.a]\n[envs.b.workspace]\nmembers = ["packages/?", "x/y"]\nexclude = ["x/*"]\n'),
    ],
)
def test_hatch_has_a_workspace_for_each_environment(path: str, text: str) -> None:
    files: dict[str, str | bytes] = {
        path: text,
        "packages/a/pyproject.toml": "",
        "packages/a/b/pyproject.toml": "",
        "x/y/pyproject.toml": "",
    }
    assert folders(files) == ["", "packages/a"]


@pytest.mark.parametrize(
    "envs", ["1", "[]", "{a = 1}", "{a = {workspace = 1}}", "{a = {workspace = {members = [{}]}}}"]
)
def test_a_workspace_of_hatch_that_is_none(envs: str) -> None:
    assert folders({"pyproject.toml": f"tool.hatch.envs = {envs}\n", "a/pyproject.toml": ""}) == [""]


@pytest.mark.parametrize("root", ["[", b"\xff", "tool = 1\n", "tool.uv = []\n", "tool.uv.workspace = 1\n"])
def test_a_root_that_cannot_be_read_has_no_members(root: str | bytes) -> None:
    assert folders({"pyproject.toml": root, "a/pyproject.toml": PROJECT, "b/pyproject.toml": ""}) == ["", "a"]


def test_a_folder_without_pyproject_is_none() -> None:
    assert folders({"pyproject.toml": '[tool.uv.workspace]\nmembers = ["a"]\n', "a/setup.py": ""}) == [""]


def test_many_projects_of_one_name_are_material_unless_they_are_members() -> None:
    files: dict[str, str | bytes] = {
        **{f"cases/{each}/pyproject.toml": f"[project]\nversion = '1'\nname = 'test' # {each}\n" for each in "abc"},
        "one/pyproject.toml": PROJECT,
        "two/pyproject.toml": PROJECT,
    }
    assert folders(files) == ["", "one", "two"]
    files["pyproject.toml"] = '[tool.uv.workspace]\nmembers = ["cases/b"]\n'
    assert folders(files) == ["", "cases/a", "cases/b", "cases/c", "one", "two"]


@pytest.mark.parametrize("parent", ["", "packages/core/"])
def test_what_behave_installs_is_no_project(parent: str) -> None:
    files: dict[str, str | bytes] = {f"{parent}features/plugin/pyproject.toml": PROJECT}
    assert folders(files) == ["", f"{parent}features/plugin"]
    assert folders({**files, f"{parent}features/steps/run.feature": "Feature: run\n"}) == [""]
    assert folders({**files, "docs/run.feature": "Feature: run\n"}) == ["", f"{parent}features/plugin"]


def test_what_the_user_excludes_is_none() -> None:
    files: dict[str, str | bytes] = {"a/pyproject.toml": PROJECT, "b/c/pyproject.toml": PROJECT}
    assert folders(files, Policy(exclude=("a",))) == ["", "b/c"]
    assert folders(files, Policy(exclude=("b/**",))) == ["", "a"]


def test_the_user_may_name_the_projects() -> None:
    files: dict[str, str | bytes] = {
        "pyproject.toml": '[tool.repoaudit]\nprojects = ["tests/a", "b"]\n',
        "tests/a/pyproject.toml": PROJECT,
        "b/pyproject.toml": "",
        "c/pyproject.toml": PROJECT,
    }
    repository = MemoryRepository(files)
    policy = load_policy(repository, {}, ())
    assert folders(files, policy) == ["", "b", "tests/a"]
    assert folders(files, Policy(projects=())) == [""]
    assert folders(files, Policy(projects=("b", "b", ""))) == ["", "b"]


def test_all_projects_know_the_root() -> None:
    root, member = find_scopes(MemoryRepository({"a/pyproject.toml": PROJECT}), Policy())
    assert root.members == (member,)
    assert member.root is root
    assert (root.is_root, member.is_root) == (True, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ name }}", True),
        ("a: {% if x %}b{% endif %}", True),
        ("a: ${{ matrix.x }}", False),
        ("a: ${{ x }} {{ y }}", True),
        ("a: {b: {c: d}}", False),
        ("", False),
    ],
)
def test_templates(text: str, *, expected: bool) -> None:
    assert is_template(text) is expected
