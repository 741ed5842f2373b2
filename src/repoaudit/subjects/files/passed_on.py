"""Packages that only pass on what another module defines: ``from ._core import add``."""

import ast

from repoaudit.documents.python import parse_python
from repoaudit.errors import UnknownError
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.scope import Scope


def passes_on(scope: "Scope", path: str) -> bool | None:
    """Say whether a package passes on names of a module that is not written in Python; None if it does more than that.

    Imports, ``__all__`` and other names between two underscores, and what is nothing but a text do not count as more.
    """
    try:
        tree = scope.document(parse_python, path).tree
    except UnknownError:
        return None
    if not tree.body or not all(map(_is_quiet, tree.body)):
        return None
    folder = path.rpartition("/")[0]
    imports = (node for node in tree.body if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module)
    return any(not _is_python(scope, f"{folder}/{(node.module or '').partition('.')[0]}") for node in imports)


def _is_quiet(node: ast.stmt) -> bool:
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return bool(targets) and all(isinstance(each, ast.Name) and each.id.startswith("__") for each in targets)


def _is_python(scope: "Scope", stem: str) -> bool:
    return scope.repository.is_file(f"{stem}.py") or scope.repository.is_file(f"{stem}/__init__.py")
