import pytest

from repoaudit.errors import UnknownError
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.scope import Scope
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.collections.installed_words import Installed, installed_by, read_declared
from repoaudit.subjects.collections.installs import Installs
from repoaudit.subjects.files.projects import find_scopes

FILES = {
    "reqs/test.list": "pytest-cov\n-r more.list\n./local\n",
    "reqs/more.list": "pytest-xdist\n",
    "reqs/generated.list": "",
    "environment.yml": "dependencies:\n  - numpy\n",
    "setup.py": "from setuptools import setup\nsetup()\n",
}


def scope_of(files: dict[str, str]) -> Scope:
    return find_scopes(MemoryRepository(files), Policy())[0]


def installed(text: str) -> Installed:
    scope = scope_of({**FILES, "Makefile": f"all:\n\t{text.replace('$', '$$')}\n"})
    parts = [found for command in all_commands(scope) if (found := installed_by(command, scope))]
    assert parts
    total = parts[0]
    for part in parts[1:]:
        total |= part
    return total


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("pip install pytest 'pytest-cov>=5' -q", "pytest pytest-cov"),
        ("pip3 install -U pip PyTest_Cov[toml]==5.0", "pip pytest-cov"),
        ("python -m pip install --upgrade-strategy eager pytest", "pytest"),
        ("pip --no-cache-dir install pytest", "pytest"),
        ("uv pip install --system pytest pytest-xdist", "pytest pytest-xdist"),
        ("uv pip install --python 3.12 -c constraints.txt pytest", "pytest"),
        ("uv tool install pytest --with pytest-cov,pytest-xdist", "pytest pytest-cov pytest-xdist"),
        ("uv add --dev pytest", "pytest"),
        ("poetry add --group dev pytest", "pytest"),
        ("pipx inject pytest pytest-cov", "pytest pytest-cov"),
        ("conda install -y -n demo -c conda-forge conda-forge::pytest-cov=5", "pytest-cov"),
        ("micromamba create -n demo python=3.12 pytest", "python pytest"),
        ("apt-get install -y python3-pytest", "python3-pytest pytest"),
        ("pip install git+https://github.com/pytest-dev/pytest-cov.git@main", "pytest-cov"),
        ("pip install 'demo @ https://example.com/demo.zip'", "demo"),
        ("pip install -e . dist/demo-1.0-py3-none-any.whl pytest", "pytest"),
        ("pip install -e .[test] --no-deps", ""),
        ("pip install -e.[test] pytest", "pytest"),
        ("pip install -rreqs/more.list pytest", "pytest pytest-xdist"),
        ("pip install -r reqs/more.list --requirement=reqs/more.list", "pytest-xdist"),
        ("pip install pytest==$VERSION", "pytest"),
        ("conda env update -f environment.yml", ""),
    ],
)
def test_names_are_read(text: str, names: str) -> None:
    assert installed(text) == Installed(frozenset(names.split()))


@pytest.mark.parametrize(
    "text",
    [
        "pip install $PACKAGES",
        "pip install -r missing.txt",
        "pip install -r reqs/generated.list",
        "pip install -r $FILE",
        "pip install ./elsewhere",
        "pip install pandas[test]",
        "pip install acme-dev",
        "conda env create -f other.yml",
        "bash ci/install.sh",
        "uv run --with-requirements missing.txt pytest",
    ],
)
def test_what_cannot_be_known_is_incomplete(text: str) -> None:
    assert not installed(text).is_complete


def test_files_are_followed_and_paths_in_them_are_unknown() -> None:
    found = installed("pip install -r reqs/test.list")
    assert found.names == {"pytest-cov", "pytest-xdist"}
    assert not found.is_complete


@pytest.mark.parametrize(
    ("text", "names", "is_complete"),
    [
        ("py38: pytest<8", "pytest", True),
        ("-rreqs/more.list", "pytest-xdist", True),
        ("-r {toxinidir}/reqs/more.list", "pytest-xdist", True),
        ("{[testenv]deps}", "", True),
        ("{env:DEPS}", "", False),
        ("-c constraints.txt", "", True),
        ("cov,!py38: pytest-cov", "pytest-cov", True),
    ],
)
def test_lines_of_tox(text: str, names: str, is_complete: bool) -> None:  # noqa: FBT001
    assert read_declared(text, "", scope_of(FILES)) == Installed(frozenset(names.split()), is_complete)


def test_groups_do_not_share_but_the_makefile_does() -> None:
    workflow = """jobs:
  one:
    steps:
      - run: pip install pytest-cov
      - run: pytest
  two:
    steps:
      - run: pytest
"""
    scope = scope_of({".github/workflows/ci.yml": workflow, "Makefile": "all:\n\tpip install pytest\n"})
    installs = scope.all(Installs)[0]
    runs = [command for command in all_commands(scope) if command.tool == "pytest"]
    assert [command.where.name for command in installs.missing_for("pytest-cov", runs)] == ["two"]
    assert installs.missing_for("pytest", runs) == ()
    assert len(installs.missing_for("pytest-xdist", runs)) == 2
    assert installs.is_nowhere("pytest-xdist")
    assert not installs.is_nowhere("pytest-cov")


def test_sessions_of_nox_install_words_and_files() -> None:
    text = """import nox
@nox.session
def tests(session):
    session.install("-r", "reqs/more.list", "--requirement", "reqs/other.list", "-q", "pytest-cov>=5")
    session.run("pytest")
"""
    installs = scope_of({**FILES, "noxfile.py": text, "reqs/other.list": "pytest-timeout\n"}).all(Installs)[0]
    for name in ("pytest-xdist", "pytest-timeout", "pytest-cov"):
        assert not installs.is_nowhere(name)
    for name in ("more-list", "reqs", "other-list", "q"):
        assert installs.is_nowhere(name)


@pytest.mark.parametrize(
    ("action", "is_known"),
    [
        ("./.github/actions/setup", True),
        ("./.github/actions/setup/", True),
        ("./.github/actions/other", False),
        ("./setup", False),
        ("acme/setup@v1", False),
        ("actions/checkout@v6", True),
    ],
)
def test_actions_that_may_install_something_unseen(action: str, *, is_known: bool) -> None:
    files = {
        ".github/workflows/ci.yml": f"jobs:\n  one:\n    steps:\n      - uses: {action}\n      - run: pytest\n",
        ".github/actions/setup/action.yaml": "runs:\n  using: composite\n  steps: []\n",
        "setup/action.yml": "runs:\n  using: composite\n  steps: []\n",
    }
    scope = scope_of(files)
    runs = [command for command in all_commands(scope) if command.tool == "pytest"]
    assert bool(scope.all(Installs)[0].missing_for("pytest", runs)) is is_known


def test_an_incomplete_manifest_says_nothing() -> None:
    scope = scope_of({"setup.py": "from setuptools import setup\nsetup(install_requires=read())\n"})
    with pytest.raises(UnknownError, match="incomplete"):
        scope.all(Installs)[0].declares("pytest")
