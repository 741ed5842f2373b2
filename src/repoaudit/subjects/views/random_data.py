"""Random calls without a seed in a test file, whose results tests compare with numbers."""

import ast
from collections.abc import Iterator

from repoaudit.documents.python.walking import nodes_in
from repoaudit.facts.random_sources import FUNCTIONS, GENERATORS, NUMPY, PLUGINS, SHUFFLING
from repoaudit.record import NamedTuple
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.views.module_filters import seeds
from repoaudit.subjects.views.module_tree import Function, ModuleTree, parameters
from repoaudit.subjects.views.random_comparisons import values_compared
from repoaudit.subjects.views.test_suite import TestSuite
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_SHAPES: Final = frozenset(
    "shape ndim size dtype nbytes itemsize columns index names n_features_in_ duration durations".split()
)
_COUNTING: Final = frozenset({"len", "isinstance", "type", "hasattr", "id", "issubclass"})
_DRAWING: Final = frozenset({*NUMPY, *GENERATORS, *FUNCTIONS, *SHUFFLING})


class RandomCall(NamedTuple):
    """A random call without a seed: as it is called, its place, and a test that compares what comes of it."""

    name: str
    place: "Place"
    test: str
    advice: str


def first_unseeded(module: ModuleTree) -> RandomCall | None:
    """Return the first random call whose result a test compares with a number; None where something seeds it."""
    walked = module.nodes(module.document.tree)
    calls = frozenset(call for call in walked if isinstance(call, ast.Call) and _may_draw(call) and _name(module, call))
    if not calls or module.suite.scope.once(_is_seeded):
        return None
    tainted = _tainted_names(module, calls)
    for test in module.tests:
        found = next(_compared(module, test, calls, tainted), None)
        if found:
            name = _name(module, found)
            return RandomCall(name, module.document.place(found, name), test.name, _advice(name))
    return None


def _is_seeded(scope: "Scope") -> bool:
    """Say whether a plugin of pytest, one of the project's own among them, seeds what all tests draw."""
    dependencies = scope.all(Dependencies)[0]
    if any(dependencies.provides(plugin) for plugin in PLUGINS):
        return True
    suite = scope.all(TestSuite)[0]
    return any(seeds(suite.text(path)) for path in suite.plugins)


def _may_draw(call: ast.Call) -> bool:
    """Say whether a call is worth a look at the imports: by the attribute that it calls; a name may be another's."""
    return not isinstance(call.func, ast.Attribute) or call.func.attr in _DRAWING


def _name(module: ModuleTree, call: ast.Call) -> str:
    """Return the name of what draws random numbers without a seed, "" for any other call."""
    dotted = module.document.dotted(call.func) or ""
    package, _, name = dotted.rpartition(".")
    if package == "numpy.random":
        return f"np.random.{name}" * (name in NUMPY or (name in GENERATORS and not call.args and not call.keywords))
    if not package.startswith("sklearn"):
        return ""
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    if "random_state" in given or None in given or any(isinstance(each, ast.Starred) for each in call.args):
        return ""
    shuffles = getattr(given.get("shuffle"), "value", None)
    return name if (name in FUNCTIONS and shuffles is not False) or (name in SHUFFLING and shuffles is True) else ""


def _advice(name: str) -> str:
    if name.startswith("np.random."):
        return "use `np.random.default_rng(0)`"
    return "pass `random_state=0`"


def _tainted_names(module: ModuleTree, calls: frozenset[ast.Call]) -> dict[str, ast.Call]:
    """Return the variables and functions of the module that random calls make, fixtures among them."""
    found: dict[str, ast.Call] = {}
    for function in module.functions:
        call = None if function.name.startswith("test") else _made_by(module, function, calls)
        if call:
            found[function.name] = call
    for statement in module.document.tree.body:
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value:
            source = _source(statement.value, calls, found)
            found |= dict.fromkeys(_targets(statement), source) if source else {}
    return found


def _made_by(module: ModuleTree, function: Function, calls: frozenset[ast.Call]) -> ast.Call | None:
    """Return the random call on which what a function returns or yields depends, or a name that it changes."""
    walked = module.nodes(function)
    calls = calls.intersection(walked) - frozenset(_drawn_in_place_of_argument(walked))
    if not calls:
        return None
    tainted: dict[str, ast.Call] = {}
    statements = [each for each in walked if isinstance(each, ast.stmt) and each is not function]
    statements.sort(key=lambda each: each.lineno)
    for _ in range(2):
        for node in statements:
            _spread(node, calls, tainted)
    given = [each.value for each in walked if isinstance(each, (ast.Return, ast.Yield)) and each.value]
    if not given:
        return next((each for each in walked if isinstance(each, ast.Call) and each in calls), None)
    return next(filter(None, (_source(each, calls, tainted) for each in given)), None)


