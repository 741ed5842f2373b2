"""The environments of tox as its files write them: in INI, in TOML, and in INI inside TOML."""

from collections.abc import Iterator
from functools import partial

from repoaudit.documents.ini import parse_ini
from repoaudit.documents.toml import parse_toml
from repoaudit.finding import ABSENT, Place
from repoaudit.record import NamedTuple
from repoaudit.subjects.files.rewriting import OptionRewrite
from repoaudit.subjects.files.tox_factors import ini_names, split_condition, toml_names
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.documents.ini import IniDocument, IniOption
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.finding import DataPath
    from repoaudit.scope import Scope

COMMANDS = ("commands_pre", "commands", "commands_post")
_VARIABLES = ("set_env", "setenv")
_COMMON = frozenset({"testenv", "env_run_base"})
_TRUE = frozenset({"true", "1", "yes", "on"})
_LEGACY = "legacy_tox_ini"


class ToxText(NamedTuple):
    """One line of a value, with the offset of its first character in the file where that is exact.

    ``factors`` is the condition for which alone a command runs, "" for one that always does; ``setting`` the one that
    holds it, "" for what is no command.
    """

    text: str
    place: Place
    start: int | None
    rewrite: OptionRewrite | None = None
    factors: str = ""
    setting: str = ""


class ToxEnvironment(NamedTuple):
    """One section of environments: ``testenv``, ``testenv:docs`` or ``env.docs``; ``name`` is "" for the common one.

    ``tolerated`` is where ``ignore_outcome = true`` stands, with which a failure does not count; ``change_dir`` the
    folder that its commands run in, as it is written, "" without one; ``variables`` the values that it sets, for some
    factors only or not. ``written`` are those of its settings for commands that stand in it, be they empty: the others
    it has from the sections that ``base`` names, None for the common one.
    """

    name: str
    place: Place
    commands: tuple[ToxText, ...]
    dependencies: tuple[ToxText, ...]
    tolerated: Place | None = None
    change_dir: str = ""
    variables: tuple[str, ...] = ()
    written: frozenset[str] = frozenset()
    base: tuple[str, ...] | None = None


class ToxList(NamedTuple):
    """The names that the list of environments gives, and where it stands; None for a list that cannot be read."""

    names: tuple[str, ...] | None
    place: Place


Read = tuple[tuple[ToxEnvironment, ...], ToxList | None]
"""The environments of a file, and the list of those that tox runs by itself."""


def read_ini(document: "IniDocument", section: str) -> Read:
    """Read a file in INI, in which a section holds the settings of tox itself."""
    return tuple(_from_ini(document)), _ini_list(document, section)


def read_toml(document: "TomlDocument", prefix: "DataPath") -> Read:
    """Read a table of a file in TOML, which may hold INI."""
    legacy = legacy_text(document, prefix)
    if legacy is not None:
        return tuple(_from_legacy(document, legacy)), _legacy_list(document, legacy)
    return tuple(_from_toml(document, prefix)), _toml_list(document, prefix)


def toml_files(scope: "Scope") -> Iterator[tuple["TomlDocument", "DataPath"]]:
    """Yield the file in TOML that tox reads where there is none in INI, and the path of its table."""
    if scope.exists("pyproject.toml"):
        document = scope.document(parse_toml, scope.path("pyproject.toml"))
        table = document.get(("tool", "tox"))
        if isinstance(table, dict) and table:
            yield document, ("tool", "tox")
            return
    if scope.exists("tox.toml"):
        yield scope.document(parse_toml, scope.path("tox.toml")), ()


def legacy_text(document: "TomlDocument", prefix: "DataPath") -> str | None:
    """Return the INI text that stands in for a table; beside settings of its own tox does not read it."""
    table = document.get(prefix) if prefix else None
    text = table.get(_LEGACY) if isinstance(table, dict) and len(table) == 1 else None
    return text if isinstance(text, str) else None


def _ini_list(document: "IniDocument", section: str) -> ToxList | None:
    for name in ("env_list", "envlist"):
        option = document.get(section, name)
        if option:
            return ToxList(ini_names([line.text for line in option.lines]), document.place(section, name))
    return None


def _legacy_list(document: "TomlDocument", text: str) -> ToxList | None:
    listed = _ini_list(parse_ini(document.path, text), "tox")
    return listed._replace(place=document.place(("tool", "tox", _LEGACY))) if listed else None


def _toml_list(document: "TomlDocument", prefix: "DataPath") -> ToxList | None:
    path = (*prefix, "env_list")
    value = document.get(path)
    return None if value is ABSENT else ToxList(toml_names(value), document.place(path))


def _from_ini(document: "IniDocument") -> Iterator[ToxEnvironment]:
    for section in document.sections:
        kind, _, name = section.name.partition(":")
        if kind == "testenv":
            commands = [line for key in COMMANDS for line in _ini_commands(document, section.name, key)]
            dependencies = _ini_lines(document, section.name, "deps")
            outcome = document.get(section.name, "ignore_outcome")
            base = document.get(section.name, "base")
            change_dir = document.get(section.name, "change_dir") or document.get(section.name, "changedir")
            is_ignored = outcome is not None and outcome.value.strip().lower() in _TRUE
            yield ToxEnvironment(
                name,
                document.place(section.name),
                tuple(commands),
                tuple(dependencies),
                document.place(section.name, "ignore_outcome") if is_ignored else None,
                change_dir.value.strip() if change_dir else "",
                tuple(line.text for key in _VARIABLES for line in _ini_lines(document, section.name, key)),
                frozenset(key for key in COMMANDS if document.get(section.name, key)),
                _base_of([line.text for line in base.lines]) if base else None,
            )


