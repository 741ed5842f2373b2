"""Tools of developers among what every user of a project installs."""

import re
from collections.abc import Iterator
from posixpath import basename

from repoaudit.documents.toml import parse_toml
from repoaudit.documents.versions import canonical_name
from repoaudit.errors import UnknownError
from repoaudit.facts.dev_tools import BUNDLES, DEV_TOOLS, PLUGIN_GROUPS, SUITES
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.files.manifests import Declared, ListKind, RequirementList
from repoaudit.subjects.files.projects import FOREIGN_FOLDERS, makes_projects
from repoaudit.subjects.views.project import Project
from repoaudit.subjects.views.requirement_drift import is_for_users
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_MAX_FILES: Final = 2_000
_DEV: Final = ("dev", "test", "lint", "check", "ci")


_HOMES: Final = {"poetry": "`[tool.poetry.group.dev.dependencies]`", "pipenv": "`[dev-packages]`"}


class RuntimeTools:
    """One list of what users install, with the tools in it that the project itself does not need to run."""

    __slots__ = ("group", "scope", "tools")
    reads: ClassVar[tuple[str, ...]] = (
        "pyproject.toml", "setup.cfg", "setup.py", "Pipfile", "*requirements*.txt", "requirements/*.txt"
    )  # fmt: skip

    def __init__(self, scope: "Scope", group: RequirementList, tools: tuple[Declared, ...]) -> None:
        self.scope = scope
        self.group = group
        self.tools = tools

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each such list, where the sources of the project are there to be read."""
        if makes_projects(scope.root):
            return
        dependencies = scope.all(Dependencies)[0]
        lists, runtime = dependencies.manifests.lists, dependencies.runtime
        for group in lists:
            if group in runtime or (group.kind is ListKind.FILE and _is_mixed(scope, group, lists)):
                named = [each for each in group.requirements if each.name in DEV_TOOLS]
                tools = tuple(each for each in named if not _is_needed(scope, each.name)) if named else ()
                if tools:
                    yield cls(scope, group, tools)

    @property
    def place(self) -> "Place":
        """The first of the tools."""
        return self.tools[0].place

    @property
    def home(self) -> str:
        """Where they belong."""
        return _HOMES.get(self.group.manager, "a group of `[dependency-groups]`, or another list for developers")

    @property
    def names(self) -> str:
        """The tools as a person would list them."""
        names = [f"`{each.requirement.name}`" for each in self.tools if each.requirement]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _is_mixed(scope: "Scope", group: RequirementList, lists: tuple[RequirementList, ...]) -> bool:
    """Say whether a file holds what an application runs with, written by hand, while another list is for developers."""
    if not group.path.endswith(".txt") or not is_for_users(scope, group):
        return False
    if not any(each.name in DEV_TOOLS for each in group.requirements) or not any(map(_is_for_developers, lists)):
        return False
    text = scope.repository.read(group.path)
    return "# via" not in text and "--hash=" not in text and not scope.all(Project)[0].is_library


def _is_for_developers(group: RequirementList) -> bool:
    if group.kind in {ListKind.GROUP, ListKind.EXTRA}:
        return group.name.startswith(_DEV)
    return group.kind is ListKind.FILE and any(word in basename(group.path) for word in _DEV)


def _is_needed(scope: "Scope", name: str) -> bool:
    """Say whether the project extends, imports or runs a tool, or nobody can tell."""
    return _is_plugin(scope, name) or _mentions(scope, name)


def _is_plugin(scope: "Scope", name: str) -> bool:
    own = canonical_name(scope.all(Project)[0].name)
    tool = name.partition("-")[0] if name.startswith("pytest-") else name
    words = own.split("-")
    if tool in own or any(word in own for word in BUNDLES) or not SUITES.isdisjoint(words) or words[-1] == "test":
        return True
    try:
        found = scope.document(parse_toml, scope.path("pyproject.toml")) if scope.exists("pyproject.toml") else None
    except UnknownError:
        return True
    groups = found.get(("project", "entry-points")) if found else None
    return isinstance(groups, dict) and any(str(each).startswith(PLUGIN_GROUPS) for each in groups)


def _mentions(scope: "Scope", name: str) -> bool:
    modules = "|".join(map(re.escape, {*DEV_TOOLS[name], name}))
    pattern = re.compile(rf"\b(?:import|from)\s+(?:{modules})\b|[\"'`](?:{modules})\b|-m\s+(?:{modules})\b")
    texts = scope.once(_sources)
    return not any(text.strip() for text in texts) or any(pattern.search(text) for text in texts)


def _sources(scope: "Scope") -> tuple[str, ...]:
    """Return the texts of the project's own modules; none where there are too many to look at."""
    start = scope.path("")
    paths = [path for path in scope.repository.files().under(scope.folder) if path.endswith(".py")]
    name = canonical_name(scope.all(Project)[0].name)
    own = [path for path in paths if _is_own(path.removeprefix(start), name)]
    return tuple(_read(scope, path) for path in own) if len(own) <= _MAX_FILES else ()


def _is_own(path: str, project: str) -> bool:
    name, top = basename(path), path.partition("/")[0].lower()
    is_test = name.startswith("test_") or name.endswith("_test.py") or name in _HELPERS
    is_foreign = top in FOREIGN_FOLDERS and canonical_name(top) != project
    return not is_test and not is_foreign and "{{" not in path


_HELPERS: Final = frozenset({"conftest.py", "noxfile.py", "setup.py", "tasks.py", "dodo.py"})


def _read(scope: "Scope", path: str) -> str:
    try:
        return scope.repository.read(path)
    except UnknownError:
        return ""
