import re
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repoaudit.globs import matches, matches_any, matches_part

NAMES = st.text("ab.*", min_size=1, max_size=4)
PATHS = st.lists(st.text("ab.", min_size=1, max_size=4), min_size=1, max_size=5).map("/".join)
PATTERNS = st.lists(st.one_of(st.just("**"), st.text("ab.*?", min_size=1, max_size=4)), min_size=1, max_size=4).map(
    "/".join
)


def naive(pattern: str, path: str) -> bool:
    """Translate a whole pattern to one regular expression, and try it on the path and all its parents."""
    parts = path.split("/")
    if "/" not in pattern and pattern != "**":
        return any(re.fullmatch(_part(pattern), part) for part in parts)
    *folders, last = pattern.removeprefix("./").split("/")
    expression = "".join("(?:[^/]+/)*" if folder == "**" else f"{_part(folder)}/" for folder in folders)
    expression += "(?:[^/]+/)*" if last == "**" else f"{_part(last)}/"
    parents = ("".join(f"{part}/" for part in parts[:length]) for length in range(len(parts) + 1))
    return any(re.fullmatch(expression, parent) for parent in parents if parent or expression.endswith(")*"))


def _part(pattern: str) -> str:
    return "".join({"*": "[^/]*", "?": "[^/]"}.get(character, re.escape(character)) for character in pattern)


@settings(max_examples=200, deadline=None)
@given(PATTERNS, PATHS)
def test_agrees_with_a_naive_reading(pattern: str, path: str) -> None:
    assert matches(pattern, path) == naive(pattern, path)


@settings(max_examples=200, deadline=None)
@given(NAMES, st.text("ab.", max_size=4))
def test_one_part_agrees_with_a_naive_reading(pattern: str, name: str) -> None:
    assert matches_part(pattern, name) == bool(re.fullmatch(_part(pattern), name))


@settings(max_examples=200, deadline=None)
@given(st.text("ab[]!^-*?&~|\\", max_size=8), st.text(max_size=4))
def test_any_text_is_a_pattern(pattern: str, name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert matches_part(pattern, name) in {True, False}


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("tests", "tests/a/b.py", True),
        ("tests", "a/tests/b.py", True),
        ("tests/", "tests/b.py", True),
        ("./tests", "tests/b.py", True),
        ("./tests", "a/tests/b.py", False),
        ("/tests", "tests/b.py", True),
        ("/tests", "a/tests/b.py", False),
        ("a/tests", "b/a/tests", False),
        ("**/tests", "b/a/tests/c", True),
        ("a/**/c", "a/c", True),
        ("a/**/c", "a/b/b/c", True),
        ("a/**", "a/b", True),
        ("a/*", "a", False),
        ("*.toml", "a/b.toml", True),
        ("*.toml", "a/b.TOML", False),
        ("a?", "ab", True),
        ("a?", "a/b", False),
        ("[ab].py", "b.py", True),
        ("[!ab].py", "b.py", False),
        ("**", "anything/at/all", True),
        ("", "a", False),
        ("/", "a", False),
        ("a.py", "a.py\n", False),
    ],
)
def test_matches(pattern: str, path: str, *, expected: bool) -> None:
    assert matches(pattern, path) is expected


def test_matches_any() -> None:
    assert matches_any(["b", "a"], "a")
    assert not matches_any([], "a")


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 50 + "b", "a" * 5_000),
        ("/".join(["**", "a"] * 50), "/".join("a" * 2_000)),
        ("**/" * 500 + "b", "a/" * 500),
    ],
)
def test_hostile_patterns_come_to_an_end(pattern: str, path: str) -> None:
    assert not matches(f"{pattern}/x", path)


def test_no_pattern_is_too_long_to_be_read() -> None:
    assert not matches("[" * 100_000, "[")
    assert not matches("?" * 100_000, "a")
    assert matches("[" + "ab" * 1_000 + "]", "a")
