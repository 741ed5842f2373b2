"""GitPython, kept to one git directory: it finds a commit and reads objects, both in Python, and nothing else.

GitPython follows what a git directory names elsewhere: files that its configuration includes, alternate object
directories, links, and variables of the environment. Nothing of that is wanted here: what is looked at is the git
directory that was found, and the one that a linked work tree shares.
"""

import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from repoaudit.errors import UnreadableError, UsageError
from repoaudit.repository.confined import ConfinedTree
from repoaudit.typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from repoaudit.repository.gitdir import GitDir

_READ: Final = frozenset({"objects", "refs", "logs", "config", "config.worktree", "packed-refs", "commondir", "gitdir"})
"""What GitPython reads in a git directory, beside `HEAD` and its like."""

_MAX_ENTRIES: Final = 1_000_000


def find_tree(git: "GitDir", revision: str) -> tuple[Any, bytes]:
    """Return the object database of a git directory, and the name of the tree of a commit.

    Raises:
        UsageError: something in the git directory leads out of it.
        Exception: GitPython and gitdb raise whatever a damaged repository makes them trip over.

    """
    for tree in git.trees:
        _refuse_links(tree)
    with _environment({"GIT_PYTHON_REFRESH": "quiet", "GIT_PYTHON_GIT_EXECUTABLE": _nowhere()}):
        repo = _open(git)
        tree_name: bytes = repo.rev_parse(f"{revision}^0").tree.binsha
    return repo.odb, tree_name


def _nowhere() -> str:
    """Name a program that does not exist: GitPython would run `git version` on its import to see whether it can."""
    return os.path.join(os.path.dirname(__file__), "no-git")  # noqa: PTH118, PTH120  # paths are texts in this room


@contextmanager
def _environment(stated: Mapping[str, str]) -> Iterator[None]:
    """State some variables, and no other of git's."""
    before = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("GIT_")}
    os.environ.update(stated)
    try:
        yield
    finally:
        for name in stated:
            os.environ.pop(name, None)
        os.environ.update(before)


def _open(git: "GitDir") -> Any:  # noqa: ANN401  # GitPython's, and gitdb is untyped
    from git import Repo
    from git.config import GitConfigParser
    from gitdb.db.base import CompoundDB  # type: ignore[import-untyped]
    from gitdb.db.git import GitDB  # type: ignore[import-untyped]

    class Nothing(CompoundDB):  # type: ignore[misc]  # untyped
        """No alternate object directory."""

        def __init__(self, path: str) -> None:
            super().__init__()
            self._dbs: list[Any] = []
            del path

    class Objects(GitDB):  # type: ignore[misc]  # untyped
        """The objects of this git directory alone."""

        ReferenceDBCls = Nothing

    class Confined(Repo):
        """A repository whose configuration includes nothing, and is the only one."""

        def _config_reader(self, config_level: object = None, git_dir: object = None) -> GitConfigParser:
            del config_level
            path = os.path.join(str(git_dir or self.common_dir), "config")  # noqa: PTH118  # as above
            return GitConfigParser(path, read_only=True, merge_includes=False)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GitPython would rather run git
        return Confined(git.work_tree, odbt=Objects, expand_vars=False)


def _refuse_links(tree: ConfinedTree) -> None:
    """Refuse a git directory with links or special files where GitPython would follow or open them. UsageError."""
    room = _MAX_ENTRIES
    folders = [""]
    while folders:
        folder = folders.pop()
        for name, kind in _entries(tree, folder):
            room -= 1
            if not folder and name not in _READ and not name.endswith("HEAD"):
                continue
            path = f"{folder}/{name}" if folder else name
            if kind == "folder":
                folders.append(path)
            elif kind != "file":
                raise UsageError(f"--baseline-commit: git's {path} is a link or no regular file, which is not followed")
            if room < 0:
                raise UsageError("--baseline-commit: git has too many loose objects to look at; `git gc` packs them")


def _entries(tree: ConfinedTree, folder: str) -> Iterator[tuple[str, str]]:
    try:
        yield from tree.scan(folder)
    except UnreadableError as error:
        raise UsageError(f"--baseline-commit: git's {error.path} {error.reason}") from error
