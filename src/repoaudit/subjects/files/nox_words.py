"""The words that a call in a noxfile spreads: ``session.run("pytest", *args)``."""

import ast
from collections.abc import Callable, Iterable, Mapping


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
