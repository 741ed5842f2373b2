"""What commands run in turn."""

import pytest

from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.scope import Scope
from repoaudit.subjects.collections.called_targets import make_folder
from repoaudit.subjects.collections.calls import called_by, reaches, runs_tests, suite_run_of
from repoaudit.subjects.collections.commands import Command, commands_in
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.projects import find_scopes
from repoaudit.subjects.files.scripts import Runner, Script, Where, nowhere

MAKE = "Makefile"


def root_of(files: dict[str, str]) -> Scope:
    return find_scopes(MemoryRepository(files), Policy())[0]


def command(text: str, folder: str | None = "", environment: dict[str, str] | None = None) -> Command:
    where = Where(Runner.STEP, "test", "ci")
    script = Script(text, Place("ci.yml"), where, offset=nowhere, folder=folder, environment=environment or {})
    return list(commands_in(script))[-1]


def calls(text: str, files: dict[str, str], folder: str | None = "") -> list[str]:
    return [spelled(each) for each in called_by(command(text, folder), root_of(files))]


def spelled(each: Command) -> str:
    return " ".join([each.tool, *(argument.text for argument in each.arguments)])


RULES = """\
.PHONY: all test
PYTEST := pytest -q
FIRST = prepare

all: test lint

test: $(FIRST) | order
\t$(PYTEST) tests

prepare:
\tpip install .

order:
\tmkdir build

lint docs:
\truff check

test-%: prepare
\tpytest tests/$*

again: again
\tmake again
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("make test", ["pip install .", "mkdir build", "pytest -q tests"]),
        ("make", ["pip install .", "mkdir build", "pytest -q tests", "ruff check"]),
        ("make -j 4 -C . lint V=1 -k", ["ruff check"]),
        ("make docs", ["ruff check"]),
        ("make --directory=./ docs prepare", ["ruff check", "pip install ."]),
        ("gmake test-unit", ["pip install .", "pytest tests/$*"]),
        ("make again", ["make again"]),
        ("make -n test", []),
        ("make --version", []),
        ("make nothing-makes-this", []),
    ],
)
def test_make(text: str, expected: list[str]) -> None:
    assert calls(text, {MAKE: RULES}) == expected


def test_make_in_the_folder_of_another_project() -> None:
    member = {"api/pyproject.toml": "[project]\nname = 'api'\n", "api/Makefile": "test:\n\tpytest\n"}
    assert calls("make -C api test", member) == ["pytest"]
    assert calls("make test", member, "api") == ["pytest"]
    assert calls("cd api && make test", member) == ["pytest"]


@pytest.mark.parametrize(
    ("text", "files", "folder"),
    [
        ("make test", {}, ""),
        ("make test", {MAKE: ""}, ""),
        ("make test", {MAKE: "include common.mk\nlint:\n\truff check\n"}, ""),
        ("make ${{ matrix.target }}", {MAKE: RULES}, ""),
        ("make -f other.mk test", {MAKE: RULES}, ""),
        ("make -C docs html", {MAKE: RULES}, ""),
        ("make test", {MAKE: RULES}, None),
        ("make", {MAKE: "$(eval x)\na:\n\ttrue\n"}, ""),
    ],
)
def test_make_that_cannot_be_followed(text: str, files: dict[str, str], folder: str | None) -> None:
    with pytest.raises(UnknownError):
        calls(text, files, folder)


def test_make_in_a_folder_that_is_no_project() -> None:
    files = {MAKE: RULES, "docs/Makefile": "BUILD = sphinx-build\nhtml: clean\n\t$(BUILD) . out\nclean:\n\trm -r out\n"}
    assert calls("make -C docs html", files) == ["rm -r out", "sphinx-build . out"]
    assert calls("make html", files, "docs") == calls("make -C docs html", files)
    assert [each.folder for each in called_by(command("make -C docs html"), root_of(files))] == ["docs", "docs"]


@pytest.mark.parametrize("text", ["make -f other.mk test", "make -C docs html"])
def test_a_makefile_that_was_not_read_is_told(text: str) -> None:
    with pytest.raises(UnknownError, match=r"the Makefile that `make` reads was not read$"):
        calls(text, {MAKE: RULES}, "")


TOX = {
    "tox.ini": (
        "[tox]\nenvlist = py311, lint\n[testenv]\ncommands = pytest\n[testenv:lint]\ncommands = ruff check\n"
        "[testenv:{py38,py39}-django, extra]\ncommands = django-admin check\n[testenv:dev]\ndeps = x\n"
        "[testenv:both]\ncommands =\n    {[testenv:lint]commands}\n    mypy\n"
    )
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tox -e lint", ["ruff check"]),
        ("tox -elint", ["ruff check"]),
        ("tox run -e py312", ["pytest"]),
        ("tox -e py311,lint", ["pytest", "ruff check"]),
        ("tox -e py39-django", ["django-admin check"]),
        ("tox -e extra", ["django-admin check"]),
        ("tox -e dev", ["pytest"]),
        ("uvx tox p -e lint -- --fix", ["ruff check"]),
        ("tox --listenvs", []),
        ("tox list", []),
        ("tox --notest -e lint", []),
    ],
)
def test_tox(text: str, expected: list[str]) -> None:
    assert calls(text, TOX) == expected


FACTORS = {
    "tox.ini": (
        "[tox]\nenvlist = py311-{unit,docs}, linux-check\n[testenv]\ncommands =\n    unit: pytest tests\n"
        "    !unit: mypy\n    docs,html: sphinx-build docs out\n    linux: ruff check\n    py311-docs: codespell\n"
    )
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tox -e py311-unit", ["pytest tests", "ruff check"]),
        ("tox -e py311-docs", ["mypy", "sphinx-build docs out", "ruff check", "codespell"]),
        ("tox -e html", ["mypy", "sphinx-build docs out", "ruff check"]),
        ("tox", ["pytest tests", "ruff check", "mypy", "sphinx-build docs out", "codespell"]),
    ],
)
def test_tox_runs_what_its_factors_ask_for(text: str, expected: list[str]) -> None:
    assert calls(text, FACTORS) == expected


CHOSEN = {
    "tox.ini": (
        "[tox]\nenvlist = py{310,311}-{a,b}, 3.12-tests, qa\n[testenv]\ncommands =\n    a: pytest a\n"
        "    b: pytest b\n    tests: pytest tests\n[testenv:qa]\ncommands = ruff check\n"
        "[testenv:typing-{x,y}]\ncommands = mypy\n"
    )
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tox run -f py311", ["pytest a", "pytest b"]),
        ("tox -fpy311-b", ["pytest b"]),
        ("tox -f py311 b -q", ["pytest b"]),
        ("tox -f b -f qa -- -f a", ["pytest b", "ruff check"]),
        ("tox -f typing", ["mypy"]),
        ("tox -f py399", []),
        ("tox -f ${PYTHON}-tests", ["pytest tests"]),
        ("tox -f py${{ matrix.python }}-a", ["pytest a"]),
    ],
)
def test_tox_runs_the_environments_with_some_factors(text: str, expected: list[str]) -> None:
    assert calls(text, CHOSEN) == expected


def test_tox_runs_the_listed_environments_without_a_choice() -> None:
    assert calls("tox", TOX) == ["pytest", "ruff check"]
    everything = {"pytest", "ruff check", "django-admin check", "mypy"}
    assert everything <= set(calls("tox -e ALL", TOX))
    assert everything <= set(
        calls("tox", {"tox.ini": TOX["tox.ini"].partition("[testenv]")[2].join(("[testenv]", ""))})
    )
    assert everything <= set(calls("tox", {"tox.ini": TOX["tox.ini"] + "[gh]\npython =\n    3.13 = 3.13, both\n"}))
    table = '[tool.tox]\nenv_list = ["lint"]\n[tool.tox.env.lint]\ncommands = [["ruff", "check"]]\n'
    other = '[tool.tox.env.types]\ncommands = [["mypy"]]\n'
    assert calls("tox", {"pyproject.toml": table + other}) == ["ruff check"]
    assert calls("tox", {"pyproject.toml": f'{table}{other}[tool.tox.gh.python]\n"3.13" = ["types"]\n'})[1:] == ["mypy"]


def test_tox_takes_the_choice_from_the_environment() -> None:
    chosen = command("tox", environment={"TOXENV": "lint"})
    assert [spelled(each) for each in called_by(chosen, root_of(TOX))] == ["ruff check"]
    with pytest.raises(UnknownError):
        called_by(command("tox", environment={"TOXENV": "${{ matrix.env }}"}), root_of(TOX))


def test_tox_commands_of_another_environment() -> None:
    reached = [spelled(each) for each in reaches(command("tox -e both"), root_of(TOX))]
    assert "ruff check" in reached
    assert "mypy" in reached
    assert "pytest" not in reached


@pytest.mark.parametrize("text", ["tox -e ${{ matrix.env }}", "tox -m lint", "tox -c other.ini -e lint"])
def test_tox_that_cannot_be_followed(text: str) -> None:
    with pytest.raises(UnknownError):
        calls(text, TOX)
    with pytest.raises(UnknownError):
        calls("tox -e lint", {})


NOX = {
    "noxfile.py": (
        "import nox\n\nnox.options.sessions = ['lint']\n\n\n"
        "@nox.session(python=['3.11', '3.12'])\ndef tests(session):\n    session.run('pytest', '-q')\n\n\n"
        "@nox.session\ndef lint(session):\n    session.run('ruff', 'check')\n\n\n"
        "@nox.session(name='type-check')\ndef types(session):\n    session.run('mypy')\n"
    )
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nox", ["ruff check"]),
        ("nox -s tests", ["pytest -q"]),
        ("nox -s tests-3.12 lint -- -x", ["pytest -q", "ruff check"]),
        ("nox --session=tests", ["pytest -q"]),
        ("nox -e 'tests(1, 2)' --verbose", ["pytest -q"]),
        ("nox --sessions type-check", ["mypy"]),
        ("nox --list", []),
    ],
)
def test_nox(text: str, expected: list[str]) -> None:
    assert calls(text, NOX) == expected


def test_nox_takes_the_choice_from_the_environment() -> None:
    chosen = command("nox", environment={"NOXSESSION": "tests,lint"})
    assert [each.tool for each in called_by(chosen, root_of(NOX))] == ["pytest", "ruff"]
    with pytest.raises(UnknownError):
        called_by(command("nox", environment={"NOXSESSION": "${{ matrix.session }}"}), root_of(NOX))


@pytest.mark.parametrize("text", ["nox -s $SESSION", "nox -k tests", "nox -t lint"])
def test_nox_that_cannot_be_followed(text: str) -> None:
    with pytest.raises(UnknownError):
        calls(text, NOX)
    with pytest.raises(UnknownError):
        calls("nox -s tests", {"noxfile.py": ""})


TASKS = {
    "pyproject.toml": """\
