"""All workflows as one text, for those who look for a word before they follow anything."""

from repoaudit.subjects.files.reasons import without_suppressions
from repoaudit.subjects.files.workflows import Workflow
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.scope import Scope


def workflows_name(scope: "Scope", words: tuple[str, ...]) -> bool:
    """Say whether some workflow holds one of some words, which are in lower case."""
    text = scope.root.once(_lowered)
    return any(word in text for word in words)


def _lowered(root: "Scope") -> str:
    return "\n".join(without_suppressions(workflow.document.text) for workflow in root.all(Workflow)).lower()
