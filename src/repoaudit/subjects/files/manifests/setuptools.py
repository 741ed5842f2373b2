"""Lists of requirements in ``setup.cfg`` and, as far as they are written out, in ``setup.py``."""

from collections.abc import Iterator
from functools import partial

from repoaudit.documents.ini import parse_ini
from repoaudit.errors import DocumentSyntaxError
from repoaudit.finding import Fix, Place
from repoaudit.regex import lazy
from repoaudit.subjects.files.manifests import Declared, Entry, ListKind, RequirementList
from repoaudit.subjects.files.manifests.requirements import files_besides
from repoaudit.subjects.files.setup_cfg import cfg_items, is_on_one_line
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import ast

    from repoaudit.documents.ini import IniDocument
    from repoaudit.documents.python.document import PythonDocument
    from repoaudit.documents.python.lists import Listed, ModuleLists
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
    """Read the lists that ``setup()`` gets as far as they are written out; anything else makes one incomplete."""
    path = scope.path("setup.py")
    if not _MENTIONS.search(scope.repository.read(path)):
        return

    from repoaudit.documents.python import parse_python

    try:
        document = scope.document(parse_python, path)
    except DocumentSyntaxError:
        yield RequirementList(ListKind.RUNTIME, "setup.py", Place(path), (), manager="setuptools", is_complete=False)
        return
    read: list[str] = []
    try:
        found = tuple(_from_calls(scope, document, read))
    except RecursionError:  # sums of a thousand lists
        found = ()
        yield RequirementList(ListKind.RUNTIME, "setup.py", Place(path), (), manager="setuptools", is_complete=False)
    yield from found
    yield from files_besides(scope, read)


def _from_calls(scope: "Scope", document: "PythonDocument", read: list[str]) -> Iterator[RequirementList]:
    """Yield the lists of all calls of ``setup()``, and note the requirements files that they are read from."""
    import ast

    calls = [each for each in ast.walk(document.tree) if isinstance(each, ast.Call) and _called(each) == "setup"]
    if calls:
        from repoaudit.documents.python.lists import ModuleLists

        lists = ModuleLists(document, partial(_reads_file, scope, document, read))
        for call in calls:
            yield from _keywords(document, call, lists, is_ignored=_is_ignored(scope))


def _reads_file(scope: "Scope", document: "PythonDocument", found: list[str], node: "ast.expr") -> bool:
    """Say whether a call reads one requirements file that is there; the file is found then."""
    import ast

    if not isinstance(node, (ast.Call, ast.ListComp)):
        return False
    names = {each.func.id for each in ast.walk(node) if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)}
    called = [each for each in document.tree.body if isinstance(each, ast.FunctionDef) and each.name in names]
    texts = [text for part in (node, *called) for each in ast.walk(part) if (text := _text(each)).endswith(".txt")]
    path = scope.path(texts[0].removeprefix("./")) if len(set(texts)) == 1 else ""
    if not path or "require" not in path or not scope.repository.is_file(path):
        return False
    found.append(path)
    return True


def _text(node: "ast.AST") -> str:
    value = getattr(node, "value", None)
    return value if isinstance(value, str) else ""


def _called(call: "ast.Call") -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def _is_ignored(scope: "Scope") -> bool:
    """Say whether setuptools takes the requirements from ``[project]``, which does not call them dynamic.

    It warns of those in ``setup()`` and goes on without (tried with 84.2.1).
    """
    if not scope.exists("pyproject.toml"):
        return False
    from repoaudit.documents.toml import parse_toml

    document = scope.document(parse_toml, scope.path("pyproject.toml"))
    dynamic = document.get(("project", "dynamic"))
    named = {str(item) for item in dynamic} if isinstance(dynamic, list) else set()
    is_whole = isinstance(document.get(("project", "name")), str)
    return is_whole and named.isdisjoint({"dependencies", "optional-dependencies"})


def _keywords(
    document: "PythonDocument", call: "ast.Call", lists: "ModuleLists", *, is_ignored: bool
) -> Iterator[RequirementList]:
    for keyword in call.keywords:
        kind = _KEYWORDS.get(keyword.arg or "")
        if keyword.arg is None and is_ignored:
            continue
        if keyword.arg is None:
            place = Place(document.path)
            yield RequirementList(ListKind.RUNTIME, "**", place, (), manager="setuptools", is_complete=False)
        elif kind is not None:
            yield from _values(document, keyword, kind, lists)


def _values(
    document: "PythonDocument", keyword: "ast.keyword", kind: ListKind, lists: "ModuleLists"
) -> Iterator[RequirementList]:
    name = keyword.arg or ""
    table = lists.table(keyword.value) if kind is ListKind.EXTRA else None
    if table is None:
        yield _python_list(document, name, kind, lists.items(keyword.value))
        return
    for key, listed in table.items():
        yield _python_list(document, key or "**", ListKind.GROUP, listed)


def _python_list(document: "PythonDocument", name: str, kind: ListKind, listed: "Listed") -> RequirementList:
    entries = [Entry(text, partial(document.place, node, name)) for text, node in listed.items]
    place = Place(document.path, None, name)
    return RequirementList(kind, name, place, entries, manager="setuptools", is_complete=listed.is_complete)
