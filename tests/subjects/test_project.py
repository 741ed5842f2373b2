from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repoaudit.documents.versions import Version
from repoaudit.facts.ml_libraries import ALIASES, MODULES
from repoaudit.facts.pythons import AS_OF, END_OF_LIFE, RELEASED
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.subjects.files.projects import find_scopes
from repoaudit.subjects.files.tox_factors import spelled_names
from repoaudit.subjects.views.project import Project
from repoaudit.subjects.views.python_life import ended_a_year_ago, has_ended, oldest_maintained
from repoaudit.subjects.views.tested_pythons import read_version
from repoaudit.subjects.views.tox_pythons import python_of


def project(files: Mapping[str, str], policy: Policy | None = None) -> Project:
    return find_scopes(MemoryRepository(dict(files)), policy or Policy())[0].all(Project)[0]


def pyproject(text: str, policy: Policy | None = None, **files: str) -> Project:
    return project({"pyproject.toml": text, **files}, policy)


def version(text: str) -> Version:
    found = Version.parse(text)
    assert found is not None
    return found


METADATA = "[project]\nname = 'demo'\n"
BUILD = "[build-system]\nrequires = ['hatchling']\nbuild-backend = 'hatchling.build'\n"
UPLOAD = """on: push
jobs:
  publish:
    steps:
      - uses: pypa/gh-action-pypi-publish@release/v1
"""


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"pyproject.toml": METADATA}, "demo"),
        ({"pyproject.toml": "[tool.poetry]\nname = 'poem'\n"}, "poem"),
        ({"setup.cfg": "[metadata]\nname = old\n"}, "old"),
        ({"pyproject.toml": "[project]\nname = 3\n"}, ""),
        ({"pyproject.toml": "[project"}, ""),
        ({}, ""),
    ],
)
def test_name(files: dict[str, str], name: str) -> None:
    assert project(files).name == name


@pytest.mark.parametrize(
    ("files", "kind", "why"),
    [
        ({"pyproject.toml": METADATA + BUILD}, "library", "a build system"),
        ({"pyproject.toml": METADATA}, "application", "no build system"),
        ({"setup.py": ""}, "library", "a build system"),
        (
            {"pyproject.toml": METADATA + "classifiers = ['Private :: Do Not Upload']\n" + BUILD},
            "application",
            "Private",
        ),
        ({"pyproject.toml": METADATA + BUILD + "[tool.uv]\npackage = false\n"}, "application", "package = false"),
        ({"pyproject.toml": METADATA + BUILD, "Dockerfile": "FROM a\nCMD ['x']\n"}, "application", "Dockerfile"),
        ({"pyproject.toml": METADATA + BUILD, "Dockerfile": ""}, "library", "a build system"),
        (
            {"pyproject.toml": METADATA + BUILD, "Dockerfile": "CMD x\n", ".github/workflows/p.yml": UPLOAD},
            "library",
            "pypa/gh-action-pypi-publish",
        ),
        ({"pyproject.toml": METADATA + BUILD, "Makefile": "release:\n\tuv publish\n"}, "library", "uv publish"),
    ],
)
def test_kind_and_why(files: dict[str, str], kind: str, why: str) -> None:
    judgement = project(files).kind
    assert judgement.answer == kind
    assert why in judgement.why


def test_the_policy_decides_what_it_names() -> None:
    policy = Policy(profiles=frozenset({"ml", "application"}), origins={"profile": "pyproject.toml:3"})
    found = pyproject(METADATA + BUILD, policy)
    assert [each[:2] for each in found.profiles] == [("ml", "pyproject.toml:3"), ("application", "pyproject.toml:3")]
    assert not pyproject(METADATA + "dependencies = ['torch']\n", Policy(profiles=frozenset())).has_profile("ml")
    assert pyproject(METADATA + BUILD, Policy(profiles=frozenset({"ml"}))).has_profile("library")


