"""What one installing command installs: the packages that its words name, and those in the files that it reads."""

import re
from collections.abc import Iterable, Iterator

from repoaudit.documents.pep508 import parse_requirement
from repoaudit.documents.versions import canonical_name
from repoaudit.errors import UnknownError
from repoaudit.facts.installers import (
    BUNDLING_EXTRAS,
    BUNDLING_NAMES,
    FILE_OPTIONS,
    INSTALLERS,
    PACKAGE_OPTIONS,
    VALUED,
)
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.repository import join
from repoaudit.subjects.files.scripts import Runner
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Argument, Command

_PIP: Final = lazy(r"^pip[0-9.]*$")
_PINNED: Final = lazy(r"^([A-Za-z0-9][\w.-]*)(?:\[[\w,. -]*\])?(?:[=<>~!]=?|\$|\{)")
_SYSTEM: Final = lazy(r"^(?:python3?|py3?|python3\d+)-")
_EGG: Final = lazy(r"[#&]egg=([\w.-]+)")
_FACTOR: Final = lazy(r"^!?[\w.!,{}-]+\s*:\s+")
_SECTION: Final = lazy(r"^\{\[[^\]]+\][\w-]+\}$")
_TOX_FOLDER: Final = lazy(r"^\{(?:toxinidir|tox_root)\}")
_HERE: Final = lazy(r"^(?:\{toxinidir\}|\{tox_root\}|\{\{?root(?::uri)?\}\}?|\$\{?PWD\}?|\$\(CURDIR\))/")
_PATHS: Final = (".", "/", "~", "dist/", "file:")
_ARCHIVES: Final = (".whl", ".tar.gz", ".zip")
_SHELLS: Final = frozenset({"bash", "sh", "zsh", "source", "."})
_MAX_FILES: Final = 50

ISOLATED: Final = frozenset({Runner.STEP, Runner.TOX, Runner.NOX, Runner.GITLAB, Runner.HATCH})
"""What has an environment of its own; everything else runs in one that somebody made before."""


class Installed(NamedTuple):
    """Canonical names of packages, and whether there may be others besides."""

    names: frozenset[str]
    is_complete: bool = True

    def __or__(self, other: object) -> "Installed":
        """Return both together."""
        if not isinstance(other, Installed):
            return NotImplemented
        return Installed(self.names | other.names, self.is_complete and other.is_complete)


NOTHING: Final = Installed(frozenset())
UNKNOWN: Final = Installed(frozenset(), is_complete=False)


def installed_by(command: "Command", scope: "Scope") -> Installed | None:
    """Return what a command installs; None for a command that installs nothing."""
    words = operands(command)
    if words is not None:
        is_conda = "conda" in command.tool or "mamba" in command.tool
        return together(_read_words(words, command.folder, scope, is_conda=is_conda))
    if runs_unread_script(command, scope):
        return UNKNOWN
    if command.tool == "uv" and command.subcommand == "run":
        files = [each.value or "" for each in command.options("--with-requirements")]
        return together(read_file(path, command.folder, scope) for path in files) if files else None
    return None


def runs_unread_script(command: "Command", scope: "Scope") -> bool:
    """Say whether a command runs a shell script that is absent, empty, or given by a variable."""
    words = [command.tool, *(argument.text for argument in command.arguments)]
    if command.tool not in _SHELLS and not command.tool.endswith(".sh"):
        return False
    script = next((word for word in words if word.endswith(".sh")), None)
    if script is None:
        return False
    if "/" not in script and script == command.tool:
        return _is_nowhere_read(scope, script)
    path = join(command.folder or "", script)
    return path is None or command.folder is None or not _holds_text(scope, path)


def _is_nowhere_read(scope: "Scope", name: str) -> bool:
    """Say whether no file of a name holds text: of ``./ci/test.sh`` the command keeps the name only."""
    paths = [path for path in scope.repository.files() if path.rpartition("/")[2] == name]
    return not any(_holds_text(scope, path) for path in paths)


def _holds_text(scope: "Scope", path: str) -> bool:
    try:
        return bool(scope.repository.read(path).strip())
    except UnknownError:
        return False


def provided_with(command: "Command", scope: "Scope") -> Installed:
    """Return what the wrappers around a command install for it: ``uv run --with``, ``uvx``."""
    return together(read_package(text, command.folder, scope) for text in command.provided)


def operands(command: "Command") -> "tuple[Argument, ...] | None":
    """Return the words behind the name of an installer and its sub-commands, None for another command."""
    tool = "pip" if _PIP.match(command.tool) else command.tool
    texts = [argument.text for argument in command.arguments]
    for program, *sub in INSTALLERS:
        if program != tool:
            continue
        if texts[: len(sub)] == sub:
            return command.arguments[len(sub) :]
        first = next((index for index, text in enumerate(texts) if not text.startswith("-")), len(texts))
        if sub and texts[first : first + len(sub)] == sub:
            return command.arguments[first + len(sub) :]
    return None


def together(parts: Iterable[Installed]) -> Installed:
    """Return all parts in one."""
    names: set[str] = set()
    is_complete = True
    for part in parts:
        names |= part.names
        is_complete = is_complete and part.is_complete
    return Installed(frozenset(names), is_complete)


