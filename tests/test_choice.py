"""Choices behave as `enum.Enum` does, as far as anything of ours asks."""

import copy
import pickle
import re
from enum import Enum
from pathlib import Path

import pytest

import repoaudit
from repoaudit.choice import Choice


class Colour(Choice):
    """What a light says."""

    RED = "stop"
    GREEN = 2

    @property
    def is_good(self) -> bool:
        return self is Colour.GREEN

    def spelled(self) -> str:
        return self.name.lower()


class Model(Enum):
    """The same, by the standard library."""

    RED = "stop"
    GREEN = 2


def test_it_looks_like_the_model() -> None:
    assert [(each.name, each.value) for each in Colour] == [(each.name, each.value) for each in Model]
    assert Colour.GREEN.is_good
    assert not Colour.RED.is_good
    assert Colour.RED.spelled() == "red"
    assert isinstance(Colour.RED, Colour)
    assert Colour.__doc__ == "What a light says."
    assert repr(Colour.RED) == "Colour.RED"


def test_a_member_equals_itself_alone() -> None:
    assert Colour.RED == Colour.RED
    assert len({Colour.RED, Colour.GREEN, Colour.RED, "stop", 2}) == 4
    match Colour.GREEN:
        case Colour.RED:
            pytest.fail("another one")
        case Colour.GREEN:
            pass


def test_copies_are_the_same() -> None:
    for made in (
        copy.copy(Colour.RED),
        copy.deepcopy([Colour.RED])[0],
        pickle.loads(pickle.dumps(Colour.RED)),  # noqa: S301  # our own
    ):
        assert made is Colour.RED


def test_no_module_defines_the_costly_kind() -> None:
    source = Path(repoaudit.__file__).parent
    costly = re.compile(r"^class \w+\(Enum\)", re.MULTILINE)
    assert [path.name for path in source.rglob("*.py") if costly.search(path.read_text(encoding="utf-8"))] == []
