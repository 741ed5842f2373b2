"""Rules of other distributions, imported only when the selection may pick one of them."""

from collections.abc import Iterable, Iterator, Sequence

from repoaudit.entry import Entry
from repoaudit.errors import UsageError
from repoaudit.plugins.metadata import Plugin, find_plugins
from repoaudit.record import NamedTuple
from repoaudit.registry import ALL


class Selection(NamedTuple):
    """What the user wants to run, before anybody knows whether such rules exist; ``select`` is None where unset."""

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Known(NamedTuple):
    """All rules that are known, and the prefixes of the plugins whose rules were left alone."""

    entries: tuple[Entry, ...]
    left_alone: tuple[str, ...] = ()


EVERYTHING = Selection((ALL,))
"""For commands that list rules rather than run them."""


def known_rules(builtin: Sequence[Entry], selection: Selection) -> Known:
    """Return the built-in rules and those of each plugin that the selection may pick from.

    Raises:
        UsageError: a plugin is declared wrongly, cannot be imported, or its rules clash with others.

    """
    plugins = find_plugins()
    if not plugins:
        return Known(tuple(builtin))
    _check_prefixes(plugins, builtin)
    wanted = [plugin for plugin in plugins if may_pick(selection, plugin.prefix, builtin)]
    left_alone = tuple(plugin.prefix for plugin in plugins if plugin not in wanted)
    return Known(_with_rules_of(wanted, builtin), left_alone)


def _check_prefixes(plugins: Iterable[Plugin], builtin: Sequence[Entry]) -> None:
    families = {family_of(entry.code) for entry in builtin}
    for plugin in plugins:
        if plugin.prefix in families:
            raise UsageError(f"plugin {plugin.distribution}: the prefix {plugin.prefix} belongs to built-in rules")


def _with_rules_of(plugins: Iterable[Plugin], builtin: Sequence[Entry]) -> tuple[Entry, ...]:
    entries = list(builtin)
    taken = {name for entry in builtin for name in (entry.code, entry.name)}
    for plugin in plugins:
        from repoaudit.plugins.rules import plugin_entries  # most machines have no plugin

        entries += _without_clash(plugin, plugin_entries(plugin), taken)
    return tuple(entries)


def _without_clash(plugin: Plugin, entries: Iterable[Entry], taken: set[str]) -> Iterator[Entry]:
    for entry in entries:
        for name in (entry.code, entry.name):
            if name in taken:
                raise UsageError(f"plugin {plugin.distribution}: another rule is called {name!r} already")
            taken.add(name)
        yield entry


def may_pick(selection: Selection, prefix: str, builtin: Sequence[Entry]) -> bool:
    """Say whether a selection may pick a rule whose code begins with a prefix and whose name nobody knows yet."""
    names = {entry.name for entry in builtin}
    wanted = [*((ALL,) if selection.select is None else selection.select), *selection.extend_select]
    strongest = max((_reach(selector, prefix, names) for selector in wanted), default=0)
    ignored = (_reach(selector, prefix, names) for selector in selection.ignore if _covers(selector, prefix))
    return strongest > max(ignored, default=0)


def may_name(selector: str, prefix: str) -> bool:
    """Say whether a selector may name a rule with a prefix."""
    return _reach(selector, prefix, set()) > 0


def family_of(code: str) -> str:
    """Return the letters of a code."""
    return code.rstrip("0123456789")


def _covers(selector: str, prefix: str) -> bool:
    return selector == ALL or (_is_code(selector) and prefix.startswith(selector))


def _is_code(selector: str) -> bool:
    return selector.isalnum() and selector.isupper()


def _reach(selector: str, prefix: str, names: set[str]) -> int:
    """Return how specifically a selector may name a rule with a prefix, on the scale of `registry.answers_to`."""
    if selector == ALL:
        return 1
    if _covers(selector, prefix):
        return 1 + len(selector)
    if _is_code(selector):
        return 100 if family_of(selector) == prefix else 0
    return 0 if selector in names else 100
