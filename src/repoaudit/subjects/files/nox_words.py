"""The words that a call in a noxfile spreads: ``session.run("pytest", *args)``."""

import ast
from collections.abc import Callable, Iterable, Mapping

from repoaudit.typing import Final

_BOTH: Final = 2
"""How often a name is bound that stands in both branches, and nowhere else."""


def spread(
    values: ast.expr, names: Mapping[str, ast.expr], strings: Callable[[ast.expr], list[str] | None]
) -> Iterable[str | None]:
    """Return the words of a starred argument, a None where they are computed; those of ``posargs`` are left out.

    Of words that are there or not, as in ``["-v"] if session.interactive else []``, those that may be there count.
    """
    if isinstance(values, ast.Name):
        values = names.get(values.id, values)
    if isinstance(values, ast.BoolOp) and isinstance(values.op, ast.Or) and _is_posargs(values.values[0]):
        values = values.values[-1]
    elif isinstance(values, ast.IfExp):
        values = _not_empty(values)
    if _is_posargs(values):
        return ()
    known = strings(values)
    return known if known is not None else _groups(values) or (None,)


def without_posargs(function: ast.FunctionDef, walk: Callable[[ast.AST], Iterable[ast.AST]]) -> dict[str, ast.expr]:
    """Return what names stand for that are bound to ``session.posargs`` where it has any, else to something else."""
    nodes = tuple(walk(function))
    bound = [each.id for each in nodes if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)]
    found: dict[str, ast.expr] = {}
    for node in nodes:
        if isinstance(node, ast.If) and _is_posargs(node.test) and len(node.body) == len(node.orelse) == 1:
            given, other = _binding(node.body[0]), _binding(node.orelse[0])
            if given and other and given[0] == other[0] and _is_posargs(given[1]) and bound.count(other[0]) == _BOTH:
                found[other[0]] = other[1]
    return found


def _binding(statement: ast.stmt) -> tuple[str, ast.expr] | None:
    """Return the name that a statement binds, and its value."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return None
    target = statement.targets[0]
    return (target.id, statement.value) if isinstance(target, ast.Name) else None


def _not_empty(choice: ast.IfExp) -> ast.expr:
    """Return the words that a command has where it has more, if otherwise it has none; else the choice itself."""
    options = [each for each in (choice.body, choice.orelse) if not (isinstance(each, ast.List) and not each.elts)]
    return options[0] if len(options) == 1 else choice


def _groups(values: ast.expr) -> tuple[str, ...]:
    """Return options for the groups that ``nox.project.dependency_groups(pyproject, "test")`` reads, () for others."""
    function = values.func if isinstance(values, ast.Call) else None
    if not isinstance(values, ast.Call) or not isinstance(function, ast.Attribute):
        return ()
    names = [each.value for each in values.args[1:] if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    is_whole = function.attr == "dependency_groups" and len(names) == len(values.args) - 1
    return tuple(f"--group={name}" for name in names) if is_whole else ()


def _is_posargs(node: ast.expr) -> bool:
    """Say whether this is ``session.posargs``: what is given behind ``--``, normally nothing."""
    return getattr(node, "attr", "") == "posargs"
