"""What git says of the repository; read from its files, without running it."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.repository.gitdir import GitView
    from repoaudit.scope import Scope

_GITHUB: Final = "github.com"


class Git:
    """Branches and tracked files, once per repository that is under git.

    What a clone does not hold raises `UnknownError` when it is read.
    """

    __slots__ = ("_view", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope", view: "GitView") -> None:
        self.scope = scope
        self._view = view

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield git at the root, where there is one."""
        view = scope.repository.git
        if scope.is_root and view is not None:
            yield cls(scope, view)

    @property
    def default_branch(self) -> str:
        """The branch that the remote calls its default. Raises `UnknownError` where the clone does not record it."""
        branch = self._view.default_branch
        if branch is None:
            raise UnknownError("git does not record the default branch (`git remote set-head origin --auto`)")
        return branch

    @property
    def branches(self) -> frozenset[str]:
        """Every branch, of the remotes and local. Raises `UnknownError` where the clone does not hold all of them."""
        if self._view.is_shallow or self._view.is_single_branch or not self._view.remote_branches:
            raise UnknownError("the clone does not hold all branches")
        return self._view.remote_branches | self._view.local_branches

    @property
    def head_branch(self) -> str | None:
        """The branch that is checked out, None for a detached HEAD."""
        return self._view.head_branch

    @property
    def host(self) -> str | None:
        """The machine that the remote is on (``github.com``), None where there is no such remote."""
        return self._view.remote_host

    @property
    def is_shallow(self) -> bool:
        """Whether history was cut off."""
        return self._view.is_shallow

    def is_tracked(self, path: str) -> bool:
        """Say whether git tracks a file. Raises `UnknownError` where git's index cannot be read."""
        return path in self._tracked()

    def is_executable(self, path: str) -> bool:
        """Say whether a tracked file has the executable bit. Raises `UnknownError` as `is_tracked` does."""
        self._tracked()
        return path in self.scope.repository.files().executables

    def tracked_under(self, folder: str) -> tuple[str, ...]:
        """Return the tracked files below a folder. Raises `UnknownError` as `is_tracked` does."""
        self._tracked()
        return self.scope.repository.files().under(folder)

    def _tracked(self) -> frozenset[str]:
        files = self.scope.repository.files()
        if not files.tracked or not files.complete:
            raise UnknownError("what git tracks is not known")
        return self.scope.once(_tracked)


def _tracked(scope: "Scope") -> frozenset[str]:
    return frozenset(scope.repository.files().paths)


def is_off_github(scope: "Scope") -> bool:
    """Say whether the remote is on another machine than GitHub's, where other versions of what GitHub has may run."""
    return not {git.host for git in scope.all(Git)} <= {None, _GITHUB, f"ssh.{_GITHUB}"}
