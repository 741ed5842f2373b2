"""The Python files of a repository, picked once from the list of all files: many subjects look through them."""

from bisect import bisect_left

from repoaudit.subjects.files.projects import is_foreign_source
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repoaudit.scope import Scope


def python_files(scope: "Scope") -> tuple[str, ...]:
    """Return the Python files below the folder of a project, sorted, those of other projects below among them."""
    return below(scope.root.once(_python_files), scope.folder)


def own_python_files(root: "Scope") -> tuple[str, ...]:
    """Return those of the whole repository that lie in no folder of tests, examples, docs, templates or vendors."""
    return root.root.once(_own_python_files)


def below(paths: "Sequence[str]", folder: str) -> tuple[str, ...]:
    """Return those of some sorted paths that lie below a folder; "" is the root."""
    if not folder:
        return tuple(paths)
    first = bisect_left(paths, f"{folder}/")
    return tuple(paths[first : bisect_left(paths, f"{folder}0", first)])  # "0" follows "/"


def _python_files(root: "Scope") -> tuple[str, ...]:
    return tuple([path for path in root.repository.files().paths if path.endswith(".py")])


def _own_python_files(root: "Scope") -> tuple[str, ...]:
    folders: dict[str, bool] = {}  # many files share one
    found = []
    for path in root.once(_python_files):
        folder = path.rpartition("/")[0]
        if folder not in folders:
            folders[folder] = is_foreign_source(f"{folder}/")
        if not folders[folder] and "{{" not in path:
            found.append(path)
    return tuple(found)
