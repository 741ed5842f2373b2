"""Which test files one run of pytest collects."""

from collections.abc import Iterator

from repoaudit.globs import matches
from repoaudit.repository import join
from repoaudit.subjects.collections.commands import last_option, read_options
from repoaudit.subjects.views.suite_files import collected_files, paths_among
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.subjects.collections.commands import Argument
    from repoaudit.subjects.tools.pytest import Pytest

_ANYTHING: Final = frozenset({"{posargs}", "$@", "$*", "${@}", "*args", "*session.posargs"})
_ELSEWHERE: Final = frozenset({"--pyargs", "--collect-only", "--co", "--fixtures", "--markers", "--version", "--help"})


def files_of(
    pytest: "Pytest", words: tuple["Argument", ...], folder: str | None, *, modes: frozenset[str]
) -> tuple[str, ...]:
    """Return the test files that a run collects, () for one of which that is not known, or in another import mode.

    Raises:
        UnknownError: a setting has another shape.

    """
    mode = last_option(words, "--import-mode")
    if folder is None or any(word.text in _ELSEWHERE for word in words) or (mode and mode.value not in modes):
        return ()
    if any(not word.is_static and word.text.strip("\"'") not in _ANYTHING for word in words):
        return ()
    starts = tuple(dict.fromkeys(paths_among(pytest, words, folder)))
    if not starts and folder != pytest.scope.folder:
        starts = (folder,)
    found = _collected(pytest, starts)
    ignored = [join(folder, option.value or "") or "" for option in read_options(words, ("--ignore",))]
    globbed = [option.value or "" for option in read_options(words, ("--ignore-glob",))]
    return tuple(
        path
        for path in dict.fromkeys(found)
        if not any(path == each or path.startswith(f"{each}/") for each in ignored if each)
        and not any(matches(f"/{join(folder, each) or each}", path) for each in globbed)
    )


def _collected(pytest: "Pytest", starts: tuple[str, ...]) -> Iterator[str]:
    """Yield the files below some folders, and files that are named themselves, whatever they are called."""
    if not starts:
        yield from collected_files(pytest)
        return
    files = pytest.scope.repository.files()
    yield from (path for path in starts if path in files and path.endswith(".py"))
    yield from collected_files(pytest, starts=tuple(path for path in starts if path not in files))
