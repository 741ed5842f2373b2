"""Requirements in every manifest, what is locked, and how one more is written."""

import pytest

from repoaudit.documents.versions import Version
from repoaudit.finding import Applicability
from repoaudit.fixes import realise
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.tool_versions import ToolVersion, tool_version
from repoaudit.subjects.files.projects import find_scopes


def dependencies(files: dict[str, str]) -> Dependencies:
    return find_scopes(MemoryRepository(files), Policy())[0].all(Dependencies)[0]


MANIFESTS = {
    "pep 621": {"pyproject.toml": '[project]\ndependencies = ["pytest>=8"]\n'},
    "extra": {"pyproject.toml": '[project.optional-dependencies]\ntest = ["pytest[x]>=8"]\n'},
    "group": {"pyproject.toml": '[dependency-groups]\ndev = ["pytest", {include-group = "x"}]\n'},
    "uv": {"pyproject.toml": '[tool.uv]\ndev-dependencies = ["pytest"]\n'},
    "pdm": {"pyproject.toml": '[tool.pdm.dev-dependencies]\ntest = ["pytest"]\n'},
    "hatch": {"pyproject.toml": '[tool.hatch.envs.test]\ndependencies = ["pytest"]\n'},
    "hatch.toml": {"hatch.toml": '[envs.test]\nextra-dependencies = ["pytest"]\n'},
    "poetry": {"pyproject.toml": '[tool.poetry.group.dev.dependencies]\npytest = "^8.0"\n'},
    "old poetry": {"pyproject.toml": '[tool.poetry.dev-dependencies]\nPyTest = {version = "^8.0"}\n'},
    "pipenv": {"Pipfile": '[dev-packages]\npytest = "*"\n'},
    "pixi": {"pixi.toml": '[feature.test.dependencies]\npytest = "*"\n'},
    "setup.cfg": {"setup.cfg": "[options.extras_require]\ntest =\n    pytest >= 8 # tests\n"},
    "setup.py": {"setup.py": "from setuptools import setup\nsetup(extras_require={'test': ['pytest']})\n"},
    "requirements": {"requirements-dev.txt": "-r other.txt\npytest==8.0  # tests\n"},
    "included": {"requirements.txt": "-r deep/more.txt\n", "deep/more.txt": "pytest\n"},
    "folder": {"requirements/test.in": "pytest\n"},
    "conda": {"environment.yml": "dependencies:\n  - python=3.11\n  - conda-forge::pytest=8\n"},
    "conda pip": {"environment.yml": "dependencies:\n  - pip:\n    - pytest>=8\n"},
    "tox": {"tox.ini": "[testenv]\ndeps =\n    pytest>=8\n"},
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_every_manifest_is_read(name: str) -> None:
    found = dependencies(MANIFESTS[name])
    (declared,) = found.named("pytest")
    assert declared.place.path in MANIFESTS[name]
    assert found.provides("pytest")
    assert not found.provides("pytest-xdist")


def test_nothing_is_declared_in_an_empty_repository() -> None:
    assert dependencies({}).all == ()
    assert dependencies({}).is_complete


@pytest.mark.parametrize(
    "files",
    [
        {"pyproject.toml": '[project]\ndynamic = ["dependencies"]\n'},
        {"setup.py": "setup(install_requires=read())\n"},
        {"setup.py": "setup(**options, install_requires=[])\n"},
        {"requirements.txt": "${PACKAGE}\n"},
        {"pyproject.toml": "[project\n"},
    ],
)
def test_lists_that_a_program_makes_are_not_complete(files: dict[str, str]) -> None:
    assert not dependencies(files).is_complete


def test_a_dynamic_list_from_files_is_complete() -> None:
    files = {
        "pyproject.toml": '[project]\ndynamic = ["dependencies"]\n'
        '[tool.setuptools.dynamic]\ndependencies = {file = ["requirements.txt"]}\n',
        "requirements.txt": "pytest\n",
    }
    assert dependencies(files).is_complete
    assert dependencies(files).provides("pytest")


def test_plugins_bring_pytest_along() -> None:
    assert dependencies({"requirements.txt": "pytest-asyncio\n"}).provides("pytest")
    assert dependencies({"requirements.txt": "pytest-cov\n"}).provides("coverage")
    assert not dependencies({"requirements.txt": "requests\n"}).provides("pytest")


def test_a_constraint_installs_nothing() -> None:
    assert not dependencies({"constraints-requirements.txt": "pytest==8\n"}).provides("pytest")


LOCK = 'version = 1\n\n[[package]]\nname = "pytest-xdist"\nversion = "3.8.0"\n'


def test_locked_versions() -> None:
    found = dependencies({"uv.lock": LOCK})
    assert found.locked("pytest_xdist") == Version.parse("3.8.0")
    assert found.provides("pytest-xdist")
    assert found.locked("pytest") is None


@pytest.mark.parametrize(
    ("files", "path", "line", "applicability"),
    [
        (MANIFESTS["group"], "pyproject.toml", '"pytest-xdist"', Applicability.SAFE),
        (MANIFESTS["extra"], "pyproject.toml", '"pytest-xdist>=3.5"', Applicability.SAFE),
        (MANIFESTS["requirements"], "requirements-dev.txt", "pytest-xdist==3.5", Applicability.SAFE),
        (MANIFESTS["setup.cfg"], "setup.cfg", "pytest-xdist >= 3.5", Applicability.SAFE),
        (MANIFESTS["poetry"], "pyproject.toml", 'pytest-xdist = "^3.5"', Applicability.SAFE),
        ({**MANIFESTS["group"], "uv.lock": ""}, "pyproject.toml", '"pytest-xdist"', Applicability.UNSAFE),
    ],
)
def test_one_more_is_written_beside_its_sibling(
    files: dict[str, str], path: str, line: str, applicability: Applicability
) -> None:
    found = dependencies(files)
    beside = found.beside("pytest")
    assert beside is not None
    fix = found.add("pytest-xdist", beside)
    assert fix is not None
    assert fix.applicability is applicability
    text = realise(fix, MemoryRepository(files)).texts[path]
    assert line in text
    assert "pytest" in text.replace("pytest-xdist", "")


def test_development_lists_come_before_runtime() -> None:
    files = {"pyproject.toml": '[project]\ndependencies = ["pytest"]\n[dependency-groups]\ndev = ["pytest"]\n'}
    beside = dependencies(files).beside("pytest")
    assert beside is not None
    assert beside.list.name == "dev"


def version(tool: str, files: dict[str, str]) -> ToolVersion:
    return tool_version(find_scopes(MemoryRepository(files), Policy())[0], tool)


HOOK = "repos:\n- repo: https://github.com/pre-commit/mirrors-mypy\n  rev: v1.10.0\n  hooks:\n  - id: mypy\n"


@pytest.mark.parametrize(
    ("files", "exact", "lowest"),
    [
        ({}, (), None),
        ({".pre-commit-config.yaml": HOOK}, ("1.10.0",), "1.10.0"),
        ({"uv.lock": '[[package]]\nname = "mypy"\nversion = "2.4.1"\n'}, ("2.4.1",), "2.4.1"),
        ({"requirements.txt": "mypy==1.19.1\n"}, ("1.19.1",), "1.19.1"),
        ({"requirements.txt": "mypy>=1.5,<2\n"}, (), "1.5"),
        ({"requirements.txt": "mypy\n"}, (), None),
        ({"Makefile": "a:\n\tpip install mypy==1.8.0\n"}, ("1.8.0",), "1.8.0"),
        ({"Makefile": "a:\n\tuvx mypy@1.7.0 src\n"}, ("1.7.0",), "1.7.0"),
        (
            {".pre-commit-config.yaml": HOOK, "requirements.txt": "mypy==1.19.1\n"},
            ("1.10.0", "1.19.1"),
            "1.10.0",
        ),
    ],
)
def test_versions_of_a_tool(files: dict[str, str], exact: tuple[str, ...], lowest: str | None) -> None:
    found = version("mypy", files)
    assert tuple(str(each) for each in found.exact) == exact
    assert (str(found.lowest) if found.lowest else None) == lowest


def hook_with(entry: str, requirement: str) -> dict[str, str]:
    hook = f"  - id: a\n    entry: {entry}\n    additional_dependencies: [{requirement}]\n"
    return {".pre-commit-config.yaml": f"repos:\n- repo: local\n  hooks:\n{hook}"}


@pytest.mark.parametrize(
    ("tool", "files", "exact"),
    [
        ("pytest-cov", hook_with("pytest", "pytest-cov==4.0.0"), ("4.0.0",)),
        ("pytest-cov", hook_with("python -m pytest", "pytest_cov==4.0.0"), ("4.0.0",)),
        ("pytest-cov", hook_with("mypy", "pytest-cov==4.0.0"), ()),
        ("pytest", hook_with("mypy", "pytest==8.0.0"), ()),
        ("pytest", hook_with("pytest -q", "pytest==8.0.0"), ("8.0.0",)),
        ("pytest", hook_with("pytest -q", "pytest"), ()),
        ("pytest-cov", {"Makefile": "a:\n\tpip install PyTest_Cov==4.1 pytest-cov-more==5.0\n"}, ("4.1",)),
        ("pytest", {"Makefile": "a:\n\tpip install pytest-cov==4.1 pytest>=8\n"}, ()),
        ("pytest", {"Makefile": "a:\n\techo pytest==8.0\n"}, ()),
        ("ruff", {"Makefile": "a:\n\tuvx ruff@0.9.2 check\n\tuvx --with ruff==0.9.3 pytest\n"}, ("0.9.2",)),
        ("ruff", {"pyproject.toml": '[tool.ruff]\nrequired-version = "==0.9.2"\n'}, ("0.9.2",)),
        ("ruff", {"pyproject.toml": '[tool.ruff]\nrequired-version = "0.9.2"\n'}, ()),
    ],
)
def test_places_that_fix_a_version(tool: str, files: dict[str, str], exact: tuple[str, ...]) -> None:
    assert tuple(str(each) for each in version(tool, files).exact) == exact


@pytest.mark.parametrize(
    ("requirement", "bound", "expected"),
    [
        ("mypy==1.17", "1.17", True),
        ("mypy==1.16", "1.17", False),
        ("mypy>=1.17", "1.17", True),
        ("mypy>=1.5", "1.17", None),
        ("mypy", "1.17", None),
    ],
)
def test_at_least(requirement: str, bound: str, expected: bool | None) -> None:  # noqa: FBT001  # an expectation
    assert version("mypy", {"requirements.txt": requirement}).at_least(bound) is expected