def _drawn_in_place_of_argument(walked: list[ast.AST]) -> Iterator[ast.AST]:
    """Yield what a function, or one inside it, does only where it is not given an argument, such as a generator."""
    arguments = {each.arg for each in walked if isinstance(each, ast.arg)}
    for node in walked:
        match node:
            case ast.If(
                test=ast.Compare(left=ast.Name(id=name), ops=[ast.Is()], comparators=[ast.Constant(value=None)])
            ):
                alternative: list[ast.AST] = [*node.body]
            case ast.IfExp(
                test=ast.Compare(left=ast.Name(id=name), ops=[ast.Is()], comparators=[ast.Constant(value=None)])
            ):
                alternative = [node.body]
            case ast.BoolOp(op=ast.Or(), values=[ast.Name(id=name), *others]):
                alternative = [*others]
            case _:
                continue
        if name in arguments:
            yield from (each for part in alternative for each in nodes_in(part))


def _compared(
    module: ModuleTree, test: Function, calls: frozenset[ast.Call], outer: dict[str, ast.Call]
) -> Iterator[ast.Call]:
    """Yield the random calls whose results a test compares with numbers."""
    walked = module.nodes(test)
    if calls.isdisjoint(walked) and module.names(test).isdisjoint(outer):
        return
    bound = {each.id for each in walked if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
    tainted = {name: call for name, call in outer.items() if name in parameters(test) or name not in bound}
    statements = [each for each in walked if isinstance(each, ast.stmt) and each is not test]
    statements.sort(key=lambda each: each.lineno)
    for _ in range(2):  # loops may use what their end makes
        for node in statements:
            _spread(node, calls, tainted)
    for value, is_exact in values_compared(walked):
        source = None if _is_about_shape(value) else _source(value, calls, tainted)
        if source is None or (is_exact and _name(module, source).startswith("np.random.")):
            continue
        if not (source in walked and _is_drawn_later(source, value, walked)):
            yield source


def _is_drawn_later(source: ast.Call, value: ast.expr, walked: list[ast.AST]) -> bool:
    """Say whether a test draws only when it has compared: below, and in no loop that leads back."""
    if source.lineno <= (value.end_lineno or value.lineno):
        return False
    loops = (each for each in walked if isinstance(each, (ast.For, ast.AsyncFor, ast.While)))
    return not any(each.lineno <= value.lineno and source.lineno <= (each.end_lineno or 0) for each in loops)


def _spread(node: ast.stmt, calls: frozenset[ast.Call], tainted: dict[str, ast.Call]) -> None:
    """Note which variables a statement makes of random values: by assignment, or by a method that takes them."""
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)) and node.value:
        source = _source(node.value, calls, tainted)
        if source:
            tainted.update(dict.fromkeys(_targets(node), source))
    elif isinstance(node, (ast.For, ast.AsyncFor)):
        source = _source(node.iter, calls, tainted)
        if source:
            tainted.update(dict.fromkeys(_names(node.target), source))
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        function = node.value.func
        source = _source(node.value, calls, tainted)
        if source and isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
            tainted[function.value.id] = source


def _targets(node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [name for target in targets for name in _names(target)]


def _names(node: ast.expr) -> list[str]:
    return [each.id for each in nodes_in(node) if isinstance(each, ast.Name)]


def _source(node: ast.expr, calls: frozenset[ast.Call], tainted: dict[str, ast.Call]) -> ast.Call | None:
    """Return the random call that an expression depends on."""
    for each in nodes_in(node):
        if isinstance(each, ast.Call) and each in calls:
            return each
        if isinstance(each, ast.Name) and each.id in tainted:
            return tainted[each.id]
    return None


def _is_about_shape(node: ast.expr) -> bool:
    """Say whether an expression is about shapes and counts rather than values."""
    for each in nodes_in(node):
        if isinstance(each, ast.Attribute) and (each.attr in _SHAPES or each.attr.startswith("n_")):
            return True
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id in _COUNTING:
            return True
    return False
