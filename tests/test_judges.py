from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repoaudit.documents.yaml import parse_yaml
from repoaudit.errors import DocumentSyntaxError
from repoaudit.finding import ABSENT, DataPath
from repoaudit.judges import JudgeError, apply_claim, judge, without_emptied

Claim = dict[DataPath, object]


def accepts(path: str, before: str, after: str, claim: Claim | None = None) -> bool:
    try:
        judge(path, before, after, claim or {})
    except JudgeError:
        return False
    return True


@pytest.mark.parametrize(
    ("before", "after", "claim"),
    [
        ("", "", {}),
        ("a = 1", "a=1 # x", {}),
        ("a = 1", "a = 2", {("a",): 2}),
        ("", "[a.b]\nc = 1\n", {("a", "b", "c"): 1}),
        ("[a]\nb = 1\nc = 2", "[a]\nc = 2", {("a", "b"): ABSENT}),
        ("a.b = 1\nc = 2", "c = 2", {("a", "b"): ABSENT}),
        ("[a]\nb = 1", "[a]", {("a", "b"): ABSENT}),
        ("a = [1, 2]", "a = [1, 3]", {("a", 1): 3}),
        ("a = [1]", "a = [1, 2]", {("a",): [1, 2]}),
        ("[[a]]\nb = 1\n[[a]]\nb = 2", "[[a]]\nb = 1\n[[a]]\nb = 3", {("a", 1, "b"): 3}),
        ("[a]\nb = 1", "[c]\nb = 1", {("a",): ABSENT, ("c",): {"b": 1}}),
        ("a = nan", "a = nan # x", {}),
        ("a = 2020-01-01", "a = 2020-01-01\n", {}),
        ("\ufeffa = 1", "\ufeffa = 2", {("a",): 2}),
        ("a = 1\r\n", "a = 2\r\n", {("a",): 2}),
        ('a = "x"', "a = 'x'", {}),
    ],
)
def test_toml_accepts(before: str, after: str, claim: Claim) -> None:
    assert accepts("pyproject.toml", before, after, claim)


@pytest.mark.parametrize(
    ("before", "after", "claim"),
    [
        ("a = 1", "a = 2", {}),
        ("a = 1", "a = 1", {("a",): 2}),
        ("a = 1", "a = 1.0", {}),
        ("a = 1", "a = true", {}),
        ("a = false", "a = 0", {}),
        ("a = 2020-01-01", 'a = "2020-01-01"', {}),
        ("a = [1, 2]", "a = [2, 1]", {}),
        ("a = [1, 2]", "a = [1]", {("a", 1): ABSENT}),
        ("a = [1]", "a = [1, 2]", {("a", 1): 2}),
        ("a = 1\nb = 2", "a = 2\nb = 3", {("a",): 2}),
        ("a = 1", "", {}),
        ("a = 1", "", {("b",): ABSENT}),
        ("a = 1", "[a]\nb = 1", {("a", "b"): 1}),
        ("a = 1", "a = ", {("a",): 2}),
        ("a = ", "a = ", {}),
        ("a = 1", "a = 2\na = 2", {("a",): 2}),
        ("[a]\nb = 1\n[c]", "[a]", {("a", "b"): ABSENT}),
    ],
)
def test_toml_refuses(before: str, after: str, claim: Claim) -> None:
    assert not accepts("pyproject.toml", before, after, claim)


@pytest.mark.parametrize(
    ("before", "after", "claim"),
    [
        ("", "", {}),
        ("a: 1", "a: 1 # x", {}),
        ("a: 3.10", 'a: "3.10"', {("a",): "3.10"}),
        ("on: push", "on: [push]", {("on",): ["push"]}),
        ("1: a", "1: b", {("1",): "b"}),
        ("- a\n- b", "- a\n- c", {(1,): "c"}),
        ("a: &x [1]\nb: *x", "a: &x [1]\nb: *x\nc: 1", {("c",): 1}),
        ("a: &x [*x]", "a: &x [*x] # same", {}),
        ("a: {b: 1}", "a:\n  b: 1", {}),
        ("a: !!int ''\nb: 1", "a: !!int ''\nb: 2", {("b",): 2}),
        ("a: !!bool maybe", "a: !!bool maybe # x", {}),
        ("a: !!timestamp x", "a: !!timestamp x # x", {}),
        ("a: !custom x", "a: !custom x # x", {}),
        ("a: 1\na: 2", "a: 1\na: 3", {("a",): 3}),
        ("a: 1\na: 2\na: 3", "a: 1\nb: 0\na: 2\na: 3", {("b",): 0}),
        ("? [a]\n: b", "? [a]\n: b # x", {}),
        ("a: .nan", "a: .NaN", {}),
        ("# only\n", "a: 1\n", {("a",): 1}),
    ],
)
def test_yaml_accepts(before: str, after: str, claim: Claim) -> None:
    assert accepts("a.yaml", before, after, claim)


