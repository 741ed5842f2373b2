"""What coverage is told to measure or to leave out, and whether that exists."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.repository import join
from repoaudit.subjects.collections.installs import Installs
from repoaudit.subjects.files.known_modules import is_built, is_generated, is_module
from repoaudit.subjects.files.list_items import item_place
from repoaudit.subjects.files.source_distribution import must_be_whole
from repoaudit.subjects.tools.coverage import Coverage
from repoaudit.subjects.tools.coverage.file_patterns import names_file
from repoaudit.subjects.tools.coverage.values import list_setting
from repoaudit.subjects.views.project import Project
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_LISTS: Final = ("source", "source_pkgs", "source_dirs")
_PATTERN: Final = frozenset("*?[]")
_UNKNOWN: Final = frozenset("$%{}~<>@`\\")
_NEVER_THE_REPOSITORY: Final = frozenset({"src", "lib", "app", "tests"})
_FOREIGN: Final = lazy(
    r"(?:venv|env\b|site-packages|dist-packages|\.tox|\.nox|\.eggs?|build|dist|usr|node_modules|cache)"
)
_MAKES: Final = lazy(r"version|_pb2|setup|conftest|__main__|migrations")


class Target(NamedTuple):
    """One value that says what is measured: the setting or option, the text, and where it stands."""

    option: str
    text: str
    place: "Place"


class CoverageTargets:
    """What one project tells coverage to measure and to leave out."""

    __slots__ = ("coverage", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.coverage = scope.all(Coverage)[0]

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the targets of every project, which may have none."""
        yield cls(scope)

    @property
    def targets(self) -> Iterator[Target]:
        """Every value that says what is measured, those of commands first."""
        yield from self._flagged()
        yield from self._configured()

    @property
    def missing(self) -> Iterator[tuple[Target, str]]:
        """The targets that exist nowhere, each with what it is instead."""
        seen: set[Place] = set()
        for target in self.targets:
            what = "" if target.place in seen else self._why_missing(target)
            seen.add(target.place)
            if what:
                must_be_whole(self.coverage.scope.root)
                yield target, what

    def _flagged(self) -> Iterator[Target]:
        for measurement in self.coverage.measurements:
            command = measurement.command
            option = "--cov" if measurement.is_pytest else "--source"
            for word in measurement.named:
                if word.text and word.is_static and not (command and command.folder is None):
                    yield Target(option, word.text, word.place)

    def _configured(self) -> Iterator[Target]:
        configuration = self.coverage.configuration
        for key in _LISTS:
            setting = list_setting(configuration, "run", key)
            for index, text in enumerate(setting.value):
                yield Target(key, text, item_place(configuration.home, text, index, "run", key))

    def _why_missing(self, target: Target) -> str:
        """Say what is wrong with a target, "" where it exists or may come to exist."""
        text = target.text.strip()
        if _UNKNOWN.intersection(text) or text.startswith("/") or not self.scope.repository.files().complete:
            return ""
        if _PATTERN.intersection(text):
            return "is a pattern, which coverage does not expand"
        path = join(self.scope.folder, text)
        if path is None or path == self.scope.folder or is_generated(self.scope, path):
            return ""
        if self.scope.repository.exists(path):
            is_file = self.scope.repository.is_file(path) and path.endswith(".py") and target.option != "source_dirs"
            return "is a file, and coverage takes folders and packages" if is_file else ""
        return "" if self._may_exist(text) else "is neither a folder nor a package of this repository"

    def _may_exist(self, text: str) -> bool:
        name = text.removeprefix("./").rstrip("/")
        dotted = name.replace("/", ".")
        if is_module(self.scope, dotted):
            return True
        top, leaf = dotted.partition(".")[0], dotted.rpartition(".")[2]
        if is_built(self.scope, top if "/" not in name and not is_module(self.scope, top) else leaf):
            return True
        if top.startswith(".") or (leaf.startswith("_") and "." in dotted):
            return True
        if self.scope.exists("__init__.py") and "/" not in name and top not in _NEVER_THE_REPOSITORY:
            return True  # the repository is the package, under the name of the folder that it lies in
        return "/" not in name and self._is_installed(top)

    def _is_installed(self, top: str) -> bool:
        installs = self.scope.all(Installs)[0]
        return installs.names_somewhere(top.replace("_", "-").lower())

    def advice_for(self, target: Target) -> str:
        """Say what to write instead: the one package of the project, where nothing names it yet."""
        from repoaudit.subjects.files.packages import packages_of

        text = target.text
        if " " in text:
            return "separate names by commas or line ends"
        if text.endswith(".py") and self.scope.exists(text):
            return f"name `{self._module_in(text.removeprefix('./'))}`"
        found = packages_of(self.scope, Project(self.scope).name)
        named = {each.text.rstrip("/").rpartition("/")[2] for each in self.targets}
        return f"name `{found[0]}`" if len(found) == 1 and found[0] not in named else "correct it, or take it out"

    def _module_in(self, path: str) -> str:
        """Return the name by which a file is imported, without outer folders that are no package, such as `src`."""
        folders = path.split("/")[:-1]
        depths = range(1, len(folders) + 1)
        outer = [depth for depth in depths if not self.scope.exists("/".join((*folders[:depth], "__init__.py")))]
        names = path.removesuffix(".py").split("/")
        return ".".join(names[max(outer, default=0) :])

    @property
    def idle_omissions(self) -> Iterator[Target]:
        """The patterns of ``omit`` that match no file of the repository, and none that a tool may make."""
        configuration = self.coverage.configuration
        for group in ("run", "report"):
            setting = list_setting(configuration, group, "omit")
            for index, text in enumerate(setting.value):
                if self._is_idle(text):
                    yield Target("omit", text, item_place(configuration.home, text, index, group, "omit"))

    def _is_idle(self, pattern: str) -> bool:
        is_elsewhere = pattern.startswith(("/", "..")) or _FOREIGN.search(pattern) or _MAKES.search(pattern)
        files = self.scope.repository.files()
        if is_elsewhere or not files.complete:
            return False
        try:
            return not any(names_file(pattern, path, self.scope.folder) for path in files if path.endswith(".py"))
        except UnknownError:
            return False
