"""A line length in effect, and the options of a command that set one."""

from functools import partial

from repoaudit.errors import UnknownError
from repoaudit.record import NamedTuple
from repoaudit.subjects.tools.readers import read_integer
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from repoaudit.finding import Fix, Place
    from repoaudit.subjects.collections.commands import Option
    from repoaudit.subjects.files.tables import Table
    from repoaudit.subjects.tools.configuration import Setting


class Length(NamedTuple):
    """A line length in effect; ``set`` phrases the fix that writes another, None where the place is not edited.

    ``origin`` says where it comes from when nobody wrote it down: a default, a profile.
    """

    value: int
    place: "Place"
    set: "Callable[[int], Fix | None]"
    origin: str = ""


DEFAULT: Final = "the default"


def length_of(setting: "Setting[int]") -> Length:
    """Return the length of a setting. Raises `UnknownError` for a value that the tool rejects."""
    return Length(setting.value, setting.place, setting.set, "" if setting.is_set else DEFAULT)


def length_in(table: "Table", keys: tuple[str, ...], value: int | None) -> Length:
    """Return the length that stands in a table. Raises `UnknownError` where there is no number."""
    if value is None:
        raise UnknownError(f"`{keys[-1]}` is no number", *table.place(*keys)[:2])
    return Length(value, table.place(*keys), lambda to: table.set(to, *keys))


def flagged_length(option: "Option") -> Length:
    """Return the length that an option of a command sets. Raises `UnknownError` where its value is not known."""
    value = read_integer(option.value)
    if value is None or not option.is_static:
        raise UnknownError(f"the value of `{option.name}` is not known", *option.place[:2])
    return Length(value, option.place, partial(_rewrite, option))


def _rewrite(option: "Option", value: int) -> "Fix | None":
    return option.argument.replace(option.argument.text.removesuffix(option.value or "") + str(value))
