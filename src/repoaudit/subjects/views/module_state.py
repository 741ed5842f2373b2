"""Lists, dicts and sets of a test module that one test changes and another one reads."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

from repoaudit.documents.python.walking import nodes_in
from repoaudit.facts.pytest_markers import SEQUENTIAL_MARKS
from repoaudit.record import NamedTuple
from repoaudit.subjects.views.module_filters import CHANGING, MADE_BY, REMOVING
from repoaudit.subjects.views.module_tree import Function, ModuleTree, parameters
from repoaudit.subjects.views.suite_marks import mentioned_marks
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import Place

_MUTABLE: Final = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
_CLEANING: Final = frozenset({"addfinalizer", "addCleanup", "callback", "enterContext"})


class StateChange(NamedTuple):
    """A change of a module's variable inside a test, another test that reads the variable, and where it is made."""

    name: str
    test: str
    reader: str
    place: "Place"
    made_at: "Place"


def state_changes(module: ModuleTree) -> Iterator[StateChange]:
    """Yield the first harmful change of each variable; none where marks say in which order tests have to run."""
    if SEQUENTIAL_MARKS & mentioned_marks(module.path, module.text):
        return
    for name, made in _variables(module).items():
        readers = tuple(_readers(module, name))
        change = next(_changes(module, name, readers), None)
        if change is None or _is_restored(module, name):
            continue
        test, node, reader = change
        place = module.document.place(node, f"{test.name}.{name}")
        yield StateChange(name, test.name, reader, place, module.document.place(made, name))


def _variables(module: ModuleTree) -> Mapping[str, ast.Name]:
    """Return the names that the module binds once at its top, to something that can be changed."""
    found: dict[str, ast.Name] = {}
    bound: list[str] = []
    for statement in module.document.tree.body:
        targets: Sequence[ast.expr] = statement.targets if isinstance(statement, ast.Assign) else ()
        if isinstance(statement, ast.AnnAssign) and statement.value:
            targets = (statement.target,)
        for target in targets:
            if isinstance(target, ast.Name):
                bound.append(target.id)
                if _is_mutable(getattr(statement, "value", None)):
                    found[target.id] = target
    return {name: target for name, target in found.items() if bound.count(name) == 1}


def _is_mutable(value: object) -> bool:
    if not isinstance(value, ast.Call):
        return isinstance(value, _MUTABLE)
    function = value.func
    name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    return name in MADE_BY.split("|")


def _changes(
    module: ModuleTree, name: str, readers: tuple[Function, ...]
) -> Iterator[tuple[Function, ast.expr | ast.stmt, str]]:
    """Yield the changes that tests make to a variable, each with a test that then reads it."""
    for test in module.tests:
        if name not in module.names(test):
            continue
        changes = [] if _is_shadowed(module, test, name) else list(_changes_in(module, test, name))
        if not changes or _is_set_back(module, test, name):
            continue
        others = [f"`{reader.name}`" for reader in readers if reader is not test]
        if not others and test in readers and _is_repeated(test):
            others = ["the same test with other parameters"]
        if others:
            yield test, changes[0], others[0]


def _changes_in(module: ModuleTree, function: Function, name: str) -> Iterator[ast.expr | ast.stmt]:
    """Yield the nodes inside a function that change what a name stands for, in the order of the text."""
    walked = module.nodes(function)
    is_global = any(name in each.names for each in walked if isinstance(each, ast.Global))
    found = (each for each in walked if _change_of(each, name, is_global=is_global))
    nodes = (each for each in found if isinstance(each, (ast.expr, ast.stmt)))
    lasting = [
        each
        for each in nodes
        if not (_is_memo(module, function, each, name) or _takes_out_own(module, function, each, name))
    ]
    yield from sorted(lasting, key=lambda node: (node.lineno, node.col_offset))


def _change_of(node: ast.AST, name: str, *, is_global: bool) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=value, attr=attribute)) if attribute in CHANGING:
            return _root(value) == name
        case ast.Subscript(value=value, ctx=ast.Store() | ast.Del()):
            return _root(value) == name
        case ast.Name(id=found, ctx=ast.Store() | ast.Del()):
            return is_global and found == name
    return False


