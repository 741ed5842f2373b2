"""Whether the tests of a project run in parallel, could, or are kept from it."""

from collections.abc import Iterator

from repoaudit.documents.versions import canonical_name
from repoaudit.errors import UnknownError
from repoaudit.facts.installers import EMPTY_FILES, UNREAD_FILES
from repoaudit.facts.pytest_markers import SERIAL_PLUGINS
from repoaudit.facts.pytest_plugins import DISTRIBUTING_PLUGINS
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.repository import join
from repoaudit.subjects.collections.commands import Argument, Command, last_option, read_options
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.gathering import all_commands
from repoaudit.subjects.collections.installed_words import runs_unread_script
from repoaudit.subjects.collections.installs import Installs
from repoaudit.subjects.collections.matrix_texts import may_change_pytest, texts_of
from repoaudit.subjects.collections.tool_versions import tool_version
from repoaudit.subjects.files.manifests import Declared
from repoaudit.subjects.files.tox import values_of_tox
from repoaudit.subjects.tools.coverage import Coverage
from repoaudit.subjects.tools.pytest import Pytest, PytestRun
from repoaudit.subjects.tools.workers import DISTRIBUTES, asks_for_workers, distributes, is_handed_on
from repoaudit.subjects.views.mark_uses import MarkPlaces
from repoaudit.subjects.views.project import Project
from repoaudit.subjects.views.test_suite import TestSuite
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repoaudit.finding import Fix
    from repoaudit.scope import Scope

_TOLD: Final = lazy(r"\bpytest\b[^\n`]{0,300}\s-n[ =]?(?:auto|logical|\d+)\b")
_TRIED: Final = lazy(r"""["'](?:-n(?:\d|auto)?|--numprocesses|xdist)["']""")
_PROSE: Final = (".md", ".markdown", ".rst", ".txt", ".adoc")
_ONE_FILE_AT_ONE_WORKER: Final = frozenset({"loadfile", "no", "each"})
_SEQUENTIAL: Final = frozenset({"0", "1"})


class Addition(NamedTuple):
    """A package that could be declared beside another: where, how, and what to run then ("" for nothing)."""

    beside: Declared
    fix: "Fix | None"
    then: str


