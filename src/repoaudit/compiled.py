"""Compiled regular expressions, kept from run to run as the interpreter keeps byte code.

Compiling the hundred that a run needs is a twelfth of its time, and gives the same each time: the numbers that the
matcher follows. A wheel brings those of the interpreter that built it along. Those of others are kept in one file in
the package's ``__pycache__``, written at the end of a run that compiled new ones, under the conditions under which byte
code is written: not where `sys.dont_write_bytecode` is set, and nothing is said where the folder cannot be written.
Only patterns of this package and of the libraries that it imports get here, never one of an audited repository.
"""

import marshal
import os
import re
import sys

from repoaudit.typing import Any, Final

_FOLDER: Final = os.path.dirname(__file__)  # noqa: PTH120  # pathlib costs 4 ms of start-up
_NAME: Final = f"patterns.{sys.implementation.cache_tag}.marshal"
SHIPPED: Final = f"{_FOLDER}/{_NAME}"
"""What a wheel holds; `hatch_build.py` makes it."""

_MOST: Final = 2000
"""A file that grows beyond so many patterns, because earlier versions had others, is begun anew."""

_Entry = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What the matcher is given with a pattern: all flags, the numbers, how many groups, their names, the names' groups."""


class Kept:
    """The patterns of some files, of which the last takes new ones.

    `re.compile` parses a pattern, makes the numbers, and hands them to the matcher in three private functions, the same
    since Python 3.11. Where there are others, or an entry is damaged, `re.compile` itself is used.
    """

    def __init__(self, *files: str) -> None:
        self._files = files
        self._entries: dict[str, _Entry] | None = None
        self._new: dict[str, _Entry] = {}

    def compile(self, pattern: str, flags: int) -> re.Pattern[str]:
        """Return what ``re.compile(pattern, flags)`` does. Raises `re.error`."""
        try:
            return self._made(pattern, int(flags))
        except (AttributeError, ImportError, OverflowError, RuntimeError, TypeError, ValueError):
            return re.compile(pattern, flags)

    def _made(self, pattern: str, flags: int) -> re.Pattern[str]:
        from _sre import compile as made  # type: ignore[import-not-found]  # as `re` does

        if self._entries is None:
            self._entries = {}
            for file in self._files:
                self._entries |= _read(file)
        key = f"{flags} {pattern}"
        entry = self._entries.get(key)
        if entry is None:
            entry = self._new[key] = self._entries[key] = _entry(pattern, flags)
        every, numbers, groups, index, names = entry
        found: re.Pattern[str] = made(pattern, every, memoryview(numbers).cast("I").tolist(), groups, index, names)
        return found

    def keep(self) -> None:
        """Write the last file if a pattern was new."""
        if self._new and not sys.dont_write_bytecode and not sys.pycache_prefix:
            self.write()
            self._new = {}

    def write(self) -> None:
        """Write new patterns to the last file, whole or not at all."""
        from importlib.machinery import SourceFileLoader

        others = _read(self._files[-1])  # of another process that ended meanwhile, too
        entries = self._new if len(others) > _MOST else others | self._new
        # It replaces the file in one step, and is silent if it cannot.
        SourceFileLoader("", "").set_data(self._files[-1], marshal.dumps((_version(), entries)))


def _version() -> tuple[int | str, ...]:
    """Return what the numbers depend on, besides the pattern and its flags."""
    from _sre import CODESIZE, MAGIC

    return *sys.version_info[:2], MAGIC, CODESIZE, sys.byteorder


def _read(file: str) -> dict[str, _Entry]:
    try:
        with open(file, "rb") as stream:  # noqa: PTH123  # pathlib costs 4 ms of start-up
            version, entries = marshal.loads(stream.read())  # noqa: S302  # trusted as the byte code beside it is
    except (OSError, EOFError, TypeError, ValueError):
        return {}
    return entries if version == _version() and isinstance(entries, dict) else {}


def _entry(pattern: str, flags: int) -> _Entry:
    from array import array

    parts: Any = re
    parsed = parts._parser.parse(pattern, flags)  # noqa: SLF001  # see above
    numbers = array("I", parts._compiler._code(parsed, flags)).tobytes()  # noqa: SLF001  # likewise
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, group in state.groupdict.items():
        names[group] = name
    return flags | state.flags, numbers, state.groups - 1, dict(state.groupdict), tuple(names)


KEPT: Final = Kept(SHIPPED, f"{_FOLDER}/__pycache__/{_NAME}")
"""The patterns of this package and its libraries."""
