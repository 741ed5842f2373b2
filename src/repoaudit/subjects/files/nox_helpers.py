"""The functions of a noxfile that sessions hand themselves to: ``tests_impl(session, extras="socks")``."""

import ast
from collections.abc import Iterator

from repoaudit.documents.python.walking import nodes_in


def helpers_of(function: ast.FunctionDef, tree: ast.Module) -> tuple[ast.FunctionDef, ...]:
    """Return the functions that get a session as their first argument, from it or from one another, each once."""
    found = [function]
    for each in found:
        names = tuple(_handed_to(each))
        named = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)} if names else {}
        found += dict.fromkeys(named[name] for name in names if name in named and named[name] not in found)
    return tuple(found[1:])


def _handed_to(function: ast.FunctionDef) -> Iterator[str]:
    """Yield the names of the functions that get its first parameter first."""
    parameters = function.args.posonlyargs + function.args.args
    for call in nodes_in(function) if parameters else ():
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.args:
            first = call.args[0]
            if isinstance(first, ast.Name) and first.id == parameters[0].arg:
                yield call.func.id
