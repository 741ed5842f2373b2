"""The finder of our own modules finds what the interpreter would."""

import sys
from importlib.machinery import PathFinder
from pathlib import Path

import pytest

import repoaudit
from repoaudit.finder import _Finder, install

FOLDER = Path(repoaudit.__file__).parent
MODULES = ["repoaudit.text", "repoaudit.rules", "repoaudit.rules.coverage.missing_fail_under", "repoaudit._index"]


@pytest.mark.parametrize("name", MODULES)
def test_it_agrees_with_the_interpreter(name: str) -> None:
    found = _Finder().find_spec(name)
    parent = FOLDER.joinpath(*name.split(".")[1:-1])
    usual = PathFinder.find_spec(name, [str(parent)])
    assert found is not None
    assert usual is not None
    assert (found.name, found.origin, found.cached) == (usual.name, usual.origin, usual.cached)
    assert found.submodule_search_locations == usual.submodule_search_locations
    assert (found.has_location, found.parent) == (usual.has_location, usual.parent)
    assert type(found.loader) is type(usual.loader)


@pytest.mark.parametrize(
    "name", ["repoaudit", "repoaudit_plugin.text", "yaml", "repoaudit.pages", "repoaudit.nowhere.x"]
)
def test_everything_else_is_left_to_the_interpreter(name: str) -> None:
    assert _Finder().find_spec(name) is None


def test_it_is_asked_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    before = [*sys.meta_path]
    install()
    assert [type(sys.meta_path[0]), *sys.meta_path[1:]] == [_Finder, *before]