@pytest.mark.parametrize(
    ("files", "why", "path"),
    [
        (
            {"pyproject.toml": METADATA + "dependencies = ['numpy', 'Scikit_Learn>=1']\n"},
            "`scikit-learn`",
            "pyproject.toml",
        ),
        (
            {"pyproject.toml": "[tool.poetry.dependencies]\npython = '^3.11'\ntorch = '^2'\n"},
            "`torch`",
            "pyproject.toml",
        ),
        ({"pixi.toml": "[dependencies]\npytorch = '*'\n"}, "`pytorch`", "pixi.toml"),
        ({"Pipfile": "[packages]\ntorch = '*'\n"}, "`torch`", "Pipfile"),
        ({"requirements.txt": "pandas\nxgboost==2.0\n"}, "`xgboost`", "requirements.txt"),
        ({"requirements/base.txt": "tensorflow-cpu\n"}, "`tensorflow-cpu`", "requirements/base.txt"),
        ({"environment.yml": "dependencies:\n  - pytorch\n"}, "`pytorch`", "environment.yml"),
        ({"environment.yaml": "dependencies:\n  - pytorch\n"}, "`pytorch`", "environment.yaml"),
        ({"setup.cfg": "[options]\ninstall_requires =\n    lightgbm\n"}, "`lightgbm`", "setup.cfg"),
        ({"pyproject.toml": "[project]\nname = 'skorch'\n"}, "`skorch`", "pyproject.toml"),
        (
            {"pyproject.toml": METADATA, "src/demo/model.py": "import os\nfrom sklearn.svm import SVC\n"},
            "`from sklearn`",
            "src/demo/model.py",
        ),
    ],
)
def test_machine_learning(files: dict[str, str], why: str, path: str) -> None:
    found = project(files)
    assert found.has_profile("ml")
    judgement = found.ml
    assert judgement is not None
    assert judgement in found.profiles
    assert (judgement.answer, judgement.why, judgement.place and judgement.place.path) == ("ml", why, path)


@pytest.mark.parametrize(
    "files",
    [
        {"pyproject.toml": METADATA + "dependencies = ['numpy', 'pandas']\n"},
        {"pyproject.toml": METADATA + "[project.optional-dependencies]\nall = ['torch']\n"},
        {"pyproject.toml": METADATA + "[dependency-groups]\ndev = ['torch']\n"},
        {"requirements-dev.txt": "torch\n"},
        {"pixi.toml": "[feature.gpu.dependencies]\npytorch = '*'\n"},
        {"Pipfile": "[dev-packages]\ntorch = '*'\n"},
        {"pyproject.toml": METADATA, "tests/test_model.py": "import torch\n"},
        {
            "pyproject.toml": METADATA,
            "src/demo/a.py": "def f():\n    import torch\n",
            "src/demo/b.py": "import torchlight\n",
        },
        {"pyproject.toml": METADATA, "scripts/train.py": "import torch\n"},
        {"src/demo/empty.py": ""},
    ],
)
def test_no_machine_learning(files: dict[str, str]) -> None:
    assert not project(files).has_profile("ml")


def test_requires_python_of_every_source() -> None:
    cfg = "[options]\npython_requires = >=3.8\n"
    script = "from setuptools import setup\nsetup(python_requires='>=3.7')\n"
    sources = {
        ">=3.10": {"pyproject.toml": METADATA + "requires-python = '>=3.10'\n", "setup.cfg": cfg},
        "^3.9": {"pyproject.toml": "[tool.poetry.dependencies]\npython = '^3.9'\n"},
        ">=3.8": {"setup.cfg": cfg, "setup.py": script},
        ">=3.7": {"setup.py": script},
    }
    for text, files in sources.items():
        stated = project(files).requires_python
        assert stated is not None
        assert stated.text == text
        assert text in files[stated.place.path][slice(*(stated.place.span or (0, 0)))]
    assert project({"setup.py": "setup(python_requires=read())"}).requires_python is None