@pytest.mark.parametrize(
    ("before", "after", "claim"),
    [
        ("a: 3.10", 'a: "3.10"', {}),
        ("a: yes", 'a: "yes"', {}),
        ("a: 1\na: 2", "a: 2", {}),
        ("a: 1\na: 2", "a: 3\na: 2", {}),
        ("a: 1\na: 2\na: 3", "a: 2\na: 1\na: 3", {}),
        ("a: 1", "a: 1\na: 1", {}),
        ("a: &x [1]\nb: *x", "a: &x [2]\nb: *x", {("a",): [2]}),
        ("a: !!int ''", "a: !!int 'x'", {}),
        ("- a\n- b", "- b\n- a", {}),
        ("a: 1", "a: [", {}),
        ("a: 1", "a: 1\n---\nb: 1", {}),
        ("a: 1", "[" * 10_000, {}),
        ("a: 1", "a: *x", {}),
    ],
)
def test_yaml_refuses(before: str, after: str, claim: Claim) -> None:
    assert not accepts("a.yaml", before, after, claim)


@pytest.mark.parametrize(
    ("before", "after", "claim"),
    [
        ("[a]\nb = 1", "[a]\n# x\nb: 1", {}),
        ("[a]\nb = 1", "[a]\nb = 2", {("a", "b"): "2"}),
        ("[a]\nb = 1", "[a]\nb = 1\n[c]\nd = 1", {("c", "d"): "1"}),
        ("[a]\nb =\n  x\n  y", "[a]\nb =\n  x\n  y\n  z", {("a", "b"): "\nx\ny\nz"}),
        ("[DEFAULT]\na = 1\n[b]\nc = 1", "[DEFAULT]\na = 1\n[b]\nc = 2", {("b", "c"): "2"}),
        ("[a]\nb = 1\nb = 2", "[a]\nb = 1\nb = 3", {("a", "b"): "3"}),
        ("[a]\nb = %(x)s", "[a]\nb = %(x)s\nc = 1", {("a", "c"): "1"}),
        ("\ufeff[a]\nb = 1", "\ufeff[a]\nb = 2", {("a", "b"): "2"}),
    ],
)
def test_ini_accepts(before: str, after: str, claim: Claim) -> None:
    assert accepts("setup.cfg", before, after, claim)


@pytest.mark.parametrize(
    ("before", "after", "claim"),
    [
        ("[a]\nb = 1", "[a]\nb = 2", {}),
        ("[a]\nb = 1", "[a]\nb = 2", {("a", "b"): 2}),
        ("[a]\nb = 1", "[a]\nb = 1\nb = 2", {("a", "b"): "2"}),
        ("[a]\nb = 1", "[a]\nb = 1\n[a]\nc = 2", {("a", "c"): "2"}),
        ("[a]\nb = 1", "[c]\nb = 1", {}),
        ("[a]\nb = 1", "b = 1", {}),
        ("[a]\nb =\n  x\n  y", "[a]\nb =\n  y\n  x", {}),
        ("[a]\nb = x", "[a]\nb = x # this is part of the value", {}),
    ],
)
def test_ini_refuses(before: str, after: str, claim: Claim) -> None:
    assert not accepts("setup.cfg", before, after, claim)


