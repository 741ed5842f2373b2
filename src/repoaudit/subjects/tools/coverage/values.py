"""The values of coverage's settings, read as coverage reads them; None for one at which it stops.

In TOML coverage takes lists and booleans by their types, but numbers and the words ``true`` and ``false`` also as text.
Compared with coverage 7.17.5. Variables of the environment (``${X-80}``) are not filled in: an item of a list stays as
it is written, and no other value with one can be read.
"""

from collections.abc import Callable

from repoaudit.errors import UnknownError
from repoaudit.subjects.tools.readers import read_bool, read_lines, read_list, read_number, read_strings
from repoaudit.typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from repoaudit.subjects.tools.configuration import Configuration, Setting

T = TypeVar("T")
_TYPED_WORDS: Final = {"true": True, "false": False}


def list_setting(configuration: "Configuration", *keys: str) -> "Setting[tuple[str, ...]]":
    """Return a list: in INI separated by commas or line ends."""
    return _setting(configuration, keys, (), read_list, read_strings)


def patterns_setting(configuration: "Configuration", *keys: str) -> "Setting[tuple[str, ...]]":
    """Return a list of regular expressions: in INI one a line."""
    return _setting(configuration, keys, (), read_lines, _read_patterns)


def switch_setting(configuration: "Configuration", *keys: str) -> "Setting[bool]":
    """Return what is on or off, off by default."""
    return _setting(configuration, keys, False, read_bool, _read_typed_bool)  # noqa: FBT003


def figure_setting(configuration: "Configuration", *keys: str) -> "Setting[float]":
    """Return a number, 0 by default."""
    return _setting(configuration, keys, 0.0, read_number, _read_typed_number)


def _setting(
    configuration: "Configuration",
    keys: tuple[str, ...],
    default: T,
    of_text: Callable[[object], T | None],
    of_types: Callable[[object], T | None],
) -> "Setting[T]":
    def read(raw: object) -> T | None:
        winner = configuration.winner
        if isinstance(raw, str) and "$" in raw and not isinstance(default, tuple):
            raise UnknownError(f"`{keys[-1]}` is filled in from the environment", *configuration.home.place(*keys)[:2])
        return (of_types if winner and winner.table.is_toml else of_text)(raw)

    return configuration.setting(*keys, read=read, default=default)


def _read_typed_bool(raw: object) -> bool | None:
    return raw if isinstance(raw, bool) else _TYPED_WORDS.get(raw) if isinstance(raw, str) else None


def _read_typed_number(raw: object) -> float | None:
    return float(raw) if isinstance(raw, bool) else read_number(raw)


def _read_patterns(raw: object) -> tuple[str, ...] | None:
    found = read_strings(raw)
    return None if found is None else tuple(text.strip() for text in found if text.strip())
