"""Suppressions that the repository's own settings state with a day: `ignore` and `per-file-ignores` with reasons."""

from collections.abc import Iterator

from repoaudit.documents.toml import parse_toml
from repoaudit.errors import UnknownError
from repoaudit.finding import DataPath, Place
from repoaudit.subjects.files.suppressions import Suppression
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.scope import Scope

_FILES: Final[tuple[tuple[str, DataPath], ...]] = (("repoaudit.toml", ()), ("pyproject.toml", ("tool", "repoaudit")))
_MARK: Final = "until="


class StatedSuppression(Suppression):
    """One reason in the settings that names a day."""

    __slots__ = ("_place",)

    def __init__(self, document: "TomlDocument", path: DataPath, reason: str) -> None:
        super().__init__(document, document.span(path), (str(path[-1]),), None, reason)
        self._place = document.place(path)

    @property
    def place(self) -> Place:
        """The key and its reason."""
        return self._place

    @property
    def hides_nothing(self) -> bool:
        """Whether it does nothing: of settings nobody knows that."""
        return False


def stated_suppressions(scope: "Scope") -> Iterator[StatedSuppression]:
    """Yield those that are in effect; shared settings are for those who share them to mend."""
    policy = scope.policy
    if not policy.per_file_ignores and not any(_MARK in reason for reason in policy.ignore.values()):
        return
    patterns = {each.pattern for each in policy.per_file_ignores}
    for document, prefix in _documents(scope):
        for path, reason in _reasons(document, (*prefix, "ignore")):
            if policy.ignore.get(str(path[-1])) == reason:
                yield StatedSuppression(document, path, reason)
        for pattern in sorted(patterns):
            for path, reason in _reasons(document, (*prefix, "per-file-ignores", pattern)):
                yield StatedSuppression(document, path, reason)


def _documents(scope: "Scope") -> "Iterator[tuple[TomlDocument, DataPath]]":
    for path, prefix in _FILES:
        try:
            if scope.repository.exists(path) and _MARK in scope.repository.read(path):
                yield scope.document(parse_toml, path), prefix
        except UnknownError:  # a rule says so
            continue


def _reasons(document: "TomlDocument", table: DataPath) -> Iterator[tuple[DataPath, str]]:
    stated = document.get(table)
    for selector, reason in stated.items() if isinstance(stated, dict) else ():
        if isinstance(reason, str) and _MARK in reason:
            yield (*table, selector), reason
