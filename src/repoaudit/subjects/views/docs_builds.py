"""Documentation that sphinx or mkdocs is configured to build, and what builds it."""

import re
from collections.abc import Iterator

from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.files.readmes import readable_readmes
from repoaudit.subjects.views.ci import Ci
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command

_CONFIGURATIONS: Final = (
    *("mkdocs.yml", "mkdocs.yaml", "docs/conf.py", "doc/conf.py", "docs/source/conf.py", "doc/source/conf.py"),
    "docs/mkdocs.yml",
)
_SERVICES: Final = (
    *(".readthedocs.yaml", ".readthedocs.yml", "readthedocs.yml", "readthedocs.yaml", "netlify.toml", "vercel.json"),
    *("firebase.json", "docs/netlify.toml", "wrangler.toml", "render.yaml", "book.toml"),
)
_BUILDERS: Final = frozenset(
    {"mkdocs", "sphinx-build", "mike", "jupyter-book", "jb", "pdoc", "sphinx-autobuild", "portray"}
)
_WORDS: Final = lazy(r"docs?\b|sphinx|mkdocs|\bhtml\b|pages|site\b", re.IGNORECASE)
_SERVICE: Final = lazy(r"readthedocs|rtfd\.io|netlify", re.IGNORECASE)


class DocsBuild:
    """The documentation of a repository with CI; its builder and what configures it."""

    __slots__ = ("ci", "path", "scope")
    reads: ClassVar[tuple[str, ...]] = _CONFIGURATIONS

    def __init__(self, scope: "Scope", ci: Ci, path: str) -> None:
        self.scope = scope
        self.ci = ci
        self.path = path

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it at the root. A repository without any CI lacks more than a job for its documentation."""
        path = next((name for name in _CONFIGURATIONS if scope.exists(name)), None) if scope.is_root else None
        if path:
            yield from (cls(scope, ci, path) for ci in scope.all(Ci) if ci.exists)

    @property
    def place(self) -> Place:
        """What configures it."""
        return Place(self.path)

    @property
    def builder(self) -> str:
        """The program that would build it."""
        return "mkdocs" if "mkdocs" in self.path else "sphinx"

    @property
    def is_forgotten(self) -> bool:
        """Whether neither CI nor a service builds it.

        Raises:
            UnknownError: a part of CI that cannot be followed may do it.

        """
        if any(self.scope.exists(name) for name in _SERVICES):
            return False
        if any(_SERVICE.search(text) for text in readable_readmes(self.scope).values()):
            return False
        if any(_WORDS.search(step.action) for step in self.ci.steps):
            return False
        return self.ci.runs(_builds, words=_WORDS) is None


def _builds(command: "Command") -> bool:
    return command.tool in _BUILDERS or _WORDS.search(command.text) is not None
