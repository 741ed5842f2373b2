"""nox: the sessions of ``noxfile.py`` as far as they can be read without running it.

Source: nox's documentation, "Configuration & API".
"""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.repository import join
from repoaudit.subjects.files.nox_sessions import NoxSession, SharedCalls
from repoaudit.subjects.files.scripts import Runner, Script, Where, nowhere
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self, cast

if TYPE_CHECKING:
    import ast

    from repoaudit.documents.python.document import PythonDocument
    from repoaudit.scope import Scope

FILE: Final = "noxfile.py"
SESSIONS: Final = frozenset({"nox.session", "nox_uv.session"})
"""The decorators that make sessions."""

_COMPUTED: Final = "$computed"
"""What stands for a word that only running the file would tell; the shell reader takes it for an expansion."""


class Nox:
    """nox in one project."""

    __slots__ = ("document", "scope", "sessions")
    reads: ClassVar[tuple[str, ...]] = (FILE,)

    def __init__(self, scope: "Scope", document: "PythonDocument") -> None:
        self.scope = scope
        self.document = document
        self.sessions: tuple[NoxSession, ...] = tuple(_sessions(document))

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield nox where there is a ``noxfile.py`` that can be parsed and defines a session."""
        path = scope.path(FILE)
        if not scope.repository.is_file(path):
            return
        from repoaudit.documents.python import might_mention, parse_python

        if might_mention(scope.repository.read(path), ("nox",)):
            yield cls(scope, scope.document(parse_python, path))

    @property
    def path(self) -> str:
        """The file."""
        return self.document.path

    @property
    def is_complete(self) -> bool:
        """Whether all sessions can be read: none is made by a loop, and no word is computed."""
        decorated = self.document.text.count("nox.session") + self.document.text.count("@session")
        return decorated <= len(self.sessions) and all(session.is_complete for session in self.sessions)

    @property
    def default_sessions(self) -> tuple[str, ...] | None:
        """What ``nox`` runs without arguments (``nox.options.sessions``); None where every session runs.

        Raises:
            UnknownError: it is computed.

        """
        import ast

        for statement in self.document.tree.body:
            if isinstance(statement, ast.Assign) and any(map(self._is_session_option, statement.targets)):
                names = self.document.strings(statement.value)
                if names is None:
                    raise UnknownError("nox.options.sessions is computed", self.path, self.document.span(statement))
                return tuple(names)
        return None

    def _is_session_option(self, target: "ast.expr") -> bool:
        return self.document.dotted(target) == "nox.options.sessions"


def session_scripts(scope: "Scope") -> Iterator[Script]:
    """Yield every command of every session, without ``session.posargs``; a computed word stands as an expansion."""
    from shlex import quote

    for nox in scope.all(Nox):
        for session in nox.sessions:
            where = Where(Runner.NOX, session.name, f"{nox.path}:{session.name}")
            for call in session.runs:
                text = " ".join(_COMPUTED if word is None else quote(word) for word in call.words)
                yield Script(
                    text,
                    call.place,
                    where,
                    offset=nowhere,
                    folder=None if call.folder is None else join(scope.folder, call.folder),
                    dialect="sh" if None in call.words else "argv",
                    tolerated=call.place if call.tolerated else None,
                )


def _sessions(document: "PythonDocument") -> Iterator[NoxSession]:
    import ast

    named = _named_decorators(document)
    shared = SharedCalls(document)
    for statement in document.tree.body:
        if not isinstance(statement, ast.FunctionDef):
            continue
        for written in statement.decorator_list:
            decorator = named.get(written.id, written) if isinstance(written, ast.Name) else written
            call = decorator if isinstance(decorator, ast.Call) else None
            if document.dotted(call.func if call else decorator) in SESSIONS:
                yield NoxSession(document, statement, _options(call), shared)


def _named_decorators(document: "PythonDocument") -> dict[str, "ast.expr"]:
    """Return the decorators that have a name of the file's own: ``SESSION = nox.session(python=False)``."""
    import ast

    made = (each for each in document.tree.body if isinstance(each, ast.Assign) and isinstance(each.value, ast.Call))
    found = [each for each in made if document.dotted(cast("ast.Call", each.value).func) in SESSIONS]
    return {target.id: each.value for each in found for target in each.targets if isinstance(target, ast.Name)}


def _options(call: "ast.Call | None") -> dict[str, "ast.expr"]:
    """Return the arguments of the decorator by name; the first positional one is ``python``."""
    if call is None:
        return {}
    named = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    return {"python": call.args[0], **named} if call.args and "python" not in named else named
