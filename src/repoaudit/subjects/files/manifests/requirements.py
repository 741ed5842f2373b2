"""Requirements files, with what they include."""

from collections.abc import Iterator
from functools import partial
from posixpath import dirname, join, normpath

from repoaudit.documents.formats import BARE_REQUIREMENTS
from repoaudit.errors import UnknownError, UnreadableError
from repoaudit.finding import Fix
from repoaudit.globs import matches_part
from repoaudit.subjects.files.manifests import Declared, Entry, ListKind, RequirementList, place_for, unread_list
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.documents.requirements import RequirementLine, RequirementsDocument
    from repoaudit.scope import Scope

_FOLDERS: Final = (
    "",
    "requirements",
    "reqs",
    "tests",
    "test",
    "dev",
    "docs",
    "ci",
    ".ci",
    "tools",
    ".github",
    ".github/workflows",
)
_NAMES: Final = ("*requirements*.txt", "*requirements*.in", "*-deps.txt", "dev.txt", "test.txt", "tests.txt")
_MAX_FILES: Final = 200


def requirements_lists(scope: "Scope") -> Iterator[RequirementList]:
    """Yield every requirements file of one project, those that are included too, each once."""
    return _read(scope, list(_found(scope)), set())


def files_besides(scope: "Scope", paths: list[str]) -> Iterator[RequirementList]:
    """Yield those files which have other names than requirements files have, or lie elsewhere."""
    return _read(scope, paths, set(_found(scope))) if paths else iter(())


def _read(scope: "Scope", todo: list[str], seen: set[str]) -> Iterator[RequirementList]:
    while todo and len(seen) < _MAX_FILES:
        path = todo.pop(0)
        if path in seen or not scope.repository.is_file(path):
            continue
        seen.add(path)
        from repoaudit.documents.requirements import parse_requirements  # for those who have such a file

        try:
            document = scope.document(parse_requirements, path)
        except UnreadableError:
            yield unread_list(ListKind.FILE, path, "pip")
            continue
        except UnknownError:
            continue
        yield _list(document)
        todo += _included(document)


def _found(scope: "Scope") -> Iterator[str]:
    for folder in _FOLDERS:
        base = scope.path(folder).rstrip("/")
        for name in scope.repository.list_dir(base):
            if _holds_requirements(folder, name):
                yield f"{base}/{name}" if base else name


def _holds_requirements(folder: str, name: str) -> bool:
    if not name.endswith((".txt", ".in")):
        return name in BARE_REQUIREMENTS
    return folder in {"requirements", "reqs"} or any(matches_part(pattern, name) for pattern in _NAMES)


def _included(document: "RequirementsDocument") -> Iterator[str]:
    for line in document.lines:
        if line.kind in {"include", "constraint"} and line.target and "://" not in line.target:
            path = normpath(join(dirname(document.path), line.target))
            if not path.startswith(("..", "/")):
                yield path


def _list(document: "RequirementsDocument") -> RequirementList:
    from repoaudit.finding import Place

    lines = [line for line in document.lines if line.kind in {"requirement", "url", "editable"}]
    is_constraints = "constraint" in document.path.rpartition("/")[2]
    return RequirementList(
        ListKind.CONSTRAINTS if is_constraints else ListKind.FILE,
        document.path,
        Place(document.path),
        [
            Entry(line.text if line.said is None else line.said.text, partial(document.place, line), line.said)
            for line in lines
        ],
        manager="pip",
        write=partial(_add, document, lines),
        is_complete=not any(line.has_variables for line in document.lines),
    )


def _add(document: "RequirementsDocument", lines: "list[RequirementLine]", text: str, beside: Declared) -> Fix:
    from repoaudit.documents.requirements.edits import add_requirement

    return Fix(f"add `{text}`", (partial(add_requirement, document, text, after=lines[place_for(text, beside)]),))
