"""Names, versions and dependencies of a project that two places give, and on which they disagree."""

import re
from collections.abc import Iterator
from functools import partial

from repoaudit.documents.ini import parse_ini
from repoaudit.documents.versions import Version, canonical_name
from repoaudit.errors import UnknownError
from repoaudit.finding import ABSENT, Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.files.manifests import ListKind, Manifests
from repoaudit.subjects.files.project_table import toml_of
from repoaudit.subjects.files.setup_script import setup_argument
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from collections.abc import Callable

    from repoaudit.documents.toml import TomlDocument
    from repoaudit.finding import DataPath
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.manifests import RequirementList

_ASSIGNED: Final = lazy(
    r"""^__version__(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*["']([^"'\n]+)["'](?=[ \t]*(?:#.*)?\r?$)""", re.MULTILINE
)
_TABLES: Final[tuple["DataPath", ...]] = (("project",), ("tool", "poetry"))
_BUMPERS: Final[tuple["DataPath", ...]] = (
    ("tool", "commitizen", "version"),
    ("tool", "bumpversion", "current_version"),
    ("tool", "bumpver", "current_version"),
)
"""What a program takes for the present version when it writes the next one."""
_DYNAMIC: Final = ("poetry-dynamic-versioning", "semantic_release", "setuptools_scm", "versioneer")
"""Tables of programs that put the version in at a build or a release."""
_COMPUTED: Final = ("attr:", "file:")


class Given(NamedTuple):
    """One value, what finds where it is given, and by whom."""

    value: str
    find: "Callable[[], Place]"
    source: str

    @property
    def place(self) -> Place:
        """Where it is given."""
        return self.find()


class DuplicateMetadata:
    """A value that contradicts the one in effect; ``other`` is that one."""

    __slots__ = ("given", "key", "other", "scope")
    reads: ClassVar[tuple[str, ...]] = ("pyproject.toml",)

    def __init__(self, scope: "Scope", key: str, given: Given, other: Given) -> None:
        self.scope = scope
        self.key = key
        self.given = given
        self.other = other

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield every contradiction; ``[project]`` is the one in effect, else the table of poetry."""
        document = toml_of(scope)
        if document is None:
            return
        for key in ("name", "version"):
            given = [*_in_tables(document, key), *_in_setup(scope, key)]
            if key == "version" and given:
                given += _elsewhere(scope, document, given[0])
            for each in given[1:]:
                if not _agree(key, each.value, given[0].value):
                    yield cls(scope, key, each, given[0])
        yield from (cls(scope, "dependencies", *pair) for pair in _dependencies(scope, document))


def _agree(key: str, one: str, other: str) -> bool:
    if key == "name":
        return canonical_name(one) == canonical_name(other)
    versions = Version.parse(one), Version.parse(other)
    return None in versions or versions[0] == versions[1]


def _in_tables(document: "TomlDocument", key: str) -> Iterator[Given]:
    for table in _TABLES:
        value = document.get((*table, key))
        if isinstance(value, str):
            yield Given(value, partial(document.place, (*table, key)), f"`[{'.'.join(map(str, table))}]`")


def _in_setup(scope: "Scope", key: str) -> Iterator[Given]:
    """Yield what the files of setuptools give, where it is written out."""
    if scope.exists("setup.cfg"):
        document = scope.document(parse_ini, scope.path("setup.cfg"))
        option = document.get("metadata", key)
        if option and option.value.strip() and not option.value.strip().startswith(_COMPUTED):
            yield Given(option.value.strip(), partial(document.place, "metadata", key), "`setup.cfg`")
    found = setup_argument(scope, key)
    text = found[0].string(found[1]) if found else None
    if found and text:
        yield Given(text, partial(found[0].place, found[1], f"setup.{key}"), "`setup.py`")


def _elsewhere(scope: "Scope", document: "TomlDocument", stated: Given) -> Iterator[Given]:
    """Yield the versions of programs that bump it, and ``__version__``; none where something writes it at a release."""
    for path in _BUMPERS:
        value = document.get(path)
        if isinstance(value, str):
            yield Given(value, partial(document.place, path), f"`[{'.'.join(map(str, path[:-1]))}]`")
    tool = document.get(("tool",))
    if _is_placeholder(stated.value) or (isinstance(tool, dict) and not tool.keys().isdisjoint(_DYNAMIC)):
        return
    names = [each.value for each in _in_tables(document, "name")][:1]
    for name in (canonical_name(each).replace("-", "_") for each in names):
        for file in (f"src/{name}/__init__.py", f"{name}/__init__.py", f"{name}.py"):
            if scope.exists(file):
                yield from _assigned(scope, scope.path(file))
                return


def _assigned(scope: "Scope", path: str) -> Iterator[Given]:
    try:
        text = scope.repository.read(path)
    except UnknownError:
        return
    found = _ASSIGNED.findall(text) if "__version__" in text else []
    match = _ASSIGNED.search(text) if len(found) == 1 else None
    if match is not None and not _is_placeholder(match[1]):
        yield Given(match[1], partial(Place, path, Span(*match.span()), "__version__"), "`__version__`")


def _is_placeholder(version: str) -> bool:
    """Say whether a version waits for a program that puts the true one in."""
    found = Version.parse(version)
    return found is None or not any(found.release) or "dev" in version or "+" in version


def _dependencies(scope: "Scope", document: "TomlDocument") -> Iterator[tuple[Given, Given]]:
    """Yield setuptools' lists beside ``[project]``, which are not read there, where they ask for something else."""
    if document.get(("project", "name")) is ABSENT or not (scope.exists("setup.cfg") or scope.exists("setup.py")):
        return
    lists = [each for each in scope.all(Manifests)[0].lists if each.kind is ListKind.RUNTIME and each.is_complete]
    stated = next((each for each in lists if not each.manager and each.path.endswith(".toml")), None)
    if stated is None or document.get(("project", "dependencies")) is ABSENT:
        return
    for each in lists:
        if each.manager == "setuptools" and each.requirements:
            differing = sorted(_names(each) ^ _names(stated))
            if differing:
                text = ", ".join(differing)
                given = Given(text, partial(_place_of, scope, each), f"`{each.path}`")
                yield given, Given(text, partial(getattr, stated, "place"), "`[project]`")


def _place_of(scope: "Scope", group: "RequirementList") -> Place:
    """Return where a list stands, in ``setup.py`` the value that is passed."""
    found = setup_argument(scope, "install_requires") if group.path == scope.path("setup.py") else None
    return found[0].place(found[1], group.place.anchor) if found else group.place


def _names(group: "RequirementList") -> set[str]:
    return {each.name for each in group.requirements if each.name}
