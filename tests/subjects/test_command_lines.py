"""Commands wherever they stand: their words, places, folders and fixes."""

import pytest

from repoaudit.fixes import realise
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.scope import Scope
from repoaudit.subjects.collections.commands import Command
from repoaudit.subjects.collections.gathering import all_commands, commands_of
from repoaudit.subjects.files.projects import find_scopes
from repoaudit.subjects.files.scripts import Runner


def scope_of(**files: str) -> Scope:
    return scopes_of(files)[0]


def scopes_of(files: dict[str, str]) -> tuple[Scope, ...]:
    return find_scopes(MemoryRepository(files), Policy())


def commands(files: dict[str, str]) -> tuple[Command, ...]:
    return all_commands(scopes_of(files)[0])


def one(files: dict[str, str], tool: str) -> Command:
    (found,) = (command for command in commands(files) if command.tool == tool)
    return found


def written(files: dict[str, str], command: Command) -> str:
    place = command.place
    assert place.span is not None
    return files[place.path][place.span.start : place.span.end]


SOURCES = {
    "Makefile": "test: lint\n\t@cd sub && \\\n\tpytest -n 4 tests\nlint:\n\truff check .\n",
    "tox.ini": "[testenv]\ncommands =\n    mypy --strict src\n    - flake8 src\n",
    ".gitlab-ci.yml": "test:\n  script:\n    - bandit -r src\n    - |\n      set -e\n      pylint src\n",
    ".github/workflows/ci.yml": (
        "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n"
        "      - run: |\n          black --check . # quick\n          isort --check .\n"
    ),
    "pyproject.toml": (
        '[tool.hatch.envs.default.scripts]\ndocs = "pydocstyle src"\nall = ["docs", "pyright src"]\n'
        '[tool.pdm.scripts]\ntypes = {cmd = "ty check"}\n'
        '[tool.poe.tasks]\nspell = "codespell"\n'
        '[tool.taskipy.tasks]\nsort = {cmd = "toml-sort pyproject.toml"}\n'
    ),
    "scripts/audit.sh": "#!/bin/bash -e\npip-audit --strict\n",
}


def test_every_source_of_commands_is_read() -> None:
    found = {command.tool: command.where.runner for command in commands(SOURCES)}
    assert (
        found.items()
        >= {
            "pytest": Runner.MAKE,
            "ruff": Runner.MAKE,
            "mypy": Runner.TOX,
            "flake8": Runner.TOX,
            "bandit": Runner.GITLAB,
            "pylint": Runner.GITLAB,
            "black": Runner.STEP,
            "isort": Runner.STEP,
            "pydocstyle": Runner.HATCH,
            "pyright": Runner.HATCH,
            "ty": Runner.PDM,
            "codespell": Runner.POE,
            "toml-sort": Runner.TASKIPY,
            "pip-audit": Runner.SHELL,
        }.items()
    )


def test_places_are_exact_in_every_syntax() -> None:
    for tool, text in {
        "pytest": "pytest -n 4 tests",
        "mypy": "mypy --strict src",
        "bandit": "bandit -r src",
        "pylint": "pylint src",
        "black": "black --check .",
        "isort": "isort --check .",
        "pydocstyle": "pydocstyle src",
        "pyright": "pyright src",
        "ty": "ty check",
        "pip-audit": "pip-audit --strict",
    }.items():
        assert written(SOURCES, one(SOURCES, tool)) == text


def test_words_can_be_replaced_in_every_syntax() -> None:
    repository = MemoryRepository(SOURCES)
    scope = find_scopes(repository, Policy())[0]
    for command in all_commands(scope):
        if command.tool in {"pytest", "mypy", "black", "pydocstyle", "ty"}:
            fix = command.arguments[0].replace("--changed")
            assert fix is not None, command
            (text,) = realise(fix, repository).texts.values()
            assert text.count("--changed") == 1
            assert len(text) == len(SOURCES[command.place.path]) - len(command.arguments[0].text) + len("--changed")


def test_cd_changes_the_folder_of_what_follows() -> None:
    assert one(SOURCES, "pytest").folder == "sub"
    assert one(SOURCES, "ruff").folder == ""


def test_cd_in_a_subshell_ends_with_it() -> None:
    files = {"Makefile": "a:\n\t(cd docs && pylint .); mypy .\n"}
    assert one(files, "pylint").folder == "docs"
    assert one(files, "mypy").folder == ""


def test_a_folder_behind_a_variable_is_unknown() -> None:
    assert one({"Makefile": "a:\n\tcd $(WHERE) && pytest\n"}, "pytest").folder is None
    assert one({"Makefile": "a:\n\tcd ../other && pytest\n"}, "pytest").folder is None
    assert one({"Makefile": "a:\n\tcd sub && cd - && pytest\n"}, "pytest").folder is None
    assert one({"Makefile": "a:\n\tcd /usr && pytest\n"}, "pytest").folder is None
    assert one({"Makefile": "a:\n\tcd a b && pytest\n"}, "pytest").folder is None
    assert one({"Makefile": "a:\n\tcd sub/.. && pytest\n"}, "pytest").folder == ""
    assert one({"Makefile": "a:\n\tcd sub && cd ./more/ && pytest\n"}, "pytest").folder == "sub/more"


