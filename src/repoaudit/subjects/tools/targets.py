"""What a run of a tool treats: the files and folders that its command names, or the kinds of files of its hook."""

from posixpath import join, normpath

from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.repository import Repository
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.hooks import Hook

_PYTHON: Final = frozenset({"python", "pyi", "text", "file", "non-executable"})
_OTHER_FILES: Final = (".ipynb", "ipynb", "pyx", "pxd", "jupyter")


def may_meet(one: "Command", other: "Command", repository: "Repository") -> bool:
    """Say whether two runs may treat the same files: not if both name files and folders, all of them different."""
    here, there = targets_of(one, repository), targets_of(other, repository)
    return not here or not there or any(_contains(a, b) or _contains(b, a) for a in here for b in there)


def targets_of(command: "Command", repository: "Repository") -> frozenset[str]:
    """Return the files and folders that a run names."""
    paths = (normpath(join(command.folder or "", argument.text)) for argument in command.arguments)
    return frozenset(path for path in paths if path == "." or repository.is_dir(path) or repository.is_file(path))


def is_whole(command: "Command") -> bool:
    """Say whether a run is known to treat more than a few files: each word is known, and some is no ``.py`` file."""
    words = [argument.text for argument in command.arguments if not argument.text.startswith("-")]
    return command.is_static and not (words and all(word.endswith((".py", ".ipynb")) for word in words))


def is_for_python(hook: "Hook") -> bool:
    """Say whether a hook gets modules of Python, not only notebooks or Cython."""
    kinds = {*hook.types, *hook.types_or}
    return (not kinds or bool(kinds & _PYTHON)) and not any(each in hook.files for each in _OTHER_FILES)


def _contains(folder: str, path: str) -> bool:
    return folder in {".", path} or path.startswith(f"{folder}/")
