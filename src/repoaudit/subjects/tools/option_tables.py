"""Whether a command knows an option, given which versions of it may run."""

from collections.abc import Mapping
from functools import cache

from repoaudit.documents.versions import Version
from repoaudit.facts.options import OPTIONS, OptionTable
from repoaudit.record import NamedTuple
from repoaudit.typing import Final

_NEAR: Final = 0.8


class Versions(NamedTuple):
    """The versions that may run: the fixed ones, or else all from a lowest one on (None: any)."""

    fixed: tuple[Version, ...] = ()
    lowest: Version | None = None


class Options:
    """The options of one command."""

    __slots__ = ("_came", "_gone", "names", "table")

    def __init__(self, table: OptionTable) -> None:
        self.table = table
        self.names = frozenset(table.names.split())
        self._came = _by_name(table.missing_until)
        self._gone = _by_name(table.gone_since)

    def is_certain(self, name: str) -> bool:
        """Say whether every release knows an option, so that no version is needed."""
        return self._is_known(name) and name not in self._came and name not in self._gone

    def lacks(self, name: str, versions: Versions) -> bool:
        """Say whether none of the versions that may run knows an option; False where that is not certain."""
        if versions.fixed:
            return all(self._lacks_in(name, version) for version in versions.fixed)
        lowest, gone = versions.lowest, self._gone.get(name)
        if lowest and lowest > _version(self.table.newest):
            return False
        return bool(gone and lowest and lowest >= _version(gone)) or not self._is_known(name)

    def near(self, name: str) -> str:
        """Return a known long option of a similar name, "" without one."""
        from difflib import get_close_matches  # hardly ever

        known = sorted(each for each in self.names if each.startswith("--"))
        return next(iter(get_close_matches(name.replace("_", "-"), known, 1, _NEAR)), "")

    def story(self, name: str) -> str:
        """Say when an option came or went, "" for one that never was."""
        if name in self._came:
            return f"came after {self._came[name]}"
        return f"is gone in {self._gone[name]}" if name in self._gone else ""

    def _is_known(self, name: str) -> bool:
        is_long = name.startswith("--")
        return name in self.names or (
            is_long and self.table.abbreviates and any(each.startswith(name) for each in self.names)
        )

    def _lacks_in(self, name: str, version: Version) -> bool:
        if not _version(self.table.oldest) <= version <= _version(self.table.newest):
            return False
        came, gone = self._came.get(name), self._gone.get(name)
        is_too_old = came is not None and version <= _version(came)
        return is_too_old or (gone is not None and version >= _version(gone)) or not self._is_known(name)


@cache
def options_of(tool: str, subcommand: str) -> Options | None:
    """Return the options of a program or of its sub-command, None where they are not known."""
    table = OPTIONS.get(tool) or OPTIONS.get(f"{tool} {subcommand}")
    return Options(table) if table else None


def _by_name(table: Mapping[str, str]) -> dict[str, str]:
    return {name: version for version, names in table.items() for name in names.split()}


def _version(text: str) -> Version:
    version = Version.parse(text)
    if version is None:
        raise ValueError(text)
    return version
