"""Which installed distributions offer rules, read from their metadata; nothing of them is imported here."""

import os
import sys
from collections.abc import Iterable, Iterator

from repoaudit.errors import UsageError
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.registry import ALL
from repoaudit.typing import Final

GROUP: Final = "repoaudit.rules"
"""The entry point group: the name is the prefix of the plugin's codes, the value the package that holds its rules."""

_PREFIX: Final = lazy(r"[A-Z]+")
_PACKAGE: Final = lazy(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_MAX_METADATA: Final = 100_000


class Plugin(NamedTuple):
    """An installed distribution that offers rules."""

    prefix: str
    package: str
    distribution: str


def site_folders() -> tuple[str, ...]:
    """Return this interpreter's site folders that are searched for imports, in their order.

    The working directory and what ``PYTHONPATH`` names are not among them: both may belong to the audited repository.
    """
    import site  # the interpreter has imported it at its start

    folders = {normal(folder) for folder in site.getsitepackages()}
    if site.ENABLE_USER_SITE:
        folders.add(normal(site.getusersitepackages()))
    return tuple(folder for folder in sys.path if folder and normal(folder) in folders)


def normal(folder: str) -> str:
    """Return the one spelling of a folder."""
    return os.path.normcase(os.path.realpath(folder))


def find_plugins(folders: Iterable[str] | None = None) -> tuple[Plugin, ...]:
    """Find the distributions that offer rules, in the order of their prefixes.

    ``importlib.metadata.entry_points`` would take twenty times as long.

    Raises:
        UsageError: a distribution declares its rules wrongly.

    """
    found: dict[str, Plugin] = {}
    for distribution, text in _metadata(site_folders() if folders is None else folders):
        for plugin in _declared(distribution, text):
            other = found.setdefault(plugin.prefix, plugin)
            if other.package != plugin.package:
                names = f"{other.distribution} and {distribution}"
                raise UsageError(f"plugins {names}: both claim the prefix {plugin.prefix}")
    return tuple(found[prefix] for prefix in sorted(found))


def _metadata(folders: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the name and the entry points of each distribution that mentions the group; the first of a name counts."""
    seen: set[str] = set()
    for folder in folders:
        for name in _dist_infos(folder):
            distribution = name.partition("-")[0].replace("_", "-")
            text = _read(f"{folder}/{name}/entry_points.txt")
            if GROUP in text and distribution not in seen:
                seen.add(distribution)
                yield distribution, text


def _dist_infos(folder: str) -> list[str]:
    try:
        names = os.listdir(folder)  # noqa: PTH208  # pathlib costs 4 ms of start-up
    except OSError:
        return []
    return sorted(name for name in names if name.endswith(".dist-info"))


def _read(path: str) -> str:
    try:
        with open(path, "rb") as file:  # noqa: PTH123  # as above
            return file.read(_MAX_METADATA).decode("utf-8", "replace")
    except OSError:
        return ""


def _declared(distribution: str, text: str) -> Iterator[Plugin]:
    inside = False
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            inside = line == f"[{GROUP}]"
        elif inside and line and line[0] not in "#;":
            yield _plugin(distribution, line)


def _plugin(distribution: str, line: str) -> Plugin:
    prefix, _, package = (part.strip() for part in line.partition("="))
    if not _PREFIX.fullmatch(prefix) or prefix == ALL:
        raise UsageError(f"plugin {distribution}: the prefix of its codes must be capital letters, not {prefix!r}")
    if not _PACKAGE.fullmatch(package):
        raise UsageError(f"plugin {distribution}: {package!r} is not the name of a package")
    return Plugin(prefix, package, distribution)