[tool.hatch.envs.default.scripts]
cov = "coverage report"
all = ["test", "cov"]
test = "pytest {args}"
[tool.hatch.envs.lint.scripts]
check = "ruff check"
[tool.pdm.scripts]
unit = "pytest unit"
every = {composite = ["unit", "mypy"]}
[tool.poe.tasks]
spell = "codespell"
[tool.pixi.tasks]
build = "make html"
[tool.taskipy.tasks]
pre_lint = "ruff format"
lint = "ruff check && mypy src"
post_lint = { cmd = "codespell", help = "look for typos" }
""",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hatch run test", ["pytest {args}"]),
        ("hatch run lint:check", ["ruff check"]),
        ("hatch -e lint run check", ["ruff check"]),
        ("hatch -v --env=lint run check", ["ruff check"]),
        ("hatch run -x lint:check", ["ruff check"]),
        ("hatch run", []),
        ("hatch run lint:test", ["pytest {args}"]),
        ("hatch run +py=3.12 lint.py3.12:check", ["ruff check"]),
        ("hatch run unknown", []),
        ("hatch build", []),
        ("pdm run unit", ["pytest unit"]),
        ("pdm unit", ["pytest unit"]),
        ("pdm install", []),
        ("uv run poe spell", ["codespell"]),
        ("pixi run build", ["make html"]),
        ("uv run task lint", ["ruff format", "ruff check", "mypy src", "codespell"]),
        ("task pre_lint", ["ruff format"]),
        ("task build", []),
        ("pdm run spell", []),
    ],
)
def test_tasks(text: str, expected: list[str]) -> None:
    assert calls(text, TASKS) == expected


@pytest.mark.parametrize(("text", "expected"), [("hatch run all", "pytest"), ("pdm run every", "pytest")])
def test_tasks_call_each_other(text: str, expected: str) -> None:
    assert expected in {each.tool for each in reaches(command(text), root_of(TASKS))}


SCRIPTS = {
    "scripts/test.sh": "#!/bin/sh\nset -e\npytest\n",
    "scripts/all.sh": "./scripts/test.sh\nbash scripts/lint.sh\n",
    "scripts/check": "#!/usr/bin/env bash\nmypy\n",
    "scripts/test": "#!/bin/sh\npytest -x\n",
    "scripts/tool": "#!/usr/bin/env python3\nimport shutil\n",
    "scripts/lint.sh": "ruff check\nsource scripts/all.sh\n",
}


@pytest.mark.parametrize(
    ("text", "folder", "expected"),
    [
        ("bash scripts/test.sh", "", ["set -e", "pytest"]),
        ("bash -ex ./scripts/test.sh --all", "", ["set -e", "pytest"]),
        ("./scripts/test.sh", "", ["set -e", "pytest"]),
        ("scripts/check", "", ["mypy"]),
        ("./scripts/test --all", "", ["pytest -x"]),
        ("../scripts/test", "docs", ["pytest -x"]),
        ("scripts/tool", "", []),
        ("/scripts/test", "", []),
        ("sh ../scripts/test.sh", "docs", ["set -e", "pytest"]),
        (". scripts/test.sh", "", ["set -e", "pytest"]),
        ("bash -c 'cd x && pytest -q; ruff check'", "", ["pytest -q", "ruff check"]),
        ("sh -ec pytest", None, ["pytest"]),
        ("bash missing.sh", "", []),
        ("codecov.sh", "", []),
        ("bash", "", []),
    ],
)
def test_scripts(text: str, folder: str | None, expected: list[str]) -> None:
    assert calls(text, SCRIPTS, folder) == expected


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("bash $SCRIPT", SCRIPTS),
        ("bash deep/test.sh", {"deep/test.sh": "\n"}),
        ("./test.sh", {"ci/test.sh": "pytest\n", "bin/test.sh": "ruff\n"}),
        ("./test.sh", {"test.sh": ""}),
    ],
)
def test_scripts_that_cannot_be_followed(text: str, files: dict[str, str]) -> None:
    with pytest.raises(UnknownError):
        calls(text, files)


def test_calls_in_circles_come_to_an_end() -> None:
    reached = [spelled(each) for each in reaches(command("bash scripts/all.sh"), root_of(SCRIPTS))]
    assert len(reached) == len(set(reached))
    assert {"pytest", "ruff check"} <= set(reached)
    loop = {MAKE: "a:\n\tsh -c 'make a'\n"}
    assert [each.tool for each in reaches(command("make a"), root_of(loop))] == ["make", "sh", "make"]


def test_calls_that_branch_without_end_have_a_budget() -> None:
    many = "".join(f"t{each}:\n" + f"\tmake t{each + 1}\n\tsh -c 'make t{each + 1}'\n" * 3 for each in range(500))
    with pytest.raises(UnknownError, match="too much"):
        list(reaches(command("make t0"), root_of({MAKE: many})))


def test_what_is_known_comes_before_what_is_not() -> None:
    files = {MAKE: "test: unit\n\tmake $(OTHER)\nunit:\n\tpytest\n"}
    found = reaches(command("make test"), root_of(files))
    assert next(found).tool == "make"
    assert "pytest" in {next(found).tool, next(found).tool}
    with pytest.raises(UnknownError):
        list(found)
    run = suite_run_of(command("make test"), root_of(files))
    assert run is not None
    assert run.tool == "pytest"


def test_a_suite_that_may_be_there_is_not_known() -> None:
    with pytest.raises(UnknownError):
        suite_run_of(command("make lint"), root_of({MAKE: "lint:\n\truff check\n\tmake $(OTHER)\n"}))
    assert suite_run_of(command("make lint"), root_of({MAKE: "lint:\n\truff check\n"})) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pytest", True),
        ("python -m unittest discover", True),
        ("uv run coverage run -m pytest", True),
        ("python manage.py test app", True),
        ("python manage.py migrate", False),
        ("hatch test", True),
        ("pytest --collect-only", False),
        ("pytest --co -q", False),
        ("pytest --version", False),
        ("pytest -l", True),
        ("ruff check", False),
        ("python", False),
    ],
)
def test_runs_of_tests(text: str, expected: bool) -> None:  # noqa: FBT001
    assert runs_tests(command(text)) is expected


def test_a_command_that_calls_nothing_is_all_that_it_reaches() -> None:
    single = command("ruff check")
    assert list(reaches(single, root_of({}))) == [single]
    assert called_by(single, root_of({})) == ()


def test_tox_reads_its_environments_from_either_variable() -> None:
    files = {"tox.ini": "[testenv:a]\ncommands = pytest\n[testenv:b]\ncommands = mypy\n"}
    for name in ("TOXENV", "TOX_ENV"):
        assert [each.tool for each in called_by(command("tox", environment={name: "b"}), root_of(files))] == ["mypy"]


def test_replacements_in_native_toml() -> None:
    text = """\
