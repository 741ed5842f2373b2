"""conda environment files; the pip part of them too."""

from collections.abc import Iterator

from repoaudit.documents.yaml import parse_yaml
from repoaudit.errors import UnknownError, UnreadableError
from repoaudit.globs import matches_part
from repoaudit.regex import lazy
from repoaudit.subjects.files.manifests import Entry, ListKind, RequirementList, unread_list
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.yaml import YamlDocument
    from repoaudit.scope import Scope

_FOLDERS: Final = (
    "",
    "conda",
    "ci",
    ".ci",
    "requirements",
    "environments",
    "envs",
    "conda-envs",
    "ci/envs",
    "ci/requirements",
    "continuous_integration",
    "tests",
    ".github",
    ".github/conda-env",
    "devtools/conda-envs",
)
_OWN: Final = frozenset({"environments", "envs", "conda-envs", "requirements"})
"""Folders in which a file of any name may be an environment: one is told by its key ``dependencies``."""

_NAME: Final = lazy(r"^(?:[\w.-]+::)?(?P<name>[A-Za-z0-9][\w.-]*)")


def conda_lists(scope: "Scope") -> Iterator[RequirementList]:
    """Yield every environment file of one project."""
    for folder in _FOLDERS:
        base = scope.path(folder).rstrip("/")
        pattern = "*.y*ml" if folder.rpartition("/")[2] in _OWN else "*env*.y*ml"
        for name in scope.repository.list_dir(base):
            if matches_part(pattern, name):
                yield from _lists(scope, f"{base}/{name}" if base else name)


def _lists(scope: "Scope", path: str) -> Iterator[RequirementList]:
    try:
        document = scope.document(parse_yaml, path)
    except UnreadableError:
        yield unread_list(ListKind.ENVIRONMENT, path, "conda")
        return
    except UnknownError:
        return
    dependencies = document.root.get("dependencies") if document.root else None
    if dependencies is not None:
        place = document.place_of(dependencies, "dependencies")
        yield RequirementList(ListKind.ENVIRONMENT, path, place, _entries(document), manager="conda")


def _entries(document: "YamlDocument") -> Iterator[Entry]:
    dependencies = document.root.get("dependencies") if document.root else None
    for item in dependencies.items() if dependencies else ():
        pip = item.get("pip")
        for node in pip.strings() if pip else ():
            yield Entry(node.text, document.place_of(node, f"dependencies.pip[{node.text}]"))
        match = _NAME.match(item.text)
        if match:
            yield Entry(match["name"], document.place_of(item, f"dependencies[{match['name']}]"))
