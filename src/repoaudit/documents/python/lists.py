"""Lists of strings in a module, as far as they are written out: sums, names, and entries of dicts are followed.

The statements of the module are read in their order, and nothing is run. What a statement does to a name that is not
understood makes the list incomplete.
"""

import ast
from collections.abc import Callable, Iterator

from repoaudit.documents.python.names import touched
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.python.document import PythonDocument

_COPIES: Final = frozenset({"list", "tuple", "sorted", "set"})
_MAX_ITEMS: Final = 1_000
_MAX_STATEMENTS: Final = 1_000
"""A module with more is not followed: no budget of a run shall go into sums of sums."""

_NAMED: Final = lazy(r"[A-Za-z0-9][\w.-]*(?:\[[\w,. -]*\])?\s*[=<>~!]=?")


class Listed(NamedTuple):
    """The items of a list with the nodes that they stand at; ``is_complete`` is False where there may be more."""

    items: tuple[tuple[str, ast.expr], ...] = ()
    is_complete: bool = True

    def __add__(self, other: object) -> "Listed":
        """Return the items of both."""
        if not isinstance(other, Listed):
            return NotImplemented
        items = self.items + other.items
        return Listed(items[:_MAX_ITEMS], self.is_complete and other.is_complete and len(items) <= _MAX_ITEMS)


UNKNOWN: Final = Listed((), is_complete=False)
Table = dict[str | None, Listed]
"""The entries of a dict; that of None is what is not known of it."""


class ModuleLists:
    """The lists and the dicts of lists that a module makes; ``reads`` says that a call yields nothing new."""

    __slots__ = ("_document", "_lists", "_reads", "_tables")

    def __init__(self, document: "PythonDocument", reads: Callable[[ast.expr], bool]) -> None:
        self._document = document
        self._reads = reads
        self._lists: dict[str, Listed] = {}
        self._tables: dict[str, Table] = {}
        statements = document.tree.body
        for statement in statements if len(statements) <= _MAX_STATEMENTS else ():
            self._take(statement)

    def table(self, node: ast.expr) -> Table | None:
        """Return the entries of a dict or of a name for one, None for anything else."""
        match node:
            case ast.Name(id=name):
                return self._tables.get(name)
            case ast.Dict(keys=keys, values=values):
                found: Table = {}
                for key, value in zip(keys, values, strict=True):
                    found |= self._entry(key, value)
                return found
            case _:
                return None

    def _entry(self, key: ast.expr | None, value: ast.expr) -> Table:
        if key is None:
            return self.table(value) or {None: UNKNOWN}
        return {self._document.string(key): self.items(value)}

    def items(self, node: ast.expr) -> Listed:
        """Return the items of an expression for a list."""
        match node:
            case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
                return sum(map(self._item, elements), Listed())
            case ast.Name(id=name):
                return self._lists.get(name, UNKNOWN)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self.items(left) + self.items(right)
            case ast.Subscript(value=ast.Name(id=name), slice=key):
                return self._tables.get(name, {}).get(self._document.string(key), UNKNOWN)
            case ast.Call(func=ast.Name(id=name), args=[argument]) if name in _COPIES:
                return self.items(argument)
            case _:
                return Listed() if self._reads(node) else UNKNOWN

    def _item(self, node: ast.expr) -> Listed:
        if isinstance(node, ast.Starred):
            return self.items(node.value)
        text = self._document.string(node) or _begun(node)
        if text is None:  # setuptools flattens a list inside a list
            return self.items(node) if isinstance(node, (ast.Call, ast.List, ast.Tuple)) else UNKNOWN
        return Listed(((text, node),))

    def _take(self, statement: ast.stmt) -> None:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                self._bind(name, value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                self._bind(name, value)
            case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name), slice=key)], value=value):
                self._tables.setdefault(name, {}).update({self._document.string(key): self.items(value)})
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value):
                self._lists[name] = self._lists.get(name, UNKNOWN) + self.items(value)
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="extend"), args=[value])):
                self._lists[name] = self._lists.get(name, UNKNOWN) + self.items(value)
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append"), args=[value])):
                self._lists[name] = self._lists.get(name, UNKNOWN) + self._item(value)
            case ast.With(items=[ast.withitem(context_expr=ast.Call() as opened, optional_vars=ast.Name(id=handle))]):
                for inner in statement.body:
                    self._take_from(inner, handle, opened)
            case _:
                for name in _touched(statement):
                    self._doubt(name)

    def _take_from(self, statement: ast.stmt, handle: str, opened: ast.Call) -> None:
        """Read a statement below ``with open(...) as handle``: a name may get what the file holds."""
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _mentions(value, handle):
                self._tables.pop(name, None)
                self._lists[name] = Listed() if self._reads(opened) else UNKNOWN
            case _:
                self._take(statement)

    def _bind(self, name: str, value: ast.expr) -> None:
        table = self.table(value)
        listed = self.items(value)
        self._tables.pop(name, None)
        if table is not None:
            self._tables[name] = dict(table)
        self._lists[name] = listed

    def _doubt(self, name: str) -> None:
        """Take note that something happens to a name which is not understood."""
        if name in self._tables:
            self._tables[name][None] = UNKNOWN
        self._lists[name] = self._lists.get(name, UNKNOWN) + UNKNOWN


def _begun(node: ast.expr) -> str | None:
    """Return a requirement whose version alone is computed, None for anything else: ``demo=={computed}``."""
    match node:
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
            pass
        case ast.BinOp(left=ast.Constant(value=str(text)), op=ast.Add() | ast.Mod()):
            pass
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="format")):
            pass
        case _:
            return None
    found = _NAMED.match(text)
    return f"{found[0]}{{computed}}" if found else None


def _mentions(value: ast.expr, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(value))


def _touched(statement: ast.stmt) -> Iterator[str]:
    return (name for node in ast.walk(statement) for name in touched(node))
