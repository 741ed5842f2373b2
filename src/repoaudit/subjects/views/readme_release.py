"""Whether the README of a project shows that it can be had from an index."""

from collections.abc import Iterator

from repoaudit.documents.versions import canonical_name
from repoaudit.errors import UnknownError
from repoaudit.regex import lazy
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_NAMES: Final = ("README.md", "README.rst", "README.txt", "README")
_PAGES: Final = lazy(
    r"(?:pypi\.org/(?:project|pypi|p)|badge\.fury\.io/py|shields\.io/pypi/\w+|anaconda\.org/[\w-]+)/([\w.-]+)"
)
_INSTALLS: Final = lazy(r"(?:pip3?|conda|mamba|uv tool|pipx) install|(?:uv|poetry|pdm) add|\buvx|pipx run")
_WORD: Final = lazy(r"[\w.-]++")


def readme_of(scope: "Scope") -> str:
    """Return the text of the README in the folder of a project, in lower case; "" where there is none to read."""
    path = next((each for each in _NAMES if scope.exists(each)), None)
    try:
        return scope.repository.read(scope.path(path)).lower() if path else ""
    except UnknownError:
        return ""


def is_on_index(scope: "Scope", name: str) -> bool:
    """Say whether the README installs a project by its name, or leads to its page on an index."""
    own = canonical_name(name)
    return bool(own) and own in _named(readme_of(scope))


def _named(text: str) -> Iterator[str]:
    for page in _PAGES.finditer(text):
        yield canonical_name(page[1].removesuffix(".svg").removesuffix(".json"))
    for line in text.splitlines():
        found = _INSTALLS.search(line)
        words = line[found.end() :].split() if found else []
        yield from (canonical_name(word[0]) for each in words if (word := _WORD.match(each.strip("\"'`"))))
