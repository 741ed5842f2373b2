"""One fact, several places."""

from repoaudit.policy import Policy
from repoaudit.repository import MemoryRepository
from repoaudit.subjects.files.projects import find_scopes
from repoaudit.subjects.views.declarations import Declarations

FILES = {
    "pyproject.toml": '[project]\nname = "demo"\nrequires-python = ">=3.11"\n'
    'classifiers = ["Programming Language :: Python :: 3.12"]\n'
    '[dependency-groups]\ndev = ["ruff==0.17.6"]\n'
    "[tool.coverage.report]\nfail_under = 90\n",
    ".python-version": "3.13\n",
    ".pre-commit-config.yaml": "repos:\n- repo: https://github.com/astral-sh/ruff-pre-commit\n  rev: v0.16.0\n"
    "  hooks:\n  - id: ruff-check\n",
}


def declarations(files: dict[str, str]) -> Declarations:
    return find_scopes(MemoryRepository(files), Policy())[0].all(Declarations)[0]


def test_every_place_declares_its_value() -> None:
    found = {(each.fact, each.value, each.place.path) for each in declarations(FILES).all}
    assert found == {
        ("python", ">=3.11", "pyproject.toml"),
        ("python", "3.12", "pyproject.toml"),
        ("python", "3.13", ".python-version"),
        ("ruff version", "0.16.0", ".pre-commit-config.yaml"),
        ("ruff version", "0.17.6", "pyproject.toml"),
        ("minimum coverage", "90", "pyproject.toml"),
    }


def test_an_empty_repository_declares_nothing() -> None:
    assert declarations({}).all == ()


def test_what_cannot_be_known_is_left_out() -> None:
    files = {**FILES, "pyproject.toml": "[project\n"}
    assert {each.fact for each in declarations(files).all} == {"python", "ruff version"}