[env_run_base]
commands = [["pytest", "-v", {replace = "posargs", default = ["tests"], extend = true}]]
[env.fast]
commands = [{replace = "ref", of = ["env_run_base", "commands"], extend = true}, ["mypy", {replace = "env"}]]
"""
    root = root_of({"tox.toml": text})
    assert calls("tox -e py", {"tox.toml": text}) == ["pytest -v tests"]
    first = command("tox -e fast")
    assert {each.tool for each in reaches(first, root)} >= {"pytest", "mypy"}


@pytest.mark.parametrize(
    "task",
    [
        'ci = ["lint", "test"]',
        'ci.sequence = ["lint", {ref = "test"}]',
        'ci.parallel = [{cmd = "ruff check"}, {ref = "test -v"}]',
        'ci.sequence = [["lint", "test"]]',
    ],
)
def test_tasks_of_poe_that_consist_of_others(task: str) -> None:
    text = f"[tool.poe.tasks]\nlint = 'ruff check'\ntest.cmd = 'pytest'\n{task}\n"
    found = {each.tool for each in reaches(command("poe ci"), root_of({"pyproject.toml": text}))}
    assert found >= {"ruff", "pytest"}


def test_tasks_of_pixi_that_depend_on_others() -> None:
    text = "[tasks]\nlint = 'ruff check'\nci = {depends-on = ['lint', {task = 'test'}]}\ntest = 'pytest'\n"
    found = {each.tool for each in reaches(command("pixi run ci"), root_of({"pixi.toml": text}))}
    assert found >= {"ruff", "pytest"}


@pytest.mark.parametrize(
    "text",
    [
        *("bash deep/down/test.sh", "deep/down/test.sh", "./deep/down/test.sh"),
        *("conda run -n demo ./deep/down/test.sh", "uv run deep/down/test.sh"),
    ],
)
def test_scripts_in_any_folder_run_where_they_are_called(text: str) -> None:
    files = {"deep/down/test.sh": "# no first line\nruff check\ncd lib\npytest\n"}
    assert calls(text, files) == ["ruff check", "pytest"]
    inner = called_by(command(text, "app"), root_of({f"app/{path}": text for path, text in files.items()}))
    assert [each.folder for each in inner] == ["app", "app/lib"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "$GITHUB_WORKSPACE/do/test.sh",
            "bash ${GITHUB_WORKSPACE}/do/test.sh",
            "sh ${{ github.workspace }}/do/test.sh",
        ),
        *(
            'bash "$GITHUB_ACTION_PATH/test.sh"',
            "bash ${{ github.action_path }}/test.sh",
            "sh $CI_PROJECT_DIR/do/test.sh",
        ),
    ],
)
def test_scripts_by_the_folder_that_a_service_names(text: str) -> None:
    script = Script(text, Place("do/action.yml"), Where(Runner.STEP, "do", "do"), offset=nowhere, folder="elsewhere")
    called = called_by(next(iter(commands_in(script))), root_of({"do/test.sh": "pytest\n"}))
    assert [each.tool for each in called] == ["pytest"]


def test_scripts_of_a_member_run_in_its_folder() -> None:
    files = {
        "pyproject.toml": "[tool.uv.workspace]\nmembers = ['backend']\n",
        "backend/pyproject.toml": "[project]\nname = 'app'\nversion = '1'\n",
        "backend/scripts/start.sh": "bash scripts/test.sh\n",
        "backend/scripts/test.sh": "pytest tests\n",
    }
    for start in (command("bash scripts/start.sh", "backend"), command("bash backend/scripts/start.sh")):
        reached = [each for each in reaches(start, root_of(files)) if each.tool == "pytest"]
        assert [each.folder for each in reached] == ["backend"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("python -m django test -v2 tests", True),
        ("coverage run -m django test", True),
        ("django-admin test", True),
        ("./manage.py test", True),
        ("python -m django makemessages -l en", False),
    ],
)
def test_django_runs_tests(text: str, expected: bool) -> None:  # noqa: FBT001  # pytest's
    assert runs_tests(command(text)) is expected


def test_make_in_a_folder_of_tox() -> None:
    files = {
        "tox.ini": "[testenv:docs]\nchangedir = src\ncommands = make -C {toxinidir}/docs html\n",
        "docs/pyproject.toml": "[project]\nname = 'docs'\nversion = '1'\n",
        "docs/Makefile": "html:\n\tsphinx-build . out\n",
    }
    assert make_folder(next(each for each in all_commands(root_of(files)) if each.tool == "make")) == "docs"


def test_the_program_that_a_variable_of_tox_may_replace() -> None:
    files = {"tox.ini": "[testenv]\ncommands = {env:RUNNER:pytest} {posargs:tests}\n"}
    assert calls("tox -e py", files) == ["pytest {posargs:tests}"]
    assert runs_tests(next(each for each in all_commands(root_of(files))))


INHERITED = """\
[testenv]
commands_pre = pip check
commands = pytest
commands_post = coverage report
[testenv:lint]
commands = ruff check
[testenv:ready]
commands_pre = mypy
[testenv:nothing]
commands_pre =
commands =
commands_post =
[testenv:{both,lint}]
commands_post = codespell
[testenv:based]
base = lint
[testenv:{one,other}]
commands =
    one: flake8
