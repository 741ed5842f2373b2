"""Where the extras of a project of this repository are asked for: ``pip install -e ".[test]"``, ``demo[all]``.

pip and ``uv pip`` only warn of an extra that does not exist; uv, poetry, pdm, hatch and tox stop when their own options
and settings name one, and need no rule (tried with pip 23.2.1 and 26.3, uv 0.13.9, poetry 2.5.1, pdm 2.29.4, hatch
1.18.2 and tox 4.67.15).
"""

from collections.abc import Callable, Iterator
from functools import partial
from posixpath import dirname

from repoaudit.documents.versions import canonical_name
from repoaudit.finding import ABSENT, Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.repository import join
from repoaudit.subjects.collections.commands import commands_in
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.collections.installed_words import operands
from repoaudit.subjects.files.guides import guide_scripts
from repoaudit.subjects.files.manifests import ListKind
from repoaudit.subjects.files.metadata import pyproject
from repoaudit.subjects.views.docs_service_files import READ_THE_DOCS
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Argument, Command
    from repoaudit.subjects.files.manifests import Declared
    from repoaudit.subjects.files.nox_sessions import NoxWords

_WORD: Final = lazy(r"^(?:-e ?|--editable[= ])?([\w./-]+)\[([\w., -]+)\](?:\s*;.*)?$")
_INSTALLS: Final = lazy(r"\binstall\b[^\[\n]{0,300}\[([\w., -]+)\]")
"""A line of a guide that may ask for an extra."""

_KINDS: Final = frozenset({ListKind.FILE, ListKind.ENVIRONMENT, ListKind.GROUP})
"""Lists in which the project may ask for its own extras; those of its metadata are looked at with the metadata."""

_INSTALLERS: Final = ("pip", "uv")
_CIBUILDWHEEL: Final = ("tool", "cibuildwheel", "test-extras")


class AskedExtras(NamedTuple):
    """The extras that one word asks for, of the project in one of some folders (the likeliest first) or of a name."""

    name: str
    folders: tuple[str, ...]
    extras: tuple[str, ...]
    spelled: str
    find: Callable[[], Place]


def extras_asked(scope: "Scope", is_worth_reading: Callable[[str], bool]) -> Iterator[AskedExtras]:
    """Yield what is asked for in a project's lists, commands, settings and guides, as far as it is written out.

    ``is_worth_reading`` says so of the extras in one pair of brackets: guides that name no others are not parsed.
    """
    yield from _in_lists(scope)
    for command in commands_of(scope):
        yield from _in_command(command)
    yield from _in_sessions(scope)
    yield from _by_cibuildwheel(scope)
    yield from _by_read_the_docs(scope)
    for script in guide_scripts(scope, partial(_asks, is_worth_reading)):
        for command in commands_in(script):
            yield from _in_command(command)


def _asks(is_worth_reading: Callable[[str], bool], text: str) -> bool:
    return any(is_worth_reading(found[1]) for found in _INSTALLS.finditer(text))


def _in_lists(scope: "Scope") -> Iterator[AskedExtras]:
    for declared in scope.all(Dependencies)[0].all:
        if "[" in declared.text and declared.list.kind in _KINDS:
            yield from _read(declared.text, _folders_of(declared, scope), partial(_place_of, declared))


def _place_of(found: "Declared | Argument | NoxWords") -> Place:
    return found.place


def _folders_of(declared: "Declared", scope: "Scope") -> tuple[str, ...]:
    """Return the folders that a path may start from: pip takes the one that it is called in."""
    is_file = declared.list.kind is ListKind.FILE
    return (scope.folder, dirname(declared.list.path), "") if is_file else (scope.folder,)


def _in_command(command: "Command") -> Iterator[AskedExtras]:
    if "[" not in command.text or command.folder is None:
        return
    words = operands(command) if command.tool.startswith(_INSTALLERS) else None
    for word in words or ():
        if "[" in word.text:  # for the shell a pattern of files, and itself where none has such a name
            yield from _read(word.text, (command.folder,), partial(_place_of, word))


def _in_sessions(scope: "Scope") -> Iterator[AskedExtras]:
    if not scope.exists("noxfile.py"):
        return
    from repoaudit.subjects.files.nox import Nox

    for nox in scope.all(Nox):
        for call in (call for session in nox.sessions for call in session.install_calls):
            folder = None if call.folder is None else join(scope.folder, call.folder)
            for word in filter(None, call.words if folder is not None else ()):
                yield from _read(word, (folder or "",), partial(_place_of, call))


def _by_cibuildwheel(scope: "Scope") -> Iterator[AskedExtras]:
    """Yield the extras with which wheels are tested: cibuildwheel has pip install them."""
    document = pyproject(scope)
    value = document.get(_CIBUILDWHEEL) if document else ABSENT
    extras = value.split(",") if isinstance(value, str) else value
    if document and isinstance(extras, list) and extras:
        names = tuple(each.strip() for each in extras if isinstance(each, str))
        yield AskedExtras("", (scope.folder,), names, "test-extras", partial(document.place, _CIBUILDWHEEL))


def _by_read_the_docs(scope: "Scope") -> Iterator[AskedExtras]:
    path = next((name for name in READ_THE_DOCS if scope.exists(name)), None) if scope.is_root else None
    if path is None:
        return
    from repoaudit.documents.yaml import parse_yaml

    document = scope.document(parse_yaml, path)
    installs = document.find(("python", "install"))
    for index, item in enumerate(installs.items() if installs else ()):
        folder, extras = item.get("path"), item.get("extra_requirements")
        for node in extras.items() if extras and folder else ():
            anchor = f"python.install.{index}.extra_requirements"
            target = join("", folder.text if folder else "")
            if target is not None:
                yield AskedExtras("", (target,), (node.text,), node.text, partial(document.place_of, node, anchor))


def _read(text: str, folders: tuple[str, ...], find: Callable[[], Place]) -> Iterator[AskedExtras]:
    found = _WORD.match(text)
    if found is None:
        return
    target, extras = found[1], tuple(each.strip() for each in found[2].split(","))
    spelled = f"{target}[{found[2]}]"
    if not target.startswith(".") and "/" not in target:
        yield AskedExtras(canonical_name(target), (), extras, spelled, find)
        return
    paths = [join(folder, target) for folder in folders]
    yield AskedExtras("", tuple(dict.fromkeys(path for path in paths if path is not None)), extras, spelled, find)
