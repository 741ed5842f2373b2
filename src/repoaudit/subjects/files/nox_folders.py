"""The folders that the calls of a session in a noxfile run in: ``session.chdir`` and its other name ``session.cd``.

Source: nox 2025.5.1, `nox/sessions.py`: the folder holds for what follows, or for the block of a ``with``.
"""

import ast
from collections.abc import Iterator

from repoaudit.documents.python.walking import nodes_in
from repoaudit.repository import join
from repoaudit.typing import Final

_BLOCKS: Final = ("body", "orelse", "finalbody")
_METHODS: Final = frozenset({"chdir", "cd"})


def call_folders(function: ast.FunctionDef, session: str) -> dict[ast.Call, str | None]:
    """Return the folder of each call in a session, relative to where it begins; None where it is not known."""
    found: dict[ast.Call, str | None] = {}
    _follow(function.body, session, "", found)
    return found


def _follow(
    statements: list[ast.stmt], session: str, folder: str | None, found: dict[ast.Call, str | None]
) -> str | None:
    """Note the folders of the calls in a block, and return the one behind it."""
    for statement in statements:
        if isinstance(statement, ast.With):
            inner = folder
            for item in statement.items:
                inner = _changed(item.context_expr, session, inner)
            after = _follow(statement.body, session, inner, found)
            folder = after if inner == folder else folder
            continue
        blocks = list(_blocks(statement))
        if any(_follow(block, session, folder, found) != folder for block in blocks):
            folder = None  # in a branch, or in a loop
        elif not blocks:
            found |= dict.fromkeys((each for each in nodes_in(statement) if isinstance(each, ast.Call)), folder)
            folder = _changed(getattr(statement, "value", None), session, folder)
    return folder


def _blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    for holder in (statement, *getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield from (block for name in _BLOCKS if isinstance(block := getattr(holder, name, None), list) and block)


def _changed(node: ast.expr | None, session: str, folder: str | None) -> str | None:
    """Return the folder behind an expression, which may be a call that changes it."""
    function = node.func if isinstance(node, ast.Call) else None
    owner = function.value if isinstance(function, ast.Attribute) and function.attr in _METHODS else None
    if not isinstance(node, ast.Call) or not isinstance(owner, ast.Name) or owner.id != session:
        return folder
    path = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
    return join(folder, path) if folder is not None and isinstance(path, str) else None
