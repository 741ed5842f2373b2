"""Jobs and steps of GitHub workflows, and the steps of composite actions.

Source: GitHub, "Workflow syntax for GitHub Actions" and "Metadata syntax for GitHub Actions".
"""

from collections.abc import Iterator, Mapping

from repoaudit.documents.yaml import dotted
from repoaudit.finding import Place
from repoaudit.subjects.files.workflows.matrix import EXPRESSION, Matrix
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.yaml import YamlDocument
    from repoaudit.documents.yaml.nodes import YamlNode
    from repoaudit.finding import DataPath
    from repoaudit.subjects.files.workflows.scripts import Shell

_NEVER: Final = frozenset({"false", "${{ false }}", "${{false}}"})


class Step:
    """One step; ``job`` is None for a step of a composite action."""

    __slots__ = ("action", "document", "is_dead", "job", "node", "path", "uses")

    def __init__(self, document: "YamlDocument", node: "YamlNode", path: "DataPath", job: "Job | None") -> None:
        self.document = document
        self.node = node
        self.path = path
        self.job = job
        self.uses = text_at(node, "uses")
        """The action with its version: ``actions/checkout@v4``; "" for a step that runs commands."""
        self.action = self.uses.partition("@")[0].lower()
        """The action without its version, in lower case: ``actions/checkout``."""
        self.is_dead = _is_never(node) or (job is not None and (job.is_dead or _is_never_met(node, job)))
        """Whether it never runs: ``if: false`` at the step or its job, or no row of the matrix meets the condition."""

    def __repr__(self) -> str:
        return f"<Step {self.name or self.uses}>"

    @property
    def place(self) -> Place:
        """The whole step."""
        return self.document.place_of(self.node, dotted(self.path))

    @property
    def name(self) -> str:
        """Its title, "" without one."""
        return text_at(self.node, "name")

    @property
    def id(self) -> str:
        """What expressions know it by, "" without one."""
        return text_at(self.node, "id")

    @property
    def run(self) -> "YamlNode | None":
        """The command text, None where there is none."""
        node = self.node.get("run")
        return node if node is not None and node.kind == "scalar" and node.value else None

    @property
    def condition(self) -> str:
        """The text of ``if``, "" without one."""
        return text_at(self.node, "if")

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables that the step itself sets; a value may hold expressions."""
        return variables(self.node)

    @property
    def tolerated(self) -> Place | None:
        """The ``continue-on-error: true`` of the step, None without one; an expression does not count.

        None as well where something asks for the ``outcome`` of the step: that may still fail the job.
        """
        if self.id and _asks_outcome(self.document.text, self.id):
            return None
        return tolerated(self.document, self.node, self.path)

    def input(self, name: str) -> "YamlNode | None":
        """Return an input of the action, the value under ``with``, None where it is not given."""
        inputs = self.node.get("with")
        return inputs.get(name) if inputs else None


class Job:
    """One job of a workflow."""

    __slots__ = ("_defaults", "_matrix", "_steps", "document", "id", "is_dead", "node", "path", "shells")

    def __init__(self, document: "YamlDocument", name: str, node: "YamlNode") -> None:
        self.document = document
        self.id = name
        self.node = node
        self.path: DataPath = ("jobs", name)
        self.is_dead = _is_never(node)
        """Whether it never runs: ``if: false``."""
        self.shells: dict[str, Shell | None] = {}
        """The shells that were made out so far, by what its steps write."""
        self._defaults: dict[str, str] = {}
        self._steps: tuple[Step, ...] | None = None
        self._matrix: Matrix | None = None

    def __repr__(self) -> str:
        return f"<Job {self.id}>"

    @property
    def place(self) -> Place:
        """The whole job."""
        return self.document.place(self.path)

    @property
    def title(self) -> str:
        """What it is called where people see it, "" for its id."""
        return text_at(self.node, "name")

    @property
    def key_start(self) -> int:
        """Where it begins in the text: its id."""
        key = self.document.key_node(self.path)
        return key.span.start if key else self.node.span.start

    @property
    def group(self) -> str:
        """What commands of this job have as the group of where they run."""
        return f"{self.document.path}:{self.id}"

    @property
    def needs(self) -> tuple[str, ...]:
        """The jobs that must succeed before."""
        node = self.node.get("needs")
        return tuple(each.value for each in node.strings()) if node else ()

    @property
    def condition(self) -> str:
        """The text of ``if``, "" without one."""
        return text_at(self.node, "if")

    @property
    def uses(self) -> str:
        """The reusable workflow that the job is, "" for a job with steps."""
        return text_at(self.node, "uses")

    @property
    def container(self) -> "YamlNode | None":
        """The image that the steps run in, None without one; it may be an expression."""
        node = self.node.get("container")
        if node is not None and node.kind == "mapping":
            node = node.get("image")
        return node if node is not None and node.kind == "scalar" and node.value else None

    @property
    def matrix(self) -> Matrix | None:
        """The matrix, None without one."""
        strategy = self.node.get("strategy")
        node = strategy.get("matrix") if strategy else None
        if self._matrix is None and node is not None:
            self._matrix = Matrix(self.document, node, (*self.path, "strategy", "matrix"))
        return self._matrix

    @property
    def has_timeout(self) -> bool:
        """Whether ``timeout-minutes`` limits the job, or each of its steps."""
        owners = (self.node, *(step.node for step in self.steps))
        limited = [owner.get("timeout-minutes") is not None for owner in owners]
        return limited[0] or (len(limited) > 1 and all(limited[1:]))

    @property
    def key_place(self) -> Place:
        """Its name."""
        key = self.document.key_node(self.path)
        return Place(self.document.path, key.span if key else None, dotted(self.path))

    @property
    def runners(self) -> tuple[str, ...]:
        """The labels under ``runs-on``, those of a ``group`` too; some may be expressions."""
        node = self.node.get("runs-on")
        if node is not None and node.kind == "mapping":
            node = node.get("labels")
        return tuple(each.value for each in node.strings()) if node else ()

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables that the job itself sets; a value may hold expressions."""
        return variables(self.node)

    @property
    def tolerated(self) -> Place | None:
        """The ``continue-on-error: true`` of the job, None without one; an expression does not count."""
        return tolerated(self.document, self.node, self.path)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps, in order."""
        if self._steps is None:
            self._steps = tuple(read_steps(self.document, self.node, self.path, self))
        return self._steps

    def default(self, key: str) -> str:
        """Return ``shell`` or ``working-directory`` of ``defaults.run``: the job's, else the workflow's, else ""."""
        if key not in self._defaults:
            root = self.document.root
            self._defaults[key] = default_of(self.node, key) or (default_of(root, key) if root else "")
        return self._defaults[key]


def read_steps(document: "YamlDocument", owner: "YamlNode | None", path: "DataPath", job: Job | None) -> Iterator[Step]:
    """Yield the steps under ``steps`` of a job, or of ``runs`` in a composite action."""
    steps = owner.get("steps") if owner else None
    for index, node in enumerate(steps.items() if steps else ()):
        if node.kind == "mapping":
            yield Step(document, node, (*path, "steps", index), job)


def text_at(node: "YamlNode", key: str) -> str:
    """Return the text of a scalar under a key, "" for anything else."""
    value = node.get(key)
    return value.text if value is not None and not value.is_null else ""


def variables(node: "YamlNode") -> Mapping[str, str]:
    """Return the scalars under ``env``."""
    found = node.get("env")
    return {key.text: value.text for key, value in found.pairs() if value.kind == "scalar"} if found else {}


def default_of(node: "YamlNode", key: str) -> str:
    """Return a key of ``defaults.run``, "" where it is not set."""
    for name in ("defaults", "run"):
        found = node.get(name)
        if found is None:
            return ""
        node = found
    return text_at(node, key)


def tolerated(document: "YamlDocument", node: "YamlNode", path: "DataPath") -> Place | None:
    """Return the place of ``continue-on-error: true``."""
    value = node.get("continue-on-error")
    always = value is not None and (value.as_bool() or value.text.replace(" ", "") == f"{EXPRESSION}true}}}}")
    return entry_place(document, node, "continue-on-error", path) if always else None


def entry_place(document: "YamlDocument", node: "YamlNode", key: str, path: "DataPath") -> Place:
    """Return where a mapping has a key, or the mapping; unlike `YamlDocument.place` without a search from the root."""
    entry = node.entry(key)
    span = Span(entry[0].start, max(entry[0].end, entry[1].end)) if entry else node.span
    return Place(document.path, span, dotted((*path, key)))


def _asks_outcome(text: str, step: str) -> bool:
    return any(f"{name}.outcome" in text for name in (step, f"['{step}']")) or "toJSON(steps)" in text


def _is_never(node: "YamlNode") -> bool:
    condition = node.get("if")
    return condition is not None and condition.text.strip() in _NEVER


def _is_never_met(node: "YamlNode", job: "Job") -> bool:
    """Say whether a condition asks for what no job of the matrix has."""
    text = text_at(node, "if")
    if "matrix." not in text:
        return False  # nearly all of them
    from repoaudit.subjects.files.workflows.conditions import unmet_by_matrix

    return bool(unmet_by_matrix(text, job.matrix))