def test_supported_pythons() -> None:
    found = pyproject(METADATA + "requires-python = '>=3.9,!=3.10.*,<3.13'\n").supported_pythons
    assert [str(each) for each in found] == ["3.9", "3.11", "3.12"]
    assert pyproject(METADATA).supported_pythons == ()


WORKFLOW = """on: push
env:
  NEWEST: "3.14"
jobs:
  test:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        python: ["3.11", "3.12.1", pypy3.10]
        exclude: [{python: pypy3.10}]
        include: [{python: 3.13-dev}]
    steps:
      - uses: actions/setup-python@v5
        with: {python-version: "${{ matrix.python }}"}
      - run: pytest
  newest:
    steps:
      - uses: astral-sh/setup-uv@v6
        with: {python-version: "${{ env.NEWEST }}"}
      - run: uv run pytest
  lint:
    container: ghcr.io/x/python:3.9-slim
    steps:
      - run: ruff check
"""


def test_tested_pythons_of_workflows() -> None:
    tested = project({".github/workflows/t.yml": WORKFLOW}).tested_pythons
    assert [str(each) for each in tested.versions] == ["3.11", "3.12", "3.13", "3.14"]
    assert tested.complete
    assert {(str(each.version), each.source) for each in tested.found if not each.runs_tests} == {("3.9", "job `lint`")}
    first = tested.found[0]
    assert WORKFLOW[slice(*(first.place.span or (0, 0)))] == '"3.11"'


@pytest.mark.parametrize(
    "change",
    [
        ('"3.12.1"', "3.x"),
        ('["3.11", "3.12.1", pypy3.10]', "${{ fromJSON(needs.a.outputs.b) }}"),
        ('"${{ env.NEWEST }}"', '"${{ inputs.python }}"'),
        ('with: {python-version: "${{ env.NEWEST }}"}', "with: {python-version-file: .python-version}"),
    ],
)
def test_what_cannot_be_known_makes_the_tested_pythons_incomplete(change: tuple[str, str]) -> None:
    assert change[0] in WORKFLOW
    assert not project({".github/workflows/t.yml": WORKFLOW.replace(*change)}).tested_pythons.complete


def test_other_or_no_ci_is_incomplete() -> None:
    assert not project({".github/workflows/t.yml": WORKFLOW, ".travis.yml": ""}).tested_pythons.complete
    assert not project({".github/workflows/t.yml": WORKFLOW, ".github/workflows/u.yml": "["}).tested_pythons.complete
    assert not project({}).tested_pythons.complete


@pytest.mark.parametrize(
    ("text", "found", "complete"),
    [
        ("image: python:3.12\ntest:\n  script: pytest\n", ["3.12"], True),
        ("test:\n  image: {name: 'x/python:3.12-slim'}\n  script: pytest\n", ["3.12"], True),
        ("test:\n  image: python:$P\n  variables: {P: 3.12}\n  script: pytest\n", ["3.12"], True),
        (
            (
                ".t: {image: 'python:${P}'}\ntest:\n  extends: .t\n  parallel: {matrix: [{P: ['3.12', '3.13']}]}\n"
                "  script: pytest\n"
            ),
            ["3.12", "3.13"],
            True,
        ),
        ("test:\n  image: python:$P\n  script: pytest\n", [], False),
        ("test:\n  image: [python]\n  script: pytest\n", [], False),
        ("image: python:3.12\ntest:\n  inherit: {default: false}\n  script: pytest\n", [], False),
        ("include: x.yml\ntest:\n  image: python:3.12\n  script: pytest\n", ["3.12"], False),
        ("lint:\n  image: python:3.12\n  script: ruff check\n", [], False),
        ("[", [], False),
    ],
)
def test_tested_pythons_of_gitlab(text: str, found: list[str], complete: bool) -> None:  # noqa: FBT001
    tested = project({".gitlab-ci.yml": text}).tested_pythons
    assert ([str(each) for each in tested.versions], tested.complete) == (found, complete)


