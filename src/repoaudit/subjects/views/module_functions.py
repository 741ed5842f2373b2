"""The functions of a test module, and the names in them."""

import ast
from collections.abc import Iterator
from typing import Final

Function = ast.FunctionDef | ast.AsyncFunctionDef

_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)


def functions(body: list[ast.stmt]) -> Iterator[Function]:
    """Yield the functions among statements, and the methods of their classes."""
    for statement in body:
        if isinstance(statement, _FUNCTIONS):
            yield statement
        elif isinstance(statement, (ast.ClassDef, ast.If, ast.Try, ast.With)):
            yield from functions(statement.body)


def is_autouse(decorator: ast.expr | None) -> bool:
    """Say whether the decorator of a fixture makes every test use it."""
    return isinstance(decorator, ast.Call) and any(
        each.arg == "autouse" and getattr(each.value, "value", True) for each in decorator.keywords
    )


def names_in(node: ast.AST) -> frozenset[str]:
    """Return every name that is read or bound inside a node."""
    return frozenset(each.id for each in ast.walk(node) if isinstance(each, ast.Name))


def parameters(function: Function) -> frozenset[str]:
    """Return the names of a function's parameters."""
    arguments = function.args
    listed = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg)
    return frozenset(each.arg for each in listed if each)