def _read_words(
    words: "tuple[Argument, ...]", folder: str | None, scope: "Scope", *, is_conda: bool
) -> Iterator[Installed]:
    index = 0
    while index < len(words):
        text, is_static = words[index].text, words[index].is_static
        name, equals, value = text.partition("=")
        short = text[:2] if text[:2] in {"-r", "-e"} else ""
        takes = name in FILE_OPTIONS | PACKAGE_OPTIONS | VALUED and not equals
        if takes and index + 1 < len(words):
            index += 1
            value, is_static = words[index].text, words[index].is_static
        elif short:
            name, value = short, text[2:]
        index += 1
        if name in FILE_OPTIONS and (is_conda or name != "-f"):
            yield read_file(value, folder, scope)
        elif name in PACKAGE_OPTIONS:
            yield together(read_package(each, folder, scope) for each in _packages(value))
        elif not text.startswith("-"):
            yield read_package(text, folder, scope) if is_static else _pinned(text)


def _packages(value: str) -> tuple[str, ...]:
    """Split ``--with a,b``, but not the extras of ``-e .[a,b]``."""
    return (value,) if "[" in value else tuple(part for part in value.split(",") if part)


def _pinned(text: str) -> Installed:
    """Read a word with an expansion: ``pytest==${{ matrix.pytest }}`` still names its package."""
    found = _PINNED.match(text)
    return Installed(frozenset({canonical_name(found[1])})) if found else UNKNOWN


def read_package(text: str, folder: str | None, scope: "Scope") -> Installed:
    """Return what one requirement, path or URL installs."""
    text = text.partition(" #")[0].strip()
    text = text.partition("::")[2] or text
    is_named = "@ " in text
    if "://" in text and not is_named:
        egg = _EGG.search(text)
        last = text.partition("#")[0].rstrip("/").rpartition("/")[2].partition("@")[0].removesuffix(".git")
        return Installed(frozenset({canonical_name(egg[1] if egg else last)}))
    is_path = text.startswith(_PATHS) or text.endswith(_ARCHIVES) or "/" in text.partition("[")[0]
    if is_path and not is_named:
        return _local(text.partition("[")[0], folder, scope)
    requirement = parse_requirement(text)
    if requirement is None:
        name = re.split(r"[=<>~!@;\[ ]", text, maxsplit=1)[0]
        return Installed(frozenset({canonical_name(name)})) if re.fullmatch(r"[\w.-]+", name) else UNKNOWN
    names = {requirement.canonical, canonical_name(_SYSTEM.sub("", requirement.name))}
    return Installed(frozenset(names), is_complete=not is_bundle(requirement.canonical, requirement.extras))


def is_bundle(name: str, extras: tuple[str, ...]) -> bool:
    """Say whether a package is asked for in order to bring unnamed others along: ``pandas[test]``, ``acme-dev``."""
    by_name = name.endswith(BUNDLING_NAMES) and not name.startswith("pytest-")  # pytest-mypy-testing is a plugin
    return by_name or any(extra.lower() in BUNDLING_EXTRAS for extra in extras)


def _local(text: str, folder: str | None, scope: "Scope") -> Installed:
    """Return what a path installs: a project of this repository brings only what its manifests declare."""
    if text.endswith(_ARCHIVES) or "*" in text:
        return NOTHING
    path = join(folder or "", text.rstrip("/") or ".")
    if folder is None or path is None:
        return UNKNOWN
    own = {member.folder for member in (scope.root, *scope.root.members)}
    return NOTHING if path in own or path in {"", "."} else UNKNOWN


def read_file(text: str, folder: str | None, scope: "Scope") -> Installed:
    """Return what a file of requirements installs, with the files that it includes; a conda environment is declared."""
    here = _HERE.sub("", text)
    path = join("" if here != text else folder or "", here)
    if path is None or (folder is None and here == text):
        return UNKNOWN
    if path.endswith((".yml", ".yaml")):
        from repoaudit.subjects.collections.dependencies import Dependencies

        lists = scope.root.all(Dependencies)[0].manifests.lists
        return NOTHING if any(each.path == path for each in lists) else UNKNOWN
    if path.endswith(".toml"):
        return NOTHING if scope.repository.is_file(path) else UNKNOWN
    return together(_read_files(path, scope))


def _read_files(path: str, scope: "Scope") -> Iterator[Installed]:
    from repoaudit.documents.requirements import parse_requirements  # for those who have such a file

    todo, seen = [path], set[str]()
    while todo and len(seen) < _MAX_FILES:
        current = todo.pop()
        if current in seen:
            continue
        seen.add(current)
        try:
            document = scope.document(parse_requirements, current)
        except UnknownError:
            yield UNKNOWN
            continue
        if not document.text.strip():
            yield UNKNOWN
        folder = current.rpartition("/")[0]
        for line in document.lines:
            if line.kind == "include":
                included = join(folder, line.target or "")
                if included is None:
                    yield UNKNOWN
                else:
                    todo.append(included)
            elif line.kind in {"requirement", "url", "editable"}:
                yield UNKNOWN if line.has_variables else read_package(line.target or line.text, folder, scope)


def read_declared(text: str, folder: str, scope: "Scope") -> Installed:
    """Return what a line of ``deps`` of tox installs that is no plain requirement: ``-r file``, ``py38: pytest``."""
    text = _FACTOR.sub("", text.strip())
    if not text or text.startswith(("#", "-c", "--")) or _SECTION.match(text):
        return NOTHING
    if text.startswith(("-r", "-e")):
        rest = text[2:].strip()
        return read_file(rest, folder, scope) if text[1] == "r" else read_package(_from_tox(rest), folder, scope)
    text = _from_tox(text)
    if "{" in text or "$" in text:
        return _pinned(text)
    return read_package(text, folder, scope)


def _from_tox(text: str) -> str:
    """Return a path that begins at the folder of ``tox.ini`` as one from there: ``{toxinidir}[dev]``."""
    return _TOX_FOLDER.sub(".", text)
