"""Whether the metadata of a project declare a licence, or that it is private."""

from repoaudit.documents.toml import parse_toml
from repoaudit.errors import UnknownError
from repoaudit.subjects.files.classifiers import classifiers
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.classifiers import Classifier

_TABLES: Final = (("project",), ("tool", "poetry"), ("tool", "flit", "metadata"), ("tool", "setuptools"))
_KEYS: Final = ("license", "license-files", "license-file")
_OTHERS: Final = ("setup.cfg", "setup.py", "meson.build", "package.json", "Cargo.toml", "meta.yaml", "codemeta.json")


def declares_licence(scope: "Scope") -> bool:
    """Say whether any metadata of a project speak of a licence."""
    if any(item.text.startswith("License ::") for item in _classifiers(scope)):
        return True
    return any(_speaks_of_it(scope, name) for name in _OTHERS) or _in_pyproject(scope)


def is_private(scope: "Scope") -> bool:
    """Say whether a classifier keeps a project off the index, or it says that its terms are its owner's."""
    return any(item.text.startswith("Private ::") for item in _classifiers(scope))


def _classifiers(scope: "Scope") -> "tuple[Classifier, ...]":
    found = classifiers(scope)
    return found.items if found else ()


def _in_pyproject(scope: "Scope") -> bool:
    if not scope.exists("pyproject.toml"):
        return False
    try:
        document = scope.document(parse_toml, scope.path("pyproject.toml"))
    except UnknownError:
        return True
    stated = (document.get((*table, key)) for table in _TABLES for key in _KEYS)
    if any(value for value in stated if isinstance(value, (str, dict, list))):
        return True
    dynamic = document.get(("project", "dynamic"))
    return isinstance(dynamic, list) and "license" in dynamic


def _speaks_of_it(scope: "Scope", name: str) -> bool:
    if not scope.exists(name):
        return False
    try:
        text = scope.repository.read(scope.path(name)).lower()
    except UnknownError:
        return True
    return "license" in text or "licence" in text
