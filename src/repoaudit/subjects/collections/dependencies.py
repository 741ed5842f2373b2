"""Every package that a project asks for: declared, locked, brought along by another, or installed by a command."""

from collections.abc import Iterator
from posixpath import join, normpath

from repoaudit.documents.lock import Lock, lock_kind, parse_lock
from repoaudit.documents.versions import Version, canonical_name
from repoaudit.errors import UnknownError
from repoaudit.facts.programs import Purpose
from repoaudit.facts.requires import BROUGHT_BY
from repoaudit.facts.versions import MINIMUM
from repoaudit.finding import Applicability, Fix
from repoaudit.subjects.files.manifests import Declared, ListKind, Manifests, RequirementList
from repoaudit.subjects.files.metadata import pyproject_value
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_LOCKS: Final = ("uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "Pipfile.lock", "pixi.lock")
_LOCK_COMMANDS: Final = {
    "uv": "uv lock",
    "poetry": "poetry lock",
    "pdm": "pdm lock",
    "pylock": "pip lock",
    "pipenv": "pipenv lock",
    "pixi": "pixi lock",
}
_MANAGERS: Final = frozenset({"poetry", "pdm", "conda"})
"""Those with tables and files of their own, which nothing else installs."""

_CONDA: Final = frozenset({"conda", "mamba", "micromamba"})

_STANDARD: Final = frozenset({ListKind.RUNTIME, ListKind.EXTRA, ListKind.GROUP})


class Dependencies:
    """The packages of one project."""

    __slots__ = ("_by_name", "manifests", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.manifests = scope.all(Manifests)[0]
        self._by_name: dict[str, list[Declared]] | None = None

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the dependencies of every project, which may have none."""
        yield cls(scope)

    @property
    def all(self) -> tuple[Declared, ...]:
        """Every requirement of every list."""
        return tuple(each for group in self.manifests.lists for each in group.requirements)

    @property
    def is_complete(self) -> bool:
        """Whether every list could be read; if not, a package may be declared although it is not found."""
        return self.manifests.is_complete

    @property
    def runtime(self) -> tuple[RequirementList, ...]:
        """The lists that users install: those of the metadata, and the files from which setuptools makes them."""
        files = {self.scope.path(name) for name in _dynamic_files(self.scope)}
        lists = self.manifests.lists
        return tuple(each for each in lists if each.kind is ListKind.RUNTIME or each.path in files)

    def named(self, name: str) -> tuple[Declared, ...]:
        """Return the requirements for one package, constraints left out."""
        return tuple(self._asked.get(canonical_name(name), ()))

    @property
    def _asked(self) -> "dict[str, list[Declared]]":
        """The requirements by their names, constraints left out; they are asked for some two hundred names."""
        if self._by_name is None:
            self._by_name = {}
            for each in self.all:
                if each.list.kind is not ListKind.CONSTRAINTS:
                    self._by_name.setdefault(each.name, []).append(each)
        return self._by_name

    def provides(self, name: str) -> bool:
        """Say whether a package is declared in some list, locked, or required by a declared package."""
        wanted = canonical_name(name)
        bringing = BROUGHT_BY.get(wanted, frozenset())
        names = self._asked.keys()
        if wanted in names or names & bringing:
            return True
        if wanted == "pytest" and any(each.startswith("pytest-") for each in names):
            return True
        return any(wanted in lock for lock in self.locks)

    @property
    def locks(self) -> tuple[Lock, ...]:
        """The lock files beside the manifests; those of the root too, for a member of its workspace."""
        return self.scope.once(_locks)

    def locked(self, name: str) -> Version | None:
        """Return the one locked version of a package; None when it is not locked, or at several versions."""
        found = {version for lock in self.locks if (version := lock.version(name))}
        return Version.parse(found.pop()) if len(found) == 1 else None

    def beside(self, name: str) -> Declared | None:
        """Return the requirement for a package beside which another one of its kind belongs.

        Lists for development come first, those that are edited by hand before those that a program writes; but a file
        that commands install comes before the table of a manager that no command installs with.
        """
        candidates = [each for each in self.named(name) if each.list.kind is not ListKind.BUILD]
        best = min(candidates, key=_preference, default=None)
        if best is None or len(candidates) == 1 or best.list.manager not in _MANAGERS or self._is_installed(best.list):
            return best
        installed = [each for each in candidates if self._is_installed(each.list)]
        return min(installed, key=_preference, default=best)

    def _is_installed(self, group: RequirementList) -> bool:
        """Say whether some command installs a file, or with the manager of a table."""
        from repoaudit.subjects.collections.gathering import commands_of

        commands = commands_of(self.scope)
        if group.manager == "conda":
            return any(each.tool in _CONDA for each in commands)
        installs = [each for each in commands if each.purpose is Purpose.INSTALL]
        if group.manager in _MANAGERS:
            is_run = any(f"{group.manager} run" in each.via for each in commands)
            return is_run or any(each.tool == group.manager for each in installs)
        words = ((each.folder or "", argument.text) for each in installs for argument in each.arguments)
        return group.kind is ListKind.FILE and any(normpath(join(*each)) == group.path for each in words)

    def add(self, name: str, beside: Declared) -> Fix | None:
        """Phrase the fix that declares a package beside another, spelled like it; None where nothing can be written.

        The fix is safe when neither a lock file nor hashes cover the list, otherwise unsafe.
        """
        if beside.requirement is None:
            return None
        if name not in MINIMUM and beside.version_text:
            return None  # which versions exist is not known, and the sibling's style asks for one
        from repoaudit.documents.requirements.style import like_sibling

        fix = beside.list.add(like_sibling(name, beside.requirement, MINIMUM.get(name, "")), beside)
        if fix is None:
            return None
        return fix.but(Applicability.UNSAFE if self.lock_command(beside.list) else Applicability.SAFE)

    def lock_command(self, group: RequirementList) -> str | None:
        """Return the command that brings the lock of a list up to date, None when no lock covers it."""
        if group.kind is ListKind.FILE:
            return _compile_command(self, group)
        for lock in self.locks:
            if group.kind in _STANDARD or group.manager == lock.kind:
                return _LOCK_COMMANDS.get(lock.kind)
        return None


def _dynamic_files(scope: "Scope") -> tuple[str, ...]:
    value = pyproject_value(scope, "tool", "setuptools", "dynamic", "dependencies")
    files = value.get("file") if isinstance(value, dict) else None
    names = files if isinstance(files, list) else [files]
    return tuple(name.removeprefix("./") for name in names if isinstance(name, str))


def _preference(declared: Declared) -> tuple[int, int, str, int]:
    """Order the places where a new development dependency may stand, the best first."""
    group = declared.list
    generated = group.kind is ListKind.FILE and group.path.endswith(".txt") and declared.version_text.startswith("==")
    order = {ListKind.GROUP: 0, ListKind.EXTRA: 1, ListKind.FILE: 2, ListKind.ENVIRONMENT: 3, ListKind.RUNTIME: 4}
    # of environments of conda `environment.yml` is the main one
    path = group.path.rpartition(".")[0] if group.manager == "conda" else group.path
    return (1 if generated else 0, order.get(group.kind, 5), path, declared.position)


def _compile_command(dependencies: Dependencies, group: RequirementList) -> str | None:
    """Say how a file is compiled: one with hashes, or the ``.in`` of a ``.txt`` beside it."""
    repository = dependencies.scope.repository
    stem, dot, suffix = group.path.rpartition(".")
    if suffix == "in" and repository.is_file(f"{stem}{dot}txt"):
        return f"pip-compile {group.path}"
    if any("--hash" in each.text for each in group.requirements) or "--hash=" in repository.read(group.path):
        source = f"{stem}{dot}in"
        return f"pip-compile --generate-hashes {source if repository.is_file(source) else group.path}"
    return None


def _locks(scope: "Scope") -> tuple[Lock, ...]:
    folders = [scope, *([] if scope.is_root else [scope.root])]
    return tuple(lock for each in folders for name in _LOCKS for lock in _lock(each, name))


def _lock(scope: "Scope", name: str) -> Iterator[Lock]:
    if lock_kind(name) and scope.exists(name):
        try:
            yield scope.document(parse_lock, scope.path(name))
        except UnknownError:
            return
