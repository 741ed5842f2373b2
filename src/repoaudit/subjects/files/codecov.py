"""Codecov's configuration: the coverage that a status check demands."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.record import NamedTuple

if TYPE_CHECKING:
    from repoaudit.documents.yaml import YamlDocument
    from repoaudit.documents.yaml.nodes import YamlNode
    from repoaudit.scope import Scope

_FILES: Final = (
    "codecov.yml",
    ".codecov.yml",
    "codecov.yaml",
    ".codecov.yaml",
    ".github/codecov.yml",
    ".github/codecov.yaml",
    ".github/.codecov.yml",
    "dev/codecov.yml",
)


class CodecovTarget(NamedTuple):
    """The minimum of a ``project`` status, in percent; ``auto`` (no lower than the base commit) counts as 0."""

    name: str
    value: float
    place: Place


def codecov_targets(scope: "Scope") -> tuple[CodecovTarget, ...]:
    """Return the targets of every project status. A ``patch`` target says nothing about the whole."""
    return tuple(scope.once(_targets))


def _targets(scope: "Scope") -> tuple[CodecovTarget, ...]:
    path = next((name for name in _FILES if scope.exists(name)), None)
    if path is None:
        return ()
    from repoaudit.documents.yaml import parse_yaml

    try:
        document = scope.document(parse_yaml, scope.path(path))
    except UnknownError:
        return ()
    return tuple(_in_document(document))


def _in_document(document: "YamlDocument") -> Iterator[CodecovTarget]:
    base = ("coverage", "status", "project")
    project = document.find(base)
    if project is None:
        return
    switch = project.scalar()
    if switch is not None:
        if switch.lower() in {"yes", "on", "true"}:
            yield CodecovTarget("default", 0.0, document.place(base))
        return
    for key, status in project.pairs():
        target = status.get("target")
        yield from _target(document, key.text, status, target)


def _target(
    document: "YamlDocument", name: str, status: "YamlNode", target: "YamlNode | None"
) -> Iterator[CodecovTarget]:
    text = (target.scalar() if target else None) or "auto"
    value = 0.0 if text == "auto" else _percent(text)
    informational = status.get("informational")
    if value is not None and not (informational and informational.as_bool()):
        anchor = f"coverage.status.project.{name}.target"
        yield CodecovTarget(name, value, document.place_of(target or status, anchor))


def _percent(text: str) -> float | None:
    try:
        return float(text.rstrip("% "))
    except ValueError:
        return None
