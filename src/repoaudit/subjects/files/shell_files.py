"""Shell scripts of the repository, found by their names in the folders where such scripts live."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.files.projects import is_foreign
from repoaudit.subjects.files.scripts import Runner, Script, Where
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_FOLDERS: Final = (
    "",
    "scripts",
    "script",
    "bin",
    "ci",
    ".ci",
    "tools",
    "dev",
    "hack",
    "build_tools",
    ".github/scripts",
)
_FOLDERS_OF_MEMBERS: Final = ("", "scripts", "script", "bin", "tools", "dev")
_SUFFIXES: Final = (".sh", ".bash")
_COMMANDS: Final = frozenset({"scripts", "script", "bin"})
"""Folders of commands without a suffix, whose first line then says what runs them."""

_SHELL: Final = lazy(r"#![^\n]*\b(?:ba|da)?sh\b")
_MAX_LENGTH: Final = 200_000


def shell_scripts(scope: "Scope") -> Iterator[Script]:
    """Yield the text of every shell script of a project; it runs in its folder unless a caller says otherwise."""
    for folder in _FOLDERS if scope.is_root else _FOLDERS_OF_MEMBERS:
        for name in scope.repository.list_dir(scope.path(folder) if folder else scope.folder):
            path = scope.path(f"{folder}/{name}" if folder else name)
            is_named = name.endswith(_SUFFIXES) or (folder in _COMMANDS and "." not in name)
            if is_named and not is_foreign(path) and scope.repository.is_file(path):
                yield from _script(scope, path, scope.folder)


def shell_script(root: "Scope", path: str, folder: str | None) -> Iterator[Script]:
    """Yield the text of the shell script at a path, wherever it lies, as it runs in a folder; none for a blank one."""
    yield from _script(root, path, folder) if root.repository.is_file(path) else ()


def _script(scope: "Scope", path: str, folder: str | None) -> Iterator[Script]:
    try:
        text = scope.repository.read(path)
    except UnknownError:
        return
    is_shell = path.endswith(_SUFFIXES) or _SHELL.match(text)
    if text.strip() and len(text) <= _MAX_LENGTH and is_shell:
        first = text.partition("\n")[0]
        errexit = first.startswith("#!") and " -e" in first
        place = Place(path, None, path)
        where = Where(Runner.SHELL, path, path)
        yield Script(text, place, where, offset=_same, folder=folder, errexit=errexit, dialect="sh")


def _same(index: int) -> int:
    return index
