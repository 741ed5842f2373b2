"""``tox -e ENVIRONMENT`` and ``nox -s SESSION``: the commands of the environments and sessions.

Source: tox 4.67.15 and nox 2026.10.20, ``--help``.
"""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.regex import lazy
from repoaudit.subjects.collections.call_index import call_index, folder_of, scope_in
from repoaudit.subjects.collections.matrix_texts import texts_of
from repoaudit.subjects.collections.tox_names import with_factors
from repoaudit.subjects.files.scripts import Runner
from repoaudit.subjects.files.tox import Tox
from repoaudit.subjects.files.tox_factors import holds, spelled_names
from repoaudit.subjects.files.tox_sections import COMMANDS
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.tox_sections import ToxEnvironment

_TOX_OTHERS: Final = frozenset(
    {"list", "l", "config", "c", "devenv", "d", "depends", "de", "quickstart", "q", "schema", "exec", "e", "man"}
)
_TOX_NOT_RUN: Final = ("--notest", "--listenvs", "--listenvs-all", "-a", "--showconfig", "--version", "--help", "-h")
_FACTOR: Final = "-f"
_TOX_CHOICES: Final = ("-m", "-c", "--conf", "--skip-env")
_NOX_NOT_RUN: Final = ("-l", "--list", "--list-sessions", "--version", "-h", "--help", "--install-only")
_NOX_CHOICES: Final = ("-k", "--keywords", "-t", "--tags", "-f", "--noxfile", "-p", "--pythons")
_SESSIONS: Final = ("-s", "-e", "--session", "--sessions")
_VARIABLES: Final = ("TOXENV", "TOX_ENV")
_VARIANT: Final = lazy(r"(?:-(?:py|pypy)?\d[\w.]*)?(?:\(.{0,300}\))?$")
_REFERENCE: Final = lazy(r"^\{\[testenv:?([^\]]*)\](commands(?:_pre|_post)?)\}$")
_LONGEST: Final = 200


def tox_called(command: "Command", root: "Scope") -> Iterator["Command"]:
    """Yield the commands of the environments that a call of tox runs, or that one environment takes from another.

    Raises:
        UnknownError: the environments or the configuration are not known.

    """
    is_reference = command.where.runner is Runner.TOX and command.tool.startswith("{[")
    reference = _REFERENCE.match(command.tool) if is_reference else None
    if reference:
        path = command.where.group.rpartition(":")[0]
        group = call_index(root).in_group(Runner.TOX, f"{path}:{reference[1]}")
        yield from (each for each in group if each.where.setting == reference[2])
    if command.tool != "tox" or command.flag(*_TOX_NOT_RUN) or command.subcommand in _TOX_OTHERS:
        return
    if _factors(command):
        yield from _with_factors(command, root)
        return
    tox = _tox(command, root)
    try:
        names = _tox_names(command, root) or _listed(command, tox)
    except UnknownError:
        if not _is_one_way(tox):
            raise
        names = ()
    for environment in tox.environments if not names else ():
        yield from call_index(root).in_group(Runner.TOX, f"{tox.path}:{environment.name}")
    yield from dict.fromkeys(each for name in names for each in _commands_for(tox, name, root))


def _is_one_way(tox: Tox) -> bool:
    """Say whether every environment runs the same: no section is one's own, and no command is for some factors only."""
    return all(not each.name and not any(text.factors for text in each.commands) for each in tox.environments)


def _commands_for(tox: Tox, name: str, root: "Scope") -> Iterator["Command"]:
    """Yield the commands of one environment."""
    for environment, setting in _read_for(tox, name):
        for each in call_index(root).in_group(Runner.TOX, f"{tox.path}:{environment.name}"):
            if each.where.setting == setting and holds(each.where.factors, name):
                yield each


def _with_factors(command: "Command", root: "Scope") -> Iterator["Command"]:
    """Yield the commands of the environments that ``tox -f FACTOR`` chooses."""
    tox = _tox(command, root)
    names = [name for words in _factors(command) for name in with_factors(tox, words)]
    yield from dict.fromkeys(each for name in names for each in _commands_for(tox, name, root))


def _factors(command: "Command") -> list[tuple[str, ...]]:
    """Return the factors behind each ``-f``, which takes all words up to the next option."""
    found: list[list[str]] = []
    takes = False
    for argument in command.arguments:
        if argument.text == "--":
            break
        if argument.text.startswith("-"):
            takes = argument.text.startswith(_FACTOR)
            found += [[word for word in [argument.text[len(_FACTOR) :]] if word]] if takes else []
        elif takes:
            found[-1].append(argument.text)
    return [tuple(words) for words in found if words]


def _tox(command: "Command", root: "Scope") -> Tox:
    choice = next(iter(command.options(*_TOX_CHOICES)), None)
    scope = scope_in(root, folder_of(command))
    tox = next(iter(scope.all(Tox)), None) if scope and choice is None else None
    if tox is None or not tox.environments:
        raise UnknownError("what `tox` runs was not read", *command.place[:2])
    return tox


