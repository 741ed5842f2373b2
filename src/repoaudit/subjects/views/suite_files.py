"""Which files pytest would collect, as far as its configuration and the list of files tell without running it."""

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from repoaudit.errors import UnknownError
from repoaudit.globs import matches_part
from repoaudit.record import NamedTuple
from repoaudit.repository import join

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.pytest import Pytest

_PROJECT_FILES: Final = ("pyproject.toml", "setup.py", "pytest.ini", "tox.ini")


class TestPath(NamedTuple):
    """One entry of ``testpaths``: as written, the path in the repository (None outside of it), and its place."""

    text: str
    path: str | None
    place: "Place"


def configured_paths(pytest: "Pytest") -> tuple[TestPath, ...]:
    """Return the entries of ``testpaths``, relative to the file that sets it."""
    winner = pytest.configuration.winner
    if winner is None or not pytest.testpaths.is_set:
        return ()
    folder = winner.table.path.rpartition("/")[0]
    return tuple(
        TestPath(text, join(folder, text), _item_place(pytest, text, index))
        for index, text in enumerate(pytest.testpaths.value)
    )


def _item_place(pytest: "Pytest", text: str, index: int) -> "Place":
    """Return the place of one entry: an item of a TOML array, a word that stands once in the value, else the value."""
    from repoaudit.subjects.files.tables import TomlTable
    from repoaudit.text import Span

    setting = pytest.testpaths
    table = pytest.configuration.home
    if isinstance(table, TomlTable) and isinstance(setting.raw, list):
        return table.document.place((*table.prefix, "testpaths", index), f"{setting.place.anchor}[{text}]")
    place = setting.place
    if place.span is None:
        return place
    written = pytest.scope.repository.read(place.path)[place.span.start : place.span.end]
    if written.count(text) != 1:
        return place
    start = place.span.start + written.index(text)
    return place._replace(span=Span(start, start + len(text)), anchor=f"{place.anchor}[{text}]")


def path_exists(pytest: "Pytest", path: str) -> bool:
    """Say whether an entry of ``testpaths`` leads to something; pytest expands ``*`` and ``**`` in it."""
    repository = pytest.scope.repository
    if not set(path) & set("*?["):
        return path == "" or repository.exists(path)
    files = repository.files()
    return any(_glob(path, each) for each in (*files.folders, *files))


def _glob(pattern: str, path: str) -> bool:
    from repoaudit.globs import matches

    parts = pattern.rstrip("/").split("/")
    same_depth = "**" in parts or len(parts) == path.count("/") + 1
    return same_depth and matches(f"/{pattern}", path)


def collected_files(
    pytest: "Pytest", *, everywhere: bool = False, starts: tuple[str, ...] | None = None
) -> tuple[str, ...]:
    """Return the files that pytest collects when it is called without paths, or with those of ``starts``.

    Those of other projects below are left out unless ``everywhere`` asks for them; pytest does not know them as such.
    """
    return pytest.scope.once_for(_collected, (everywhere, starts))


def _collected(scope: "Scope", asked: tuple[bool, tuple[str, ...] | None]) -> tuple[str, ...]:
    from repoaudit.subjects.tools.pytest import Pytest

    pytest = scope.all(Pytest)[0]
    everywhere, starts = asked
    patterns = pytest.python_files.value
    skipped = pytest.norecursedirs.value
    skips = lru_cache(maxsize=None)(partial(_is_skipped, skipped))  # many files share a folder
    ignored = tuple(_ignored(pytest))
    found: list[str] = []
    for start in _starts(pytest) if starts is None else starts:
        for path in _below(scope, start, everywhere=everywhere):
            name = path.rpartition("/")[2]
            if not name.endswith(".py") or not any(_names(pattern, name, path) for pattern in patterns):
                continue
            if not skips(path[len(start) :].rpartition("/")[0].strip("/")) and not path.startswith(ignored):
                found.append(path)
    return tuple(found)


def _starts(pytest: "Pytest") -> tuple[str, ...]:
    """Return the folders and files where collection starts, those inside another one left out."""
    found = [each.path for each in configured_paths(pytest) if each.path is not None]
    globbed = [path for path in found if set(path) & set("*?[")]
    if globbed:
        raise UnknownError("`testpaths` holds patterns", *pytest.testpaths.place[:2])
    own = pytest.scope.folder
    existing = sorted({path for path in found if path_exists(pytest, path) and _is_within(path, own)}) or [own]
    return tuple(path for path in existing if not any(path != other and _is_within(path, other) for other in existing))


def _is_within(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(f"{folder}/")


def _below(scope: "Scope", start: str, *, everywhere: bool) -> Iterator[str]:
    """Yield the files below a folder that belong to no other project: those have a configuration of their own."""
    files = scope.repository.files()
    if start in files:
        yield start
        return
    others = () if everywhere else _other_projects(scope)
    for path in files.under(start):
        if not path.startswith(others) and "{{" not in path:
            yield path


def _other_projects(scope: "Scope") -> tuple[str, ...]:
    return scope.once(_projects_below)


def _projects_below(scope: "Scope") -> tuple[str, ...]:
    found = {
        f"{folder}/"
        for path in scope.repository.files().under(scope.folder)
        if path.endswith(_PROJECT_FILES)
        for folder, _, name in (path.rpartition("/"),)
        if name in _PROJECT_FILES and folder != scope.folder
    }
    return tuple(sorted(found))


def _names(pattern: str, name: str, path: str) -> bool:
    """Say whether a pattern of ``python_files`` matches: the name, or the end of the path where it has a slash."""
    from fnmatch import fnmatchcase

    return fnmatchcase(f"/{path}", f"*/{pattern}") if "/" in pattern else matches_part(pattern, name)


def _is_skipped(patterns: tuple[str, ...], folder: str) -> bool:
    parts = folder.split("/") if folder else ()
    return any(matches_part(pattern, part) for part in parts for pattern in patterns if "/" not in pattern)


def _ignored(pytest: "Pytest") -> Iterator[str]:
    """Yield the paths that ``--ignore`` of ``addopts`` leaves out."""
    from repoaudit.subjects.collections.commands import read_options

    for option in read_options(pytest.addopts, ("--ignore",)):
        path = join(pytest.scope.folder, option.value or "")
        if path:
            yield path
