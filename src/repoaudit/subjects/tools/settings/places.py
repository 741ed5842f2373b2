"""Where the settings of a tool are that it reads: the winner of its configuration, as plain data."""

from collections.abc import Iterator

from repoaudit.documents.toml import parse_toml
from repoaudit.errors import UnknownError
from repoaudit.facts.hooks import CONFIGURATION
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.files.tables import IniTable, TomlTable
from repoaudit.subjects.tools.configuration import Configuration, Source
from repoaudit.subjects.tools.settings.ini import IniGiven
from repoaudit.subjects.tools.settings.sources import NOTHING, Given, TomlGiven, TypedGiven
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import DataPath
    from repoaudit.scope import Scope

_LIKE_INI: Final = "tool.pytest.ini_options"
_MYPY_MODULE: Final = "mypy-"
_ACTIONS: Final = {"j178/prek-action": "prek", "pre-commit/action": "pre-commit"}
_PREFIXED: Final = ":."
_READS_BOTH: Final = "coverage"
"""The tool whose own TOML file may also be written like ``pyproject.toml``."""


def given_to(scope: "Scope", tool: str) -> Given:
    """Return the settings that a tool reads in this very project; there may be none.

    Raises:
        UnknownError: which file the tool reads, or what is in it, cannot be known.

    """
    if tool == "pre-commit":
        return _hooks(scope)
    if tool == "bandit":
        return _bandit(scope)
    winner = _own_winner(scope.once_for(Configuration, tool))
    return _given(winner, tool) if winner else NOTHING


def _own_winner(configuration: Configuration) -> Source | None:
    winner = configuration.winner
    return next((source for source in configuration.sources if source is winner), None)


def _given(source: Source, tool: str) -> Given:
    table, section = source.table, source.fact.section
    if isinstance(table, IniTable):
        return IniGiven(table.document, dict(_sections(table, tool)))
    if not isinstance(table, TomlTable):
        return NOTHING
    if not section and "tool" in table.keys():  # noqa: SIM118  # a method of a table
        return TomlGiven(table.document, ("tool", tool)) if tool == _READS_BOTH else NOTHING
    is_typed = tool == "pytest" and section != _LIKE_INI
    return (TypedGiven if is_typed else TomlGiven)(table.document, table.prefix)


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


def _bandit(scope: "Scope") -> Given:
    if not scope.exists("pyproject.toml"):
        return NOTHING
    return TomlGiven(scope.document(parse_toml, scope.path("pyproject.toml")), ("tool", "bandit"))


def _hooks(scope: "Scope") -> Given:
    from repoaudit.documents.yaml import parse_yaml
    from repoaudit.subjects.files.projects import is_template
    from repoaudit.subjects.tools.settings.yaml import YamlGiven

    if not scope.is_root or not scope.exists(CONFIGURATION):
        return NOTHING
    document = scope.document(parse_yaml, CONFIGURATION)
    if document.root is None or is_template(document.text):
        return NOTHING
    try:
        data = document.root.plain()
    except UnknownError as error:
        raise UnknownError(error.reason, CONFIGURATION, error.span) from error
    return YamlGiven(document, data) if isinstance(data, dict) else NOTHING


def is_for_prek_alone(scope: "Scope") -> bool:
    """Say whether a repository runs its hooks with prek, which reads more than pre-commit does, and never with that."""
    runners = {command.tool for command in commands_of(scope)} | set(_runners_in_actions(scope))
    dependencies = scope.all(Dependencies)[0]
    uses = {name for name in _ACTIONS.values() if name in runners or dependencies.provides(name)}
    return uses == {"prek"}


def _runners_in_actions(scope: "Scope") -> Iterator[str]:
    from repoaudit.subjects.files.workflows import Workflow

    steps = (step for workflow in scope.all(Workflow) for job in workflow.jobs for step in job.steps)
    return (_ACTIONS[step.action] for step in steps if step.action in _ACTIONS)
