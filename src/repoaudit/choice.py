"""Enumerations that cost little to define and to compare: what `enum.Enum` makes, in a fifth of its time.

A run defines a dozen, and each costs `enum.Enum` as much as six classes; its members hash in Python. These are plain
objects, one for each member: equal to themselves alone, with a name and a value.
"""

from collections.abc import Iterator

from repoaudit.typing import TYPE_CHECKING, Any

__all__ = ["Choice"]


_new: Any = object.__new__


class _ChoiceType(type):
    """Turns the values of a class into its members; may be iterated, in the order of the class."""

    _members: tuple[Any, ...] = ()

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> Any:  # noqa: ANN401  # a class
        """Define the members: what has no underscore in front and is neither a function nor a property."""
        values = {key: value for key, value in namespace.items() if key[0] != "_" and not hasattr(value, "__get__")}
        made = super().__new__(cls, name, bases, {"__slots__": (), **namespace})
        made._members = tuple(made._add(key, value) for key, value in values.items())
        return made

    def _add(cls, name: str, value: object) -> object:
        member: Any = _new(cls)
        member.name, member.value = name, value
        setattr(cls, name, member)
        return member

    def __iter__(cls) -> Iterator[Any]:
        return iter(cls._members)


class _Choice(metaclass=_ChoiceType):
    """One member."""

    __slots__ = ("name", "value")
    name: str
    value: object

    def __repr__(self) -> str:
        return f"{self.__class__.__name__}.{self.name}"

    def __copy__(self) -> "_Choice":
        return self

    def __deepcopy__(self, memo: object) -> "_Choice":
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return getattr, (self.__class__, self.name)


if TYPE_CHECKING:
    from enum import Enum as Choice  # so that type checkers know the members
else:
    Choice = _Choice
