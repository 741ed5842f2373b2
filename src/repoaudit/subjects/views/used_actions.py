"""The actions and reusable workflows of others that workflows and local actions use."""

from collections.abc import Iterator

from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.files.workflows import ACTIONS, Workflow, composite_actions
from repoaudit.subjects.files.workflows.jobs import entry_place, read_steps
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_COMMIT: Final = lazy(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_PLATFORM: Final = frozenset({"actions", "github"})


class UsedAction:
    """One action, or reusable workflow, at one version in one file: ``acme/setup@v1``."""

    __slots__ = ("places", "uses")
    reads: ClassVar[tuple[str, ...]] = (*Workflow.reads, f"{ACTIONS}/*/action.yml", f"{ACTIONS}/*/action.yaml")

    def __init__(self, uses: str, places: tuple[Place, ...]) -> None:
        self.uses = uses
        self.places = places

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each once for a file; not those of this repository, images and names with expressions."""
        if not scope.is_root:
            return
        for pairs in _files(scope):
            found: dict[str, list[Place]] = {}
            for uses, place in pairs:
                if uses and "@" in uses and not uses.startswith(("./", "docker:")) and "${{" not in uses:
                    found.setdefault(uses, []).append(place)
            yield from (cls(uses, tuple(places)) for uses, places in found.items())

    @property
    def version(self) -> str:
        """The tag, branch or commit."""
        return self.uses.partition("@")[2]

    @property
    def is_of_the_platform(self) -> bool:
        """Whether GitHub itself publishes it."""
        return self.uses.partition("/")[0].lower() in _PLATFORM

    @property
    def is_pinned(self) -> bool:
        """Whether it is a commit, which nobody can move."""
        return _COMMIT.fullmatch(self.version) is not None


def _files(scope: "Scope") -> Iterator[Iterator[tuple[str, Place]]]:
    for workflow in scope.all(Workflow):
        yield _uses_of(workflow)
    for document in composite_actions(scope):
        steps = read_steps(document, document.find(("runs",)), ("runs",), None)
        yield ((step.uses, entry_place(document, step.node, "uses", step.path)) for step in steps)


def _uses_of(workflow: Workflow) -> Iterator[tuple[str, Place]]:
    for job in workflow.jobs:
        yield job.uses, entry_place(workflow.document, job.node, "uses", job.path)
        for step in job.steps:
            yield step.uses, entry_place(workflow.document, step.node, "uses", step.path)
