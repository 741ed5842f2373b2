"""One fact, several places."""

import pytest

from hostile import NAMES, SMALL
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.repository.gitdir import GitFacts
from repoaudit.subjects.files.projects import find_scopes
from repoaudit.subjects.views.declaration import Declaration
from repoaudit.subjects.views.declarations import Declarations

Files = dict[str, str]
Row = tuple[str, str, str]

PROJECT = '[project]\nname = "demo"\nrequires-python = ">=3.11"\n'
HOOKS = ".pre-commit-config.yaml"
CI = ".github/workflows/ci.yml"


def declared(files: Files, facts: GitFacts | None = None, policy: Policy | None = None) -> tuple[Declaration, ...]:
    root = find_scopes(MemoryRepository(files, facts), policy or Policy())[0]
    return root.all(Declarations)[0].all


def rows(files: Files, fact: str, by: str = "") -> list[Row]:
    found = declared(files)
    return [(each.value, each.verdict.value, each.reason) for each in found if each.fact == fact and by in each.by]


def with_project(rest: str = "", **others: str) -> Files:
    return {"pyproject.toml": PROJECT + rest, **others}


def hook(slug: str, rev: str, name: str, args: str = "") -> Files:
    extra = f"    args: [{args}]\n" if args else ""
    return {HOOKS: f"repos:\n- repo: https://github.com/{slug}\n  rev: {rev}\n  hooks:\n  - id: {name}\n{extra}"}


def workflow(matrix: str, run: str = "pytest", rest: str = "") -> Files:
    return {
        CI: "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n"
        f"{rest}    strategy:\n      matrix:\n{matrix}"
        "    steps:\n    - uses: actions/setup-python@v5\n      with:\n"
        f"        python-version: ${{{{ matrix.python }}}}\n    - run: {run}\n"
    }


EXCLUDED = "`>=3.11` excludes it"
NO_RANGE = "no `requires-python` to compare with"
BEGINS = "`>=3.11` begins at 3.11"


