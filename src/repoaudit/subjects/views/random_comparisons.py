"""What a test compares with numbers, and how closely.

Source: the signatures of numpy 2.4.6, ``unittest`` and ``math``, and of pytest 9.2.0: five digits or more, unless the
call says otherwise.
"""

import ast
from collections.abc import Iterator

from repoaudit.documents.python.walking import nodes_in
from repoaudit.record import NamedTuple
from repoaudit.typing import Final

_TOLERANCES: Final = {
    "assert_allclose": ("", "", "rtol", "atol"),
    "allclose": ("", "", "rtol", "atol"),
    "isclose": ("", "", "rtol", "atol", "rel_tol", "abs_tol"),
    "approx": ("", "rel", "abs"),
    "assertAlmostEqual": ("", "", "places", "", "delta"),
    "assertAlmostEquals": ("", "", "places", "", "delta"),
    "assert_almost_equal": ("", "", "decimal"),
    "assert_array_almost_equal": ("", "", "decimal"),
    "assert_approx_equal": ("", "", "significant"),
}
"""Functions that compare → the names of their arguments that say how closely, at their positions."""

_DIGITS: Final = frozenset({"places", "decimal", "significant"})
_FEW: Final = 3
"""So many digits may be right by chance; random data never give more."""

_ROUNDING: Final = frozenset({"round", "around", "rint", "floor", "ceil", "trunc", "int"})
_LOOSE: Final = 0.001
_BOUNDS: Final = frozenset({0.0, 1.0})
_SMALL: Final = 0.01
"""A smaller number in a comparison is what rounding may cost, not an expected value."""


class Compared(NamedTuple):
    """An expression that a test compares with numbers.

    ``is_exact`` says that it must equal them, or come so close that what random data make of it never would: then the
    number comes of something else, as the range of an axis does, or the test would always fail.
    """

    value: ast.expr
    is_exact: bool


def values_compared(walked: list[ast.AST]) -> Iterator[Compared]:
    """Yield the expressions that a test compares with numbers that can be expected of few values only."""
    for node in walked:
        if isinstance(node, ast.Assert):
            for compare in (each for each in nodes_in(node.test) if isinstance(each, ast.Compare)):
                is_exact = all(isinstance(each, (ast.Eq, ast.NotEq)) for each in compare.ops)
                yield from _sides([compare.left, *compare.comparators], is_exact=is_exact)
        elif isinstance(node, ast.Call) and _called(node) in _TOLERANCES and node.args:
            yield from _sides(node.args[:2], is_exact=not _is_loose(node))


def _sides(sides: list[ast.expr], *, is_exact: bool) -> Iterator[Compared]:
    if any(map(_is_number, sides)):
        is_exact = is_exact and not any(isinstance(each, ast.Call) and _is_loose(each) for each in _all_in(sides))
        yield from (Compared(side, is_exact) for side in sides if not _is_number(side))


def _all_in(sides: list[ast.expr]) -> Iterator[ast.AST]:
    for side in sides:
        yield from nodes_in(side)


def _is_loose(call: ast.Call) -> bool:
    """Say whether a comparison is told to look at the first digits only, or at so many as are computed."""
    if _called(call) in _ROUNDING:
        return True
    names = _TOLERANCES.get(_called(call), ())
    given = [*zip(names, call.args, strict=False), *((each.arg, each.value) for each in call.keywords)]
    return any(name and name in names and _lets_pass(name, value) for name, value in given)


def _lets_pass(name: str, value: ast.expr) -> bool:
    number = getattr(value, "value", None)
    if not isinstance(number, (int, float)):
        return True
    return number <= _FEW if name in _DIGITS else number >= _LOOSE


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _is_number(node: ast.expr) -> bool:
    """Say whether an expression is a fraction, or several, that is neither a bound nor a tolerance."""
    match node:
        case ast.Call() if _called(node) in {"approx", "array", "asarray", "float"}:
            return any(map(_is_number, node.args[:1]))
        case ast.UnaryOp(operand=operand):
            return _is_number(operand)
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return any(map(_is_number, elements))
        case ast.Constant(value=float(value)):
            return abs(value) not in _BOUNDS and abs(value) >= _SMALL
    return False
