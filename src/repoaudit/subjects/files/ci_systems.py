"""Which CI systems a repository has configuration for."""

from collections.abc import Iterator

from repoaudit.facts.ci import GITHUB, SYSTEMS
from repoaudit.record import NamedTuple
from repoaudit.subjects.files.workflows import workflow_files
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.scope import Scope


class CiSystem(NamedTuple):
    """One system, and a file or folder that configures it."""

    name: str
    path: str


def ci_systems(root: "Scope") -> tuple[CiSystem, ...]:
    """Return the systems whose configuration is there, in no matter what state."""
    return root.once(_systems)


def _systems(root: "Scope") -> tuple[CiSystem, ...]:
    return tuple(_found(root))


def _found(root: "Scope") -> Iterator[CiSystem]:
    first = next(workflow_files(root), None)
    if first is not None:
        yield CiSystem(GITHUB, first)
    for path, name in SYSTEMS.items():
        if root.repository.is_file(path) or root.repository.list_dir(path):
            yield CiSystem(name, path)