@pytest.mark.parametrize(
    ("by", "files", "row"),
    [
        ("requires-python", {}, (">=3.11", "decides", "")),
        (".python-version", {".python-version": "3.12\n"}, ("3.12", "agrees", "")),
        (".python-version", {".python-version": "3.10\n"}, ("3.10", "differs", EXCLUDED)),
        ("Docker", {"Dockerfile": "FROM python:3.13-slim\n"}, ("python:3.13-slim", "agrees", "")),
        ("Docker", {"Dockerfile": "FROM python:3.9\n"}, ("python:3.9", "differs", EXCLUDED)),
        (
            "default_language_version",
            {HOOKS: "default_language_version:\n  python: python3.12\nrepos: []\n"},
            ("python3.12", "agrees", ""),
        ),
        (
            "default_language_version",
            {HOOKS: "default_language_version:\n  python: python3.10\nrepos: []\n"},
            ("python3.10", "differs", EXCLUDED),
        ),
        ("Read the Docs", {".readthedocs.yaml": 'build:\n  tools:\n    python: "3.12"\n'}, ("3.12", "agrees", "")),
        (
            "Read the Docs",
            {".readthedocs.yaml": 'build:\n  tools:\n    python: "3.8"\n'},
            ("3.8", "differs", EXCLUDED),
        ),
        ("tox", {"tox.ini": "[tox]\nenvlist = py{311,312}\n"}, ("3.11, 3.12", "agrees", "")),
        ("tox", {"tox.ini": "[tox]\nenvlist = py{39,312}\n"}, ("3.9, 3.12", "differs", "`>=3.11` excludes 3.9")),
        (
            "nox",
            {"noxfile.py": 'import nox\n@nox.session(python=["3.12"])\ndef tests(s):\n    s.run("pytest")\n'},
            ("3.12", "agrees", ""),
        ),
        (
            "nox",
            {"noxfile.py": 'import nox\n@nox.session(python=["3.9"])\ndef docs(s):\n    s.run("sphinx-build")\n'},
            ("3.9", "unknown", "`>=3.11` excludes 3.9, but no tests run there"),
        ),
        ("hatch", {"hatch.toml": '[[envs.test.matrix]]\npython = ["3.11", "3.12"]\n'}, ("3.11, 3.12", "agrees", "")),
        ("environment", {"pixi.toml": '[dependencies]\npython = ">=3.12"\n'}, (">=3.12", "agrees", "")),
        ("environment", {"pixi.toml": '[dependencies]\npython = "3.12.*"\n'}, ("3.12.*", "agrees", "")),
        ("environment", {"pixi.toml": '[dependencies]\npython = "*"\n'}, ("*", "agrees", "")),
        (
            "environment",
            {"pixi.toml": '[dependencies]\npython = "3.9|3.12"\n'},
            ("3.9|3.12", "unknown", "it is no range that can be read"),
        ),
        ("environment", {"environment.yml": "dependencies:\n- python=3.12\n- pip\n"}, ("=3.12", "agrees", "")),
        ("environment", {"environment.yml": "dependencies:\n- python\n"}, ("*", "agrees", "")),
        ("environment", {"environment.yml": "dependencies:\n- python >=3.11,<3.13\n"}, (">=3.11,<3.13", "agrees", "")),
        (
            "environment",
            {"environment.yml": "dependencies:\n- python=3.9.7\n"},
            ("=3.9.7", "differs", "`>=3.11` admits none of it"),
        ),
        (
            "environment",
            {"pixi.toml": '[dependencies]\npython = "<3.10"\n'},
            ("<3.10", "differs", "`>=3.11` admits none of it"),
        ),
        ("job", workflow('        python: ["3.11", "3.12"]\n'), ("3.11, 3.12", "agrees", "")),
        (
            "job",
            workflow('        python: ["3.10", "3.12"]\n'),
            ("3.10, 3.12", "differs", "`>=3.11` excludes 3.10"),
        ),
        (
            "job",
            workflow('        python: ["3.10", "3.12"]\n        exclude:\n        - python: "3.10"\n'),
            ("3.12", "agrees", ""),
        ),
        (
            "job",
            workflow('        python: ["3.12"]\n        include:\n        - python: "3.9"\n'),
            ("3.12, 3.9", "differs", "`>=3.11` excludes 3.9"),
        ),
        (
            "job",
            workflow('        python: ["3.10", "3.12"]\n', rest="    continue-on-error: true\n"),
            ("3.10, 3.12", "unknown", "`>=3.11` excludes 3.10, but the job may fail"),
        ),
        (
            "job",
            workflow("        python: ${{ fromJson(x) }}\n"),
            ("?", "unknown", "what it stands for cannot be known"),
        ),
        (
            "pyupgrade",
            hook("asottile/pyupgrade", "v3.22.0", "pyupgrade", "--py311-plus"),
            ("--py311-plus", "agrees", ""),
        ),
        (
            "pyupgrade",
            hook("asottile/pyupgrade", "v3.22.0", "pyupgrade", "--py38-plus"),
            ("--py38-plus", "differs", BEGINS),
        ),
    ],
)
def test_pythons_of_other_files(by: str, files: Files, row: Row) -> None:
    assert rows({**with_project(), **files}, "python", by) == [row]


CLASSIFIER = 'classifiers = ["Programming Language :: Python :: {}", "Programming Language :: Python :: 3.13"]\n'


@pytest.mark.parametrize(
    ("by", "text", "row"),
    [
        (
            "classifiers",
            PROJECT + CLASSIFIER.format("3.10"),
            ("3.10, 3.13", "differs", "`>=3.11` excludes 3.10; 3.11, 3.12 missing"),
        ),
        (
            "classifiers",
            PROJECT.replace("3.11", "3.12") + CLASSIFIER.format("3.12"),
            ("3.12, 3.13", "agrees", ""),
        ),
        ("ruff", PROJECT + '[tool.ruff]\ntarget-version = "py311"\n', ("py311", "agrees", "")),
        ("ruff", PROJECT + '[tool.ruff]\ntarget-version = "py312"\n', ("py312", "differs", BEGINS)),
        ("ruff", '[tool.ruff]\ntarget-version = "py312"\n', ("py312", "unknown", NO_RANGE)),
        ("black", PROJECT + '[tool.black]\ntarget-version = ["py311", "py312"]\n', ("py311, py312", "agrees", "")),
        ("black", PROJECT + '[tool.black]\ntarget-version = ["py39"]\n', ("py39", "differs", BEGINS)),
        ("black", '[tool.black]\ntarget-version = ["py39"]\n', ("py39", "unknown", NO_RANGE)),
        ("mypy", PROJECT + '[tool.mypy]\npython_version = "3.11"\n', ("3.11", "agrees", "")),
        ("mypy", PROJECT + '[tool.mypy]\npython_version = "3.12"\n', ("3.12", "differs", BEGINS)),
        (
            "mypy",
            PROJECT + '[tool.mypy]\npython_version = "3.4"\n',
            ("3.4", "unknown", "mypy 1.17 to 1.20 does not accept it"),
        ),
        (
            "requires-python",
            '[project]\nname = "demo"\nrequires-python = "three"\n',
            ("three", "unknown", "it is no range of versions"),
        ),
    ],
)
def test_pythons_of_the_project_file(by: str, text: str, row: Row) -> None:
    assert rows({"pyproject.toml": text}, "python", by) == [row]


