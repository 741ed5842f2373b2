"""What git's own files say, read without git: a repository's configuration can make git run programs.

The layout is that of `git help gitrepository-layout`. No link that leads out of a git directory is followed.
"""

import os
from collections.abc import Callable, Mapping
from types import MappingProxyType

from repoaudit.errors import UnknownError, UnreadableError
from repoaudit.record import NamedTuple
from repoaudit.repository.confined import LINK_OUT, MISSING, ConfinedTree, Node
from repoaudit.repository.gitrefs import branches, content, follows_all, symbolic, text_of
from repoaudit.typing import TYPE_CHECKING, Final, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from repoaudit.repository.gitconfig import GitConfig
    from repoaudit.repository.gitindex import Index

T = TypeVar("T")

_MAX_NAME: Final = 8192
"""Bytes of a file that names a git directory."""

_MAX_INDEX: Final = 128_000_000
"""Bytes of an index; about a million files."""

_HASH_SIZES: Final = {"": 20, "sha1": 20, "sha256": 32}


class GitView(Protocol):
    """What a rule may ask about git. Reading an attribute raises `UnknownError` where it cannot be known."""

    @property
    def head_branch(self) -> str | None:
        """The branch that is checked out, None for a detached HEAD."""

    @property
    def default_branch(self) -> str | None:
        """The default branch of the remote as the clone recorded it, None if it did not."""

    @property
    def local_branches(self) -> frozenset[str]:
        """The names under ``refs/heads``."""

    @property
    def remote_branches(self) -> frozenset[str]:
        """The names of the branches known from any remote, without the remote's own name."""

    @property
    def remote_host(self) -> str | None:
        """The machine that the remote is on, None without a remote or for one on this machine."""

    @property
    def is_shallow(self) -> bool:
        """Whether history was cut off."""

    @property
    def is_single_branch(self) -> bool:
        """Whether the clone does not follow every branch of its remote, so that ``remote_branches`` says little."""

    @property
    def recent_commits(self) -> tuple[str, ...]:
        """The texts of the last commits of the branch that is checked out, with authors, without side branches."""


class GitFacts(NamedTuple):
    """What a test states about git, in place of a git directory. Every file is tracked unless stated otherwise."""

    head_branch: str | None = "main"
    default_branch: str | None = "main"
    local_branches: frozenset[str] = frozenset({"main"})
    remote_branches: frozenset[str] = frozenset({"main"})
    remote_host: str | None = None
    is_shallow: bool = False
    is_single_branch: bool = False
    recent_commits: tuple[str, ...] = ()
    untracked: frozenset[str] = frozenset()
    modes: Mapping[str, int] = MappingProxyType({})
    """Mode of a tracked path (0o100755 executable, 0o120000 link, 0o160000 submodule), which need not be a file."""


