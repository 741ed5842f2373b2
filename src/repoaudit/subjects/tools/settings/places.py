"""Where the settings of a tool are that it reads: the winner of its configuration, as plain data."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from repoaudit.documents.toml import parse_toml
from repoaudit.errors import UnknownError
from repoaudit.facts.hooks import CONFIGURATION
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.files.tables import IniTable, TomlTable
from repoaudit.subjects.tools.configuration import Configuration, Source
from repoaudit.subjects.tools.settings.sources import Given, IniGiven, TomlGiven, YamlGiven

if TYPE_CHECKING:
    from repoaudit.finding import DataPath
    from repoaudit.scope import Scope

NATIVE: Final = "tool.pytest"
_MYPY_MODULE: Final = "mypy-"
_PREFIXED: Final = ":."
_READS_BOTH: Final = "coverage"
"""The tool whose own TOML file may also be written like ``pyproject.toml``."""
_OTHER_TABLES: Final = {NATIVE: frozenset({"ini_options"})}


def given_to(scope: "Scope", tool: str) -> tuple[Given, str] | None:
    """Return the settings that a tool reads in this very project, and the section that begins them; None for none.

    Raises:
        UnknownError: which file the tool reads, or what is in it, cannot be known.

    """
    if tool == "pre-commit":
        hooks = _hooks(scope)
        return (hooks, "") if hooks else None
    if tool == "bandit":
        return _bandit(scope)
    winner = _own_winner(scope.once_for(Configuration, tool))
    given = _given(winner, tool) if winner else None
    return (given, winner.fact.section) if given and winner else None


def _own_winner(configuration: Configuration) -> Source | None:
    winner = configuration.winner
    return next((source for source in configuration.sources if source is winner), None)


def _given(source: Source, tool: str) -> Given | None:
    table, section = source.table, source.fact.section
    if isinstance(table, TomlTable):
        if not section and "tool" in table.keys():  # noqa: SIM118  # a method of a table
            return TomlGiven(table.document, ("tool", tool)) if tool == _READS_BOTH else None
        return TomlGiven(table.document, table.prefix, _OTHER_TABLES.get(section, frozenset()))
    return IniGiven(table.document, dict(_sections(table, tool))) if isinstance(table, IniTable) else None


def _sections(table: IniTable, tool: str) -> Iterator[tuple["DataPath", str]]:
    """Yield the sections of a tool, each with its path in the data."""
    modules = 0
    for name in dict.fromkeys(section.name for section in table.document.sections):
        if name == table.section:
            yield (), name
        elif tool == "mypy" and name.startswith(_MYPY_MODULE):
            yield ("overrides", modules), name
            modules += 1
        elif tool == "tox" and name.partition(":")[0] == "testenv":
            yield (name,), name
        elif table.section[-1:] in _PREFIXED and name.startswith(table.section):
            yield (name.removeprefix(table.section).removeprefix("coverage:"),), name


def _bandit(scope: "Scope") -> tuple[Given, str] | None:
    path = scope.path("pyproject.toml")
    if not scope.repository.is_file(path):
        return None
    document = scope.document(parse_toml, path)
    keys = ("tool", "bandit")
    return (TomlGiven(document, keys), "tool.bandit") if isinstance(document.get(keys), dict) else None


def _hooks(scope: "Scope") -> Given | None:
    from repoaudit.documents.yaml import parse_yaml
    from repoaudit.subjects.files.projects import is_template

    if not scope.is_root or not scope.exists(CONFIGURATION):
        return None
    document = scope.document(parse_yaml, CONFIGURATION)
    if document.root is None or is_template(document.text):
        return None
    try:
        data = document.root.plain()
    except UnknownError as error:
        raise UnknownError(error.reason, CONFIGURATION, error.span) from error
    return YamlGiven(document, data) if isinstance(data, dict) else None


def is_for_prek_alone(scope: "Scope") -> bool:
    """Say whether a repository runs its hooks with prek, which reads more than pre-commit does, and never with that."""
    runners = {command.tool for command in commands_of(scope)}
    dependencies = scope.all(Dependencies)[0]
    uses = {name for name in ("pre-commit", "prek") if name in runners or dependencies.provides(name)}
    return uses == {"prek"}