def test_classifiers_in_another_file_than_the_range() -> None:
    files = {"setup.cfg": "[metadata]\nclassifiers =\n    Programming Language :: Python :: 3.9\n"}
    assert rows({**with_project(), **files}, "python", "classifiers") == [
        ("3.9", "unknown", "the range stands in another file")
    ]


def test_a_target_that_a_project_below_shares_agrees() -> None:
    files = {
        "pyproject.toml": PROJECT
        + '[tool.ruff]\ntarget-version = "py310"\n[tool.uv.workspace]\nmembers = ["packages/*"]\n',
        "packages/core/pyproject.toml": '[project]\nname = "core"\nrequires-python = ">=3.10"\n',
    }
    assert rows(files, "python", "ruff") == [("py310", "agrees", "")]


LOCK = '[[package]]\nname = "ruff"\nversion = "0.17.6"\n'
RUFF = "astral-sh/ruff-pre-commit"
GROUP = '[dependency-groups]\ndev = ["ruff{}"]\n'


@pytest.mark.parametrize(
    ("group", "files", "expected"),
    [
        (">=0.16", {"uv.lock": LOCK}, [("0.17.6", "decides", ""), (">=0.16", "agrees", "")]),
        (">=0.18", {"uv.lock": LOCK}, [("0.17.6", "decides", ""), (">=0.18", "differs", "lock 0.17.6")]),
        ("==0.17.6", hook(RUFF, "v0.17.2", "ruff-check"), [("0.17.2", "agrees", ""), ("0.17.6", "decides", "")]),
        (
            "==0.17.6",
            hook(RUFF, "v0.16.0", "ruff-check"),
            [("0.16.0", "differs", "pin 0.17.6"), ("0.17.6", "decides", "")],
        ),
        (
            "==0.16.1; python_version < '3.12'",
            {"uv.lock": LOCK},
            [("0.17.6", "decides", ""), ("0.16.1", "unknown", "it holds under a condition")],
        ),
        ("", {"uv.lock": LOCK}, [("0.17.6", "decides", ""), ("any", "agrees", "")]),
    ],
)
def test_versions_of_tools(group: str, files: Files, expected: list[Row]) -> None:
    assert rows({**with_project(GROUP.format(group)), **files}, "ruff version") == expected


def test_a_range_of_pixi() -> None:
    files = {**with_project(GROUP.format(">=0.16")), "pixi.toml": '[dependencies]\nruff = "==0.14.2"\n'}
    assert sorted(rows(files, "ruff version")) == [
        (">=0.16", "decides", ""),
        ("?", "unknown", "ranges that only its manager knows are not read"),
    ]


def test_a_range_of_poetry() -> None:
    files = {"pyproject.toml": '[tool.poetry.group.dev.dependencies]\nruff = "^0.17"\n', "poetry.lock": LOCK}
    assert rows(files, "ruff version") == [
        ("0.17.6", "decides", ""),
        ("?", "unknown", "ranges that only its manager knows are not read"),
    ]


def test_one_version_that_is_locked_twice() -> None:
    assert rows({**with_project(), "uv.lock": LOCK + LOCK}, "ruff version") == [("0.17.6", "decides", "")]


def test_a_hook_and_what_is_locked_for_another_package() -> None:
    files = {**with_project(), "uv.lock": LOCK, **hook(RUFF, "v0.16.0", "ruff-check")}
    lock = files["uv.lock"].replace("ruff", "isort").replace("0.17.6", "9.0.2")
    skewed = {**files, "uv.lock": lock, **hook("pycqa/isort", "5.13.2", "isort")}
    assert ("5.13.2", "unknown", "it may be locked for another package") in rows(skewed, "isort version")


