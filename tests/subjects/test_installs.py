from functools import reduce
from operator import or_

import pytest

from repoaudit.errors import UnknownError
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.scope import Scope
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.collections.installed_words import Installed, installed_by, read_declared
from repoaudit.subjects.collections.installs import Installs
from repoaudit.subjects.files.projects import find_scopes
from repoaudit.subjects.files.scripts import Runner

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


MORE_FILES = {
    **FILES,
    "reqs/loop.list": "a\n-r loop.list\n-r ./more.list\n",
    "reqs/out.list": "-r ../../out.list\nb\n",
    "reqs/edit.list": (
        "-e .\n-e ../other\nhttps://example.org/c-1.0.tar.gz#egg=c\nd @ https://example.org/d.zip\n$NAME\ne==${V}\n"
    ),
    "conda.yaml": "dependencies:\n  - x\n",
    "pyproject.toml": "[project]\nname='demo'\n",
    "ci/install.sh": "pip install x\n",
    "ci/empty.sh": "",
    "sub/requirements.txt": "f\n",
}


def installed_by_make(text: str) -> Installed | None:
    scope = scope_of({**MORE_FILES, "Makefile": f"all:\n\t{text.replace('$', '$$')}\n"})
    commands = [command for command in all_commands(scope) if command.where.runner is Runner.MAKE]
    found = [each for command in commands if (each := installed_by(command, scope))]
    return reduce(or_, found) if found else None


@pytest.mark.parametrize(
    ("text", "names", "is_complete"),
    [
        ("pip install -c constraints.txt -f https://x.org/y -i u pytest", "pytest", True),
        ("conda install --file reqs/more.list", "pytest-xdist", True),
        ("mamba env update -f conda.yaml", "", False),
        ("conda env update --file=environment.yml", "", True),
        ("conda env create -f pixi.toml", "", False),
        ("conda env create -f pyproject.toml", "", True),
        ("pip install -e '.[a,b]' -e.", "", True),
        ("pip install --editable=./", "", True),
        ("pip install -e ../x", "", False),
        ("pip install *.whl", "", True),
        ("pip install dist/*", "", True),
        ("pip install 'a @ https://x/y.zip' b", "a b", True),
        ("pip install git+https://x.org/y/Foo_Bar.git@v1#egg=zed", "zed", True),
        ("pip install git+ssh://git@x.org/y/foo-bar.git", "foo-bar", True),
        ("pip install https://x.org/foo/", "foo", True),
        ("pip install conda-forge::a=5", "a", True),
        ("pip install a/b", "", False),
        ("pip install 'a[x/y]'", "a", True),
        ("pip install ~/a", "", False),
        ("pip install file:a", "", False),
        ("pip install a.tar.gz b.zip", "", True),
        ("pip install 'a==1;x'", "a", True),
        ("pip install a=1", "a", True),
        ("pip install python3-foo py-bar", "bar foo py-bar python3-foo", True),
        ("uv tool install a --with=b,c --with d", "a b c d", True),
        ("uv tool install --with 'b[x,y]' a", "a b", True),
        ("pip install -r reqs/loop.list", "a pytest-xdist", True),
        ("pip install -r reqs/out.list", "b", False),
        ("pip install -r reqs/edit.list", "c d", False),
        ("pip install -r ../out.txt", "", False),
        ("cd sub && pip install -r requirements.txt", "f", True),
        ("cd sub && pip install -r $PWD/reqs/more.list", "pytest-xdist", True),
        ("cd $X && pip install -r requirements.txt", "", False),
        ("cd $X && pip install .", "", False),
        ("cd sub && pip install .", "", False),
        ("cd sub && pip install ..", "", True),
        ("cd sub && pip install .. a", "a", True),
        ("bash ci/empty.sh", "", False),
        ("./ci/empty.sh", "", False),
        ("./gone.sh", "", False),
        ("cd $X && bash ci/install.sh", "", False),
        ("zsh ci/gone.sh", "", False),
        (
            "uv run --with-requirements reqs/more.list --with-requirements=sub/requirements.txt x",
            "f pytest-xdist",
            True,
        ),
        ("uv run --with-requirements", "", False),
        ("pip -q --no-input install a", "a", True),
        ("pip3.12 install a", "a", True),
        ("pipx install a", "a", True),
        ("pip install", "", True),
        ("pip install -r", "", False),
        ("pip install -U", "", True),
        ("pip install --upgrade a", "a", True),
        ("conda install --only-deps a", "a", True),
        ("brew install a", "a", True),
    ],
)
def test_what_commands_install(text: str, names: str, *, is_complete: bool) -> None:
    assert installed_by_make(text) == Installed(frozenset(names.split()), is_complete)


@pytest.mark.parametrize(
    "text",
    [
        "bash ci/install.sh",
        "./ci/install.sh",
        "./install.sh",
        "cd ci && ./install.sh",
        "sh -c 'pip install z'",
        "bash",
        "source ci/install.sh",
        "python ci/install.sh",
        "uv run x",
        "pip download a",
        "pip",
    ],
)
def test_commands_that_install_nothing_unseen(text: str) -> None:
    assert installed_by_make(text) is None


@pytest.mark.parametrize(
    ("text", "names", "is_complete"),
    [
        ("", "", True),
        ("# c", "", True),
        ("-c x", "", True),
        ("--pre", "", True),
        ("{[a]b}", "", True),
        ("{[a]b} c", "", False),
        ("-e .", "", True),
        ("-e.", "", True),
        ("-e ../x", "", False),
        ("-r sub/requirements.txt", "f", True),
        ("-rsub/requirements.txt", "f", True),
        ("-r gone.txt", "", False),
        ("a==${V}", "a", True),
        ("{env:A:b}", "", False),
        ("$A", "", False),
        ("a{b}", "a", True),
        ("py{38,39}: -r sub/requirements.txt", "f", True),
        ("!py38: a", "a", True),
        ("a: b", "b", True),
        ("a:b", "", False),
        ("  a  ", "a", True),
    ],
)
def test_more_lines_of_tox(text: str, names: str, *, is_complete: bool) -> None:
    assert read_declared(text, "", scope_of(MORE_FILES)) == Installed(frozenset(names.split()), is_complete)
