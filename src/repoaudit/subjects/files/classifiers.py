"""The trove classifiers of a project, wherever its metadata are written."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from repoaudit.documents.ini import parse_ini
from repoaudit.documents.toml import parse_toml
from repoaudit.documents.versions import Version
from repoaudit.errors import UnknownError
from repoaudit.finding import Fix, Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.files.setup_cfg import cfg_items, is_on_one_line
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from repoaudit.documents.ini import IniDocument
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.finding import DataPath
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.classifier_edits import Editor, Insertion

PYTHON: Final = "Programming Language :: Python :: "
_MINOR: Final = lazy(rf"{re.escape(PYTHON)}(\d\.\d+)")


class Classifier(NamedTuple):
    """One classifier and where it stands."""

    text: str
    find: "Callable[[], Place]"
    position: int

    @property
    def place(self) -> Place:
        """The item of its list; in TOML that takes a scan of the file, and most are in order."""
        return self.find()

    @property
    def python(self) -> Version | None:
        """The minor version of Python that it names, None for another classifier."""
        match = _MINOR.fullmatch(self.text)
        return Version.parse(match[1]) if match else None


class Classifiers:
    """One list of classifiers.

    ``completed_by`` names the build tool that adds the Pythons itself ("poetry"), so that none is missing.
    """

    __slots__ = ("_editor", "_find", "completed_by", "items")

    def __init__(
        self,
        find: "Callable[[], Place]",
        items: "Sequence[tuple[str, Callable[[], Place]]]",
        editor: "Callable[[], Editor] | None",
        completed_by: str = "",
    ) -> None:
        self._find = find
        self.items = tuple(Classifier(text, where, index) for index, (text, where) in enumerate(items))
        self.completed_by = completed_by
        self._editor = editor

    @property
    def place(self) -> Place:
        """The list."""
        return self._find()

    @property
    def pythons(self) -> tuple[Classifier, ...]:
        """Those that name a minor version of Python, as they stand."""
        return tuple(item for item in self.items if item.python)

    def remove(self, items: Sequence[Classifier]) -> Fix | None:
        """Phrase the fix that takes some out, None where the file is not edited."""
        if self._editor is None:
            return None
        positions = [item.position for item in items]
        return Fix(f"remove {_listed(items)}", (partial(self._editor().remove, positions),))

    def insert(self, texts: Sequence[tuple[str, Classifier]]) -> Fix | None:
        """Phrase the fix that puts texts in, each before another one; None where the file is not edited."""
        if self._editor is None:
            return None
        insertions: list[Insertion] = [(text, before.position) for text, before in texts]
        title = ", ".join(f"`{text.removeprefix(PYTHON)}`" for text, _ in texts)
        return Fix(f"add the classifiers for {title}", (partial(self._editor().insert, insertions),))


def _toml_editor(document: "TomlDocument", path: "DataPath") -> "Editor":
    from repoaudit.subjects.files.classifier_edits import TomlEditor

    return TomlEditor(document, path)


def _ini_editor(document: "IniDocument", name: str) -> "Editor":
    from repoaudit.subjects.files.classifier_edits import IniEditor

    return IniEditor(document, "metadata", name)


def _listed(items: Sequence[Classifier]) -> str:
    return f"the classifiers for {', '.join(f'`{item.text.removeprefix(PYTHON)}`' for item in items)}"


def classifiers(scope: "Scope") -> Classifiers | None:
    """Return the classifiers of one project, made once; None where it states none that can be read."""
    return scope.once(_classifiers)


def _classifiers(scope: "Scope") -> Classifiers | None:
    for read in (_from_pyproject, _from_setup_cfg, _from_setup_py):
        try:
            found = next(read(scope), None)
        except UnknownError:
            found = None
        if found:
            return found
    return None


def _from_pyproject(scope: "Scope") -> Iterator[Classifiers]:
    if not scope.exists("pyproject.toml"):
        return
    document = scope.document(parse_toml, scope.path("pyproject.toml"))
    paths: tuple[tuple[DataPath, str], ...] = (
        (("project", "classifiers"), ""),
        (("tool", "poetry", "classifiers"), "poetry"),
        (("tool", "flit", "metadata", "classifiers"), ""),
    )
    for path, completed_by in paths:
        value = document.get(path)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            finders = (partial(document.place, (*path, index), _anchor(path, item)) for index, item in enumerate(value))
            items = list(zip(value, finders, strict=True))
            editor = partial(_toml_editor, document, path)
            yield Classifiers(partial(document.place, path), items, editor, completed_by)


def _anchor(path: "DataPath", text: str) -> str:
    return f"{'.'.join(map(str, path))}[{text}]"


def _from_setup_cfg(scope: "Scope") -> Iterator[Classifiers]:
    if not scope.exists("setup.cfg"):
        return
    document = scope.document(parse_ini, scope.path("setup.cfg"))
    for name in ("classifiers", "classifier"):
        option = document.get("metadata", name)
        found = cfg_items(option, ",") if option else []
        if option and found and not found[0][0].startswith("file:"):
            anchor = ("metadata", name)
            items = [(text.strip(), partial(Place, document.path, span, _anchor(anchor, text))) for text, span in found]
            editor = None if is_on_one_line(option, ",") else partial(_ini_editor, document, name)
            yield Classifiers(partial(document.place, *anchor), items, editor)


def _from_setup_py(scope: "Scope") -> Iterator[Classifiers]:
    """Read a literal list in the call of ``setup()``; it is never edited."""
    from repoaudit.subjects.files.setup_script import setup_argument

    found = setup_argument(scope, "classifiers")
    if found is None:
        return
    document, node = found
    texts = document.strings(node) or []
    nodes = getattr(node, "elts", [])
    anchor = "setup.classifiers"
    owners = nodes if len(nodes) == len(texts) else [node] * len(texts)
    items = [(text, partial(document.place, owner, anchor)) for text, owner in zip(texts, owners, strict=True)]
    if texts:
        yield Classifiers(partial(document.place, node, anchor), items, None)
