"""What is installed where a command runs: by its manifests, its job or environment, and its own wrappers."""

from collections.abc import Iterable, Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.installers import EMPTY_FILES, MANIFESTS, UNREAD_FILES
from repoaudit.facts.requires import BROUGHT_BY
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.collections.installed_words import (
    ISOLATED,
    Installed,
    installed_by,
    is_bundle,
    provided_with,
    read_declared,
    together,
)
from repoaudit.subjects.files.manifests import ListKind
from repoaudit.subjects.files.source_distribution import must_be_whole
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.files.manifests import Declared


class Installs:
    """The packages that commands of one project find installed.

    A package counts as installed for all commands when a manifest of the repository declares it or a package that
    requires it, and for those of one job or environment when a command there installs it. What a Makefile, a shell
    script or a task installs counts for every job, because a job may call it.
    """

    __slots__ = ("scope",)
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the installs of every project."""
        yield cls(scope)

    def declares(self, package: str) -> bool:
        """Say whether some manifest or lock of the repository brings a package along.

        Raises:
            UnknownError: it does not, as far as the manifests can be read.

        """
        declared = self.scope.root.once(_declared)
        if _has(declared.names, package):
            return True
        if any(each.all(Dependencies)[0].provides(package) for each in (self.scope.root, *self.scope.root.members)):
            return True
        must_be_whole(self.scope.root)
        if not declared.is_complete:
            raise UnknownError(f"whether {package} is declared cannot be known: a list of requirements is incomplete")
        return False

    def names_somewhere(self, package: str) -> bool:
        """Say whether a manifest declares a package or a command installs it. Raises `UnknownError` as `declares`."""
        from repoaudit.subjects.collections.installed_groups import installed_anywhere

        return self.declares(package) or _has(installed_anywhere(self.scope).names, package)

    def _require_readable(self, package: str) -> None:
        """Raise `UnknownError` where a file that is not understood may install a package."""
        root = self.scope.root
        for name in (*UNREAD_FILES, *EMPTY_FILES):
            text = _text(root, name) if root.exists(name) else "nothing"
            if not text.strip() or (name in UNREAD_FILES and (package in text or "install" in text)):
                raise UnknownError(f"may install {package}", name)

    def missing_for(self, package: str, commands: Iterable["Command"]) -> tuple["Command", ...]:
        """Return the commands for which nothing installs a package; those of which it is not known are left out.

        Raises:
            UnknownError: nothing declares the package, as far as the manifests can be read.

        """
        if self.declares(package):
            return ()
        self._require_readable(package)
        return tuple(command for command in commands if self._is_missing(package, command))

    def is_nowhere(self, package: str) -> bool:
        """Say whether no manifest and no command at all installs a package, and none may do so unseen.

        Raises:
            UnknownError: nothing declares the package, as far as the manifests can be read.

        """
        from repoaudit.subjects.collections.installed_groups import installed_anywhere

        if self.declares(package):
            return False
        self._require_readable(package)
        everywhere = installed_anywhere(self.scope)
        return everywhere.is_complete and not _has(everywhere.names, package)

    def _is_missing(self, package: str, command: "Command") -> bool:
        from repoaudit.subjects.collections.installed_groups import installed_anywhere, installed_in

        if self._has_own_manifest(command):
            return False
        own = provided_with(command, self.scope)
        if command.where.runner in ISOLATED:
            own |= installed_in(self.scope, command.where.group)
        else:
            own |= installed_anywhere(self.scope)
        return own.is_complete and not _has(own.names, package)

    def _has_own_manifest(self, command: "Command") -> bool:
        """Say whether a manifest stands where a command runs that belongs to no project, so that nobody reads it."""
        root, folder = self.scope.root, command.folder
        if not folder or any(member.folder == folder for member in root.members):
            return False
        return any(root.repository.is_file(f"{folder}/{name}") for name in MANIFESTS)


def installing(scope: "Scope", package: str) -> tuple["Command", ...]:
    """Return the commands of the repository that install a package by its name."""
    found = ((command, installed_by(command, scope)) for command in all_commands(scope))
    return tuple(command for command, installed in found if installed and package in installed.names)


def _has(names: frozenset[str], package: str) -> bool:
    if package in names or names & BROUGHT_BY.get(package, frozenset()):
        return True
    return package == "pytest" and any("pytest" in name for name in names)


def _text(scope: "Scope", path: str) -> str:
    try:
        return scope.repository.read(scope.path(path))
    except UnknownError:
        return ""


def _declared(root: "Scope") -> Installed:
    """Return what all manifests of the repository declare."""
    scopes = (root, *root.members)
    own = frozenset(name for scope in scopes for name in _own_name(scope))
    return together(part for scope in scopes for part in _declared_in(scope, own))


def _declared_in(scope: "Scope", own: frozenset[str]) -> Iterator[Installed]:
    dependencies = scope.all(Dependencies)[0]
    yield Installed(frozenset(), is_complete=dependencies.is_complete and not _has_empty_file(dependencies))
    for declared in dependencies.all:
        if declared.list.kind is ListKind.CONSTRAINTS:
            continue
        requirement = declared.requirement
        if requirement is None:
            yield _unread(declared, scope.root)
        elif declared.name not in own:
            is_locked = any(declared.name in lock for lock in dependencies.locks)  # with all that it brings along
            bundles = is_bundle(declared.name, requirement.extras) and not is_locked
            yield Installed(frozenset({declared.name}), is_complete=not bundles)


def _unread(declared: "Declared", root: "Scope") -> Installed:
    """Return what a path brings along; pip takes it as one from the folder that it is called in, mostly the root."""
    folder = declared.list.path.rpartition("/")[0]
    found = read_declared(declared.text, folder, root)
    return found if found.is_complete or not folder else read_declared(declared.text, "", root)


def _has_empty_file(dependencies: Dependencies) -> bool:
    """Say whether a file of requirements is empty: such a file is written by a program, or was forgotten."""
    files = {each.path for each in dependencies.manifests.lists if each.kind is ListKind.FILE}
    return any(not _text(dependencies.scope.root, path).strip() for path in files)


def _own_name(scope: "Scope") -> Iterator[str]:
    """Yield the canonical name of a project, so that ``demo[test]`` in its own lists is known to bring nothing new."""
    from repoaudit.documents.toml import parse_toml
    from repoaudit.documents.versions import canonical_name

    if not scope.exists("pyproject.toml"):
        return
    try:
        document = scope.document(parse_toml, scope.path("pyproject.toml"))
    except UnknownError:
        return
    for path in (("project", "name"), ("tool", "poetry", "name")):
        name = document.get(path)
        if isinstance(name, str):
            yield canonical_name(name)
