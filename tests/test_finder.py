"""The finder of our own modules finds what the interpreter would."""

import os
import py_compile
import shutil
import sys
from collections.abc import Callable
from importlib.machinery import PathFinder
from importlib.util import cache_from_source
from marshal import dumps
from pathlib import Path
from types import CodeType

import pytest

import repoaudit
from repoaudit.finder import _LARGEST, _current, _Finder, _Loader, install

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
    assert isinstance(found.loader, type(usual.loader))


@pytest.mark.parametrize(
    "name", ["repoaudit", "repoaudit_plugin.text", "yaml", "repoaudit.pages", "repoaudit.nowhere.x"]
)
def test_everything_else_is_left_to_the_interpreter(name: str) -> None:
    assert _Finder().find_spec(name) is None


@pytest.fixture
def module(tmp_path: Path) -> Path:
    path = tmp_path / "some.py"
    path.write_text("value = 1\n", encoding="utf-8")
    py_compile.compile(str(path), doraise=True)
    return path


def current(path: Path) -> CodeType | None:
    return _current(str(path), cache_from_source(str(path)))


def test_current_byte_code_is_read(module: Path) -> None:
    code = current(module)
    assert code is not None
    assert code == compile("value = 1\n", str(module), "exec")


def test_every_module_is_small_enough_to_be_read_at_once() -> None:
    sizes = {path.name: len(dumps(compile(path.read_bytes(), str(path), "exec"))) for path in FOLDER.rglob("*.py")}
    assert max(sizes.values()) < _LARGEST - 16, max(sizes, key=lambda name: sizes[name])


def damage(path: Path) -> None:
    cached = next(path.parent.glob("__pycache__/*.pyc"))
    cached.write_bytes(cached.read_bytes()[:-3])


def move(path: Path) -> None:
    cached = next(path.parent.glob("__pycache__/*.pyc"))
    other = path.parent / "elsewhere" / path.name
    other.parent.mkdir()
    shutil.copy2(path, other)
    py_compile.compile(str(other), str(cached), doraise=True)


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_text("value = 10\n", encoding="utf-8"),
        lambda path: os.utime(path, (1, 1)),
        lambda path: py_compile.compile(str(path), invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH),
        lambda path: shutil.rmtree(path.parent / "__pycache__"),
        lambda path: path.unlink(),
        damage,
        move,
    ],
    ids=["other size", "other time", "by hash", "none", "no source", "damaged", "moved"],
)
def test_other_byte_code_is_left_to_the_interpreter(module: Path, change: Callable[[Path], object]) -> None:
    change(module)
    assert current(module) is None


def test_a_stale_module_is_compiled_anew(module: Path) -> None:
    module.write_text("value = 22\n", encoding="utf-8")
    loader = _Loader("some", str(module))
    loader.cached = cache_from_source(str(module))
    code = loader.get_code("some")
    assert code is not None
    assert 22 in code.co_consts


def test_it_is_asked_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    before = [*sys.meta_path]
    install()
    assert [type(sys.meta_path[0]), *sys.meta_path[1:]] == [_Finder, *before]
