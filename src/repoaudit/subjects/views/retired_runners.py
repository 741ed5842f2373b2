"""Jobs of workflows that ask for a runner GitHub has no more."""

from collections.abc import Iterator
from functools import partial

from repoaudit.documents.yaml import dotted
from repoaudit.facts.retired_runners import RETIRED_IMAGES, RetiredImage
from repoaudit.finding import Applicability, Fix, Place
from repoaudit.regex import lazy
from repoaudit.subjects.files.git import is_off_github
from repoaudit.subjects.files.workflows import Workflow
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.documents.yaml import YamlDocument
    from repoaudit.documents.yaml.nodes import YamlNode
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.workflows.jobs import Job

_FROM_MATRIX: Final = lazy(r"\$\{\{\s*matrix\.([\w.-]+)\s*\}\}")


class RetiredRunner:
    """One label without runners in one workflow, with every place where jobs take it from."""

    __slots__ = ("document", "image", "label", "nodes")
    reads: ClassVar[tuple[str, ...]] = Workflow.reads

    def __init__(self, document: "YamlDocument", label: str, nodes: "list[YamlNode]") -> None:
        self.document = document
        self.label = label
        self.nodes = nodes
        self.image: RetiredImage = RETIRED_IMAGES[label]

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each label once for a workflow; none where the remote is not on github.com."""
        for workflow in scope.all(Workflow):
            if any(label in workflow.document.text.lower() for label in RETIRED_IMAGES) and not is_off_github(scope):
                yield from cls._in_workflow(workflow)

    @classmethod
    def _in_workflow(cls, workflow: Workflow) -> Iterator[Self]:
        found: dict[str, dict[int, YamlNode]] = {}
        for job in workflow.jobs:
            for node in () if job.is_dead else _labels(job):
                if node.value.lower() in RETIRED_IMAGES:
                    found.setdefault(node.value.lower(), {}).setdefault(node.start, node)
        for label, nodes in found.items():
            yield cls(workflow.document, label, list(nodes.values()))

    @property
    def places(self) -> tuple[Place, ...]:
        """Every value, in the order of the file."""
        nodes = sorted(self.nodes, key=lambda node: node.start)
        return tuple(self.document.place_of(node, dotted(self.document.path_of(node) or ())) for node in nodes)

    @property
    def fix(self) -> Fix | None:
        """Write the successor; None where the file names either elsewhere, as in a condition, a row or by an alias."""
        text, new = self.document.text.lower(), self.image.successor
        is_marked = any(node.anchor or node.tag for node in self.nodes)
        if is_marked or text.count(self.label) != len(self.nodes) or new in text:
            return None
        from repoaudit.documents.yaml.edits import set_node

        fix = Fix(f"write `{new}`", tuple(partial(set_node, self.document, node, new) for node in self.nodes))
        return fix.but(Applicability.UNSAFE)


def _labels(job: "Job") -> "Iterator[YamlNode]":
    """Yield what a job names as its only label; a group, or labels of runners of one's own, are none of GitHub's."""
    node = job.node.get("runs-on")
    if node is None or node.kind == "mapping":
        return
    labels = node.strings()
    if len(labels) != 1:
        return
    asked = _FROM_MATRIX.fullmatch(labels[0].value.strip())
    if asked is None:
        yield labels[0]
    elif job.matrix is not None:
        yield from (value for value in job.matrix.values(asked[1]) if value.kind == "scalar")