def test_a_hook_and_a_package_that_users_install() -> None:
    files = {**with_project('dependencies = ["isort>=5,<9"]\n'), **hook("pycqa/isort", "9.0.2", "isort")}
    assert ("9.0.2", "decides", "") in rows(files, "isort version")
    assert (">=5,<9", "unknown", "a hook need not run the version that users install") in rows(files, "isort version")


def test_a_hook_of_a_tool_whose_results_do_not_change() -> None:
    lock = LOCK.replace("ruff", "uv")
    files = {**with_project(), "uv.lock": lock, **hook("astral-sh/uv-pre-commit", "0.9.18", "uv-lock")}
    assert ("0.9.18", "unknown", "a hook need not run the same version") in rows(files, "uv version")


UNDER = "[tool.coverage.report]\nfail_under = 90\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (with_project(UNDER), [("90", "decides", "")]),
        (
            with_project(UNDER, Makefile="test:\n\tpytest --cov --cov-fail-under=90\n"),
            [("90", "decides", ""), ("90", "agrees", "")],
        ),
        (
            with_project(UNDER, Makefile="test:\n\tpytest --cov --cov-fail-under=80\n"),
            [("90", "decides", ""), ("80", "differs", "90 is asked for")],
        ),
        (
            with_project(UNDER, Makefile="test:\n\tpytest --cov --cov-fail-under=$(LEAST)\n"),
            [("90", "decides", ""), ("?", "unknown", "the value of `--cov-fail-under` is not known")],
        ),
        (
            with_project(UNDER, Makefile="test:\n\tcoverage report --fail-under=100 --include='tests/*'\n"),
            [("90", "decides", ""), ("100", "unknown", "it is for a part of the files")],
        ),
        (
            with_project(UNDER, Makefile="test:\n\tcoverage report --fail-under=0\n"),
            [("90", "decides", ""), ("0", "unknown", "this report has no minimum")],
        ),
        (
            with_project(
                **{"codecov.yml": "coverage:\n  status:\n    project:\n      default:\n        target: 85%\n"}
            ),
            [("85", "decides", "")],
        ),
        (
            with_project("[tool.coverage.report]\nfail_under = 'much'\n"),
            [("?", "unknown", "`[tool.coverage.report] fail_under` is not a value that coverage accepts")],
        ),
    ],
)
def test_minimum_coverage(files: Files, expected: list[Row]) -> None:
    assert rows(files, "minimum coverage") == expected


@pytest.mark.parametrize(
    ("origin", "minimum", "verdict", "path"),
    [
        ("pyproject.toml:2", 80.0, "agrees", "pyproject.toml"),
        ("pyproject.toml:999", 95.0, "differs", "pyproject.toml"),
        ("--config", 95.0, "differs", "--config"),
        ("default", 95.0, "", ""),
    ],
)
def test_the_minimum_that_the_settings_ask_for(origin: str, minimum: float, verdict: str, path: str) -> None:
    policy = Policy(minimum_coverage=minimum, origins={"minimum-coverage": origin})
    found = [each for each in declared(with_project(UNDER), policy=policy) if each.by == "minimum-coverage"]
    assert [(each.verdict.value, each.place.path) for each in found] == ([(verdict, path)] if verdict else [])
    alone = [each for each in declared(with_project(), policy=policy) if each.by == "minimum-coverage"]
    assert [each.verdict.value for each in alone] == (["decides"] if verdict else [])


