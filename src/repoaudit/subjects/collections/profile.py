"""Whether a project is one of machine learning: by what it declares at runtime, or by what its source imports."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from posixpath import basename

from repoaudit.documents.toml import parse_toml
from repoaudit.documents.versions import canonical_name
from repoaudit.errors import UnknownError
from repoaudit.facts.ml_libraries import ALIASES, MODULES
from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.files.manifests import Declared, ListKind, RequirementList
from repoaudit.subjects.files.projects import is_foreign
from repoaudit.subjects.files.python_files import python_files
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_RUNTIME_FILES: Final = lazy(
    r"(?:requirements|base|main|core|prod|production|runtime|default)\.(?:txt|in)|requirements\.(?:base|prod)"
)
_IMPORTS: Final = lazy(rf"^(?:import|from)[ \t]+({'|'.join(sorted(MODULES.values()))})\b(?!\s*=)", re.MULTILINE)
_IMPORTED: Final = tuple(sorted(MODULES.values()))
_MAX_FILES: Final = 1_000
"""Source files that are looked at for imports."""


class Sign(NamedTuple):
    """What shows something of a project, and where it stands."""

    what: str
    place: Place

    @property
    def text(self) -> str:
        """It as a part of a sentence."""
        return f"{self.what} in `{self.place.path}`"


def profiles(scope: "Scope") -> frozenset[str]:
    """Return the profiles that the policy states, else ``ml`` where a sign of it is found.

    Whether a project is a library or an application is inferred one floor up, by ``Project``.
    """
    stated = scope.policy.profiles
    if stated is not None:
        return stated
    return frozenset({"ml"}) if ml_sign(scope) else frozenset()


def ml_sign(scope: "Scope") -> Sign | None:
    """Return what makes a project one of machine learning, None where nothing does; made once."""
    return scope.once(_ml_sign)


def _ml_sign(scope: "Scope") -> Sign | None:
    for name, find in _runtime_names(scope):
        library = ALIASES.get(name, name)
        if library in MODULES:
            return Sign(f"`{name}`", find())
    return _imported(scope)


def _runtime_names(scope: "Scope") -> Iterator[tuple[str, Callable[[], Place]]]:
    name = _own_name(scope)
    if name:
        document = scope.document(parse_toml, scope.path("pyproject.toml"))
        yield canonical_name(name), partial(document.place, ("project", "name"))
    for group in scope.all(Dependencies)[0].manifests.lists:
        if is_runtime(group):
            yield from ((each.name, partial(_place_of, each)) for each in group.requirements)


def _place_of(declared: Declared) -> Place:
    return declared.place


def _own_name(scope: "Scope") -> str:
    if not scope.exists("pyproject.toml"):
        return ""
    try:
        name = scope.document(parse_toml, scope.path("pyproject.toml")).get(("project", "name"))
    except UnknownError:
        return ""
    return name if isinstance(name, str) else ""


def is_runtime(group: RequirementList) -> bool:
    """Say whether the users of a project install what a list names."""
    if group.kind is ListKind.FILE:
        return _RUNTIME_FILES.fullmatch(basename(group.path)) is not None
    if group.kind is ListKind.ENVIRONMENT:
        is_main = group.name in {"default", "packages", "base"} and group.manager in {"pixi", "pipenv"}
        return is_main or basename(group.path) in {"environment.yml", "environment.yaml"}
    return group.kind is ListKind.RUNTIME


def _imported(scope: "Scope") -> Sign | None:
    """Look through the project's own source for an import that every user runs: one at the top of a module."""
    for path in islice(_own_files(scope), _MAX_FILES):
        try:
            text = scope.repository.read(path)
        except UnknownError:
            continue
        match = _IMPORTS.search(text) if _may_import(text) else None
        if match:
            return Sign(f"`{match[0]}`", Place(path, Span(*match.span()), match[1]))
    return None


def _may_import(text: str) -> bool:
    """Say whether a line begins with the import of what begins like some module: a tenth of the work of the pattern."""
    if "import" not in text:
        return False
    text = f"\n{text}"
    imported = (rest for keyword in ("\nimport", "\nfrom") for rest in text.split(keyword)[1:])
    return any(rest.lstrip(" \t").startswith(_IMPORTED) for rest in imported)


def _own_files(scope: "Scope") -> Iterator[str]:
    """Yield the Python files of the package itself, not those of tests, examples, scripts or another project."""
    folders: dict[str, bool] = {}  # many files share one
    for path in python_files(scope):
        folder = path.rpartition("/")[0]
        is_own = folders.get(folder)
        if is_own is None:
            is_own = folders[folder] = _is_own(scope, f"{folder}/")
        if is_own and "{{" not in path:
            yield path


def _is_own(scope: "Scope", folder: str) -> bool:
    inner = folder[len(scope.folder) :].lstrip("/")
    others = scope.root.members if scope.is_root else ()
    if not inner or is_foreign(_inside_package(inner)):
        return False
    if any(folder.startswith(f"{other.folder}/") for other in others):
        return False
    return not inner.startswith(("scripts/", "tools/", "ci/", "bench", "."))


def _inside_package(path: str) -> str:
    """Return the part of ``src/PACKAGE/...`` behind the package, which may be called ``data`` or ``demo``."""
    return path.split("/", 2)[2] if path.startswith("src/") and path.count("/") > 1 else path
