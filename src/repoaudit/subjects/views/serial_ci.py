"""Whether CI runs the tests of a project one after another, although they can run in parallel."""

from collections.abc import Iterator

from repoaudit.documents.toml import parse_toml
from repoaudit.subjects.collections.calls import runs_tests
from repoaudit.subjects.tools.workers import DISTRIBUTES, asks_for_workers, distributes
from repoaudit.subjects.views.ci import Ci
from repoaudit.subjects.views.parallel_tests import ParallelTests
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Fix
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.pytest import PytestRun

_SERIAL: Final = ("--benchmark", "--codspeed", "--pdb", "--lf", "--last-failed", "--ff", "--trace", "no:xdist", "-k")
_REST: Final = frozenset({"$@", "$*", "${@}", '"$@"'})


class SerialCi:
    """The runs of pytest of one project in CI."""

    __slots__ = ("_ci", "_tests")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self._tests = scope.all(ParallelTests)[0]
        self._ci = scope.root.all(Ci)[0]

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it for every project."""
        yield cls(scope)

    @property
    def serial_runs(self) -> "tuple[PytestRun, ...]":
        """The runs of the whole suite, where CI has no parallel one, some other command has, and xdist is declared.

        Raises:
            UnknownError: CI may have a parallel one.

        """
        if not self._ci.exists or not self._tests.declared or self._tests.is_distributed_by_plugin:
            return ()
        in_ci = set(self._ci.commands)
        runs = [run for run in self._tests.pytest.runs if run.command in in_ci]
        serial = tuple(filter(_is_serial_suite, runs))
        if not serial or any(map(_is_parallel, runs)) or any(map(asks_for_workers, in_ci)):
            return ()
        if not self._tests.is_distributed or self._tests.must_be_sequential or self._is_parallel_on_wheels:
            return ()
        for gap in self._ci.gaps:
            if gap.text is None or DISTRIBUTES.search(gap.text):
                raise gap.error
        return serial

    @property
    def _is_parallel_on_wheels(self) -> bool:
        """Whether cibuildwheel, which CI runs, tests each wheel with several workers."""
        scope = self._tests.scope
        if not scope.exists("pyproject.toml"):
            return False
        settings = scope.document(parse_toml, scope.path("pyproject.toml")).get(("tool", "cibuildwheel"))
        return DISTRIBUTES.search(str(settings)) is not None

    @staticmethod
    def in_parallel(run: "PytestRun") -> "Fix | None":
        """Phrase the fix that gives a run a worker for each CPU; None where its file cannot be edited."""
        fix = run.command.append("-n auto")
        return fix.titled("run the tests in parallel") if fix else None


def _is_parallel(run: "PytestRun") -> bool:
    return any(map(distributes, run.arguments))


def _is_serial_suite(run: "PytestRun") -> bool:
    """Say whether a run is one of the whole suite that nothing shows to be serial on purpose."""
    words = [argument.text for argument in run.arguments]
    chosen = run.option("-m")
    if (
        not runs_tests(run.command)
        or "coverage run" in run.command.via
        or (chosen and "not " not in (chosen.value or ""))
    ):
        return False
    if any(word.startswith(_SERIAL) or "::" in word or word.endswith(".py") for word in words):
        return False
    unknown = (each.text for each in run.arguments if not each.is_static and each.text.startswith("$"))
    return not _is_parallel(run) and all(text in _REST for text in unknown)