def test_tested_pythons_of_tox_and_nox() -> None:
    files = {
        "tox.ini": "[tox]\nenvlist =\n    py{39,310}-{a,b}\n    lint, pypy3.11\n[testenv]\ncommands = pytest\n",
        "noxfile.py": "import nox\n@nox.session(python=['3.12'])\ndef test(s): s.run('pytest')\n",
    }
    assert [str(each) for each in project(files).tested_pythons.versions] == ["3.9", "3.10", "3.11", "3.12"]


def test_environments_of_tox() -> None:
    assert spelled_names("py{39,310}-{a, b}, lint\ndocs") == ("py39-a", "py39-b", "py310-a", "py310-b", "lint", "docs")
    assert len(spelled_names("{a,b}" * 60)) <= 1_000
    found = [python_of(name) for name in ("py39", "pypy310-x", "3.12", "a-py3.13", "py", "lint", "python3")]
    assert [str(each) if each else None for each in found] == ["3.9", "3.10", "3.12", "3.13", None, None, None]


@given(st.text(alphabet="py{},-39 \n\\", max_size=60))
@settings(max_examples=100)
def test_any_list_of_environments_can_be_read(text: str) -> None:
    assert all(name.strip() for name in spelled_names(text))


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("3.12", "3.12"),
        ("3.12.4", "3.12"),
        ("3.14-dev", "3.14"),
        ("3.13t", "3.13"),
        ("3.15.0-beta.1", "3.15"),
        ("3.15.0rc1", "3.15"),
        ("pypy3.10", "3.10"),
        ("pypy-3.11-v7.3.17", "3.11"),
        ("python3.9", "3.9"),
        ("cpython-3.12", "3.12"),
        ("3.12.x", "3.12"),
        ("3", None),
        ("3.x", None),
        (">=3.9 <3.14", None),
        ("3.100", None),
        ("latest", None),
        ("", None),
    ],
)
def test_versions(text: str, minor: str | None) -> None:
    found = read_version(text)
    assert (str(found) if found else None) == minor


def test_named_pythons() -> None:
    files = {
        "pyproject.toml": METADATA + "classifiers = ['Programming Language :: Python :: 3.9']\n",
        ".python-version": "# local\n3.12.1\npypy3.10\n",
        "Dockerfile": "FROM python:3.11-slim AS a\nFROM ubuntu\nFROM a\n",
    }
    found = [(each.namer.value, str(each.version), each.text) for each in project(files).named_pythons]
    assert found == [
        (".python-version", "3.12", "3.12.1"),
        (".python-version", "3.10", "pypy3.10"),
        ("Docker image", "3.11", "python:3.11-slim"),
        ("classifier", "3.9", "Programming Language :: Python :: 3.9"),
    ]


def test_days() -> None:
    assert not has_ended(version("3.9"), "2025-10-31")
    assert has_ended(version("3.9"), "2025-11-01")
    assert not ended_a_year_ago(version("3.9"), "2026-10-31")
    assert ended_a_year_ago(version("3.9"), "2026-11-01")
    assert str(oldest_maintained("2026-11-22")) == "3.11"
    assert str(oldest_maintained("2099-01-01")) == RELEASED[-1]
    assert not has_ended(version("3.99"), "2099-01-01")


def test_today_is_the_policy_s_or_the_day_of_the_facts() -> None:
    text = METADATA + "requires-python = '>=3.12'\n"
    assert pyproject(text).today == AS_OF
    assert pyproject(text).ended_floor is None
    floor = pyproject(text, Policy(today="2028-11-01")).ended_floor
    assert floor is not None
    assert (str(floor.version), floor.is_long_ago, str(floor.successor)) == ("3.12", False, "3.13")


def test_the_tables_are_sound() -> None:
    days = list(END_OF_LIFE.values())
    assert days[2:] == sorted(days[2:]), "Python 3, oldest first; Python 2 outlived its first releases"
    assert set(RELEASED) <= set(END_OF_LIFE)
    assert set(ALIASES.values()) <= set(MODULES)
    assert not set(ALIASES) & set(MODULES)
