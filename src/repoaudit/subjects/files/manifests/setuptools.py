"""Lists of requirements in ``setup.cfg`` and, as far as they are written out, in ``setup.py``."""

from collections.abc import Iterator
from functools import partial

from repoaudit.documents.ini import parse_ini
from repoaudit.errors import DocumentSyntaxError
from repoaudit.finding import Fix, Place
from repoaudit.regex import lazy
from repoaudit.subjects.files.manifests import Declared, Entry, ListKind, RequirementList
from repoaudit.subjects.files.setup_cfg import cfg_items, is_on_one_line
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import ast

    from repoaudit.documents.ini import IniDocument
    from repoaudit.documents.python.document import PythonDocument
    from repoaudit.scope import Scope

_OPTIONS: Final = (
    ("options", "install_requires", ListKind.RUNTIME, ""),
    ("options", "tests_require", ListKind.GROUP, "tests_require"),
    ("options", "setup_requires", ListKind.BUILD, "setup_requires"),
)
_EXTRAS: Final = "options.extras_require"
_KEYWORDS: Final = {
    "install_requires": ListKind.RUNTIME,
    "tests_require": ListKind.GROUP,
    "setup_requires": ListKind.BUILD,
    "extras_require": ListKind.EXTRA,
}
_MENTIONS: Final = lazy("|".join(_KEYWORDS))


def setuptools_lists(scope: "Scope") -> Iterator[RequirementList]:
    """Yield the lists of setuptools' own files."""
    if scope.exists("setup.cfg"):
        document = scope.document(parse_ini, scope.path("setup.cfg"))
        for section, option, kind, name in _OPTIONS:
            if document.get(section, option):
                yield _ini_list(document, section, option, kind, name)
        extras = document.section(_EXTRAS)
        for found in extras.options if extras else ():
            yield _ini_list(document, _EXTRAS, found.name, ListKind.EXTRA, found.name)
    if scope.exists("setup.py"):
        yield from _from_python(scope)


def _ini_list(document: "IniDocument", section: str, option: str, kind: ListKind, name: str) -> RequirementList:
    found = document.get(section, option)
    anchor = f"{section}.{option}"
    items = cfg_items(found, ";") if found else []
    entries = [(text.partition(" #")[0].strip(), Place(document.path, span, anchor)) for text, span in items]
    files = [text for text, _ in entries if text.startswith("file:")]
    return RequirementList(
        kind,
        name,
        document.place(section, option),
        [Entry(*entry) for entry in entries if entry[0] not in files],
        manager="setuptools",
        write=None if found and is_on_one_line(found, ";") else partial(_add_line, document, section, option),
    )


def _add_line(document: "IniDocument", section: str, option: str, text: str, beside: Declared) -> Fix:
    from repoaudit.documents.ini.edits import add_line

    del beside
    return Fix(f"add `{text}`", (partial(add_line, document, section, option, text),))


def _from_python(scope: "Scope") -> Iterator[RequirementList]:
    """Read literal lists in the call of ``setup()``; anything else makes the list incomplete."""
    path = scope.path("setup.py")
    if not _MENTIONS.search(scope.repository.read(path)):
        return
    import ast

    from repoaudit.documents.python import parse_python

    try:
        document = scope.document(parse_python, path)
    except DocumentSyntaxError:
        yield RequirementList(ListKind.RUNTIME, "setup.py", Place(path), (), manager="setuptools", is_complete=False)
        return
    for call in ast.walk(document.tree):
        if isinstance(call, ast.Call) and _called(call) == "setup":
            yield from _keywords(document, call)


def _called(call: "ast.Call") -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def _keywords(document: "PythonDocument", call: "ast.Call") -> Iterator[RequirementList]:
    for keyword in call.keywords:
        kind = _KEYWORDS.get(keyword.arg or "")
        if keyword.arg is None:
            place = Place(document.path)
            yield RequirementList(ListKind.RUNTIME, "**", place, (), manager="setuptools", is_complete=False)
        elif kind is not None:
            yield from _values(document, keyword.arg, kind, keyword.value)


def _values(document: "PythonDocument", name: str, kind: ListKind, value: "ast.expr") -> Iterator[RequirementList]:
    import ast

    if isinstance(value, ast.Dict) and kind is ListKind.EXTRA:
        for key, each in zip(value.keys, value.values, strict=True):
            label = key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else "**"
            yield from _values(document, label, ListKind.GROUP, each)
        return
    items = value.elts if isinstance(value, (ast.List, ast.Tuple)) else []
    texts = [(item.value, item) for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)]
    is_complete = isinstance(value, (ast.List, ast.Tuple)) and len(texts) == len(items)
    entries = [Entry(text, partial(document.place, item, name)) for text, item in texts]
    place = Place(document.path, None, name)
    yield RequirementList(kind, name, place, entries, manager="setuptools", is_complete=is_complete)