@pytest.mark.parametrize("key", ["change_dir", "changedir"])
def test_an_environment_of_tox_runs_in_its_folder(key: str) -> None:
    files = {"tox.ini": f"[testenv]\n{key} = docs\ncommands = pytest\n"}
    assert one(files, "pytest").folder == "docs"


def test_what_tox_ignores() -> None:
    text = "[testenv]\ncommands =\n    - flake8 src\n    mypy src\n"
    files = {"tox.ini": f"{text}[testenv:a]\nignore_outcome = True\ncommands = ruff check\n"}
    lost = {tool: one(files, tool).swallowed is not None for tool in ("flake8", "mypy", "ruff")}
    assert lost == {"flake8": True, "mypy": False, "ruff": True}


TASK_FOLDERS = """[tool.pdm.scripts]
a = { cmd = "pytest", working_dir = "one" }
b = { composite = ["mypy"], working_dir = "two" }
c = { cmd = ["ruff", "check"], working_dir = "three" }
[tool.poe.tasks]
d = { cmd = "black .", cwd = "$HERE" }
e = { cmd = "isort .", cwd = "{{ here }}" }
[tool.poe.tasks.f]
shell = "pylint a"
cwd = "six"
[tool.pixi.tasks]
g = { cmd = ["bandit", "-r"], cwd = "seven" }
cwd = "flake8"
"""


@pytest.mark.parametrize(
    ("tool", "folder"),
    [
        *(("pytest", "one"), ("mypy", "two"), ("ruff", "three"), ("black", None)),
        *(("isort", None), ("pylint", "six"), ("bandit", "seven"), ("flake8", "")),
    ],
)
def test_a_task_runs_where_its_table_says(tool: str, folder: str | None) -> None:
    found = [each.folder for each in commands({"pyproject.toml": TASK_FOLDERS}) if each.tool == tool]
    assert set(found) == {folder}


def test_variables_of_a_makefile_are_expanded() -> None:
    command = one({"Makefile": "TESTS = tests unit\nRUN := uv run\nt:\n\t$(RUN) pytest $(TESTS)\n"}, "pytest")
    assert [argument.text for argument in command.arguments] == ["tests", "unit"]
    assert command.via == ("uv run",)


def test_commands_belong_to_the_project_of_their_folder() -> None:
    files = {
        "pyproject.toml": "[tool.uv.workspace]\nmembers = ['packages/*']\n",
        "packages/a/pyproject.toml": "[project]\nname = 'a'\n",
        "Makefile": "a:\n\tcd packages/a && pytest\nall:\n\tmypy .\n",
    }
    root, member = scopes_of(files)
    assert [command.tool for command in commands_of(root)] == ["mypy"]
    assert [command.tool for command in commands_of(member)] == ["pytest"]


def test_options_in_all_spellings() -> None:
    command = one({"Makefile": "t:\n\tpytest -n 4 -n5 --numprocesses=6 --dist load -- -n 7\n"}, "pytest")
    assert [option.value for option in command.options("-n", "--numprocesses")] == ["4", "5", "6"]
    last = command.option("-n", "--numprocesses")
    assert last is not None
    assert last.value == "6"
    assert command.flag("--dist") is not None
    assert command.flag("-n7") is None


def test_environment_of_a_command() -> None:
    command = one({"Makefile": 't:\n\tPYTEST_ADDOPTS="-n 2" pytest\n'}, "pytest")
    assert command.environment["PYTEST_ADDOPTS"] == "-n 2"


def test_what_swallows_a_failure() -> None:
    files = {"Makefile": "a:\n\t-pytest\nb:\n\tmypy . || true\nc:\n\truff check .\n"}
    assert one(files, "pytest").swallowed is not None
    swallowed = one(files, "mypy").swallowed
    assert swallowed is not None
    assert swallowed.text == "|| true"
    assert one(files, "ruff").swallowed is None


def test_a_broken_file_does_not_hide_the_commands_of_others() -> None:
    files = {"Makefile": "t:\n\tpytest\n", "tox.ini": "nothing\n", ".gitlab-ci.yml": "a: [\n"}
    assert [command.tool for command in commands(files)] == ["pytest"]


def test_pushd_leads_back() -> None:
    text = "a:\n\tpushd sub && pylint . && pushd more && pytest; popd && ruff .; popd && mypy .; popd && black .\n"
    folders = {tool: one({"Makefile": text}, tool).folder for tool in ("pylint", "pytest", "ruff", "mypy", "black")}
    assert folders == {"pylint": "sub", "pytest": "sub/more", "ruff": "sub", "mypy": "", "black": None}


def test_below_an_unknown_folder_the_end_of_the_path_is_known() -> None:
    assert one({"Makefile": "a:\n\tcd $(WHERE) && cd other/ && cd more && pytest\n"}, "pytest").beyond == "other/more"
    assert one({"Makefile": "a:\n\tcd $(WHERE) && cd other && cd .. && pytest\n"}, "pytest").beyond == ""
    assert one({"Makefile": "a:\n\tcd $(WHERE) && cd .. && pytest\n"}, "pytest").beyond == ""
    assert one({"Makefile": "a:\n\tcd sub && pytest\n"}, "pytest").beyond == ""
