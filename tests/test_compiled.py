"""Compiled patterns that are kept from run to run."""

import marshal
import os
import re
import shutil
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import repoaudit
from compiling import traced
from repoaudit import compiled
from repoaudit.compiled import Kept, _read, _version
from repoaudit.regex import _Lazy

NAMED = r"(?P<year>\d{4})-(?P<month>\d\d)(x)?"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    return str(tmp_path / "__pycache__" / "patterns.marshal")


def _kept(file: str, *patterns: str) -> None:
    kept = Kept(file)
    for pattern in patterns:
        kept.compile(pattern, 0)
    kept.keep()


def _no_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(pattern: str, flags: int) -> object:
        raise AssertionError((pattern, flags))

    monkeypatch.setattr(compiled, "_entry", refuse)


def _patterns() -> Iterator[tuple[str, int]]:
    """Yield the pattern and flags of every late pattern of the package."""
    for module in walk_packages(repoaudit.__path__, "repoaudit."):
        import_module(module.name)
    for name, imported in tuple(sys.modules.items()):
        if name.partition(".")[0] in {"repoaudit", "tomli", "yaml"}:
            late = (each for each in vars(imported).values() if isinstance(each, _Lazy))
            yield from (each._arguments for each in late)  # noqa: SLF001  # what it will compile


def test_every_pattern_is_after_a_reading_what_it_would_be(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    patterns = set(_patterns())
    assert len(patterns) > 300
    kept = Kept(file)
    for pattern, flags in patterns:
        kept.compile(pattern, flags)
    kept.keep()
    _no_compiler(monkeypatch)
    again = Kept(file)
    for pattern, flags in patterns:
        found, right = again.compile(pattern, flags), re.compile(pattern, flags)
        assert found == right  # two patterns are equal if pattern, flags and the matcher's numbers are
        assert (found.groups, found.groupindex) == (right.groups, right.groupindex)


def test_groups_keep_their_names(file: str) -> None:
    _kept(file, NAMED)
    match = Kept(file).compile(NAMED, 0).search("in 2024-05")
    assert match is not None
    assert match.groupdict() == {"year": "2024", "month": "05"}
    assert match.lastgroup == "month"


def test_flags_tell_patterns_apart(file: str) -> None:
    _kept(file, "a")
    assert Kept(file).compile("a", re.IGNORECASE).search("A")
    assert not Kept(file).compile("a", 0).search("A")


def test_a_mistake_is_raised_as_by_re(file: str) -> None:
    with pytest.raises(re.error, match="unterminated subpattern"):
        Kept(file).compile("(", 0)


@pytest.mark.parametrize("data", [b"", b"\x00", b"[", marshal.dumps(1), marshal.dumps((1, {})), marshal.dumps("ab")])
def test_a_damaged_or_foreign_file_is_replaced(file: str, data: bytes) -> None:
    Path(file).parent.mkdir()
    Path(file).write_bytes(data)
    assert Kept(file).compile("a+", 0) == re.compile("a+")
    _kept(file, "a+")
    assert list(_read(file)) == ["0 a+"]


@pytest.mark.parametrize(
    "entry",
    [
        None,
        (),
        (0, b"", 0, {}, ()),
        (32, b"\x01\x02", 0, {}, (None,)),
        (32, b"\xff" * 64, 0, {}, (None,)),
        (1, 2, 3, 4, 5),
    ],
)
def test_a_damaged_entry_is_not_used(file: str, entry: object) -> None:
    Path(file).parent.mkdir()
    Path(file).write_bytes(marshal.dumps((_version(), {"0 a+": entry})))
    assert Kept(file).compile("a+", 0) == re.compile("a+")


def test_what_another_process_kept_stays(file: str) -> None:
    one, other = Kept(file), Kept(file)
    one.compile("a", 0)
    other.compile("b", 0)
    one.keep()
    other.keep()
    assert set(_read(file)) == {"0 a", "0 b"}


def test_what_earlier_versions_kept_does_not_pile_up(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_MOST", 2)
    _kept(file, "a", "b", "c")
    _kept(file, "d")
    assert set(_read(file)) == {"0 d"}


def test_nothing_is_written_without_something_new(file: str) -> None:
    _kept(file, "a")
    os.utime(file, (1, 1))
    _kept(file, "a")
    assert Path(file).stat().st_mtime == 1


@pytest.mark.parametrize(("setting", "value"), [("dont_write_bytecode", True), ("pycache_prefix", "elsewhere")])
def test_it_is_written_only_where_byte_code_is(
    file: str, monkeypatch: pytest.MonkeyPatch, setting: str, value: object
) -> None:
    monkeypatch.setattr(sys, setting, value)
    _kept(file, "a")
    assert not Path(file).parent.exists()


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "__pycache__").write_text("a file")
    _kept(str(tmp_path / "__pycache__" / "patterns.marshal"), "a")
    assert (tmp_path / "__pycache__").read_text() == "a file"


def test_other_private_functions_of_re_are_no_error(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("re._compiler._code")
    monkeypatch.setattr(re, "compile", lambda pattern, flags: (pattern, flags))
    assert Kept(file).compile("a", 0) == ("a", 0)


def test_the_second_run_compiles_nothing_and_keeps_no_pattern_of_the_repository(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(Path(repoaudit.__file__).parent, source / "repoaudit", ignore=shutil.ignore_patterns("__pycache__"))
    repository = tmp_path / "repository"
    repository.mkdir()
    (repository / "pyproject.toml").write_text('[project]\nname = "a"\nversion = "1"\n[tool.ruff]\nline-length = 90\n')
    (repository / ".pre-commit-config.yaml").write_text(
        "repos:\n- repo: https://github.com/psf/black\n  rev: 24.1.0\n  hooks:\n  - id: black\n    files: ^hostile+$\n"
    )
    first, second = (traced(source, repository) for _ in range(2))
    assert first.stdout == second.stdout
    assert len(first.stderr.splitlines()) > 30
    assert second.stderr.strip() == ""
    assert "hostile" not in first.stderr
