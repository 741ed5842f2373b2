"""Strings that an expression of constants stands for: literals, names, f-strings and sums."""

import ast
from collections.abc import Mapping

Constants = Mapping[str, ast.expr]


def string_of(node: ast.expr, constants: Constants, depth: int = 8) -> str | None:
    """Return the text of an expression, None where a part of it is dynamic."""
    if depth <= 0:
        return None
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id=name) if name in constants:
            return string_of(constants[name], constants, depth - 1)
        case ast.JoinedStr(values=values):
            return _joined([_part(value, constants, depth - 1) for value in values])
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _joined([string_of(each, constants, depth - 1) for each in (left, right)])
        case _:
            return None


def _joined(parts: list[str | None]) -> str | None:
    known = [part for part in parts if part is not None]
    return "".join(known) if len(known) == len(parts) else None


def _part(node: ast.expr, constants: Constants, depth: int) -> str | None:
    """Return what a part of an f-string shows: a text, or a number that a name stands for."""
    if not isinstance(node, ast.FormattedValue):
        return string_of(node, constants, depth)
    if node.format_spec is not None or node.conversion != -1:
        return None
    value = node.value
    if isinstance(value, ast.Name):
        value = constants.get(value.id, value)
    if isinstance(value, ast.Constant) and type(value.value) is int:
        return str(value.value)
    return string_of(node.value, constants, depth)
