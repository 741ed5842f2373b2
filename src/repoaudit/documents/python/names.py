"""What the names of a Python module stand for: imports, and constants that can be read without running it."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping

from repoaudit.documents.python.walking import nodes_in
from repoaudit.typing import Final

_DEFINITIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_CHANGES: Final = frozenset(
    ("add", "append", "clear", "discard", "extend", "insert", "pop", "remove", "reverse", "sort", "update")
)
_VALUES: Final = (ast.Constant, ast.JoinedStr, ast.BinOp, ast.List, ast.Tuple, ast.Set, ast.IfExp, ast.BoolOp)
_TOUCHING: Final = frozenset(
    (ast.Name, ast.arg, ast.alias, ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping, ast.Global)
).union((ast.Nonlocal, ast.Attribute, ast.Subscript), _DEFINITIONS)
"""Kinds of nodes of which `touched` may yield a name: a few of all."""


def imports(tree: ast.Module) -> Mapping[str, str]:
    """Return the dotted name of each imported name; relative ones begin with their dots."""
    names: dict[str, str] = {}
    for statement in _statements(tree):
        for name, dotted in _imported(statement):
            names.setdefault(name, dotted)
    return names


def _statements(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield all statements, those of functions and classes after those around them."""
    scopes: list[list[ast.AST]] = [[tree]]
    for scope in scopes:
        stack = scope
        while stack:
            node = stack.pop()
            yield node
            inner = _bodies(node)
            if isinstance(node, _DEFINITIONS):
                scopes.append(inner[::-1])
            else:
                stack += inner[::-1]


def _bodies(node: ast.AST) -> list[ast.AST]:
    """Return the statements, handlers and cases right below a node; expressions hold none."""
    fields = (getattr(node, name, None) for name in ("body", "handlers", "cases", "orelse", "finalbody"))
    return [each for field in fields if isinstance(field, list) for each in field]


def _imported(statement: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(statement, ast.Import):
        for alias in statement.names:
            top = alias.name.partition(".")[0]
            yield (alias.asname, alias.name) if alias.asname else (top, top)
    elif isinstance(statement, ast.ImportFrom):
        module = "." * statement.level + (statement.module or "")
        joint = "." if statement.module else ""
        for alias in statement.names:
            if alias.name != "*":
                yield alias.asname or alias.name, f"{module}{joint}{alias.name}"


def constants(tree: ast.Module | ast.FunctionDef) -> Mapping[str, ast.expr]:
    """Return the literal or sum that each name of a module or function stands for, if nothing else touches the name.

    A choice is as good as a literal: ``A if B else C``, ``A or B``; whoever asks sees what may be chosen.
    """
    values = dict(_literals(tree))
    if not values:
        return values
    bound = Counter(name for node in nodes_in(tree) if type(node) in _TOUCHING for name in touched(node))
    return {name: value for name, value in values.items() if bound[name] == 1}


def _literals(tree: ast.Module | ast.FunctionDef) -> Iterator[tuple[str, ast.expr]]:
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                pass
            case _:
                continue
        if isinstance(value, _VALUES):
            yield name, value


def touched(node: ast.AST) -> Iterator[str]:
    """Yield the names that a node binds, deletes, or may change the value of."""
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            yield name
        case ast.Name():
            pass  # as most nodes are
        case ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.alias(name=name, asname=asname):
            yield asname or name.partition(".")[0]
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name
        case ast.MatchMapping(rest=str(name)):
            yield name
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            yield from names
        case ast.Attribute(value=ast.Name(id=name), attr=attribute) if attribute in _CHANGES:
            yield name
        case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
            yield name
        case _:
            pass