LENGTH = "[tool.ruff]\nline-length = 100\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (with_project(LENGTH), [("100", "decides", "")]),
        (
            with_project(LENGTH + "[tool.isort]\nline_length = 100\n", Makefile="a:\n\truff format\n\tisort .\n"),
            [("100", "decides", ""), ("100", "agrees", "")],
        ),
        (
            with_project(LENGTH + "[tool.isort]\nline_length = 90\n", Makefile="a:\n\truff format\n\tisort .\n"),
            [("100", "decides", ""), ("90", "differs", "ruff format keeps 100")],
        ),
        (
            with_project(LENGTH + "[tool.black]\nline-length = 90\n", Makefile="a:\n\truff format\n"),
            [("100", "decides", ""), ("90", "unknown", "no run of black is held to it")],
        ),
        (
            with_project(
                LENGTH, Makefile="a:\n\truff format\n\tflake8\n", **{".flake8": "[flake8]\nmax-line-length = 120\n"}
            ),
            [("100", "decides", ""), ("120", "agrees", "")],
        ),
        (
            with_project(
                LENGTH, Makefile="a:\n\truff format\n\tflake8\n", **{".flake8": "[flake8]\nmax-line-length = 90\n"}
            ),
            [("100", "decides", ""), ("90", "differs", "ruff format keeps 100")],
        ),
        (
            with_project(LENGTH, Makefile="a:\n\truff format --line-length=$(LENGTH)\n"),
            [("?", "unknown", "the value of `--line-length` is not known")],
        ),
        (
            with_project(Makefile="a:\n\tflake8\n", **{".flake8": "[flake8]\nmax-line-length = 90\n"}),
            [("90", "decides", "")],
        ),
        (
            with_project(LENGTH, Makefile="a:\n\tflake8\n", **{".flake8": "[flake8]\nmax-line-length = 90\n"}),
            [("100", "decides", ""), ("90", "unknown", "no formatter runs that could differ")],
        ),
    ],
)
def test_line_lengths(files: Files, expected: list[Row]) -> None:
    assert rows(files, "line length") == expected


PACKAGE = {"src/demo/__init__.py": "", "tests/test_a.py": ""}


@pytest.mark.parametrize(
    ("source", "row"),
    [
        ("demo", ("demo", "agrees", "")),
        ("src", ("src", "agrees", "")),
        ("src/demo", ("src/demo", "agrees", "")),
        ("demi", ("demi", "differs", "it is neither a folder nor a package of this repository")),
        ("tests", ("tests", "unknown", "it is none of the packages that were found")),
    ],
)
def test_package_path(source: str, row: Row) -> None:
    files = {**with_project(f'[tool.coverage.run]\nsource = ["{source}"]\n'), **PACKAGE}
    assert rows(files, "package path") == [("src/demo", "decides", ""), row]


@pytest.mark.parametrize(
    ("branch", "default", "expected"),
    [
        ("main", "main", [("main", "decides", ""), ("main", "agrees", "")]),
        ("main", "trunk", [("trunk", "decides", ""), ("main", "differs", "the default branch is trunk")]),
        ("release", "main", [("main", "decides", ""), ("release", "unknown", "it names other branches")]),
        (
            "main",
            None,
            [("main", "unknown", "git does not record the default branch (`git remote set-head origin --auto`)")],
        ),
    ],
)
def test_default_branch(branch: str, default: str | None, expected: list[Row]) -> None:
    files = {CI: f"on:\n  push:\n    branches: [{branch}]\njobs: {{}}\n"}
    names = frozenset({default or "main"})
    facts = GitFacts(default_branch=default, local_branches=names, remote_branches=names)
    found = [each for each in declared(files, facts) if each.fact == "default branch"]
    assert [(each.value, each.verdict.value, each.reason) for each in found] == expected


def test_a_project_below_the_root_declares_what_its_own_files_say() -> None:
    files = {
        "pyproject.toml": PROJECT + '[tool.uv.workspace]\nmembers = ["packages/*"]\n',
        "packages/core/pyproject.toml": '[project]\nname = "core"\nrequires-python = ">=3.12"\n',
        **workflow('        python: ["3.11"]\n'),
    }
    member = find_scopes(MemoryRepository(files), Policy())[1]
    assert [(each.value, each.place.path) for each in member.all(Declarations)[0].all] == [
        (">=3.12", "packages/core/pyproject.toml")
    ]


def test_an_empty_repository_declares_nothing() -> None:
    assert declared({}) == ()


def test_a_broken_file_is_a_row() -> None:
    files = {"pyproject.toml": "[project\n", ".python-version": "3.12\n", HOOKS: "repos: [\n"}
    found = {(each.fact, each.value, each.place.path, each.verdict.value) for each in declared(files)}
    assert ("python", "?", "pyproject.toml", "unknown") in found
    assert ("python", "?", HOOKS, "unknown") in found
    assert ("python", "3.12", ".python-version", "unknown") in found


@pytest.mark.parametrize("text", SMALL.values(), ids=SMALL)
def test_hostile_files_never_raise(text: str | bytes) -> None:
    files = dict.fromkeys(NAMES, text)
    for scope in find_scopes(MemoryRepository(files, GitFacts()), Policy()):
        assert isinstance(scope.all(Declarations)[0].all, tuple)
