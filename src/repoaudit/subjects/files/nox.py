"""nox: the sessions of ``noxfile.py`` as far as they can be read without running it.

Source: nox's documentation, "Configuration & API".
"""

from collections.abc import Iterator, Mapping

from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.repository import join
from repoaudit.subjects.files.scripts import Runner, Script, Where, nowhere
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self, cast

if TYPE_CHECKING:
    import ast

    from repoaudit.documents.python.document import PythonDocument
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.nox_helpers import Helpers

FILE: Final = "noxfile.py"
SESSIONS: Final = frozenset({"nox.session", "nox_uv.session"})
"""The decorators that make sessions."""

_RUN: Final = frozenset({"run", "run_always", "run_install"})
_INSTALL: Final = frozenset({"install", "conda_install"})
_MOVE: Final = frozenset({"chdir", "cd"})
_COMPUTED: Final = "$computed"
"""What stands for a word that only running the file would tell; the shell reader takes it for an expansion."""


class NoxWords:
    """One call of ``session.run`` or ``session.install``; a word that cannot be read is None.

    ``folder`` is where it runs, relative to the folder of the noxfile; None where that is not known.
    """

    __slots__ = ("folder", "method", "place", "tolerated", "words")

    def __init__(
        self, method: str, words: tuple[str | None, ...], place: Place, folder: str | None, *, tolerated: bool
    ) -> None:
        self.method = method
        self.words = words
        self.place = place
        self.folder = folder
        self.tolerated = tolerated

    def __repr__(self) -> str:
        return f"<NoxWords {self.method} {self.words}>"


class _Shared:
    """What the sessions of a file have in common: the functions that they hand themselves to, each read once."""

    __slots__ = ("_calls", "_document", "_helpers")

    def __init__(self, document: "PythonDocument") -> None:
        self._document = document
        self._helpers: Helpers | None = None
        self._calls: dict[ast.FunctionDef, tuple[NoxWords, ...]] = {}

    @property
    def helpers(self) -> "Helpers":
        if self._helpers is None:
            from repoaudit.subjects.files.nox_helpers import Helpers  # for files with more than sessions

            self._helpers = Helpers(self._document.tree)
        return self._helpers

    def calls_in(self, function: "ast.FunctionDef") -> tuple[NoxWords, ...]:
        if function not in self._calls:
            self._calls[function] = tuple(NoxSession(self._document, function, {}, self).read_calls())
        return self._calls[function]


