"""What annotations need of `typing`, without importing it, which is a twentieth of a run.

Type checkers see the names of `typing` itself. When the program runs, a special form is a class that takes any
subscript and means nothing, a variable of types another, and `cast` and `overload` return what they are given. Only
what evaluates its annotations (typer's command line) imports `typing`.
"""

__all__ = [
    "TYPE_CHECKING",
    "Any",
    "ClassVar",
    "Final",
    "Generic",
    "Literal",
    "Protocol",
    "Self",
    "TextIO",
    "TypeVar",
    "cast",
    "overload",
]

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any, ClassVar, Final, Generic, Literal, Protocol, Self, TextIO, TypeVar, cast, overload
else:

    class _Form:
        """Stands for a special form, and for the base of a generic class."""

        __slots__ = ()

        def __class_getitem__(cls, _: object) -> type:
            return cls

    Any = ClassVar = Final = Generic = Literal = Protocol = Self = TextIO = _Form

    def TypeVar(_: str, **__: object) -> type:  # noqa: N802  # its name in `typing`
        """Return a class, which may stand on either side of `|`."""
        return _Form

    def cast(_: object, value: object) -> object:
        """Return the value."""
        return value

    def overload(function: object) -> object:
        """Return the function."""
        return function
