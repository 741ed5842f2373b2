"""A library whose annotations nobody can use: it ships no ``py.typed`` (PEP 561)."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.subjects.files.classifiers import classifiers
from repoaudit.subjects.files.packages import packages_of
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.subjects.tools.mypy.flags import read_flag
from repoaudit.subjects.tools.mypy.overrides import groups_of
from repoaudit.subjects.tools.mypy.strictness import CORE
from repoaudit.subjects.views.project import Project
from repoaudit.subjects.views.publication import is_published
from repoaudit.subjects.views.script_targets import script_targets
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.tables import Table

_TYPED: Final = "Typing :: Typed"
_STRICT: Final = "mypy is strict here"
_NO_PACKAGES: Final = frozenset({"src", "lib", "python"})
_FOLDERS: Final = ("src/", "lib/", "python/", "")


class UntypedPackage:
    """The package of a library that says it is typed; ``sign`` says where."""

    __slots__ = ("package", "place", "scope", "sign")
    reads: ClassVar[tuple[str, ...]] = ("pyproject.toml", "setup.cfg", "setup.py")

    def __init__(self, scope: "Scope", package: str, sign: tuple[str, Place]) -> None:
        self.scope = scope
        self.package = package
        self.sign, self.place = sign

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it where no package of the project has the file; a single module cannot have it."""
        sign = _sign(scope)
        if sign is None or any(path.endswith("/py.typed") for path in scope.repository.files().under(scope.folder)):
            return
        name = scope.all(Project)[0].name
        packages = (each for each in packages_of(scope, name) if each not in _NO_PACKAGES)
        homes = ((folder, each) for each in packages for folder in _FOLDERS)
        home = next((home for home in homes if scope.exists("{}{}/__init__.py".format(*home))), None)
        if home and is_published(scope) and (sign[0] != _STRICT or _is_mostly_checked(scope, *home)):
            yield cls(scope, scope.path("".join(home)), sign)


def _sign(scope: "Scope") -> tuple[str, Place] | None:
    """Return what says that users get types: the classifier, or in a library without programs a strict mypy."""
    found = classifiers(scope)
    for item in found.items if found else ():
        if item.text == _TYPED:
            return f"the classifier `{_TYPED}` promises types", item.place
    if next(script_targets(scope), None):
        return None  # a program, which hardly anybody imports
    try:
        configuration = scope.once_for(Configuration, "mypy")
        winner = configuration.winner
    except UnknownError:
        return None
    if winner is None or winner not in configuration.sources or ".py" in str(winner.table.get("files")):
        return None  # only some modules are typed; what is inherited may be meant for another project
    if read_flag(winner.table, "strict") or read_flag(winner.table, CORE):
        return _STRICT, winner.table.place()
    return None


def _is_mostly_checked(scope: "Scope", folder: str, package: str) -> bool:
    """Say whether the settings of single modules leave most of a package as strict as the rest says."""
    winner = scope.once_for(Configuration, "mypy").winner
    exempt = tuple(_exempt(winner.table)) if winner else ()
    if not exempt:
        return True
    start = len(scope.path(folder))
    paths = scope.repository.files().under(scope.path(f"{folder}{package}"))
    modules = [f"{path[start:-3].replace('/', '.')}." for path in paths if path.endswith(".py")]
    return sum(module.startswith(exempt) for module in modules) <= len(modules) / 4


def _exempt(settings: "Table") -> Iterator[str]:
    """Yield the beginnings of modules whose errors are ignored, or that need no annotations."""
    for table, modules in groups_of(settings):
        if read_flag(table, "ignore_errors") or read_flag(table, CORE) is False:
            yield from (f"{module.removesuffix('.*')}." for module in modules)