class NoxSession:
    """One session: a function under ``@nox.session``."""

    __slots__ = ("_document", "_found", "_lists", "_node", "_options", "_shared", "name")

    def __init__(
        self,
        document: "PythonDocument",
        node: "ast.FunctionDef",
        options: dict[str, "ast.expr"],
        shared: "_Shared",
    ) -> None:
        self._document = document
        self._shared = shared
        self._found: tuple[NoxWords, ...] | None = None
        self._lists: Mapping[str, ast.expr] | None = None
        self._node = node
        self._options = options
        named = options.get("name")
        self.name = (document.string(named) if named else None) or node.name

    def __repr__(self) -> str:
        return f"<NoxSession {self.name}>"

    @property
    def place(self) -> Place:
        """The function."""
        return self._document.place(self._node, f"sessions.{self.name}")

    @property
    def pythons(self) -> tuple[str, ...]:
        """The interpreters it runs on, as written (``3.12``, ``pypy3.10``); () for the one that runs nox.

        Raises:
            UnknownError: they are computed.

        """
        import ast

        node = self._options.get("python")
        if node is None or (isinstance(node, ast.Constant) and node.value in {None, False}):
            return ()
        one = self._document.string(node)
        several = self._document.strings(node) if one is None else [one]
        if several is None:
            raise UnknownError("the Pythons of the session are computed", self._document.path, self.python_place.span)
        return tuple(several)

    @property
    def python_place(self) -> Place:
        """Where its interpreters are named, else the session."""
        node = self._options.get("python")
        anchor = f"sessions.{self.name}.python"
        return self._document.place(node, anchor) if node is not None else self.place

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags, as far as they can be read."""
        node = self._options.get("tags")
        return tuple(self._document.strings(node) or ()) if node is not None else ()

    @property
    def runs(self) -> tuple[NoxWords, ...]:
        """The commands, in order; those in branches are among them."""
        return tuple(call for call in self._calls if call.method in _RUN)

    @property
    def installs(self) -> tuple[str, ...]:
        """The requirements and options given to ``session.install``; what cannot be read is left out."""
        return tuple(word for call in self.install_calls for word in call.words if word is not None)

    @property
    def install_calls(self) -> tuple[NoxWords, ...]:
        """The calls of ``session.install``, in order."""
        return tuple(call for call in self._calls if call.method in _INSTALL)

    @property
    def notifies(self) -> tuple[str, ...]:
        """The sessions that this one queues with ``session.notify``."""
        calls = (call for call in self._calls if call.method == "notify")
        return tuple(word for call in calls for word in call.words[:1] if word is not None)

    @property
    def is_complete(self) -> bool:
        """Whether every word of every call can be read."""
        return all(word is not None for call in self._calls for word in call.words)

    @property
    def _calls(self) -> tuple[NoxWords, ...]:
        """Every call of a method of the session, in order, then those in functions that it hands itself to."""
        if self._found is None:
            self._found = (*self.read_calls(), *self._helped())
        return self._found

    def _helped(self) -> Iterator[NoxWords]:
        if self._text.count(f"({self._parameter}") == 1:
            return  # it is nobody's first argument: its own head has it
        for each in self._shared.helpers.of(self._node):
            yield from self._shared.calls_in(each)

    @property
    def _text(self) -> str:
        return self._document.text[slice(*self._document.span(self._node))]

    @property
    def _parameter(self) -> str:
        """What the function calls the session, "" where it gets none."""
        parameters = self._node.args.posonlyargs + self._node.args.args
        return parameters[0].arg if parameters else ""

    def read_calls(self) -> Iterator[NoxWords]:
        """Yield the calls of methods of the session in the function itself."""
        import ast

        from repoaudit.documents.python.walking import nodes_in

        session = self._parameter
        if not session:
            return
        calls = [node for node in nodes_in(self._node) if isinstance(node, ast.Call)]
        folders = self._folders(session)
        for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
            function = call.func
            owner = function.value if isinstance(function, ast.Attribute) else None
            if isinstance(function, ast.Attribute) and isinstance(owner, ast.Name) and owner.id == session:
                yield self._read(function.attr, call, folders.get(call, ""))

    def _folders(self, session: str) -> "dict[ast.Call, str | None]":
        """Return the folders of the calls, as far as one changes them."""
        if not any(f"{session}.{name}(" in self._text for name in _MOVE):
            return {}
        from repoaudit.subjects.files.nox_folders import call_folders

        return call_folders(self._node, session)

    def _read(self, method: str, call: "ast.Call", folder: str | None) -> NoxWords:
        words = tuple(word for argument in call.args for word in self._words(argument))
        place = self._document.place(call, f"sessions.{self.name}.{method}")
        codes = next((each.value for each in call.keywords if each.arg == "success_codes"), None)
        return NoxWords(method, words, place, folder, tolerated=codes is not None and _accepts_failure(codes))

    def _words(self, argument: "ast.expr") -> Iterator[str | None]:
        import ast

        if not isinstance(argument, ast.Starred):
            yield self._document.string(argument)
            return
        from repoaudit.subjects.files.nox_words import spread

        yield from spread(argument.value, self._named_here, self._document.strings)

    @property
    def _named_here(self) -> "Mapping[str, ast.expr]":
        """The names that the function binds once, to a list that nothing changes, or else to what it is given."""
        if self._lists is None:
            from repoaudit.documents.python.names import constants
            from repoaudit.documents.python.walking import nodes_in
            from repoaudit.subjects.files.nox_words import without_posargs

            self._lists = {**without_posargs(self._node, nodes_in), **constants(self._node)}
        return self._lists


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
    shared = _Shared(document)
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


def _accepts_failure(codes: "ast.expr") -> bool:
    """Say whether ``success_codes`` holds another code than 0, and pytest's 5 for "no tests"."""
    import ast

    items = codes.elts if isinstance(codes, (ast.List, ast.Tuple, ast.Set)) else []
    return any(isinstance(item, ast.Constant) and item.value not in {0, 5} for item in items)
