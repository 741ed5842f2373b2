"""Import a plugin and describe its rules."""

import os
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module

from repoaudit.entry import Entry
from repoaudit.errors import UsageError
from repoaudit.plugins.metadata import Plugin, normal, site_folders
from repoaudit.rule import Rule, options_of
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from repoaudit.rule import AnyRule


def plugin_entries(plugin: Plugin) -> tuple[Entry, ...]:
    """Import a plugin and describe its rules, in the order of their codes.

    Raises:
        UsageError: it cannot be imported, or a rule is not called what it should be.

    """
    rules: dict[int, Entry] = {}
    for module in _modules(plugin):
        for attribute, value in sorted(vars(module).items()):
            if isinstance(value, Rule) and id(value) not in rules:
                rules[id(value)] = _entry(plugin, module.__name__, attribute, value)
    if not rules:
        raise UsageError(f"plugin {plugin.distribution}: {plugin.package} holds no rules")
    return tuple(sorted(rules.values(), key=lambda entry: (entry.code, entry.name)))


def _entry(plugin: Plugin, module: str, attribute: str, rule: "AnyRule") -> Entry:
    where = f"plugin {plugin.distribution}: rule {rule.name} ({rule.code})"
    number = rule.code.removeprefix(plugin.prefix)
    if number == rule.code or not number.isdecimal():
        raise UsageError(f"{where}: its code must be {plugin.prefix} and a number")
    if attribute != rule.name.replace("-", "_"):
        raise UsageError(f"{where}: {module} calls it {attribute}")
    return Entry(
        rule.code,
        rule.name,
        module,
        int(rule.severity),
        rule.default,
        int(rule.fix or 0),
        rule.lesson,
        rule.subject.__name__,
        {option.name: option.type for option in options_of(rule)},
        tuple(rule.subject.reads),
    )


def _modules(plugin: Plugin) -> "list[ModuleType]":
    """Import a package and every module in it; what ``PYTHONPATH`` names may belong to the audited repository."""
    before = sys.path[:]
    sys.path[:] = _trusted(before)
    try:
        return list(_walk(plugin, plugin.package))
    finally:
        sys.path[:] = before


def _trusted(path: Sequence[str]) -> list[str]:
    named = {normal(folder) for folder in os.environ.get("PYTHONPATH", "").split(os.pathsep)}
    doubtful = named - {normal(folder) for folder in site_folders()}
    return [folder for folder in path if folder and normal(folder) not in doubtful]


def _walk(plugin: Plugin, name: str) -> "Iterator[ModuleType]":
    module = _import(plugin, name)
    yield module
    for folder in getattr(module, "__path__", ()):
        for child in _children(folder):
            yield from _walk(plugin, f"{name}.{child}")


def _children(folder: str) -> list[str]:
    """Return the names of the public modules and packages in a folder; ``pkgutil`` takes three times as long."""
    try:
        with os.scandir(folder) as entries:
            names = {_module_name(entry) for entry in entries}
    except OSError:  # a package in an archive
        return []
    return sorted(name for name in names if name.isidentifier() and not name.startswith("_"))


def _module_name(entry: "os.DirEntry[str]") -> str:
    if entry.name.endswith(".py"):
        return entry.name.removesuffix(".py")
    is_package = os.path.isfile(f"{entry.path}/__init__.py")  # noqa: PTH113  # pathlib costs 4 ms of start-up
    return entry.name if is_package else ""


def _import(plugin: Plugin, name: str) -> "ModuleType":
    try:
        return import_module(name)
    except (Exception, SystemExit) as error:
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise UsageError(f"plugin {plugin.distribution}: cannot import {name}: {reason}") from error
