"""The functions of a noxfile that sessions hand themselves to: ``tests_impl(session, extras="socks")``."""

import ast

from repoaudit.documents.python.walking import nodes_in


def helpers_of(function: ast.FunctionDef, tree: ast.Module) -> tuple[ast.FunctionDef, ...]:
    """Return the functions that get a session as their first argument, from it or from one another, each once."""
    named = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}
    found = [function]
    for each in found:
        parameters = each.args.posonlyargs + each.args.args
        calls = (node for node in nodes_in(each) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
        for call in calls if parameters else ():
            first = call.args[0] if call.args else None
            helper = named.get(call.func.id) if isinstance(call.func, ast.Name) else None
            if helper and helper not in found and isinstance(first, ast.Name) and first.id == parameters[0].arg:
                found.append(helper)
    return tuple(found[1:])