[testenv:nowhere]
base = somewhere
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("py312", ["pip check", "pytest", "coverage report"]),
        ("lint", ["pip check", "ruff check", "coverage report"]),
        ("ready", ["mypy", "pytest", "coverage report"]),
        ("both", ["pip check", "pytest", "codespell"]),
        ("nothing", []),
        ("one", ["pip check", "flake8", "coverage report"]),
        ("other", ["pip check", "pytest", "coverage report"]),
        ("based", ["ruff check"]),
    ],
)
def test_tox_takes_each_setting_from_the_section_that_has_it(name: str, expected: list[str]) -> None:
    assert calls(f"tox -e {name}", {"tox.ini": INHERITED}) == expected


def test_tox_takes_commands_from_a_section_that_is_not_read() -> None:
    with pytest.raises(UnknownError, match="somewhere"):
        calls("tox -e nowhere", {"tox.ini": INHERITED})


def test_tox_inherits_in_toml() -> None:
    text = """\
[env_run_base]
commands_pre = [["pip", "check"]]
commands = [["pytest"]]
[env.lint]
commands = [["ruff", "check"]]
[env.nothing]
commands_pre = []
commands = []
[env.based]
base = ["env.lint"]
"""
    for name, expected in (("lint", ["pip check", "ruff check"]), ("nothing", []), ("based", ["ruff check"])):
        assert calls(f"tox -e {name}", {"tox.toml": text}) == expected
