"""Records behave as `typing.NamedTuple` does."""

import copy
import pickle
import re
import typing
from pathlib import Path
from typing import Generic, TypeVar

import pytest

import repoaudit
from repoaudit.record import NamedTuple

T = TypeVar("T")


class Point(NamedTuple):
    """A point on a map."""

    x: int
    y: int = 2
    name: str = "here"

    @property
    def sum(self) -> int:
        return self.x + self.y


class Model(typing.NamedTuple):
    """The same, by the standard library."""

    x: int
    y: int = 2
    name: str = "here"


class Box(NamedTuple, Generic[T]):
    content: T


class Named(Point):
    """A record with another method and the same fields."""

    __slots__ = ()

    def greeting(self) -> str:
        return f"{self.name}: {self.x}"


def test_fields_are_made_by_position_by_name_and_by_default() -> None:
    assert Point(1) == (1, 2, "here")
    assert Point(1, 5) == Point(y=5, x=1) == (1, 5, "here")
    assert Point(1, name="there", y=0) == Point(1, 0, "there")
    assert (Point(1).x, Point(1).y, Point(1).name, Point(1).sum) == (1, 2, "here", 3)
    assert Box([1]).content == [1]
    assert Named(4, 5, "you").greeting() == "you: 4"


def test_it_looks_like_the_model() -> None:
    assert repr(Point(1)) == repr(Model(1)).replace("Model", "Point")
    assert Point._fields == Model._fields
    assert Point._field_defaults == Model._field_defaults
    assert hash(Point(1)) == hash(Model(1))
    assert Point.__doc__ == "A point on a map."
    assert sorted([Point(2), Point(1, 9), Point(1)]) == [Point(1), Point(1, 9), Point(2)]
    match Point(1, 7):
        case Point(x, y, name="here"):
            assert (x, y) == (1, 7)
        case _:
            pytest.fail("no match")


def test_replacing_copies() -> None:
    point = Point(1)
    assert point._replace(y=9) == (1, 9, "here")
    assert type(point._replace()) is Point
    assert point == (1, 2, "here")
    for made in (copy.copy(point), copy.deepcopy(point), pickle.loads(pickle.dumps(point))):  # noqa: S301  # our own
        assert made == point
        assert type(made) is Point


def test_nothing_can_be_changed_or_added() -> None:
    for name in ("x", "sum", "colour"):
        with pytest.raises(AttributeError):
            setattr(Point(1), name, 1)
    assert not hasattr(Point(1), "__dict__")
    assert not hasattr(Named(1), "__dict__")


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), ((1, 2, "a", 4), {}), ((1,), {"x": 1}), ((1,), {"z": 1}), ((), {"y": 1}), ((1, 2, "a"), {"y": 1})],
)
def test_other_fields_are_refused(values: tuple[object, ...], named: dict[str, object]) -> None:
    for record in (Point, Model):
        with pytest.raises(TypeError):
            record(*values, **named)  # type: ignore[arg-type]  # that is the point
    with pytest.raises((TypeError, ValueError)):
        Point(1)._replace(z=1)  # type: ignore[call-arg]  # likewise


def test_no_module_defines_the_costly_kind() -> None:
    source = Path(repoaudit.__file__).parent
    costly = re.compile(
        r"^(?:from typing import .*\bNamedTuple\b|from collections import .*\bnamedtuple\b)", re.MULTILINE
    )
    found = [path.name for path in source.rglob("*.py") if costly.search(path.read_text(encoding="utf-8"))]
    assert found == []