def _root(node: ast.expr) -> str:
    """Return the name that subscripts start from: ``A`` of ``A["b"][0]``."""
    while isinstance(node, ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _is_memo(module: ModuleTree, function: Function, node: ast.AST, name: str) -> bool:
    """Say whether a change happens only if the variable lacks something: a value is computed once and kept."""
    for each in module.nodes(function):
        if isinstance(each, ast.If) and name in module.names(each.test) and node in module.nodes(each):
            return True
    return False


def _takes_out_own(module: ModuleTree, function: Function, node: ast.AST, name: str) -> bool:
    """Say whether a change takes out one item, whose key the function got from a call: it put that in itself."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=found), attr="pop" | "remove" | "discard"), args=[key, *_]):
            is_item = found == name
        case ast.Subscript(value=ast.Name(id=found), slice=key, ctx=ast.Del()):
            is_item = found == name
        case _:
            return False
    if not is_item or not isinstance(key, ast.Name):
        return False
    walked = module.nodes(function)
    bound = sum(isinstance(each, ast.Name) and each.id == key.id and isinstance(each.ctx, ast.Store) for each in walked)
    return bound == sum(_is_made(module, each, key.id, name) for each in walked) > 0


def _is_made(module: ModuleTree, node: ast.AST, key: str, name: str) -> bool:
    """Say whether a statement binds a name to what a call gives, and asks the variable for nothing."""
    if not isinstance(node, ast.Assign) or name in module.names(node.value):
        return False
    value = node.value.value if isinstance(node.value, ast.Await) else node.value
    names = [each.id for target in node.targets for each in nodes_in(target) if isinstance(each, ast.Name)]
    return isinstance(value, ast.Call) and key in names


def _is_shadowed(module: ModuleTree, function: Function, name: str) -> bool:
    """Say whether the name means something else in a function: a parameter, or a variable of its own."""
    if name in parameters(function):
        return True
    walked = module.nodes(function)
    if any(name in each.names for each in walked if isinstance(each, ast.Global)):
        return False
    return any(_binds(each, name) for each in walked if isinstance(each, _BINDING))


_BINDING: Final = (ast.Name, ast.alias, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.arg)


def _binds(node: ast.AST, name: str) -> bool:
    match node:
        case ast.Name(id=found, ctx=ast.Store()):
            return found == name
        case ast.alias(name=found, asname=alias):
            return name in {alias, found.partition(".")[0]} and (alias is None or alias == name)
        case ast.FunctionDef(name=found) | ast.AsyncFunctionDef(name=found) | ast.ClassDef(name=found):
            return found == name
        case ast.arg(arg=found):
            return found == name
    return False


def _readers(module: ModuleTree, name: str) -> Iterator[Function]:
    """Yield the tests that read a variable as an earlier test left it, by themselves or through a function."""
    others = (each for each in module.functions if not each.name.startswith("test"))
    helpers = {each.name for each in others if _reads(module, each, name)}
    for test in module.tests:
        through = helpers and helpers & (module.names(test) | parameters(test))
        if _reads(module, test, name) or (through and not _does_not_depend(module, test, name)):
            yield test


def _reads(module: ModuleTree, function: Function, name: str) -> bool:
    """Say whether a function uses the variable for more than a change, and does not begin by resetting it."""
    if name not in module.names(function) or _is_shadowed(module, function, name):
        return False
    body = [each for statement in function.body for each in module.nodes(statement)]
    changed = {id(each) for node in body for each in _changed_name(node, name)}
    uses = [each for each in body if isinstance(each, ast.Name) and each.id == name]
    reading = any(isinstance(each.ctx, ast.Load) and id(each) not in changed for each in uses)
    return reading and not _does_not_depend(module, function, name)


def _changed_name(node: ast.AST, name: str) -> Iterator[ast.AST]:
    """Yield the mentions of a name that are there only to change it: a call whose result nobody looks at."""
    if isinstance(node, ast.Expr) and _change_of(node.value, name, is_global=False):
        value = node.value.func if isinstance(node.value, ast.Call) else node.value
        yield from (each for each in nodes_in(value) if isinstance(each, ast.Name) and each.id == name)
    if isinstance(node, (ast.Assign, ast.Delete)):
        for target in node.targets:
            if isinstance(target, ast.Subscript):
                yield from (each for each in nodes_in(target.value) if isinstance(each, ast.Name) and each.id == name)


def _begins_with_reset(module: ModuleTree, function: Function, name: str) -> bool:
    """Say whether the first statement that mentions the variable gives it a new content."""
    first = _first_mention(module, function, name)
    return first is not None and _resets(first, name)


def _first_mention(module: ModuleTree, function: Function, name: str) -> ast.stmt | None:
    mentions = (each for each in function.body if not isinstance(each, ast.Global) and name in module.names(each))
    return next(mentions, None)


def _does_not_depend(module: ModuleTree, function: Function, name: str) -> bool:
    """Say whether a function begins with a reset, or sets the one item that anything in the module uses."""
    statement = _first_mention(module, function, name)
    if statement is None or _resets(statement, name):
        return statement is not None
    match statement:
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=found), slice=ast.Constant(value=key))], value=value):
            return found == name and name not in module.names(value) and _uses_only(module, name, key)
    return False


def _uses_only(module: ModuleTree, name: str, key: object) -> bool:
    """Say whether every mention of a variable, but for the one that makes it, is ``NAME[key]``."""
    walked = list(nodes_in(module.document.tree))
    items = [each for each in walked if isinstance(each, ast.Subscript) and _root(each.value) == name]
    constants = [each.slice.value for each in items if isinstance(each.slice, ast.Constant)]
    mentions = sum(isinstance(each, ast.Name) and each.id == name for each in walked)
    return len(constants) == len(items) == mentions - 1 and all(each == key for each in constants)


def _resets(statement: ast.stmt, name: str) -> bool:
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=found), attr="clear"))):
            return found == name
        case ast.Assign(targets=[ast.Name(id=found)]):
            return found == name
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=found), slice=ast.Slice())]):
            return found == name
        case ast.Delete(targets=[ast.Subscript(value=ast.Name(id=found), slice=ast.Slice())]):
            return found == name
    return False


def _is_set_back(module: ModuleTree, test: Function, name: str) -> bool:
    """Say whether a test begins with a reset, or takes its change back itself or by a fixture that it names."""
    if _begins_with_reset(module, test, name) or _ends_with_removal(module, test, name):
        return True
    for node in (*test.decorator_list, *module.nodes(test)):
        if isinstance(node, ast.Try) and any(name in module.names(each) for each in node.finalbody):
            return True
        if isinstance(node, ast.Call) and _takes_back(module, node, name):
            return True
    used = parameters(test)
    return any(each.name in used and name in module.names(each) for each in module.functions if module.is_fixture(each))


def _takes_back(module: ModuleTree, call: ast.Call, name: str) -> bool:
    function = module.document.dotted(call.func) or str(getattr(call.func, "attr", ""))
    is_patch = "patch" in function.lower() or function.rpartition(".")[2] in _CLEANING
    return is_patch and any(
        name in module.names(each) for each in (*call.args, *(word.value for word in call.keywords))
    )


def _ends_with_removal(module: ModuleTree, test: Function, name: str) -> bool:
    """Say whether the last statement that mentions the variable takes something out of it."""
    last = next((each for each in reversed(test.body) if name in module.names(each)), None)
    match last:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=value, attr=attribute))) if attribute in REMOVING:
            return _root(value) == name
        case ast.Delete():
            return True
    return False


def _is_restored(module: ModuleTree, name: str) -> bool:
    """Say whether a setup, an autouse fixture or a conftest deals with the variable, or a helper of tests resets it."""
    if any(name in module.names(each) for each in module.functions if module.runs_around_tests(each)):
        return True
    helpers = (each for each in module.functions if not each.name.startswith("test"))
    if any(_resets(node, name) for each in helpers for node in module.nodes(each) if isinstance(node, ast.Expr)):
        return True
    word = re.compile(rf"\b{re.escape(name)}\b")
    return any(word.search(module.suite.text(path)) for path in module.suite.conftests if path != module.path)


def _is_repeated(test: Function) -> bool:
    return any("parametrize" in ast.unparse(each) for each in test.decorator_list)
