"""Jobs that ask for an image of GitHub's runners that is gone."""

from collections.abc import Iterator
from functools import partial

from repoaudit.facts.retired_runners import RUNNERS
from repoaudit.finding import Applicability, Fix
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.yaml.nodes import YamlNode
    from repoaudit.finding import Change, Place
    from repoaudit.subjects.files.workflows import Workflow
    from repoaudit.subjects.files.workflows.jobs import Job

_OWN: Final = "self-hosted"
_FROM_MATRIX: Final = lazy(r"matrix\.([\w.-]+)")


class RetiredLabel(NamedTuple):
    """One label in one workflow: its name, the day, what to write, everywhere it stands."""

    name: str
    date: str
    successor: str
    places: tuple["Place", ...]
    fix: Fix | None


def retired_labels(workflow: "Workflow") -> Iterator[RetiredLabel]:
    """Yield each label once, in the order of the jobs."""
    found: dict[str, list[tuple[Job, YamlNode]]] = {}
    for job in workflow.jobs:
        for node in _labels(job) if not job.is_dead else ():
            if node.value in RUNNERS:
                found.setdefault(node.value, []).append((job, node))
    for name, uses in found.items():
        retired = RUNNERS[name]
        places = tuple(job.document.place_of(node, f"jobs.{job.id}.runs-on") for job, node in uses)
        yield RetiredLabel(name, retired.date, retired.successor, places, _fix(uses, retired.successor))


def _labels(job: "Job") -> "Iterator[YamlNode]":
    """Yield the labels that a job asks for by themselves, and those that its matrix gives it."""
    node = job.node.get("runs-on")
    if node is None:
        return
    words = [node] if node.kind == "scalar" else list(node.strings())
    if any(word.value == _OWN for word in words):
        return
    yield from words
    strategy = job.node.get("strategy")
    matrix = strategy.get("matrix") if strategy else None
    keys = {found[1].rpartition(".")[2] for word in words if (found := _FROM_MATRIX.search(word.value))}
    for name, values in matrix.pairs() if matrix and matrix.kind == "mapping" else ():
        if name.value in keys:
            yield from _scalars(values)
        elif name.value != "exclude":
            yield from (each for inner in values.walk() for key in keys for each in _scalars(_entry(inner, key)))


def _entry(node: "YamlNode", key: str) -> "YamlNode | None":
    return node.get(key) if node.kind == "mapping" else None


def _scalars(node: "YamlNode | None") -> "Iterator[YamlNode]":
    if node is not None:
        yield from [node] if node.kind == "scalar" else node.strings()


def _fix(uses: "list[tuple[Job, YamlNode]]", successor: str) -> Fix | None:
    """Phrase the fix that writes another image, None where a list or a matrix names this one."""
    if any(job.node.get("runs-on") is not node for job, node in uses):
        return None
    drafts = tuple(partial(_write, job, successor) for job, _ in uses)
    return Fix(f"write `{successor}`", drafts, Applicability.UNSAFE)


def _write(job: "Job", successor: str) -> "Change":
    from repoaudit.documents.yaml.edits import set_value

    return set_value(job.document, (*job.path, "runs-on"), successor)