class ParallelTests:
    """pytest-xdist in one project."""

    __slots__ = ("dependencies", "installs", "pytest", "scope", "suite")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.pytest = scope.all(Pytest)[0]
        self.suite = scope.all(TestSuite)[0]
        self.installs = scope.all(Installs)[0]
        self.dependencies = scope.all(Dependencies)[0]

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield it for every project, whether its tests run in parallel or not."""
        yield cls(scope)

    @property
    def declared(self) -> Declared | None:
        """The declaration of pytest-xdist in this project, None without one."""
        return self.dependencies.beside("pytest-xdist")

    @property
    def addition(self) -> Addition | None:
        """How pytest-xdist would be declared; None where it is made here, installed, or pytest is not declared here."""
        from repoaudit.subjects.views.additions import addition, beside_pytest

        if canonical_name(self.scope.all(Project)[0].name) == "pytest-xdist":
            return None
        beside = beside_pytest(self.dependencies)
        if beside is None or self.installs.names_somewhere("pytest-xdist") or self._is_asked_for:
            return None
        command = self.dependencies.lock_command(beside.list)
        then = f", then run `{command}`" if command else ""
        return Addition(beside, addition(self.dependencies, "pytest-xdist", beside), then)

    @property
    def command(self) -> str:
        """How the tests would run in parallel, and still be measured where `coverage run` does so today."""
        under_coverage = any(run.command.via[-1:] == ("coverage run",) for run in self.pytest.runs)
        passed_on = under_coverage or any(map(_passes_coverage_on, all_commands(self.scope)))
        if not passed_on or self._measures_subprocesses:
            return "`pytest -n auto`"
        return "`pytest -n auto --cov` of pytest-cov (`coverage run` does not measure the workers)"

    @property
    def _measures_subprocesses(self) -> bool:
        from repoaudit.subjects.views.parallel_coverage import starts_everywhere  # only where `coverage run` is used

        return "subprocess" in self.scope.all(Coverage)[0].patches.value or starts_everywhere(self.scope)

    @property
    def _is_asked_for(self) -> bool:
        """Whether some run passes an option of pytest-xdist, which another rule is about."""
        words = [*self.pytest.addopts, *(each for run in self.pytest.runs for each in run.arguments)]
        return any(distributes(each) for each in words)

    @property
    def must_be_sequential(self) -> bool:
        """Whether something shows that the tests cannot run beside each other, or are spread by other means."""
        from repoaudit.subjects.views.sequential_tests import are_sequential  # for suites that are not parallel

        return self.scope.once(are_sequential)

    @property
    def is_distributed(self) -> bool:
        """Whether some command of the repository runs tests in parallel; False too where none runs tests at all.

        Raises:
            UnknownError: none does, as far as can be read.

        """
        runs = tuple(self._all_runs.values())
        words = (*self.pytest.addopts, *(each for run in runs for each in run.arguments))
        if any(map(distributes, words)) or any(map(asks_for_workers, all_commands(self.scope))):
            return True
        if any(map(DISTRIBUTES.search, values_of_tox(self.scope))) or self.is_distributed_by_plugin:
            return True
        if is_handed_on(self.scope):
            return True
        for run in runs:
            _must_be_known(run, self.scope.root)
        for command in all_commands(self.scope):
            if runs_unread_script(command, self.scope):
                raise UnknownError("the script is not there to be read", *command.place[:2])
        self._must_be_readable()
        return False

    @property
    def is_distributed_by_plugin(self) -> bool:
        """Whether a plugin is declared that passes ``-n`` to every run where pytest-xdist is installed."""
        return any(each.name in DISTRIBUTING_PLUGINS for each in self.dependencies.all)

    @property
    def is_used_by_tests(self) -> bool:
        """Whether tests ask for pytest-xdist themselves: those of a plugin try it in runs of their own."""
        return any(_TRIED.search(self.suite.text(path)) for path in self.suite.files)

    @property
    def is_told_to_people(self) -> bool:
        """Whether a README or guide tells people to run the tests in parallel."""
        from repoaudit.subjects.files.instructions import instructions  # only where nothing else runs them so

        texts = (text for path, text in instructions(self.scope.root) if path.endswith(_PROSE))
        return any("pytest" in text and _TOLD.search(text) for text in texts)

    def distributes(self, command: Command) -> bool:
        """Say whether one run of pytest is parallel. Raises `UnknownError` where a variable may hold the option."""
        run = self._all_runs.get(id(command))
        words = run.arguments if run else command.arguments
        if any(map(distributes, words)):
            return True
        if run is not None:
            _must_be_known(run, self.scope.root)
        return False

    @property
    def runs_tests(self) -> bool:
        """Whether some command of the repository runs pytest."""
        return bool(self._all_runs)

    @property
    def _all_runs(self) -> "Mapping[int, PytestRun]":
        """Those of the whole repository, by the identities of their commands."""
        return self.scope.root.once(_all_runs)

    def _must_be_readable(self) -> None:
        root = self.scope.root
        for name in (*UNREAD_FILES, *EMPTY_FILES):
            text = _read(root, name) if root.exists(name) else "nothing"
            if not text.strip() or (name in UNREAD_FILES and DISTRIBUTES.search(text)):
                raise UnknownError("may run the tests in parallel", name)
        if any("numprocesses" in self.suite.text(path) for path in self.suite.conftests):
            raise UnknownError("a conftest sets the number of workers")

    @property
    def serial_without_effect(self) -> MarkPlaces | None:
        """The uses of ``serial`` that run in parallel where nothing gives the mark a meaning, None elsewhere."""
        parallel = [(words, folder) for words, folder in self._calls if _is_parallel(words)]
        uses = self.suite.marks.uses_of("serial") if parallel else None
        if uses is None or not uses.places or self._serial_has_meaning():
            return None
        covered = tuple(place for place in uses.places if any(self._covers(*call, place.path) for call in parallel))
        return uses._replace(places=covered) if covered else None

    @property
    def _calls(self) -> tuple[tuple[tuple[Argument, ...], str | None], ...]:
        """The words and the folder of every run; those of ``addopts`` where no command runs pytest."""
        calls = tuple((run.arguments, run.command.folder) for run in self.pytest.runs)
        return calls or ((self.pytest.addopts, self.scope.folder),)

    def _covers(self, words: tuple[Argument, ...], folder: str | None, path: str) -> bool:
        """Say whether a run collects a file: it names no path, or one around the file."""
        written = [word.text.partition("::")[0] for word in words if not word.text.startswith("-")]
        paths = [found for text in written if (found := join(folder or "", text)) is not None]
        named = [found for found in paths if self.scope.repository.exists(found)]
        return not named or any(not found or path == found or path.startswith(f"{found}/") for found in named)

    def _serial_has_meaning(self) -> bool:
        calls = [words for words, _ in self._calls]
        selected = [option for words in calls for option in read_options(words, ("-m",))]
        if any(not option.is_static or "serial" in (option.value or "") for option in selected):
            return True
        if any(_may_select(run, self.scope.root) for run in self.pytest.runs):
            return True
        if {declared.name for declared in self.dependencies.all} & SERIAL_PLUGINS:
            return True
        modes = [last_option(words, "--dist") for words in calls]
        if any(mode and mode.value == "loadgroup" for mode in modes) and self.suite.marks.uses_of("xdist_group").places:
            return True
        return self.suite.mentions_in_plugins("serial")

    @property
    def groups_are_lost(self) -> bool:
        """Whether ``--dist loadgroup`` may do nothing: pytest 9.2 with pytest-xdist 3.8 and earlier."""
        return tool_version(self.scope, "pytest").at_least("9.2") is not False


def _all_runs(root: "Scope") -> "Mapping[int, PytestRun]":
    return {id(run.command): run for scope in (root, *root.members) for run in scope.all(Pytest)[0].runs}


def _read(root: "Scope", path: str) -> str:
    try:
        return root.repository.read(path)
    except UnknownError:
        return ""


def _must_be_known(run: PytestRun, root: "Scope") -> None:
    """Raise `UnknownError` for a word that may hold an option; ``{posargs}`` and ``$@`` are whatever a person adds."""
    for argument in run.open_words:
        text = argument.text
        is_any = not argument.is_static and text.startswith("$") and text.strip('"') not in {"$@", "$*", "${@}"}
        if is_any and may_change_pytest(text, run.command, root):
            raise UnknownError(f"what `{text}` stands for is not known", *argument.place[:2])


def _may_select(run: PytestRun, root: "Scope") -> bool:
    """Say whether a run selects ``serial`` tests, or all others, in some job of the matrix that fills its words."""
    written = (run.command.environment.get("PYTEST_ADDOPTS", ""), *(each.text for each in run.command.arguments))
    try:
        filled = [each for text in written if "matrix." in text for each in texts_of(text, run.command, root)]
    except UnknownError:
        return True
    return any("-m" in text and "serial" in text for text in filled)


def _passes_coverage_on(command: Command) -> bool:
    """Say whether a command that nothing follows (a recipe of just) is given ``coverage run`` and pytest to run."""
    words = " ".join(word.text for word in command.arguments)
    return "coverage run " in words and "pytest" in words


def _is_parallel(arguments: tuple[Argument, ...]) -> bool:
    """Say whether tests run beside each other, those of one file too."""
    workers = last_option(arguments, "-n", "--numprocesses")
    dist = last_option(arguments, "--dist")
    if workers is None or not workers.is_static or workers.value in _SEQUENTIAL:
        return False
    return dist is None or (dist.is_static and dist.value not in _ONE_FILE_AT_ONE_WORKER)
