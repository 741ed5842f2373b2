import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from repoaudit.diff import unified_diff

LINES = [f"line {number}\n" for number in range(30)]

PAIRS = {
    "middle": ("".join(LINES), "".join(LINES).replace("line 15\n", "line fifteen\n")),
    "both ends": ("".join(LINES), "first\n" + "".join(LINES[:-1])),
    "two hunks": ("".join(LINES), "".join(LINES).replace("line 2\n", "").replace("line 20\n", "x\ny\n")),
    "crlf": ("a = 1\r\nb = 2\r\nc = 3\r\n", "a = 1\r\nb = 3\r\nc = 3\r\n"),
    "mixed endings": ("a\r\nb\nc\r\n", "a\nb\nc\r\nd\r\n"),
    "bom": ("\ufeff[a]\nb = 1\n", "\ufeff[a]\nb = 2\n"),
    "no newline kept": ("a\nb\nc", "x\nb\nc"),
    "no newline changed": ("a\nb", "a\nc"),
    "newline gained": ("a\nb", "a\nb\n"),
    "newline lost": ("a\nb\n", "a\nb"),
    "added behind no newline": ("a", "a\nb"),
    "emptied": ("a\nb\n", ""),
    "filled": ("", "a\nb\n"),
    "form feed": ("a\x0cb\nc\x85d\ne\u2028f\n", "a\x0cb\nc\x85d\ne\u2028g\n"),
    "lines like headers": ("-- a\n++ b\n@@ c\n\\ d\n", "-- b\n++ b\n@@ d\n\\ e\n"),
}


def patched(folder: Path, tool: str, diff: str) -> None:
    commands = {
        "patch": ["patch", "-p0", "--binary", "--fuzz=0", "--no-backup-if-mismatch"],
        "git": ["git", "apply", "-p0", "--whitespace=nowarn"],
    }
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    environment = {"PATH": str(Path(shutil.which(tool) or "").parent), "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    done = subprocess.run(
        commands[tool], cwd=folder, env=environment, input=diff.encode(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("tool", ["patch", "git"])
@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS.keys())
def test_diffs_apply(tmp_path: Path, tool: str, pair: tuple[str, str]) -> None:
    old, new = pair
    path = tmp_path / "a.toml"
    path.write_bytes(old.encode())
    patched(tmp_path, tool, unified_diff("a.toml", old, new))
    assert (path.read_bytes() if path.exists() else b"") == new.encode()


@pytest.mark.parametrize("tool", ["patch", "git"])
@pytest.mark.parametrize("name", ["sub/a b.toml", 'qu"ote.toml', "back\\slash", "tab\there", "日本.toml", "a"])
@pytest.mark.parametrize("old", [None, "old\n"])
def test_any_file_name_applies(tmp_path: Path, tool: str, name: str, old: str | None) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    if old is not None:
        path.write_text(old)
    patched(tmp_path, tool, unified_diff(name, old, "new\nfile"))
    assert path.read_bytes() == b"new\nfile"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["a\n", "b\n", "c\r\n", "d"])), st.lists(st.sampled_from(["a\n", "b\n", "c\r\n", "e"])))
@example(["a\n"] * 20, ["a\n"] * 21)
def test_any_two_texts(tmp_path: Path, before: list[str], after: list[str]) -> None:
    old, new = "".join(before), "".join(after)
    diff = unified_diff("file", old, new)
    assert (diff == "") == (old == new)
    assert applied(old, diff) == new
    path = tmp_path / "file"
    path.write_bytes(old.encode())
    if diff:
        patched(tmp_path, "patch", diff)
        assert (path.read_bytes() if path.exists() else b"") == new.encode()


def applied(old: str, diff: str) -> str:
    """Apply a diff to the text it was made of, strictly by its line numbers."""
    source = re.findall(r"[^\n]*\n|[^\n]+", old)
    result: list[str] = []
    position = 0
    body = re.sub(r"\n\\ No newline at end of file\n", "\0", diff)
    for line in re.findall(r"[^\n\0]*[\n\0]", body)[2:]:
        text = line[1:].removesuffix("\0")
        if line.startswith("@@"):
            match = re.match(r"@@ -(\d+)(?:,(\d+))? ", line)
            assert match
            start = int(match[1]) - (match[2] != "0")
            result += source[position:start]
            position = start
        elif line.startswith("+"):
            result.append(text)
        else:
            assert source[position] == text
            result += [text] * line.startswith(" ")
            position += 1
    return "".join([*result, *source[position:]])


def test_the_form_of_a_diff() -> None:
    old, new = PAIRS["two hunks"]
    assert unified_diff("pyproject.toml", old, new) == (
        "--- pyproject.toml\n+++ pyproject.toml\n"
        "@@ -1,6 +1,5 @@\n line 0\n line 1\n-line 2\n line 3\n line 4\n line 5\n"
        "@@ -18,7 +17,8 @@\n line 17\n line 18\n line 19\n-line 20\n+x\n+y\n line 21\n line 22\n line 23\n"
    )
    assert unified_diff("a", None, "x") == "--- /dev/null\n+++ a\n@@ -0,0 +1 @@\n+x\n\\ No newline at end of file\n"
    assert unified_diff("a", "same", "same") == ""


def test_changes_far_apart_in_a_huge_file_cost_little() -> None:
    lines = ["x\n", "y\n"] * 200_000
    one = [*lines[:300_000], "z\n", *lines[300_000:]]
    assert unified_diff("a", "".join(lines), "".join(one)).count("\n") == 10
    two = ["z\n", *one]
    diff = unified_diff("a", "".join(lines), "".join(two))
    assert applied("".join(lines), diff) == "".join(two)
