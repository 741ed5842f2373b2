"""Code of machine learning that runs: tests on a GPU, and scripts that train a model."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.run_outputs import SEEDS, TRAINS
from repoaudit.finding import Place
from repoaudit.regex import lazy
from repoaudit.subjects.collections.profile import profiles
from repoaudit.subjects.files.projects import is_foreign
from repoaudit.subjects.files.reasons import without_suppressions
from repoaudit.subjects.views.test_suite import TestSuite
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_ON_GPU: Final = lazy(r"\.cuda\(\)|torch\.device\([\"']cuda(?::\d)?[\"']\)")
_GUARDED: Final = lazy(
    r"skip|is_available|device_count|mark\.\w*(?:gpu|cuda)|(?:require|need|has)s?_\w*(?:gpu|cuda)|xfail"
)
_MARKS: Final = lazy(r"(?i)gpu|cuda")
_ENTRY: Final = lazy(r"(?m)^if __name__ == [\"']__main__[\"']|^@hydra\.main")
_TRAINS: Final = lazy(TRAINS)
_SEEDS: Final = lazy(SEEDS)
_SETTINGS: Final = (".py", ".yaml", ".yml", ".toml", ".json", ".cfg", ".ini")
_MAX_FILES: Final = 2_000


class GpuTest:
    """The first line of a test file that needs a GPU, where nothing lets it be skipped."""

    __slots__ = ("call", "place")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, path: str, span: Span, call: str) -> None:
        self.place = Place(path, span, "gpu")
        self.call = call

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield one for each file, unless a conftest or plugin speaks of GPUs and so may skip it."""
        suite = scope.all(TestSuite)[0]
        found = [(path, match) for path in suite.files if (match := _ON_GPU.search(suite.text(path)))]
        if not found or any(_MARKS.search(suite.text(path)) for path in suite.plugins):
            return
        for path, match in found:
            if not _GUARDED.search(suite.text(path)):
                yield cls(path, Span(*match.span()), match[0])


class TrainingScript:
    """A script that trains a model, in a project of machine learning where nothing fixes random numbers."""

    __slots__ = ("place",)
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, path: str, span: Span) -> None:
        self.place = Place(path, span, "training")

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each one; none where any source or setting of the repository speaks of a seed."""
        if not scope.is_root or "ml" not in profiles(scope):
            return
        found: list[tuple[str, Span]] = []
        for number, (path, text) in enumerate(_texts(scope)):
            if number >= _MAX_FILES or _SEEDS.search(without_suppressions(text)):
                return
            match = _TRAINS.search(text) if path.endswith(".py") and _ENTRY.search(text) else None
            if match and not is_foreign(path):
                found.append((path, Span(*match.span())))
        yield from (cls(path, span) for path, span in found)


def _texts(scope: "Scope") -> Iterator[tuple[str, str]]:
    for path in scope.repository.files():
        if path.endswith(_SETTINGS):
            try:
                yield path, scope.repository.read(path)
            except UnknownError:
                continue
