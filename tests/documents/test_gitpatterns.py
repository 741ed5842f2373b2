"""Patterns of git, held to git itself."""

import shutil
import subprocess
from pathlib import Path

import pytest

from repoaudit.documents.gitpatterns import parse_gitattributes, parse_gitignore
from repoaudit.documents.gitpatterns.edits import append_lines
from repoaudit.policy import Policy
from repoaudit.repository import DiskRepository
from repoaudit.scope import Scope
from repoaudit.subjects.files.ignores import attribute, is_ignored

PATTERNS = (
    "wandb", "wandb/", "/wandb", "/wandb/", "*.log", "!keep.log", "a/b", "a/*", "/a/**", "**/b", "a/**/c", "**", "*",
    "a/**b", "b**", "?.txt", "[ab].txt", "[!a].txt", "[^a].txt", "[a-c]*", "[[:digit:]]*", "\\#x", "#x", "\\!x", "!x",
    "x\\ ", "x  ", "x\\*y", "[]x]", "[", "a[", "a\\", "/", "//", "", "a//b", "./a", "a/", "*/", "**/", "/**", "**/a/**",
    "dist/*\n!dist/keep", "dist/\n!dist/keep", "*\n!*/\n!*.py", "/*\n!/a/", "a\r", "*.[oa]", "foo/**/", "foo/**/*",
    "[\\]]", "[a\\-c]", "[\\", "[a-\\", "[a\\]", "[!\\a]x",
    "a?b", "*a*b*", "\u00fc*", "**/**/c", "a/**/**", "***", "a/***",
)  # fmt: skip
PATHS = (
    "wandb/run", "wandb", "src/wandb/x", "x.log", "keep.log", "a/keep.log", "a/b", "a/b/c", "a/x/c", "a/x/y/c", "b",
    "a", "a.txt", "b.txt", "c.txt", "ab.txt", "9x", "#x", "!x", "x", "x ", "x*y", "]", "a[", "[", "dist/keep",
    "dist/other", "m.py", "a/m.py", "a/b/m.py", "foo/bar", "foo/bar/baz", "-", "axb", "xaxbx", "\u00fcber", "a/bb",
    "bb", "c", "m.o",
)  # fmt: skip


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git to compare with")
@pytest.mark.parametrize("text", PATTERNS)
def test_git_agrees_on_what_is_ignored(tmp_path: Path, text: str) -> None:
    repository = make(tmp_path, {".gitignore": text + "\n"})
    assert [path for path in PATHS if is_ignored(repository, path)] == ignored_by_git(tmp_path)


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git to compare with")
def test_git_agrees_on_nested_files(tmp_path: Path) -> None:
    files = {".gitignore": "*.log\n/a/b\n", "a/.gitignore": "!keep.log\n/x\n*.py\n", "foo/.gitignore": "*\n"}
    repository = make(tmp_path, files)
    assert [path for path in PATHS if is_ignored(repository, path)] == ignored_by_git(tmp_path)


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git to compare with")
@pytest.mark.parametrize(
    "text",
    ["*.pt filter=lfs diff=lfs -text", "a/** filter=lfs", "* filter=lfs\na/b !filter", "m.* filter=x\n*.py filter",
     "# *.log filter=lfs", "#* filter=lfs", "!x filter=lfs", "*.log -filter", "a/ filter=lfs", "/b filter=lfs"],
)  # fmt: skip
def test_git_agrees_on_attributes(tmp_path: Path, text: str) -> None:
    repository = make(tmp_path, {".gitattributes": text + "\n"})
    run = ["git", "-C", str(tmp_path), "check-attr", "-z", "--stdin", "filter"]
    output = subprocess.run(run, input="\0".join(PATHS), capture_output=True, text=True, check=True).stdout
    words = {"unspecified": "", "set": "true", "unset": "false"}
    values = [words.get(value, value) for value in output.split("\0")[2::3]]
    assert [attribute(repository, path, "filter") for path in PATHS] == values


def test_lines_are_added_in_the_style_of_the_file() -> None:
    for text, added in {"a\n": "b\n", "a": "\nb\n", "a\r\n": "b\r\n", "": "b\n"}.items():
        (edit,) = append_lines(parse_gitignore(".gitignore", text), ("b",)).edits
        assert edit.text == added


def test_quoted_patterns_and_macros_say_nothing() -> None:
    assert parse_gitattributes(".gitattributes", '[attr]lfs filter=lfs\n"a b" filter=lfs\n').lines == ()


def make(folder: Path, files: dict[str, str]) -> Scope:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    return Scope(DiskRepository(str(folder)), Policy())


def ignored_by_git(folder: Path) -> list[str]:
    run = ["git", "-C", str(folder), "-c", "core.excludesFile=", "check-ignore", "-z", "--no-index", "--stdin"]
    output = subprocess.run(run, input="\0".join(PATHS), capture_output=True, text=True, check=False).stdout
    found = set(output.split("\0"))
    return [path for path in PATHS if path in found]
