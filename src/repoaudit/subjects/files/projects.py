"""The projects of a repository: its root, declared workspace members, and folders with metadata of their own."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from repoaudit.documents.toml import parse_toml
from repoaudit.errors import UnknownError
from repoaudit.globs import matches, matches_any
from repoaudit.regex import lazy
from repoaudit.scope import Scope
from repoaudit.text import BOM

if TYPE_CHECKING:
    from repoaudit.policy import Policy
    from repoaudit.repository import Repository

FOREIGN_FOLDERS: Final = frozenset(
    "test tests testing fixtures fixture testdata test_data test-data data examples example samples sample demo demos "
    "docs doc template templates cookiecutter skeleton vendor vendored _vendor third_party third-party thirdparty "
    "external extern node_modules site-packages benchmarks notebooks tutorials".split()
)
"""Folders whose files are material of the project, not configuration of it."""

_METADATA: Final = lazy(r"^[ \t]*\[[ \t]*(?:project|build-system|tool[ \t]*\.[ \t]*poetry)[ \t]*[\].]", re.MULTILINE)
_TEMPLATE: Final = lazy(r"\{\{|\{%")
_WORKSPACES: Final = (
    ("tool", "uv", "workspace"),
    ("tool", "hatch", "workspace"),
    ("tool", "rye", "workspace"),
)


def is_foreign(path: str) -> bool:
    """Say whether a path lies in a folder of tests, examples, docs, templates or vendored code, or is a template."""
    if "{{" in path:
        return True
    return any(_is_foreign_folder(part.lower()) for part in path.split("/")[:-1])


def _is_foreign_folder(name: str) -> bool:
    return name in FOREIGN_FOLDERS or name.startswith("example") or "cookiecutter" in name


def is_template(text: str) -> bool:
    """Say whether a text is a template rather than a file of its format; GitHub's ``${{ }}`` does not make it one."""
    if "{{" not in text and "{%" not in text:
        return False
    return any(match.start() == 0 or text[match.start() - 1] != "$" for match in _TEMPLATE.finditer(text))


def find_scopes(repository: "Repository", policy: "Policy") -> tuple[Scope, ...]:
    """Return the scope of the root and of every other project, in the order of their folders."""
    root = Scope(repository, policy)
    folders = policy.projects if policy.projects is not None else _found(root)
    root.members = tuple(Scope(repository, policy, folder, root) for folder in sorted(set(folders)) if folder)
    return (root, *root.members)


def _found(root: Scope) -> Iterator[str]:
    """Yield the folders of projects below the root."""
    members = _workspace_patterns(root)
    files = root.repository.files()
    for path in (path for path in files if path.endswith("/pyproject.toml") and path not in files.links):
        folder = path.rpartition("/")[0]
        if not folder or matches_any(root.policy.exclude, path):
            continue
        is_member = any(matches(f"/{pattern}", folder) for pattern in members)
        if is_member or (not is_foreign(path) and _has_metadata(root, path)):
            yield folder


def _has_metadata(root: Scope, path: str) -> bool:
    try:
        return _METADATA.search(root.repository.read(path).removeprefix(BOM)) is not None
    except UnknownError:
        return False


def _workspace_patterns(root: Scope) -> tuple[str, ...]:
    """Return the folders and patterns that the root declares as members of its workspace."""
    if not root.exists("pyproject.toml"):
        return ()
    try:
        document = root.document(parse_toml, "pyproject.toml")
    except UnknownError:
        return ()
    lists = (document.get((*table, "members")) for table in _WORKSPACES)
    items = [item for members in lists if isinstance(members, list) for item in members]
    return tuple(item.removeprefix("./").rstrip("/") for item in items if isinstance(item, str))
