"""The plugins of flake8 that a repository uses."""

from repoaudit.facts.code_tools import FLAKE8_PLUGINS, FLAKE8_READERS, MORE_PLUGINS, SINGLE_RULES, SPLIT_FAMILIES
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.ruff.settings import RuffSettings


def flake8_plugins(scope: "Scope") -> frozenset[str]:
    """Return the names of the plugins that are installed beside flake8 in a hook, or declared anywhere."""
    return scope.root.once(_plugins)


def replaces_plugins(scope: "Scope", settings: "RuffSettings") -> bool:
    """Say whether ruff reports with some settings what every plugin does. Raises `UnknownError` like ``reports``."""
    codes = [FLAKE8_PLUGINS.get(name) for name in flake8_plugins(scope) if name not in FLAKE8_READERS]
    return all(code is not None and settings.reports(code) for code in codes)


def ruff_family(plugin: str) -> str:
    """Return the rules of ruff that replace a plugin of which it has some: ``B``, ``C4``."""
    code = FLAKE8_PLUGINS[plugin]
    return code if plugin in SINGLE_RULES else SPLIT_FAMILIES.get(code, code.rstrip("0123456789"))


def _plugins(root: "Scope") -> frozenset[str]:
    return frozenset(
        name for name in _names(root) if name.startswith("flake8-") or name in MORE_PLUGINS or name in FLAKE8_PLUGINS
    )


def _names(root: "Scope") -> "Iterator[str]":
    from repoaudit.subjects.files.hooks import Hooks

    for scope in (root, *root.members):
        yield from (each.name for each in scope.all(Dependencies)[0].all)
    for hooks in root.all(Hooks):
        yield from (requirement.canonical for requirement, _ in hooks.additional_dependencies)
