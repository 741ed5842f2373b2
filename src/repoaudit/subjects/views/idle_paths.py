"""Patterns in the path filters of workflows that no file of the repository can match.

Source: GitHub, "Workflow syntax", filter pattern cheat sheet: a pattern must match the whole path of a changed file,
counted from the root of the repository, without a slash or a dot before it.

Checked on 2026-11-27.
"""

from collections.abc import Iterator
from functools import partial
from itertools import product

from repoaudit.choice import Choice
from repoaudit.documents.yaml import dotted
from repoaudit.finding import Applicability, Fix, Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.files.source_distribution import lacks_files
from repoaudit.subjects.files.workflows import Workflow
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.documents.yaml import YamlDocument
    from repoaudit.documents.yaml.nodes import YamlNode
    from repoaudit.scope import Scope

_FILTERS: Final = ("paths", "paths-ignore")
_WILDCARDS: Final = frozenset("*?+[]\\")
_LEADING: Final = lazy(r"^(?:\.?/)+")
_FORESEEN: Final = (".github/actions/", ".github/workflows/*", ".github/workflows/?")
"""What people write for files that may be there one day."""


class Reason(Choice):
    """Why a pattern matches nothing."""

    ROOT = "root"
    FOLDER = "folder"
    ABSENT = "absent"


class Idle(NamedTuple):
    """A pattern that matches nothing: why, and how it would match; "" where that cannot be known."""

    reason: Reason
    mended: str


class IdlePath:
    """One such pattern of a workflow, with every place where it stands.

    ``filter`` is the key that holds it. ``never`` is the event that never starts the workflow, because none of its
    patterns may match; "" where there is none.
    """

    __slots__ = ("_document", "_nodes", "filter", "idle", "never", "written")
    reads: ClassVar[tuple[str, ...]] = Workflow.reads

    def __init__(self, document: "YamlDocument", key: str, written: str, idle: Idle) -> None:
        self._document = document
        self._nodes: dict[int, YamlNode] = {}
        self.filter = key
        self.idle = idle
        self.written = written
        self.never = ""

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each pattern once for a workflow."""
        for workflow in scope.all(Workflow):
            if "paths" in workflow.document.text:
                yield from cls._in_workflow(workflow, scope)

    @classmethod
    def _in_workflow(cls, workflow: Workflow, scope: "Scope") -> Iterator[Self]:
        found: dict[tuple[str, str], Self] = {}
        for trigger, key in product(workflow.triggers, _FILTERS):
            nodes = trigger.filter(key) or ()
            idle = [(node, why) for node in nodes if (why := _idle(node.value, key, scope))]
            never = trigger.name if key == "paths" and _is_all(nodes, [node.value for node, _ in idle]) else ""
            for node, why in idle:
                found.setdefault((key, node.value), cls(workflow.document, key, node.value, why)).add(node, never)
        yield from found.values()

    def add(self, node: "YamlNode", never: str) -> None:
        """Take in one more place."""
        self._nodes.setdefault(node.start, node)
        self.never = self.never or never

    @property
    def leaves_out(self) -> bool:
        """Whether it is written for changes that shall not start the workflow."""
        return self.filter == "paths-ignore" or self.written.startswith("!")

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place, in the order of the file."""
        nodes = (self._nodes[start] for start in sorted(self._nodes))
        document = self._document
        return tuple(document.place_of(node, dotted(document.path_of(node) or ())) for node in nodes)

    @property
    def fix(self) -> Fix | None:
        """Write the pattern that matches; None where it cannot be known, or where aliases repeat the value."""
        nodes = self._nodes.values()
        if not self.idle.mended or any(node.anchor or node.tag for node in nodes):
            return None
        from repoaudit.documents.yaml.edits import set_node

        edits = tuple(partial(set_node, self._document, node, self.idle.mended) for node in nodes)
        return Fix(f"write `{self.idle.mended}`", edits).but(Applicability.UNSAFE)


def _is_all(nodes: "tuple[YamlNode, ...]", idle: list[str]) -> bool:
    others = {node.value for node in nodes}.difference(idle)
    return bool(idle) and all(each.startswith("!") for each in others)


def _idle(written: str, key: str, scope: "Scope") -> Idle | None:
    """Return why a pattern matches nothing, None for one that may match."""
    negation, pattern = ("!", written[1:]) if written.startswith("!") else ("", written)
    if "{{" in pattern or not pattern.strip("./"):
        return None
    if pattern.startswith(("/", "./")):
        bare = _LEADING.sub("", pattern)
        inner = _of_folder(bare, scope)
        return Idle(Reason.ROOT, negation + (inner or bare))
    inner = _of_folder(pattern, scope)
    if inner:
        return Idle(Reason.FOLDER, negation + inner)
    is_counted = key == "paths" and not negation and not lacks_files(scope)
    return Idle(Reason.ABSENT, "") if is_counted and _is_absent(pattern, scope) else None


def _of_folder(pattern: str, scope: "Scope") -> str:
    """Return what matches the files of a folder that a pattern names without more, "" for another pattern."""
    folder = pattern.rstrip("/")
    if not _WILDCARDS.isdisjoint(pattern) or not scope.repository.is_dir(folder):
        return ""
    return "" if folder in scope.repository.files().submodules else f"{folder}/**"


def _is_absent(pattern: str, scope: "Scope") -> bool:
    """Say whether a pattern names a file, or files of a folder, that is not there.

    A plain name at the root is left alone: it costs nothing to foresee a ``setup.cfg``.
    """
    if pattern.startswith(_FORESEEN):
        return False
    first = next((index for index, sign in enumerate(pattern) if sign in _WILDCARDS), None)
    named = pattern if first is None else pattern[:first].rpartition("/")[0]
    is_inner = "/" in pattern if first is None else bool(named)
    return is_inner and not scope.repository.exists(named) and not _is_in_submodule(named, scope)


def _is_in_submodule(path: str, scope: "Scope") -> bool:
    return any(path == each or path.startswith(f"{each}/") for each in scope.repository.files().submodules)