def _base_of(lines: list[str]) -> tuple[str, ...]:
    """Return the names of the environments from which one takes what it does not say, "" for the common one."""
    words = (word.strip() for line in lines for word in line.split(","))
    return tuple(
        "" if word in _COMMON else word.removeprefix("testenv:").removeprefix("env.") for word in words if word
    )


def _ini_lines(document: "IniDocument", section: str, key: str) -> Iterator[ToxText]:
    """Yield the lines of a value, those joined by a backslash as one."""
    option = document.get(section, key)
    if option is None:
        return
    anchor = f"{section}.{key}"
    for lines in _joined(option):
        text = " ".join(text for text, _ in lines)
        start = lines[0][1] if len(lines) == 1 else None
        last, last_start = lines[-1]
        place = Place(document.path, type(option.value_span)(lines[0][1], last_start + len(last)), anchor)
        rewrite = None if start is None else OptionRewrite(document, section, key, partial(int.__add__, start))
        yield ToxText(text, place, start, rewrite)


def _ini_commands(document: "IniDocument", section: str, key: str) -> Iterator[ToxText]:
    """Yield the same without the factors before a colon, for which alone a command runs."""
    for line in _ini_lines(document, section, key):
        factors, begin = split_condition(line.text)
        start = None if line.start is None else line.start + begin
        rewrite = None if start is None else OptionRewrite(document, section, key, partial(int.__add__, start))
        yield (
            ToxText(line.text[begin:], line.place, start, rewrite, factors, key)
            if factors
            else line._replace(setting=key)
        )


def _joined(option: "IniOption") -> Iterator[list[tuple[str, int]]]:
    collected: list[tuple[str, int]] = []
    for line in option.lines:
        text = line.text
        if text.endswith("\\"):
            collected.append((text[:-1].rstrip(), line.span.start))
            continue
        if text or collected:
            yield [*collected, (text, line.span.start)]
        collected = []
    if collected:
        yield collected


def _from_toml(document: "TomlDocument", prefix: "DataPath") -> Iterator[ToxEnvironment]:
    tables: list[tuple[str, DataPath]] = [("", (*prefix, "env_run_base"))]
    environments = document.get((*prefix, "env"))
    if isinstance(environments, dict):
        tables += [(name, (*prefix, "env", name)) for name in environments]
    for name, path in tables:
        base = document.get((*path, "base"))
        if isinstance(document.get(path), dict):
            yield ToxEnvironment(
                name,
                document.place(path),
                tuple(text for key in COMMANDS for text in _toml_commands(document, (*path, key))),
                tuple(_toml_strings(document, (*path, "deps"))),
                document.place(ignored) if document.get(ignored := (*path, "ignore_outcome")) is True else None,
                folder if isinstance(folder := document.get((*path, "change_dir")), str) else "",
                tuple(value for key in _VARIABLES for value in _texts(document.get((*path, key)))),
                frozenset(key for key in COMMANDS if document.get((*path, key)) is not ABSENT),
                _base_of([word for word in base if isinstance(word, str)]) if isinstance(base, list) else None,
            )


def _toml_commands(document: "TomlDocument", path: "DataPath") -> Iterator[ToxText]:
    """Yield the commands of native TOML: each is a list of words, or a reference to those of another environment."""
    value = document.get(path)
    for index, item in enumerate(value) if isinstance(value, list) else ():
        text = _reference(item) if isinstance(item, dict) else _joined_words(item)
        if text:
            yield ToxText(text, document.place((*path, index)), None, setting=str(path[-1]))


def _joined_words(item: object) -> str:
    from shlex import join

    words = list(_words(item)) if isinstance(item, list) else []
    return join(words) if words and words[0] else ""


def _words(items: list[object]) -> Iterator[str]:
    """Yield the words of a command; what ``replace`` puts in is the default of ``posargs``, else not known."""
    for item in items:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict) and item.get("replace") == "posargs":
            default = item.get("default")
            yield from (word for word in default if isinstance(word, str)) if isinstance(default, list) else ()
        else:
            yield "{replace}"


def _reference(item: dict[str, object]) -> str:
    """Spell ``{replace = "ref", of = ["env", "docs", "commands"]}`` as INI does; "" for another replacement."""
    of = item.get("of")
    words = [str(word) for word in of] if isinstance(of, list) else []
    if item.get("replace") != "ref" or words[-1:] != ["commands"]:
        return ""
    name = "" if words[0] == "env_run_base" else f":{words[-2]}" if len(words) > len(("env", "name")) else None
    return "" if name is None else f"{{[testenv{name}]commands}}"


def _toml_strings(document: "TomlDocument", path: "DataPath") -> Iterator[ToxText]:
    value = document.get(path)
    for index, text in enumerate(value) if isinstance(value, list) else ():
        if isinstance(text, str):
            yield ToxText(text, document.place((*path, index)), None)


def _texts(table: object) -> Iterator[str]:
    yield from (value for value in table.values() if isinstance(value, str)) if isinstance(table, dict) else ()


def _from_legacy(document: "TomlDocument", text: str) -> Iterator[ToxEnvironment]:
    """Read the INI text inside TOML; its places are the whole value."""
    place = document.place(("tool", "tox", _LEGACY))
    for environment in _from_ini(parse_ini(document.path, text)):
        commands = tuple(each._replace(place=place, start=None, rewrite=None) for each in environment.commands)
        dependencies = tuple(each._replace(place=place, start=None, rewrite=None) for each in environment.dependencies)
        tolerated = place if environment.tolerated else None
        yield environment._replace(place=place, commands=commands, dependencies=dependencies, tolerated=tolerated)
