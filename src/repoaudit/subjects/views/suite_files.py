"""Which files pytest would collect, as far as its configuration and the list of files tell without running it."""

from collections.abc import Iterator
from itertools import chain

from repoaudit.globs import matches_part
from repoaudit.record import NamedTuple
from repoaudit.repository import join
from repoaudit.subjects.files.known_modules import is_generated
from repoaudit.subjects.files.python_files import below, python_files
from repoaudit.subjects.views.suite_search import Search
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Argument
    from repoaudit.subjects.tools.pytest import Pytest

_WILD: Final = frozenset("*?[")
_VALUED: Final = frozenset(
    "-k -m -n -p -c -o -W --config-file --confcutdir --cov --cov-config --deselect --dist --durations --ignore "
    "--ignore-glob --import-mode --maxfail --rootdir --tb".split()
)
"""Options whose value, in a word of its own, is no path to collect from."""
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
    """Say whether an entry of ``testpaths`` leads to something, or may where a program has made the tests.

    pytest expands ``*`` and ``**`` in it.
    """
    return not path or bool(_expanded(pytest.scope, path)) or is_generated(pytest.scope, path)


def _expanded(scope: "Scope", path: str) -> tuple[str, ...]:
    """Return the folders and files that a path leads to, several where it is a pattern."""
    repository = scope.repository
    if _WILD.isdisjoint(path):
        return (path,) if not path or repository.exists(path) else ()
    files, pattern = repository.files(), tuple(path.split("/"))
    return tuple(each for each in sorted({"", *files.folders, *files}) if _is_globbed(pattern, _parts(each)))


def _parts(path: str) -> tuple[str, ...]:
    return tuple(path.split("/")) if path else ()


def _is_globbed(pattern: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """Say whether a path is one to which Python's `glob` leads: what begins with a dot only where that is written."""
    if not pattern:
        return not parts
    first, rest = pattern[0], pattern[1:]
    if first == "**":
        visible = next((index for index, part in enumerate(parts) if part.startswith(".")), len(parts))
        return any(_is_globbed(rest, parts[taken:]) for taken in range(visible + 1))
    if not parts or (parts[0].startswith(".") and not first.startswith(".")):
        return False
    return matches_part(first, parts[0]) and _is_globbed(rest, parts[1:])


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
    if everywhere and not _other_projects(scope):
        return collected_files(pytest, starts=starts)
    starts = collection_starts(pytest) if starts is None else starts
    outermost = [start for start in starts if not any(start != other and _is_within(start, other) for other in starts)]
    search = Search(pytest, outermost)
    found = (filter(search.collects, own_files(scope, start, everywhere=everywhere)) for start in outermost)
    return tuple(chain.from_iterable(found))


def collection_starts(pytest: "Pytest") -> tuple[str, ...]:
    """Return the folders and files where collection starts: words of ``addopts``, else what ``testpaths`` leads to."""
    scope = pytest.scope
    named = tuple(dict.fromkeys(paths_among(pytest, pytest.addopts, scope.folder)))
    if named:
        return named
    found = [path for each in configured_paths(pytest) if each.path is not None for path in _expanded(scope, each.path)]
    return tuple(sorted({path for path in found if _is_within(path, scope.folder)})) or (scope.folder,)


def paths_among(pytest: "Pytest", words: "tuple[Argument, ...]", folder: str) -> Iterator[str]:
    """Yield the words that lead to something; a word behind an option that takes a value is none."""
    before = ""
    for word in words:
        text = word.text.partition("::")[0]
        if text and not text.startswith("-") and before not in _VALUED:
            path = join(folder, text.rstrip("/"))
            if path is not None and pytest.scope.repository.exists(path):
                yield path
        before = word.text


def _is_within(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(f"{folder}/")


def own_files(scope: "Scope", start: str, *, everywhere: bool = False) -> Iterator[str]:
    """Yield the Python files below a folder but those of other projects, which have a configuration of their own."""
    if start in scope.repository.files():
        yield start
        return
    home = scope if _is_within(start, scope.folder) else scope.root
    paths = below(python_files(home), start)
    others = _other_projects(scope) if paths and not everywhere else ()
    for path in paths:
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
