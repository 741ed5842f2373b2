"""What ``setup.py`` passes to ``setup()``, as far as it is written out; the script is never run."""

from repoaudit.errors import UnknownError
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast

    from repoaudit.documents.python.document import PythonDocument
    from repoaudit.scope import Scope


def setup_argument(scope: "Scope", name: str) -> "tuple[PythonDocument, ast.expr] | None":
    """Return the value of a keyword of ``setup()``, None where there is none or the file cannot be read."""
    if not scope.exists("setup.py"):
        return None
    from repoaudit.documents.python import might_mention, parse_python

    path = scope.path("setup.py")
    try:
        if not might_mention(scope.repository.read(path), (name,)):
            return None
        document = scope.document(parse_python, path)
    except UnknownError:
        return None
    value = _keyword(document, name)
    return (document, value) if value is not None else None


def _keyword(document: "PythonDocument", name: str) -> "ast.expr | None":
    import ast

    for call in ast.walk(document.tree):
        if isinstance(call, ast.Call) and (document.dotted(call.func) or "").rpartition(".")[2] == "setup":
            return next((each.value for each in call.keywords if each.arg == name), None)
    return None