@pytest.mark.parametrize(
    ("path", "before", "after", "claim", "expected"),
    [
        ("requirements.txt", "a\nb\n", "a\nb>=1\n", {("b", 0): ABSENT, ("b>=1", 0): True}, True),
        ("requirements.txt", "a\nb\n", "a\n\n\nb\n", {}, True),
        ("requirements.txt", "a\nb\n", "b\na\n", {}, False),
        ("requirements.txt", "a\nb\n", "a\n", {}, False),
        ("requirements.txt", "a\na\n", "a\n", {}, False),
        ("requirements.txt", "a\na\n", "a\n", {("a", 1): ABSENT}, True),
        ("requirements.txt", "a # x\n", "a\n", {}, False),
        ("README.md", "a\nb\n", "a\nc\nb\n", {("c", 0): True}, True),
        ("README.md", "a\nb\n", "c\nb\n", {("c", 0): True}, False),
        ("scripts/a.sh", "a\nb\n", "a\nb\n", {("c", 0): True}, False),
        ("Makefile", "a:\n\tb\n", "a:\n\tb\n", {}, True),
        ("Makefile", "a:\n\tb\n", "a:\n\tc\n", {}, False),
        ("Makefile", "a:\n\tb\nc:\n\td\n", "c:\n\td\na:\n\tb\n", {}, False),
        ("Makefile", "a:\n\tb\n", "a:\n\tb\nifdef x\n", {}, False),
        ("noxfile.py", "import a # x\n", "import a\n", {}, True),
        ("noxfile.py", "import a\n", "import b\n", {}, False),
        ("noxfile.py", "import a\n", "import (\n", {}, False),
        ("noxfile.py", "import a\n", "import b\n", {("a",): "b"}, False),
        ("uv.lock", "version = 1\n", "version = 1\n", {}, False),
    ],
)
def test_other_formats(path: str, before: str, after: str, claim: Claim, *, expected: bool) -> None:
    assert accepts(path, before, after, claim) is expected


PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.text("ab", max_size=2)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text("ab", max_size=2), inner, max_size=3)),
    max_leaves=6,
)
PATHS = st.lists(st.one_of(st.text("ab", max_size=2), st.integers(-1, 3)), max_size=3).map(tuple)


@settings(max_examples=200, deadline=None)
@given(PLAIN, PATHS, PLAIN)
def test_a_claim_changes_one_value_and_no_original(data: object, path: DataPath, value: object) -> None:
    before = repr(data)
    try:
        after = apply_claim(data, {path: value})
    except JudgeError:
        return
    finally:
        assert repr(data) == before
    for part in path:
        after = after[part]  # type: ignore[index]  # the path leads to the value, or the claim was wrong
    assert after == value


@pytest.mark.parametrize(
    ("data", "path", "reason"),
    [
        ({"a": 1}, ("a", "b"), "leads through a value at 'b'"),
        ([1], (1,), "names item 1 of a list of 1"),
        ([1], (-1,), "names item -1"),
        ([1], ("a",), "leads through a value at 'a'"),
        ("text", (0,), "leads through a value at 0"),
    ],
)
def test_a_claim_that_leads_nowhere(data: object, path: DataPath, reason: str) -> None:
    with pytest.raises(JudgeError, match=reason):
        apply_claim(data, {path: 1})


@pytest.mark.parametrize(
    ("data", "path", "expected"),
    [
        ({"a": {"b": {}}, "c": 1}, ("a", "b", "d"), {"c": 1}),
        ({"a": {"b": {}, "c": 1}}, ("a", "b", "d"), {"a": {"c": 1}}),
        ({"a": {"b": {"x": 1}}}, ("a", "b", "d"), {"a": {"b": {"x": 1}}}),
        ({"a": {}}, ("x", "y"), {"a": {}}),
    ],
)
def test_tables_that_a_removal_leaves_empty(data: object, path: DataPath, expected: object) -> None:
    assert without_emptied(data, {path: ABSENT}) == expected


@pytest.mark.parametrize("depth", [1, 10, 90, 140, 149, 150, 299, 300, 301, 5_000, 100_000])
@pytest.mark.parametrize(
    "nest",
    [
        lambda depth: "[" * depth + "]" * depth,
        lambda depth: "{a: " * depth + "1" + "}" * depth,
        lambda depth: "- " * depth + "1",
        lambda depth: "".join(f"{'  ' * level}a:\n{'  ' * level}- b:\n" for level in range(min(depth, 2_000))),
    ],
)
def test_deep_yaml_ends_in_a_verdict(nest: Callable[[int], str], depth: int) -> None:
    text = nest(depth)
    assert accepts(".pre-commit-config.yaml", text, f"{text}\n") is _is_read(text)


def _is_read(text: str) -> bool:
    try:
        parse_yaml("x.yaml", text)
    except DocumentSyntaxError:
        return False
    return True
