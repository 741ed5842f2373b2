"""Codecov's configuration: the coverage that a status check demands."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.typing import TYPE_CHECKING, Final

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
_STATUS: Final = ("coverage", "status")


class CodecovTarget(NamedTuple):
    """The minimum of a status, in percent; ``auto`` (no lower than the base commit) counts as 0."""

    name: str
    value: float
    place: Place


def codecov_targets(scope: "Scope") -> tuple[CodecovTarget, ...]:
    """Return the targets of every project status. A ``patch`` target says nothing about the whole."""
    return tuple(scope.once(_targets))


def demands_of_patches(scope: "Scope") -> bool:
    """Say whether a ``patch`` status demands a figure of the lines that each change touches."""
    return any(target.value for target in scope.once(_patch_targets))


def is_left_to_defaults(scope: "Scope") -> bool:
    """Say whether no file switches off or replaces the project status that Codecov has by default.

    It fails a change that lowers the coverage of the whole. Source: "Default YAML" of Codecov's documentation, where
    ``project`` and ``patch`` are on. Checked on 2026-11-27.
    """
    try:
        document = _document(scope)
    except UnknownError:
        return False
    statuses = document.find(_STATUS) if document else None
    return statuses is None or (statuses.scalar() is None and statuses.get("project") is None)


def _targets(scope: "Scope") -> tuple[CodecovTarget, ...]:
    return tuple(_of_kind(scope, "project"))


def _patch_targets(scope: "Scope") -> tuple[CodecovTarget, ...]:
    return tuple(_of_kind(scope, "patch"))


def _of_kind(scope: "Scope", kind: str) -> Iterator[CodecovTarget]:
    try:
        document = _document(scope)
    except UnknownError:
        return
    if document is not None:
        yield from _in_document(document, (*_STATUS, kind))


def _document(scope: "Scope") -> "YamlDocument | None":
    """Return the file that Codecov reads. Raises `UnknownError` for one that cannot be read."""
    path = next((name for name in _FILES if scope.exists(name)), None)
    if path is None:
        return None
    from repoaudit.documents.yaml import parse_yaml

    return scope.document(parse_yaml, scope.path(path))


def _in_document(document: "YamlDocument", base: tuple[str, ...]) -> Iterator[CodecovTarget]:
    statuses = document.find(base)
    if statuses is None:
        return
    switch = statuses.scalar()
    if switch is not None:
        if switch.lower() in {"yes", "on", "true"}:
            yield CodecovTarget("default", 0.0, document.place(base))
        return
    for key, status in statuses.pairs():
        target = status.get("target")
        text = (target.scalar() if target else None) or "auto"
        value = 0.0 if text == "auto" else _percent(text)
        if value is not None and not _is_informational(status):
            anchor = ".".join((*base, key.text, "target"))
            yield CodecovTarget(key.text, value, document.place_of(target or status, anchor))


def _is_informational(status: "YamlNode") -> bool:
    informational = status.get("informational")
    return informational is not None and informational.as_bool() is True


def _percent(text: str) -> float | None:
    try:
        return float(text.rstrip("% "))
    except ValueError:
        return None
