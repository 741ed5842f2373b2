"""Which CI systems a repository has configuration for."""

import re
from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.ci import AZURE, AZURE_FOLDERS, AZURE_WORDS, GITHUB, SYSTEMS
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.files.workflows import workflow_files
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_AZURE: Final = lazy(AZURE_WORDS, re.MULTILINE)
_MOST_FILES: Final = 20


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
        if root.repository.exists(path) and (root.repository.is_file(path) or root.repository.list_dir(path)):
            yield CiSystem(name, path)
    yield from (CiSystem(AZURE, folder) for folder in AZURE_FOLDERS if _is_of_azure(root, folder))


def _is_of_azure(root: "Scope", folder: str) -> bool:
    """Say whether some file in a folder reads like a pipeline of Azure; the folder may hold anything else."""
    names = [name for name in root.repository.list_dir(folder) if name.endswith((".yml", ".yaml"))]
    return any(_AZURE.search(_read(root, f"{folder}/{name}")) for name in names[:_MOST_FILES])


def _read(root: "Scope", path: str) -> str:
    try:
        return root.repository.read(path)
    except UnknownError:
        return ""
