"""Targets of Makefiles, and the help target that the fix writes, run by the real make."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from repoaudit.documents.make import parse_make
from repoaudit.errors import UnknownError
from repoaudit.fixes import realise
from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.files.make_targets import Target, plain_targets
from repoaudit.subjects.files.makefile import Makefile
from repoaudit.subjects.files.projects import find_scopes

TEXT = """VERSION := 1
.PHONY: lint

# Run all tests
test: lint
\tpytest
lint: ## Look for problems
\truff check .
docs::
\tmkdocs build
build/x.o: x.c
\tcc x.c
clean:
\trm -rf build
all: test lint
"""


def makefile(files: dict[str, str]) -> Makefile:
    (found,) = find_scopes(MemoryRepository(files), Policy())[0].all(Makefile)
    return found


def run_make(folder: Path, *arguments: str) -> str:
    """Run make as from a terminal, though the tests may themselves run in a recipe."""
    inherited = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    environment = {key: value for key, value in os.environ.items() if key not in inherited}
    done = subprocess.run(["make", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.skipif(shutil.which("make") is None, reason="needs GNU make")
def test_the_help_target_prints_every_target(tmp_path: Path) -> None:
    repository = MemoryRepository({"Makefile": TEXT})
    fix = find_scopes(repository, Policy())[0].all(Makefile)[0].with_help
    (tmp_path / "Makefile").write_text(realise(fix, repository).texts["Makefile"], encoding="utf-8")
    printed = run_make(tmp_path, "help")
    lines = {line.split()[0]: line.strip().partition(" ")[2].strip() for line in printed.splitlines()}
    assert lines == {
        "test": "Run all tests",
        "lint": "Look for problems",
        "docs": "",
        "clean": "",
        "all": "",
        "help": "Show this list",
    }
    assert run_make(tmp_path, "-n") == "ruff check .\npytest\n", "the default goal is what it was"


@pytest.mark.parametrize(
    ("recipe", "makes"),
    [
        ("python -m venv env", False),
        ("python -m venv out", True),
        ("touch out", True),
        ("mkdir -p out", True),
        ("cc -o out main.c", True),
        ("sort < in > out", True),
        ("sort < in > outer", False),
        ("sort < in > out.txt", False),
        ("cp a $@", True),
        ("echo out", False),
        ("cp build/x ./out", True),
    ],
)
def test_recipes_that_make_their_file(recipe: str, makes: bool) -> None:  # noqa: FBT001  # an expectation
    (target,) = plain_targets(parse_make("Makefile", f"out:\n\t{recipe}\n"))
    assert target.makes_its_file is makes


def test_only_plain_names_are_tasks() -> None:
    names = [target.name for target in plain_targets(parse_make("Makefile", TEXT))]
    assert names == ["test", "lint", "docs", "clean", "all"]


@pytest.mark.parametrize("line", ["include other.mk", "$(eval $(call rules,x))", "-include present.mk"])
def test_targets_that_come_from_elsewhere_are_unknown(line: str) -> None:
    found = makefile({"Makefile": f"{line}\ntest:\n\tpytest\n", "present.mk": "more:\n\ttrue\n"})
    with pytest.raises(UnknownError):
        _ = found.targets


def test_an_optional_include_that_is_not_there_hides_nothing() -> None:
    found = makefile({"Makefile": "-include .env\ntest:\n\tpytest\n"})
    assert [target.name for target in found.targets] == ["test"]


@pytest.mark.parametrize("text", ["", "\n\n", "{{ cookiecutter.name }}:\n\techo\n"])
def test_placeholders_and_templates_are_no_makefiles(text: str) -> None:
    assert find_scopes(MemoryRepository({"Makefile": text}), Policy())[0].all(Makefile) == ()


def test_the_first_name_that_make_looks_for_wins() -> None:
    assert makefile({"Makefile": "a:\n", "GNUmakefile": "b:\n"}).path == "GNUmakefile"


def test_a_target_of_the_tree_is_seen() -> None:
    found = makefile({"Makefile": "tests:\n\tpytest\n", "tests/test_a.py": ""})
    target: Target = found.targets[0]
    assert found.exists_beside(target)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("$(Q)pytest -q", ["pytest", "-q"]),
        ("$(Q) pytest $(V)", ["pytest", "-v"]),
        ("$(ASIDE) -x", ["pytest", "-x"]),
        ("$(NONE)@pytest", ["pytest"]),
        ("echo $(V)", ["echo", "-v"]),
    ],
)
def test_flags_of_a_line_may_come_from_a_variable(line: str, expected: list[str]) -> None:
    text = f"Q = @\nV = -v\nASIDE = - @pytest\nNONE =\ntest:\n\t{line}\n"
    (command,) = all_commands(find_scopes(MemoryRepository({"Makefile": text}), Policy())[0])
    assert [command.tool, *(argument.text for argument in command.arguments)] == expected