def tox_names(command: "Command") -> tuple[str, ...]:
    """Return the environments that a call of tox runs by their names, none where it names none or runs nothing."""
    is_run = not command.flag(*_TOX_NOT_RUN) and command.subcommand not in _TOX_OTHERS
    is_chosen = next(iter(command.options(_FACTOR, *_TOX_CHOICES)), None) is not None
    return _tox_names(command) if is_run and not is_chosen else ()


def nox_names(command: "Command") -> tuple[str, ...]:
    """Return the sessions that a call of nox runs by their names, none where it names none or runs nothing."""
    chooses = command.flag(*_NOX_NOT_RUN) or command.options(*_NOX_CHOICES)
    return () if chooses else tuple(_nox_names(command))


def _tox_names(command: "Command", root: "Scope | None" = None) -> tuple[str, ...]:
    """Return the environments that a call names, none for all of them; without a root those that stand there."""
    options = command.options("-e")
    variable = next(filter(None, map(command.environment.get, _VARIABLES)), "")
    texts = [option.value or "" for option in options] or [variable]
    names: dict[str, None] = {}
    for text in texts:
        for filled in _filled(text, command, root):
            names.update(dict.fromkeys(name.strip() for name in filled.split(",") if name.strip()))
    return () if "ALL" in names else tuple(names)


def _listed(command: "Command", tox: Tox) -> tuple[str, ...]:
    """Return what a call that names no environment runs: those of the list; none for all of them.

    tox-gh, which has a section of its own, runs others as well; tox-gh-actions chooses among the listed ones.
    """
    asked = [*(option.value or "" for option in command.options("-e")), *map(command.environment.get, _VARIABLES)]
    is_all = any("ALL" in (text or "").split(",") for text in asked)
    names = tox.listed.names if tox.listed else None
    return () if is_all or names is None or tox.is_mapped else names


def _filled(text: str, command: "Command", root: "Scope | None") -> tuple[str, ...]:
    """Return what a text stands for in the jobs that run the command. Raises `UnknownError` where that is not known."""
    if "$" not in text:
        return (text,)
    if root is None:
        raise UnknownError(f"what `{text}` stands for is not known", *command.place[:2])
    return texts_of(text, command, root)


def _read_for(tox: Tox, name: str) -> Iterator[tuple["ToxEnvironment", str]]:
    """Yield the sections that an environment has its commands from, with the setting: what it lacks, another gives."""
    sections = tox.scope.once(_sections)
    own = sections.get(name)
    base = ("",) if own is None or own.base is None else own.base
    unknown = next((each for each in base if each and each not in sections), None)
    if unknown:
        raise UnknownError(f"what `{unknown}` gives to the environment `{name}` was not read", tox.path)
    asked = [own, *(sections.get(each) for each in base)]
    for setting in COMMANDS:
        found = next((each for each in asked if each and _gives(each, setting, name)), None)
        if found:
            yield found, setting


def _gives(section: "ToxEnvironment", setting: str, name: str) -> bool:
    """Say whether a section holds a setting for an environment: also an empty one, but none for other factors only."""
    factors = [each.factors for each in section.commands if each.setting == setting]
    return setting in section.written and (not factors or any(holds(each, name) for each in factors))


def _sections(scope: "Scope") -> dict[str, "ToxEnvironment"]:
    """Return the sections by the environments that they stand for, "" for the common one; of several the first."""
    sections: dict[str, ToxEnvironment] = {}
    for environment in (environment for tox in scope.all(Tox) for environment in tox.environments):
        for name in spelled_names(environment.name) or ("",):
            sections.setdefault(name, environment)
    return sections


def sessions_called(command: "Command", root: "Scope") -> Iterator["Command"]:
    """Yield the commands of the sessions that a call of nox runs.

    Raises:
        UnknownError: the sessions or the noxfile are not known.

    """
    if command.tool != "nox" or command.flag(*_NOX_NOT_RUN):
        return
    from repoaudit.subjects.files.nox import Nox

    scope = scope_in(root, folder_of(command))
    nox = next(iter(scope.all(Nox)), None) if scope else None
    if nox is None or command.options(*_NOX_CHOICES):
        raise UnknownError("what `nox` runs was not read", *command.place[:2])
    names = tuple(_nox_names(command, root)) or nox.default_sessions
    known = [session.name for session in nox.sessions]
    for name in known if names is None else names:
        session = name if name in known or len(name) > _LONGEST else _VARIANT.sub("", name)
        if session not in known and not nox.is_complete:
            raise UnknownError(f"the session `{name}` was not read", *command.place[:2])
        yield from call_index(root).in_group(Runner.NOX, f"{nox.path}:{session}")


def _nox_names(command: "Command", root: "Scope | None" = None) -> Iterator[str]:
    """Yield the sessions that a call names: ``-s`` takes all words up to the next option."""
    for filled in _filled(command.environment.get("NOXSESSION", ""), command, root):
        yield from filter(None, filled.split(","))
    takes = False
    for argument in command.arguments:
        name, equals, value = argument.text.partition("=")
        if argument.text == "--":
            return
        if argument.text.startswith("-"):
            takes = name in _SESSIONS and not equals
            text = value if name in _SESSIONS and equals else ""
        else:
            text = argument.text if takes else ""
        if text:
            yield from _filled(text, command, root)
