"""The table of a file in which a tool looks for its settings, whether it is there, and whether it holds any."""

from repoaudit.documents.ini import parse_ini
from repoaudit.documents.toml import parse_toml
from repoaudit.facts.sources import SourceFact, ToolFact
from repoaudit.finding import ABSENT
from repoaudit.subjects.files.tables import CasedIniTable, IniTable, Table, TomlTable
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.documents.ini import IniDocument
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.scope import Scope


def table_of(scope: "Scope", fact: SourceFact) -> Table | None:
    """Return the settings at a candidate place, None when the file or the section does not exist.

    Raises:
        UnknownError: the file cannot be read or parsed.

    """
    path = scope.path(fact.file)
    if not scope.repository.is_file(path):
        return None
    if fact.is_toml:
        toml = _toml_table(fact, scope.document(parse_toml, path))
        is_there = not fact.section or toml.get() is not ABSENT or _owns_file(fact)
        return toml if is_there else None
    ini = ini_table(fact, scope.document(parse_ini, path))
    is_there = _owns_file(fact) or any(_names(fact, section.name) for section in ini.document.sections)
    return ini if is_there else None


def _toml_table(fact: SourceFact, document: "TomlDocument") -> TomlTable:
    shared = tuple(fact.shared.split("."))
    is_shared = fact.shared and document.get(shared) is not ABSENT
    return TomlTable(document, shared if is_shared else _keys(fact))


def ini_table(fact: SourceFact, document: "IniDocument") -> IniTable:
    """Return the view that a tool has of a file. Raises `DocumentSyntaxError` where pytest's reader refuses it."""
    if not fact.by_iniconfig:
        is_shared = fact.shared and any(each.name.startswith(fact.shared) for each in document.sections)
        return IniTable(document, fact.shared if is_shared else fact.section)
    from repoaudit.documents.ini.pytest import iniconfig_problem

    problem = iniconfig_problem(document)
    if problem and document.section(fact.section):
        raise problem
    return CasedIniTable(document, fact.section)


def table_in(fact: SourceFact, path: str, text: str) -> Table:
    """Return the settings that a file of a tool would hold, were this its text. Raises `DocumentSyntaxError`."""
    if fact.is_toml:
        return _toml_table(fact, parse_toml(path, text))
    return ini_table(fact, parse_ini(path, text))


def _keys(fact: SourceFact) -> tuple[str, ...]:
    return tuple(fact.section.split(".")) if fact.section else ()


def _owns_file(fact: SourceFact) -> bool:
    """Say whether the whole file belongs to the tool, so that it counts even without the section."""
    return (
        fact.wins_empty
        and not fact.until  # pytest asked for the section in `.pytest.ini` before 9.0
        and fact.file not in {"pyproject.toml", "setup.cfg"}
        and (fact.file, fact.section)
        not in {
            ("tox.ini", "pytest"),
            ("tox.ini", "flake8"),
            (".flake8", "flake8"),
        }
    )


def _names(fact: SourceFact, section: str) -> bool:
    return section == fact.section or (fact.section[-1:] in ":." and section.startswith(fact.section))


def is_empty(table: Table, fact: SourceFact, tool: ToolFact) -> bool:
    """Say whether a place holds no setting of the tool."""
    if isinstance(table, IniTable):
        return not any(_names(fact, section.name) and section.options for section in table.document.sections)
    if fact.section == "tool.pytest":
        return not set(table.keys()) - {"ini_options"}
    return not set(table.keys()) - tool.private
