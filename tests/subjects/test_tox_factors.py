"""Names of environments in tox's INI and TOML, as its manual, `factor.py` and `_product.py` have them."""

import pytest

from repoaudit.facts.task_runners import TOX_OPEN_RANGE
from repoaudit.subjects.files.tox_factors import holds, ini_names, split_condition, toml_names

FIRST, LAST = TOX_OPEN_RANGE


@pytest.mark.parametrize(
    ("item", "names"),
    [
        ("lint", ["lint"]),
        ("py3{12,13}", ["py3{12,13}"]),
        ({"prefix": "py3.", "start": 12, "stop": 14}, ["py3.12", "py3.13", "py3.14"]),
        ({"prefix": "py3.", "start": 14, "stop": 12}, []),
        ({"prefix": "py3.", "start": LAST - 1}, [f"py3.{LAST - 1}", f"py3.{LAST}"]),
        ({"prefix": "py3.", "stop": FIRST + 1}, [f"py3.{FIRST}", f"py3.{FIRST + 1}"]),
        ({"python": ["3.12", "3.13"]}, ["3.12", "3.13"]),
        ({"python": {"values": ["3.12"]}}, ["3.12"]),
        ({"python": {"prefix": "py", "start": 1, "stop": 2}}, ["py1", "py2"]),
        ({"product": [["a", "b"], ["c", "d"]]}, ["a-c", "a-d", "b-c", "b-d"]),
        ({"product": [["a", "b"], ["c", "d"]], "exclude": ["a-d", "b-c"]}, ["a-c", "b-d"]),
        ({"product": [{"prefix": "py3.", "start": 12, "stop": 13}, ["x"]]}, ["py3.12-x", "py3.13-x"]),
        ({"product": []}, []),
    ],
)
def test_names_that_an_item_makes(item: object, names: list[str]) -> None:
    assert toml_names([item]) == tuple(names)
    assert toml_names(["first", item, "last", "first"]) == ("first", *names, "last")


@pytest.mark.parametrize(
    "item",
    [
        3,
        True,
        {},
        {"prefix": "py"},
        {"prefix": "py", "start": "3"},
        {"prefix": "py", "start": 3, "stop": True},
        {"one": ["a"], "two": ["b"]},
        {"one": 3},
        {"product": "a"},
        {"product": [["a"], 3]},
        {"product": [["a"], [3]]},
        {"product": [["a"]], "exclude": "a"},
    ],
)
def test_items_that_make_nothing_known(item: object) -> None:
    assert toml_names(["lint", item]) is None


def test_what_is_no_list() -> None:
    assert toml_names("lint") is None
    assert toml_names([]) == ()


def test_too_many_names_are_cut_off() -> None:
    assert len(toml_names([{"prefix": "a", "start": 1, "stop": 5_000}, "lint"]) or ()) == 1_000
    many = [[f"{letter}{number}" for number in range(50)] for letter in "abc"]
    assert len(toml_names([{"product": many}]) or ()) == 1_000


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ([], ()),
        (["a b", "c,d", ""], ("a", "b", "c", "d")),
        (
            ["py{38,39}-django{41,42}, lint"],
            ("py38-django41", "py38-django42", "py39-django41", "py39-django42", "lint"),
        ),
        (["py3{8-10}"], ("py38", "py39", "py310")),
        (["py3{10-8}"], ("py310", "py39", "py38")),
        ([f"py3{{{LAST - 1}-}}"], (f"py3{LAST - 1}", f"py3{LAST}")),
        ([f"py3{{-{FIRST + 1}}}"], (f"py3{FIRST}", f"py3{FIRST + 1}")),
        ([f"py3{{{LAST + 2}-}}"], (f"py3{LAST + 2}",)),
        (["lint-{1-3,5}", "a-1-3", "1-3", "a{x-y}"], ("lint-1", "lint-2", "lint-3", "lint-5", "a-1-3", "1-3", "ax-y")),
        (["{a, b }-c  # d, e", "a-c"], ("a-c", "b-c")),
        (["a\\#b"], ("a\\#b",)),
        (["py38: a", "!py38,win:\tb", "c:d"], ("a", "b", "c:d")),
        (["a,,b,", "{}c"], ("a", "b", "c")),
        (["a", "{[base]envlist}"], None),
        (["{env:NAMES}"], None),
    ],
)
def test_names_that_lines_spell(lines: list[str], names: tuple[str, ...] | None) -> None:
    assert ini_names(lines) == names


@pytest.mark.parametrize(
    ("line", "factors", "rest"),
    [
        ("pytest", "", "pytest"),
        ("py38: pytest", "py38", "pytest"),
        ("!py38-{a,b},win :  pytest x", "!py38-{a,b},win", "pytest x"),
        ("py38:", "py38", ""),
        ("py38:pytest", "", "py38:pytest"),
        (" py38: pytest", "", " py38: pytest"),
    ],
)
def test_lines_that_count_for_some_factors(line: str, factors: str, rest: str) -> None:
    found, start = split_condition(line)
    assert (found, line[start:]) == (factors, rest)


@pytest.mark.parametrize(
    ("condition", "name", "expected"),
    [
        ("", "py38", True),
        ("py38", "py38-django", True),
        ("django", "py38-django", True),
        ("py38-django", "py38-django", True),
        ("py38-django", "py38-lint", False),
        ("py39,django", "py38-django", True),
        ("py39", "py38", False),
        ("!py39", "py38", True),
        ("!py38", "py38-django", False),
        ("!py39-django", "py38-lint", False),
        ("py3{8,9}", "py39", True),
        ("linux", "py38", True),
        ("!linux-py38", "py38", True),
        ("linux-py39", "py38", False),
    ],
)
def test_conditions_that_may_hold(condition: str, name: str, *, expected: bool) -> None:
    assert holds(condition, name) is expected
