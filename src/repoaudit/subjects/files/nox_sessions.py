"""The sessions of a noxfile: the functions, what they run and install, and what they hand themselves to.

Source: nox's documentation, "Configuration & API".
"""

from collections.abc import Iterator, Mapping

from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import ast

    from repoaudit.documents.python.document import PythonDocument
    from repoaudit.subjects.files.nox_helpers import Helpers

_RUN: Final = frozenset({"run", "run_always", "run_install"})
_INSTALL: Final = frozenset({"install", "conda_install"})
_MOVE: Final = frozenset({"chdir", "cd"})


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


class SharedCalls:
    """What the sessions of a file have in common: the functions that they hand themselves to, each read once."""

    __slots__ = ("_calls", "_document", "_helpers")

    def __init__(self, document: "PythonDocument") -> None:
        self._document = document
        self._helpers: Helpers | None = None
        self._calls: dict[ast.FunctionDef, tuple[NoxWords, ...]] = {}

    @property
    def helpers(self) -> "Helpers":
        """The functions of the file, and which of them get a session."""
        if self._helpers is None:
            from repoaudit.subjects.files.nox_helpers import Helpers  # for files with more than sessions

            self._helpers = Helpers(self._document.tree)
        return self._helpers

    def calls_in(self, function: "ast.FunctionDef") -> tuple[NoxWords, ...]:
        """Return the calls of methods of the session that one of these functions gets."""
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
        shared: "SharedCalls",
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


def _accepts_failure(codes: "ast.expr") -> bool:
    """Say whether ``success_codes`` holds another code than 0, and pytest's 5 for "no tests"."""
    import ast

    items = codes.elts if isinstance(codes, (ast.List, ast.Tuple, ast.Set)) else []
    return any(isinstance(item, ast.Constant) and item.value not in {0, 5} for item in items)
