"""Records that cost little to define: what `typing.NamedTuple` makes, in a tenth of its time.

`typing.NamedTuple` compiles a constructor for each class, which takes 0.1 ms; a run defines about a hundred, as much
as starting the interpreter. Here the constructor is a copy of one that was compiled with this module, with the names
of the fields put in: 0.5 µs.
"""

from collections.abc import Callable, Mapping
from operator import itemgetter
from types import CodeType, FunctionType

from repoaudit.typing import TYPE_CHECKING, Any, Final

try:
    from _collections import _tuplegetter as _field  # type: ignore[import-not-found]  # as `collections` itself does
except ImportError:  # an interpreter that has it in Python

    def _field(index: int, doc: str | None) -> property:
        return property(itemgetter(index), doc=doc)


_new = tuple.__new__
_MODELS: Final[tuple[Callable[..., Any], ...]] = (
    lambda cls: _new(cls, ()),
    lambda cls, a: _new(cls, (a,)),
    lambda cls, a, b: _new(cls, (a, b)),
    lambda cls, a, b, c: _new(cls, (a, b, c)),
    lambda cls, a, b, c, d: _new(cls, (a, b, c, d)),
    lambda cls, a, b, c, d, e: _new(cls, (a, b, c, d, e)),
    lambda cls, a, b, c, d, e, f: _new(cls, (a, b, c, d, e, f)),
    lambda cls, a, b, c, d, e, f, g: _new(cls, (a, b, c, d, e, f, g)),
    lambda cls, a, b, c, d, e, f, g, h: _new(cls, (a, b, c, d, e, f, g, h)),
    lambda cls, a, b, c, d, e, f, g, h, i: _new(cls, (a, b, c, d, e, f, g, h, i)),
    lambda cls, a, b, c, d, e, f, g, h, i, j: _new(cls, (a, b, c, d, e, f, g, h, i, j)),
    lambda cls, a, b, c, d, e, f, g, h, i, j, k: _new(cls, (a, b, c, d, e, f, g, h, i, j, k)),
)
"""For each number of fields the constructor whose code the records of so many fields copy."""


class _RecordType(type):
    """Makes records of class statements that name `NamedTuple`; they are plain classes, with `tuple` as their base.

    The interpreter looks up some ninety special methods in every class of the method resolution order of a new class:
    with a base of ours between, defining a record takes half as long again.
    """

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> type[Any]:
        """Define a class of records, without room for attributes beside its fields."""
        if not bases:
            return super().__new__(cls, name, bases, namespace)
        fields = _annotated(namespace)
        defaults = {field: namespace[field] for field in fields if field in namespace}
        namespace = {"__slots__": (), **_METHODS, **namespace}
        for index, field in enumerate(fields):
            namespace[field] = _field(index, None)
        namespace["_fields"] = namespace["__match_args__"] = fields
        namespace["_field_defaults"] = defaults
        if len(fields) < len(_MODELS):
            namespace["__new__"] = _constructor(fields, tuple(defaults.values()))
        return type(name, (tuple, *bases[1:]), namespace)


def _constructor(fields: tuple[str, ...], defaults: tuple[object, ...]) -> FunctionType:
    """Make the constructor of a record; the defaults are those of its last fields."""
    code: CodeType = _MODELS[len(fields)].__code__
    code = code.replace(co_varnames=("cls", *fields), co_name="__new__")
    return FunctionType(code, globals(), "__new__", defaults)


def _annotated(namespace: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the annotated names of a class body; since Python 3.14 it holds a function that makes the annotations."""
    found = namespace.get("__annotations__")
    if found is None:
        annotate = namespace.get("__annotate_func__") or namespace.get("__annotate__")
        found = annotate(1) if annotate else ()  # 1 is annotationlib.Format.VALUE
    return tuple(found)


def _make(cls: type[Any], *values: object, **named: object) -> object:
    """Make a record of a value for each field, by position or by name; TypeError for any others.

    Records with few fields, the frequent ones, have a constructor of their own.
    """
    if named or len(values) != len(cls._fields):
        values = _complete(cls, values, named)
    return _new(cls, values)


def _complete(cls: type[Any], values: tuple[object, ...], named: dict[str, object]) -> tuple[object, ...]:
    missing, defaults = cls._fields[len(values) :], cls._field_defaults
    try:
        rest = [named.pop(field) if field in named else defaults[field] for field in missing]
    except KeyError as error:
        raise TypeError(f"{cls.__name__}: no value for the field {error}") from None
    if named or len(values) > len(cls._fields):
        wrong = ", ".join(named) or f"{len(values)} values"
        raise TypeError(f"{cls.__name__} has the fields {', '.join(cls._fields)}; what is {wrong}?")
    return (*values, *rest)


def _replace(self: Any, **changes: object) -> object:  # noqa: ANN401  # any record
    values = tuple(map(changes.pop, self._fields, self))
    if changes:
        known = ", ".join(self._fields)
        raise TypeError(f"{self.__class__.__name__} has the fields {known}; what is {', '.join(changes)}?")
    return _new(self.__class__, values)


def _repr(self: Any) -> str:  # noqa: ANN401  # any record
    fields = (f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True))
    return f"{self.__class__.__name__}({', '.join(fields)})"


def _arguments(self: tuple[object, ...]) -> tuple[object, ...]:
    """Tell copies and pickles how to make it again."""
    return tuple(self)


_METHODS: Final = {"__new__": _make, "_replace": _replace, "__repr__": _repr, "__getnewargs__": _arguments}


if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414  # so that type checkers know the fields
else:

    class NamedTuple(metaclass=_RecordType):
        """The base of a class statement that defines a record: its annotations are the fields, with their defaults."""
