"""Whether the sessions that can be read in a noxfile are all that it has."""

import ast

from repoaudit.subjects.files.nox import SESSIONS
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.subjects.files.nox import Nox

_OWN: Final = SESSIONS | {"nox.parametrize"}


def names_all_sessions(nox: "Nox") -> bool:
    """Say whether no session can come from elsewhere: all decorators are nox's own, and no import is a ``*``."""
    document = nox.document
    functions = [each for each in document.tree.body if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef))]
    marks = [mark for each in functions for mark in each.decorator_list]
    names = [document.dotted(mark.func if isinstance(mark, ast.Call) else mark) for mark in marks]
    stars = any(isinstance(each, ast.ImportFrom) and each.names[0].name == "*" for each in document.tree.body)
    written = sum(line.lstrip().startswith("@") and "session" in line for line in document.text.splitlines())
    calls = document.text.count("session(") - document.text.count("@nox.session(") - document.text.count("@session(")
    used = sum(name in SESSIONS for name in names)
    return not stars and all(name in _OWN for name in names) and used == len(nox.sessions) == written and not calls
