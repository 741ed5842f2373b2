"""A line length in effect, and the options of a command that set one."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from repoaudit.errors import UnknownError
from repoaudit.record import NamedTuple
from repoaudit.subjects.tools.readers import read_integer

if TYPE_CHECKING:
    from repoaudit.finding import Fix, Place
    from repoaudit.subjects.collections.commands import Option


class Length(NamedTuple):
    """A line length in effect; ``set`` phrases the fix that writes another, None where the place is not edited."""

    value: int
    place: "Place"
    is_set: bool
    set: "Callable[[int], Fix | None]"


def flagged_length(option: "Option") -> Length:
    """Return the length that an option of a command sets. Raises `UnknownError` where its value is not known."""
    value = read_integer(option.value)
    if value is None or not option.is_static:
        raise UnknownError(f"the value of `{option.name}` is not known", *option.place[:2])
    return Length(value, option.place, is_set=True, set=partial(_rewrite, option))


def _rewrite(option: "Option", value: int) -> "Fix | None":
    return option.argument.replace(option.argument.text.removesuffix(option.value or "") + str(value))
