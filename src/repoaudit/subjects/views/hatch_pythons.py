"""The Pythons of hatch's environments: ``python = "3.12"``, and the lists of their matrices.

Source: hatch's documentation, "Environment configuration": ``python`` (or ``py``) of a matrix sets the interpreter.
"""

from collections.abc import Iterator

from repoaudit.documents.toml import parse_toml
from repoaudit.documents.versions import Version
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.toml import TomlDocument
    from repoaudit.finding import DataPath, Place
    from repoaudit.scope import Scope

_FILES: Final[tuple[tuple[str, "DataPath"], ...]] = (
    ("pyproject.toml", ("tool", "hatch", "envs")),
    ("hatch.toml", ("envs",)),
)
_PYTHON: Final = lazy(r"(?:pypy|cpython|py)?-?(\d)\.?(\d{1,2})(?:\.\d+)?")


class HatchPython(NamedTuple):
    """One Python: its minor version, the text that names it, where it stands, and the environment."""

    version: Version
    text: str
    place: "Place"
    environment: str


def hatch_pythons(scope: "Scope") -> Iterator[HatchPython]:
    """Yield the Pythons of all environments of one project, as they stand."""
    for name, table in _FILES:
        if not scope.exists(name):
            continue
        document = scope.document(parse_toml, scope.path(name))
        environments = document.get(table)
        for environment in environments if isinstance(environments, dict) else ():
            yield from _of_environment(document, (*table, environment), environment)


def _of_environment(document: "TomlDocument", path: "DataPath", environment: str) -> Iterator[HatchPython]:
    yield from _read(document, (*path, "python"), environment)
    matrices = document.get((*path, "matrix"))
    for index, matrix in enumerate(matrices if isinstance(matrices, list) else ()):
        for key in ("python", "py"):
            values = matrix.get(key) if isinstance(matrix, dict) else None
            for number in range(len(values) if isinstance(values, list) else 0):
                yield from _read(document, (*path, "matrix", index, key, number), environment)


def _read(document: "TomlDocument", path: "DataPath", environment: str) -> Iterator[HatchPython]:
    text = document.get(path)
    match = _PYTHON.fullmatch(text) if isinstance(text, str) else None
    version = Version.parse(f"{match[1]}.{match[2]}") if match else None
    if version is not None and isinstance(text, str):
        yield HatchPython(version, text, document.place(path), environment)
