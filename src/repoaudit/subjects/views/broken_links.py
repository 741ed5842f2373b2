"""Links of a repository's own documents that lead to nothing in it."""

from collections.abc import Iterator
from itertools import islice

from repoaudit.documents.markup import parse_markup
from repoaudit.documents.markup.links import links_of, may_link
from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.globs import matches_any
from repoaudit.regex import lazy
from repoaudit.repository import join
from repoaudit.subjects.files.ignores import is_ignored
from repoaudit.subjects.files.readmes import read_prose
from repoaudit.subjects.files.source_distribution import must_be_whole
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.documents.markup.links import Link
    from repoaudit.scope import Scope

_SUFFIXES: Final = (".md", ".markdown", ".rst")
_PAGES: Final = (".rst", ".md", ".ipynb", ".txt")
_FOREIGN: Final = lazy(r"[a-zA-Z][\w+.-]*:|//|#|\?|www\.")
"""How an address begins that leads out of the repository, or stays on the page."""

_ODD: Final = lazy(r"[{}$*|<>@\\\"'`\s,;]|\.\.\.|^\.*$|_$")
_LOCAL: Final = lazy(r"(?:file:///?)?(/home/[\w.-]+/|/Users/[\w.-]+/|[A-Z]:[\\/]Users[\\/]|/root/)|file:///")
_SIGNS: Final = ("/home/", "Users", "file:///", "/root/")
_NO_USERS: Final = lazy(
    r"/(?:home|Users)/(?:user|username|you|your|me|name|runner|vscode|jovyan|docker|app|ubuntu)\b|<|\$|\{"
)
_BEGINS: Final = lazy(r"[(<\"' ](?:file:///|/home/|/Users/|/root/|[A-Z]:[\\/]Users)")
_MAX_DOCS: Final = 60


class BrokenLink:
    """One such link; of several in one file to the same place the first."""

    __slots__ = ("destination", "hint", "is_local", "is_readme", "place")
    reads: ClassVar[tuple[str, ...]] = ("*.md", "*.markdown", "*.rst", "docs/*", "doc/*")

    def __init__(self, path: str, link: "Link", *, is_local: bool, hint: str = "") -> None:
        self.destination = link.destination
        self.place = Place(path, link.span, f"link.{link.destination}")
        self.is_readme = "/" not in path and path.lower().startswith("readme")
        self.is_local = is_local
        self.hint = hint

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield those of the documents in the top folder, and the links to somebody's own folders below ``docs``."""
        if not scope.is_root:
            return
        for path in _top(scope):
            first = {link.destination: link for link in reversed(_links(scope, path))}
            for link in reversed(first.values()):
                if _is_local(link.destination):
                    yield cls(path, link, is_local=True)
                elif (target := _target(link.destination)) and _is_missing(scope, path, target):
                    yield cls(path, link, is_local=False, hint=_hint(scope, target))
        yield from (cls(path, link, is_local=True) for path, link in _local_links(scope))


def _top(scope: "Scope") -> Iterator[str]:
    for name in scope.repository.list_dir(""):
        is_document = name.lower().endswith(_SUFFIXES) and name not in scope.repository.files().links
        if is_document and not matches_any(scope.policy.exclude, name):
            yield name


def _links(scope: "Scope", path: str) -> "tuple[Link, ...]":
    text = read_prose(scope, path)
    return links_of(scope.document(parse_markup, path)) if text and may_link(text, path) else ()


def _local_links(scope: "Scope") -> "Iterator[tuple[str, Link]]":
    files = scope.repository.files()
    documents = (path for folder in ("docs", "doc") for path in files.under(folder) if path.endswith(_SUFFIXES))
    for path in islice(documents, _MAX_DOCS):
        try:
            text = scope.repository.read(path)
        except UnknownError:
            continue
        if any(sign in text for sign in _SIGNS) and _BEGINS.search(text):
            yield from ((path, link) for link in _links(scope, path) if _is_local(link.destination))


def _is_local(destination: str) -> bool:
    return _LOCAL.match(destination) is not None and not _NO_USERS.search(destination)


def _target(destination: str) -> str | None:
    """Return the path that a destination names; None for an address, a part of the page, and what is no path."""
    from urllib.parse import unquote

    text = _unescaped(destination).strip()
    if not text or _FOREIGN.match(text):
        return None
    path = text.partition("#")[0].partition("?")[0]
    return None if not path or _ODD.search(path) else unquote(path)


def _unescaped(destination: str) -> str:
    if "&" not in destination:
        return destination
    from html import unescape  # its table of 2,200 names takes a millisecond

    return unescape(destination)


def _is_missing(scope: "Scope", document: str, target: str) -> bool:
    is_readme = document.lower().startswith("readme")
    path = join("", target.lstrip("/"))
    if target.startswith("/") and not (is_readme and path and _exists(scope, path.partition("/")[0])):
        return False  # a path of some machine, or of a site
    if not path or path.startswith(".git/"):
        return False  # it leaves the repository, as links to the pages of GitHub do
    if _exists(scope, path):
        return False
    must_be_whole(scope)
    return is_readme or not (
        _is_built(scope, path) or any(_exists(scope, f"{folder}/{path}") for folder in ("docs", "doc", "docs/source"))
    )


def _is_built(scope: "Scope", path: str) -> bool:
    """Say whether a path is that of a page which Sphinx makes of a document beside it."""
    stem, dot, suffix = path.rpartition(".")
    return dot == "." and suffix == "html" and any(_exists(scope, f"{stem}{source}") for source in _PAGES)


def _exists(scope: "Scope", path: str) -> bool:
    files = scope.repository.files()
    if scope.repository.exists(path) or path in files or path in files.folders:
        return True
    if any(path == folder or path.startswith(f"{folder}/") for folder in files.submodules):
        return True
    return is_ignored(scope, path) or is_ignored(scope, path, is_folder=True)


def _hint(scope: "Scope", target: str) -> str:
    """Return the one file of the repository that has the same name, "" where there is none or more."""
    name = target.rstrip("/").rpartition("/")[2].lower()
    found = [path for path in scope.repository.files() if path.rpartition("/")[2].lower() == name]
    return found[0] if len(found) == 1 else ""
