"""What the rules of this plugin want to know: the ``[project]`` table of a project."""

from collections.abc import Iterator
from typing import ClassVar, Self

from repoaudit.api import Place, Scope, UnknownError
from repoaudit.documents.toml import TomlDocument, parse_toml


class ProjectTable:
    """The ``[project]`` table of one project, and the files beside it."""

    reads: ClassVar[tuple[str, ...]] = ("pyproject.toml",)

    def __init__(self, scope: Scope, document: TomlDocument) -> None:
        self._scope = scope
        self._document = document

    @classmethod
    def all_in(cls, scope: Scope) -> Iterator[Self]:
        """Yield the table of a project that has one; a file that is not valid TOML leaves the rules silent."""
        if scope.exists("pyproject.toml"):
            document = scope.document(parse_toml, scope.path("pyproject.toml"))
            if isinstance(document.get(("project",)), dict):
                yield cls(scope, document)

    @property
    def urls(self) -> tuple[str, ...]:
        """The labels in ``[project.urls]``. Raises `UnknownError` where the build backend fills them in."""
        dynamic = self._document.get(("project", "dynamic"))
        if isinstance(dynamic, list) and "urls" in dynamic:
            raise UnknownError("`urls` is dynamic", self._document.path)
        urls = self._document.get(("project", "urls"))
        return tuple(urls) if isinstance(urls, dict) else ()

    @property
    def urls_place(self) -> Place:
        """Where a label stands or would belong."""
        path = ("project", "urls") if self.urls else ("project",)
        return self._document.place(path)

    def first_file(self, names: tuple[str, ...]) -> str | None:
        """Return the first of some files that exists beside the ``pyproject.toml``."""
        return next((name for name in names if self._scope.exists(name)), None)
