"""What `repoaudit init` has to know of a repository: its package, its tests, its manager, its Pythons, its kind."""

from collections.abc import Iterable, Iterator
from posixpath import basename

from repoaudit.errors import UnknownError, UsageError
from repoaudit.facts.pythons import RELEASED
from repoaudit.record import NamedTuple
from repoaudit.subjects.files.projects import is_foreign
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_LOCKS: Final = {"uv.lock": "uv", "poetry.lock": "poetry", "pdm.lock": "pdm"}
_NO_PACKAGES: Final = frozenset("tests test docs doc scripts tools examples notebooks benchmarks build dist".split())
_NO_MODULES: Final = frozenset("setup.py conftest.py noxfile.py tasks.py versioneer.py manage.py".split())
_RUN: Final = {"uv": "uv run ", "poetry": "poetry run ", "pdm": "pdm run ", "pip": ""}
_MIDDLE: Final = 4
"""Pythons that a workflow tests besides the oldest."""


class Source(NamedTuple):
    """The code of a project: the name it is imported by, its path, and the folder that the import starts from."""

    name: str
    path: str
    root: str

    @property
    def is_package(self) -> bool:
        """Whether it is a folder that is imported by its name, rather than loose modules."""
        return self.path not in {"", self.root}


class Traits(NamedTuple):
    """What was found, each with what it rests on in ``why``; ``pythons`` are minor versions, oldest first.

    ``requires`` is the range of Pythons that is stated, "" where none is. ``manager`` is uv, poetry, pdm or pip.
    ``is_installed`` says whether ``install`` makes the code importable.
    """

    source: Source
    distribution: str
    has_tests: bool
    manager: str
    is_ml: bool
    pythons: tuple[str, ...]
    requires: str
    branch: str
    is_installed: bool
    requirements: tuple[str, ...]
    group: str
    why: dict[str, str]

    @property
    def name(self) -> str:
        """The name that the code is imported by."""
        return self.source.name

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that checkers look through."""
        folder = self.source.root or self.source.path
        return (folder, "tests") if folder else (".",)

    def runs(self, command: str) -> str:
        """Return how a command runs in the environment of the project."""
        return f"{_RUN[self.manager]}{command}"

    @property
    def install(self) -> str:
        """The command that installs the project and its tools."""
        group = "" if self.group == "dev" else f" --group {self.group}"
        if self.manager == "uv":
            return f"uv sync{group}"
        if self.manager == "poetry":
            return f"poetry install --with {self.group}"
        if self.manager == "pdm":
            return f"pdm install --group {self.group}"
        project = ["--editable ."] if self.is_installed else []
        files = [f"--requirement {path}" for path in self.requirements]
        return " ".join(["python -m pip install", *project, *files, f"--group {self.group}"])


def traits_of(scope: "Scope") -> Traits:
    """Look at the project at the root. Raises UsageError where it holds no Python."""
    from repoaudit.subjects.collections.profile import ml_sign
    from repoaudit.subjects.views.project import Project

    project = scope.all(Project)[0]
    source = _source(scope, project.name)
    manager, why = _manager(scope)
    stated = project.requires_python
    pythons = tuple(str(version) for version in project.supported_pythons) or _maintained(scope)
    is_ml, sign = project.has_profile("ml"), ml_sign(scope)
    return Traits(
        source,
        project.name or _distribution(scope, source),
        _has_tests(scope),
        manager,
        is_ml,
        (*pythons[:1], *pythons[1:][-_MIDDLE:]),
        str(stated.specifiers) if stated else "",
        _branch(scope),
        _is_installed(scope, source, manager),
        tuple(path for path in ("requirements.txt",) if scope.exists(path)),
        "checks" if _has_table(scope, "dependency-groups", "dev") else "dev",
        {"manager": why, "ml": (sign.text if sign else scope.policy.origin("profile")) if is_ml else ""},
    )


def _source(scope: "Scope", name: str) -> Source:
    """Find the code: a package under ``src``, one at the top, loose modules under ``src``, loose modules at the top."""
    paths = [path for path in scope.repository.files() if path.endswith(".py") and "{{" not in path]
    wanted = name.replace("-", "_").lower()
    candidates = [*_packages(paths, "src/"), *_packages(paths, "")]
    if candidates:
        return min(candidates, key=lambda source: (source.name.lower() != wanted, source.root != "src", source.name))
    inner = _importable(path.removeprefix("src/").split("/")[0] for path in paths if path.startswith("src/"))
    if inner:
        return Source(wanted if wanted in inner else inner[0], "src", "src")
    tops = (path for path in paths if "/" not in path and path not in _NO_MODULES and not path.startswith("test_"))
    modules = _importable(tops)
    if not modules:
        has_notebooks = any(path.endswith(".ipynb") for path in scope.repository.files())
        found = "nothing but notebooks" if has_notebooks else "no Python package"
        raise UsageError(f"{found} was found: begin with a package, such as src/NAME/__init__.py")
    return Source(modules[0], "", "")


def _importable(names: Iterable[str]) -> list[str]:
    """Return the names that an import may name; what is called otherwise must not become code."""
    stems = dict.fromkeys(name.removesuffix(".py") for name in names)
    return [stem for stem in stems if stem.isidentifier()]


def _packages(paths: list[str], prefix: str) -> Iterator[Source]:
    inner = (path[len(prefix) :] for path in paths if path.startswith(prefix))
    tops = {path.split("/")[0] for path in inner if path.count("/") == 1 and path.endswith("/__init__.py")}
    for top in sorted(tops):
        if top.isidentifier() and (prefix or (top not in _NO_PACKAGES and not is_foreign(f"{top}/x.py"))):
            yield Source(top, f"{prefix}{top}", prefix.rstrip("/"))


def _has_tests(scope: "Scope") -> bool:
    from repoaudit.subjects.views.test_suite import TestSuite

    try:
        return bool(scope.all(TestSuite)[0].files)
    except UnknownError:
        return True


def _manager(scope: "Scope") -> tuple[str, str]:
    """Return what manages the environment, and the sign of it."""
    for lock, manager in _LOCKS.items():
        if scope.exists(lock):
            return manager, f"`{lock}`"
    for manager in ("uv", "poetry", "pdm"):
        if _has_table(scope, "tool", manager):
            return manager, f"`[tool.{manager}]`"
    if scope.exists("requirements.txt") or scope.exists("setup.py") or scope.exists("setup.cfg"):
        return "pip", "no lock file"
    return "uv", "nothing else is used"


def _is_installed(scope: "Scope", source: Source, manager: str) -> bool:
    """Say whether something builds the project; a package without any metadata gets a backend with them."""
    if manager == "poetry" or _has_table(scope, "build-system"):
        return True
    if manager == "pip" and (scope.exists("setup.py") or scope.exists("setup.cfg")):
        return True
    return source.is_package and not _has_table(scope, "project")


def _has_table(scope: "Scope", *path: str) -> bool:
    from repoaudit.documents.toml import parse_toml
    from repoaudit.finding import ABSENT

    if not scope.exists("pyproject.toml"):
        return False
    try:
        return scope.document(parse_toml, scope.path("pyproject.toml")).get(path) is not ABSENT
    except UnknownError as error:
        raise UsageError(str(error)) from error


def _maintained(scope: "Scope") -> tuple[str, ...]:
    from repoaudit.subjects.views.python_life import oldest_maintained, today

    return RELEASED[RELEASED.index(str(oldest_maintained(today(scope)))) :]


def _branch(scope: "Scope") -> str:
    from repoaudit.subjects.files.git import Git

    for git in scope.all(Git):
        try:
            return git.default_branch
        except UnknownError:
            return git.head_branch or "main"
    return "main"


def _distribution(scope: "Scope", source: Source) -> str:
    folder = basename(getattr(scope.repository, "root", "").replace("\\", "/"))
    return (source.name if source.is_package else folder or source.name).replace("_", "-").lower()
