"""Names of environments in tox's TOML, as its manual and `config/loader/toml/_product.py` have them."""

import pytest

from repoaudit.facts.task_runners import TOX_OPEN_RANGE
from repoaudit.subjects.files.tox_factors import toml_names

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