class GitDir:
    """A git directory and its work tree; a `GitView`. Everything is read on demand, once."""

    __slots__ = ("_answers", "_common", "_own", "is_worktree", "path", "work_tree")

    def __init__(self, own: ConfinedTree, common: ConfinedTree, work_tree: str) -> None:
        """Take the folders of a valid git directory; `find` and `at` know them."""
        self.path = own.root
        self.work_tree = work_tree
        self.is_worktree = common is not own
        """Whether this is a linked work tree, made by `git worktree add`."""
        self._own = own
        self._common = common
        self._answers: dict[str, object] = {}

    @classmethod
    def find(cls, folder: str) -> "GitDir | None":
        """Return the git directory of a folder or of its nearest parent that has a valid one."""
        folder = os.path.realpath(folder)
        while True:
            found = cls.at(folder)
            parent = os.path.dirname(folder)  # noqa: PTH120  # pathlib costs 5 ms at start-up
            if found or parent == folder:
                return found
            folder = parent

    @classmethod
    def at(cls, folder: str) -> "GitDir | None":
        """Return the git directory that the `.git` of this very folder is or names, None if there is no valid one.

        A `.git` that is a link is not followed, nor is one file of that name that leads to another.
        """
        tree = ConfinedTree(folder)
        dot_git = tree.node(".git")
        if dot_git.problem or dot_git.real != tree.place(".git"):
            return None
        path = dot_git.real if dot_git.kind == "folder" else _named(tree, ".git", "gitdir: ")
        if not path:
            return None
        own = common = ConfinedTree(path)
        if dot_git.kind == "file" and (shared := _named(own, "commondir", "")):
            common = ConfinedTree(shared)
        return cls(own, common, tree.root) if is_git_directory(own, common) else None

    @property
    def trees(self) -> tuple[ConfinedTree, ...]:
        """The git directory itself, and the one that it shares with other work trees if it is one of several."""
        return (self._own, self._common) if self.is_worktree else (self._own,)

    @property
    def is_bare(self) -> bool:
        """Whether there is no work tree. Raises `UnknownError`."""
        return not self.is_worktree and self._may_set("bare") and self._config.is_true("core", "bare")

    @property
    def head_branch(self) -> str | None:
        """See `GitView`."""
        return self._once("head", self._head)

    @property
    def default_branch(self) -> str | None:
        """See `GitView`; git keeps it as a symbolic ref, which is never packed."""
        return self._once("default", self._default)

    @property
    def local_branches(self) -> frozenset[str]:
        """See `GitView`."""
        return self._once("refs", self._refs)[0]

    @property
    def remote_branches(self) -> frozenset[str]:
        """See `GitView`; refs of remotes that the configuration does not know are left out."""
        return self._once("refs", self._refs)[1]

    @property
    def remote_host(self) -> str | None:
        """See `GitView`; of several remotes ``origin``, else the first."""
        from repoaudit.repository.gitconfig import host_of

        remotes = self._config.subsections("remote")
        main = "origin" if "origin" in remotes else next(iter(remotes), "")
        return next(filter(None, map(host_of, self._config.all("remote", main, "url"))), None)

    @property
    def is_shallow(self) -> bool:
        """See `GitView`."""
        return self._once("shallow", lambda: content(self._common, "shallow") != b"")

    @property
    def is_single_branch(self) -> bool:
        """See `GitView`; False without any remote, True for a remote from which nothing is fetched by default."""
        config = self._config
        remotes = config.subsections("remote")
        main = ["origin"] if "origin" in remotes else remotes
        return bool(main) and not any(follows_all(config.all("remote", remote, "fetch")) for remote in main)

    @property
    def recent_commits(self) -> tuple[str, ...]:
        """See `GitView`."""
        return self._once("history", self._history)

    def index(self) -> "Index | None":
        """Return what git's index lists, None if there is no index yet.

        Raises:
            UnknownError: it is damaged, sparse, larger than 128 MB, or of an unknown kind.

        """
        return self._once("index", self._index)

    def _once(self, name: str, make: Callable[[], T]) -> T:
        """Return what was made once, or raise the error that it once raised."""
        if name not in self._answers:
            try:
                self._answers[name] = make()
            except UnknownError as error:
                self._answers[name] = error
        answer = self._answers[name]
        if isinstance(answer, UnknownError):
            raise answer.with_traceback(None)
        return cast("T", answer)

    @property
    def _config(self) -> "GitConfig":
        return self._once("config", self._read_config)

    def _may_set(self, variable: str) -> bool:
        """Say whether it is worth reading the configuration properly, which takes a millisecond; every run asks."""
        text = text_of(self._common, "config").lower().replace("bare = false", "")
        return variable in text or "worktreeconfig" in text

    def _read_config(self) -> "GitConfig":
        from repoaudit.repository.gitconfig import ConfigError, GitConfig

        try:
            text = text_of(self._common, "config")
            config = GitConfig(text)
            if config.is_true("extensions", "worktreeconfig"):
                config = GitConfig(text, text_of(self._own, "config.worktree"))
        except ConfigError as error:
            raise UnknownError(f"git's configuration is damaged: {error}") from error
        return config

    def _head(self) -> str | None:
        self._check_ref_storage()
        head = symbolic(self._own, "HEAD")
        return head.removeprefix("refs/heads/") if head and head.startswith("refs/heads/") else None

    def _history(self) -> tuple[str, ...]:
        from repoaudit.repository.githistory import recent_commits

        self._check_ref_storage()
        head = symbolic(self._own, "HEAD") or text_of(self._own, "HEAD").strip()
        return recent_commits(self._common, head)

    def _default(self) -> str | None:
        self._check_ref_storage()
        remotes = self._config.subsections("remote")
        prefix = f"refs/remotes/{remotes[0] if len(remotes) == 1 else 'origin'}/"
        head = symbolic(self._common, f"{prefix}HEAD")
        return head.removeprefix(prefix) if head and head.startswith(prefix) else None

    def _refs(self) -> tuple[frozenset[str], frozenset[str]]:
        self._check_ref_storage()
        return branches(self._common, self._config.subsections("remote"))

    def _check_ref_storage(self) -> None:
        storage = self._config.last("extensions", "refstorage").lower()
        if storage not in {"", "files"} or self._common.node("reftable").kind:
            raise UnknownError("git's refs are not kept in files (a reftable?), which is not read")

    def _index(self) -> "Index | None":
        from repoaudit.repository.gitindex import parse_index

        if self._own.node("index").problem == MISSING:
            return None
        data = content(self._own, "index", _MAX_INDEX)
        named = self._config.last("extensions", "objectformat") if self._may_set("objectformat") else ""
        hash_size = _HASH_SIZES.get(named.lower())
        if hash_size is None:
            raise UnknownError("git's object format is not known")
        return parse_index(data, hash_size, lambda name: content(self._own, f"sharedindex.{name}", _MAX_INDEX))


def is_git_directory(own: ConfinedTree, common: ConfinedTree | None = None) -> bool:
    """Say whether a folder has what git requires of a git directory; all that may still be damaged.

    ``common`` is where a linked work tree keeps what it shares with the others.
    """
    shared = common or own
    return own.node("HEAD").kind == "file" and _is_folder(shared.node("objects")) and _is_folder(shared.node("refs"))


def _is_folder(node: Node) -> bool:
    return node.kind == "folder" or node.problem == LINK_OUT  # shared with another clone; then it is not read


def _named(tree: ConfinedTree, file: str, prefix: str) -> str:
    """Return the real path that a `.git` or `commondir` file names, "" if it names none that may be read.

    A path on another machine is refused: to look at it would send Windows' credentials there.
    """
    try:
        text = tree.read(file, _MAX_NAME).decode("utf-8", "surrogateescape")
    except UnreadableError:
        return ""
    target = text.removeprefix(prefix).rstrip("\r\n")
    if not text.startswith(prefix) or not target or "\0" in target or target.startswith(("//", "\\\\")):
        return ""
    return os.path.realpath(os.path.join(tree.root, target))  # noqa: PTH118  # pathlib costs 5 ms at start-up
