"""Which tools a repository uses, and what shows it."""

import pytest

from repoaudit.errors import UnknownError
from repoaudit.facts.code_tools import TOOLS_OF_CODE, Role
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.subjects.files.projects import find_scopes
from repoaudit.subjects.views.tool_use import ToolUses


def uses(files: dict[str, str]) -> ToolUses:
    return find_scopes(MemoryRepository(files), Policy())[0].all(ToolUses)[0]


def hook(repo: str, name: str, more: str = "") -> dict[str, str]:
    return {".pre-commit-config.yaml": f"repos:\n  - repo: {repo}\n    hooks:\n      - id: {name}\n{more}"}


def step(text: str) -> dict[str, str]:
    return {".github/workflows/ci.yml": f"on: push\njobs:\n  a:\n    steps:\n      - {text}\n"}


FORMATTING = "uses: astral-sh/ruff-action@v3\n        with:\n          args: format --check"
CALLS_MAKE = "        language: system\n        entry: make types\n"

POE = '[tool.poe.tasks]\nformat.sequence = [{ cmd = "ruff check" }, { cmd = "ruff format" }]\n'

RUNS = {
    "hook": ("black", hook("https://github.com/psf/black", "black")),
    "hook of an unknown repository": ("flake8", hook("https://example.org/own/hooks", "flake8")),
    "local hook": ("pylint", hook("local", "x", "        language: system\n        entry: pylint\n")),
    "hook that calls make": (
        "mypy",
        {
            "Makefile": "types:\n\tmypy .\n",
            **hook("local", "x", CALLS_MAKE),
        },
    ),
    "recipe": ("ruff", {"Makefile": "lint:\n\tuv run ruff check .\n"}),
    "no sub-command": ("ruff", {"Makefile": "lint:\n\tpython -m ruff .\n"}),
    "formatter": ("ruff format", {"Makefile": "format:\n\truff format .\n"}),
    "formatter behind options": ("ruff format", {"Makefile": "format:\n\truff --config x.toml format .\n"}),
    "formatter of uv": ("ruff format", {"Makefile": "format:\n\tuv format\n"}),
    "hatch": ("ruff", {"Makefile": "format:\n\thatch fmt\n"}),
    "sequence of poe": ("ruff format", {"pyproject.toml": POE}),
    "tox": ("flake8", {"tox.ini": "[testenv]\ncommands = flake8 src\n"}),
    "step": ("bandit", step("run: bandit -r src")),
    "action": ("black", step("uses: psf/black@stable")),
    "action that formats": ("ruff format", step(FORMATTING)),
    "action that lints": ("ruff", step("uses: astral-sh/ruff-action@v3")),
    "action for everything": ("super-linter", step("uses: super-linter/super-linter@v7")),
    "plugin": ("flake8", {"requirements-dev.txt": "pytest-flake8\n"}),
    "service": ("service", {".deepsource.toml": ""}),
}


@pytest.mark.parametrize("case", RUNS)
def test_what_runs_a_tool(case: str) -> None:
    name, files = RUNS[case]
    use = uses(files).of(name)
    assert use.is_run
    assert use.is_used
    assert use.place is not None
    assert use.is_hooked is case.startswith(("hook", "local hook"))


NO_RUNS = {
    "nothing": ("ruff", {}),
    "version": ("black", {"Makefile": "info:\n\tblack --version\n"}),
    "the other tool": ("ruff", {"Makefile": "format:\n\truff format .\n"}),
    "cache": ("ruff format", {"Makefile": "clean:\n\truff clean\n"}),
    "action that formats": (
        "ruff",
        step(FORMATTING),
    ),
    "dead step": ("black", step("uses: psf/black@stable\n        if: false")),
    "notebooks": ("black", hook("https://github.com/nbQA-dev/nbQA", "nbqa-black")),
}


@pytest.mark.parametrize("case", NO_RUNS)
def test_what_runs_no_tool(case: str) -> None:
    name, files = NO_RUNS[case]
    assert not uses(files).of(name).is_run


SETTINGS = {
    "ruff": {"ruff.toml": ""},
    "flake8": {"tox.ini": "[flake8]\nmax-line-length = 100\n"},
    "pylint": {".pylintrc": "[MAIN]\n"},
    "isort": {"sub/pyproject.toml": "[project]\nname = 'x'\n[tool.isort]\nprofile = 'black'\n"},
    "pydocstyle": {"setup.cfg": "[pydocstyle]\nconvention = google\n"},
    "pyright": {"pyrightconfig.json": "{}"},
    "bandit": {"pyproject.toml": "[tool.bandit]\nskips = ['B101']\n"},
    "yapf": {".style.yapf": "[style]\n"},
}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_show_a_tool(name: str) -> None:
    use = uses(SETTINGS[name]).of(name)
    assert use.is_configured
    assert use.is_used
    assert not use.is_run
    assert use.place == use.settings[0]


def test_a_declaration_counts_in_lists_for_development_only() -> None:
    text = "[project]\nname = 'x'\ndependencies = ['flake8']\n[dependency-groups]\ndev = ['black']\n"
    found = uses({"pyproject.toml": text})
    assert not found.of("flake8").is_declared
    assert found.of("black").is_declared
    assert [use.name for use in found.used(Role.FORMATTER)] == ["black"]
    assert not found.may_run(Role.FORMATTER)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("justfile", "lint:\n  ruff check .\n"),
        (".travis.yml", "script:\n  - ruff check .\n"),
        (".circleci/config.yml", "jobs:\n  a:\n    steps:\n      - run: ruff check\n"),
        ("scripts/check", "#!/usr/bin/env fish\nruff check $SOURCES\n"),
        ("scripts/lint.py", "subprocess.run(['ruff', 'check'])\n"),
        ("package.json", '{"scripts": {"lint": "ruff check"}}'),
        ("Pipfile", '[scripts]\nlint = "ruff check"\n'),
        (".mise.toml", '[tasks]\nlint = "ruff check"\n'),
    ],
)
def test_texts_that_nobody_else_reads_may_run_it(path: str, text: str) -> None:
    found = uses({path: text})
    use = found.of("ruff")
    assert not use.is_run
    assert use.mention is not None
    assert use.mention.path == path
    assert use.may_be_run
    assert found.may_run(Role.LINTER)
    assert not found.may_run(Role.TYPES)


def test_a_list_of_words_is_a_command() -> None:
    assert uses({"tasks.py": "run(['ruff', 'format', '.'])\n"}).of("ruff format").mention is not None


@pytest.mark.parametrize("path", ["README.md", "setup.py", ".github/dependabot.yml", "requirements.txt", "tox.ini"])
def test_prose_and_lists_are_no_commands(path: str) -> None:
    assert uses({path: "# see ruff check\n"}).of("ruff").mention is None


def test_settings_that_cannot_be_read_are_not_known() -> None:
    use = uses({"pyproject.toml": "[tool"}).of("black")
    assert not use.is_run
    with pytest.raises(UnknownError):
        assert use.is_used


def test_members_have_no_view_of_their_own() -> None:
    root = find_scopes(MemoryRepository({"a/pyproject.toml": "[project]\nname = 'a'\n"}), Policy())[0]
    assert not root.members[0].all(ToolUses)


@pytest.mark.parametrize("name", TOOLS_OF_CODE)
def test_a_repository_without_anything_uses_no_tool(name: str) -> None:
    use = uses({"src/x.py": ""}).of(name)
    assert not use.is_used
    assert not use.may_be_run
    assert use.place is None
