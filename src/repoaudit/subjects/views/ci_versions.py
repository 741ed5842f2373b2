"""The versions that files of CI write as plain numbers.

Source: GitHub's documentation of `actions/setup-python` ("quote 3.10"); GitLab, "CI/CD variables" (values are texts, so
that a number becomes the text of the number); YAML 1.1 and 1.2, in which ``3.10`` is the number 3.1.
"""

from collections.abc import Iterator

from repoaudit.documents.yaml import parse_yaml
from repoaudit.errors import UnknownError
from repoaudit.facts.ci import GITLAB_FILE
from repoaudit.subjects.files.workflows import Workflow
from repoaudit.typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from repoaudit.documents.yaml import YamlDocument
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.workflows.versions import VersionKey


class CiVersions:
    """The versions in one workflow, or in GitLab's file."""

    __slots__ = ("_document",)
    reads: ClassVar[tuple[str, ...]] = (*Workflow.reads, GITLAB_FILE)

    def __init__(self, document: "YamlDocument") -> None:
        self._document = document

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the files of the repository, those left out that cannot be parsed."""
        for workflow in scope.all(Workflow):
            yield cls(workflow.document)
        if not scope.is_root or not scope.repository.is_file(GITLAB_FILE):
            return
        try:
            yield cls(scope.document(parse_yaml, GITLAB_FILE))
        except UnknownError:
            return

    @property
    def lossy(self) -> tuple["VersionKey", ...]:
        """The keys that name versions of which YAML reads some as another version."""
        from repoaudit.subjects.files.workflows.versions import lossy_keys

        return tuple(lossy_keys(self._document))
