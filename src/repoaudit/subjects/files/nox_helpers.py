"""The functions of a noxfile that sessions hand themselves to: ``tests_impl(session, extras="socks")``."""

import ast
from collections.abc import Iterator, Mapping

from repoaudit.documents.python.walking import nodes_in


class Helpers:
    """Those of one file; each function is looked through once for all sessions."""

    __slots__ = ("_handed", "_named")

    def __init__(self, tree: ast.Module) -> None:
        self._named: Mapping[str, ast.FunctionDef] = {
            each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)
        }
        self._handed: dict[ast.FunctionDef, tuple[ast.FunctionDef, ...]] = {}

    def of(self, function: ast.FunctionDef) -> tuple[ast.FunctionDef, ...]:
        """Return the functions that get a session as their first argument, from it or from one another, each once."""
        found = {function: None}
        waiting = [function]
        for each in waiting:
            new = [helper for helper in self._handed_by(each) if helper not in found]
            found.update(dict.fromkeys(new))
            waiting += new
        return tuple(found)[1:]

    def _handed_by(self, function: ast.FunctionDef) -> tuple[ast.FunctionDef, ...]:
        if function not in self._handed:
            names = dict.fromkeys(name for name in _handed_to(function) if name in self._named)
            self._handed[function] = tuple(self._named[name] for name in names)
        return self._handed[function]


def _handed_to(function: ast.FunctionDef) -> Iterator[str]:
    """Yield the names of the functions that get its first parameter first."""
    parameters = function.args.posonlyargs + function.args.args
    for call in nodes_in(function) if parameters else ():
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.args:
            first = call.args[0]
            if isinstance(first, ast.Name) and first.id == parameters[0].arg:
                yield call.func.id
