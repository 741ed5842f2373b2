"""pytest: its configuration, and its runs with the arguments that are in effect."""

from collections.abc import Iterator
from functools import cache, partial

from repoaudit.errors import UnknownError
from repoaudit.facts.pytest_options import ONE_VALUE
from repoaudit.finding import ABSENT, Place
from repoaudit.repository import join
from repoaudit.scope import Memo
from repoaudit.subjects.collections.clones import runs_in_clone
from repoaudit.subjects.collections.commands import Argument, Command, Option, last_option
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.tools.configuration import Configuration, Reader, Setting
from repoaudit.subjects.tools.pytest_values import (
    read_args,
    read_boolean,
    read_lines,
    read_switch,
)
from repoaudit.subjects.tools.pytest_words import Origin, words_of
from repoaudit.subjects.tools.readers import read_strings
from repoaudit.subjects.tools.source_tables import table_of
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self, TypeVar

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.files.tables import Table
    from repoaudit.subjects.tools.workers import FixedWorkers

T = TypeVar("T")
DEFAULT_FILES: Final = ("test_*.py", "*_test.py")
DEFAULT_NORECURSE: Final = ("*.egg", ".*", "_darcs", "build", "CVS", "dist", "node_modules", "venv", "{arch}")
DEFAULT_CLASSES: Final = ("Test",)
DEFAULT_FUNCTIONS: Final = ("test",)
_LIKE_INI: Final = "tool.pytest.ini_options"


class PytestRun:
    """One invocation of pytest: the words of ``addopts``, of ``PYTEST_ADDOPTS``, and of the command itself."""

    __slots__ = ("arguments", "command")

    def __init__(self, command: Command, inherited: tuple[Argument, ...]) -> None:
        self.command = command
        self.arguments = inherited + command.arguments

    @property
    def is_static(self) -> bool:
        """Whether every argument is known."""
        return all(argument.is_static for argument in self.arguments)

    @property
    def open_words(self) -> Iterator[Argument]:
        """The words but for the values of options that are one word in any case: ``"$tests"`` behind ``-k``."""
        before = ""
        for argument in self.arguments:
            if not (before in ONE_VALUE and argument.is_quoted):
                yield argument
            before = argument.text

    @property
    def place(self) -> Place:
        """The command."""
        return self.command.place

    def option(self, *names: str) -> Option | None:
        """Return the last of some options with its value; the last is the one that counts."""
        return last_option(self.arguments, *names)

    def flag(self, *names: str) -> Argument | None:
        """Return the first word that is one of the names."""
        wanted = set(names)
        return next((argument for argument in self.arguments if argument.text in wanted), None)

    @property
    def measures_coverage(self) -> Argument | None:
        """The word that makes pytest-cov measure: ``--cov`` or ``--cov=PATH``, unless ``--no-cov`` takes it back."""
        return cov_word(self.arguments)

    @property
    def workers(self) -> Option | None:
        """The option that distributes tests over processes (pytest-xdist), None without one."""
        return self.option("-n", "--numprocesses")


def cov_word(arguments: tuple[Argument, ...]) -> Argument | None:
    """Return the first word that makes pytest-cov measure, None where there is none, or another takes it back."""
    found: Argument | None = None
    for each in arguments:
        if each.text == "--no-cov":
            return None
        if each.text == "--cov-reset":
            found = None
        elif found is None and (each.text == "--cov" or each.text.startswith("--cov=")):
            found = each
    return found


class Pytest:
    """pytest in one project: the configuration in effect, and every run."""

    __slots__ = ("_memo", "configuration", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self._memo = Memo()
        self.configuration = scope.once_for(Configuration, "pytest")

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield pytest for every project, used there or not."""
        yield cls(scope)

    @property
    def is_typed(self) -> bool:
        """Whether the configuration is one of TOML types, which pytest reads since its version 9."""
        winner = self.configuration.winner
        return winner is not None and winner.table.is_toml and winner.fact.section != _LIKE_INI

    def _setting(self, name: str, default: T, *, of_text: "Reader[T]", of_types: "Reader[T]") -> Setting[T]:
        def read(raw: object) -> T | None:
            return (of_types if self.is_typed else of_text)(raw)

        return self.configuration.setting(name, read=read, default=default)

    def _words(self, name: str, default: tuple[str, ...] = ()) -> Setting[tuple[str, ...]]:
        return self._setting(name, default, of_text=read_args, of_types=read_strings)

    def _lines(self, name: str) -> Setting[tuple[str, ...]]:
        return self._setting(name, (), of_text=read_lines, of_types=read_strings)

    def switch(self, name: str) -> Setting[bool]:
        """Return a setting that is on or off, off by default."""
        return self._setting(name, default=False, of_text=read_switch, of_types=read_boolean)

    def is_stated_elsewhere(self, *names: str) -> bool:
        """Say whether one of some settings stands in a section that pytest does not read, as another rule tells."""
        from repoaudit.subjects.tools.misnamed_sections import stated_under_another_name

        return stated_under_another_name(self.scope, "pytest", *names)

    @property
    def testpaths(self) -> Setting[tuple[str, ...]]:
        """Where collection starts when no path is given."""
        return self._words("testpaths")

    @property
    def has_shadowed_testpaths(self) -> bool:
        """Whether a configuration that pytest never reads says where collection starts."""
        return any(source.table.get("testpaths") is not ABSENT for source in self.configuration.shadowed)

    @property
    def is_without_testpaths_on_purpose(self) -> bool:
        """Whether ``testpaths`` stands in a comment of the configuration: somebody took it out again."""
        winner = self.configuration.winner
        text = self.scope.repository.read(winner.table.path) if winner else ""
        return any("#" in line and line.lstrip("#; ").startswith("testpaths") for line in text.splitlines())

    @property
    def python_files(self) -> Setting[tuple[str, ...]]:
        """Name patterns of test files."""
        return self._words("python_files", DEFAULT_FILES)

    @property
    def python_classes(self) -> Setting[tuple[str, ...]]:
        """How the names of classes begin that hold tests, or patterns of them."""
        return self._words("python_classes", DEFAULT_CLASSES)

    @property
    def python_functions(self) -> Setting[tuple[str, ...]]:
        """How the names of tests begin, or patterns of them."""
        return self._words("python_functions", DEFAULT_FUNCTIONS)

    @property
    def norecursedirs(self) -> Setting[tuple[str, ...]]:
        """Patterns of folders that are not searched."""
        return self._words("norecursedirs", DEFAULT_NORECURSE)

    @property
    def markers(self) -> Setting[tuple[str, ...]]:
        """Registered markers, each as ``name: description``."""
        return self._lines("markers")

    @property
    def filterwarnings(self) -> Setting[tuple[str, ...]]:
        """Filters of warnings, the last match counts."""
        return self._lines("filterwarnings")

    @property
    def strict_markers(self) -> Setting[bool]:
        """Whether an unregistered marker is an error (a setting since pytest 9)."""
        return self.switch("strict_markers")

    @property
    def addopts(self) -> tuple[Argument, ...]:
        """The words of ``addopts``, each with its place."""
        return self._memo.once("addopts", self._read_addopts)

    def _read_addopts(self) -> tuple[Argument, ...]:
        winner = self.configuration.winner
        if winner is None or winner.table.get("addopts") is ABSENT:
            return ()
        table = winner.table
        raw, read = table.get("addopts"), read_strings if self.is_typed else read_args
        if read(raw) is None:
            raise UnknownError("`addopts` is not a value that pytest accepts", *table.place("addopts")[:2])
        return tuple(self._words_in(table))

    @property
    def own_addopts(self) -> tuple[Argument, ...]:
        """The words of ``addopts``, unless a project takes them over from one above it, which answers for them."""
        winner = self.configuration.winner
        return () if winner is not None and winner not in self.configuration.sources else self.addopts

    @property
    def runs(self) -> tuple[PytestRun, ...]:
        """Every invocation in this project; tests of another one that a job clones are left out."""
        return self._memo.once("runs", self._find_runs)

    def _find_runs(self) -> tuple[PytestRun, ...]:
        commands = (command for command in commands_of(self.scope) if command.tool == "pytest")
        own = (command for command in commands if not runs_in_clone(command, self.scope))
        return tuple(PytestRun(command, self._inherited(command)) for command in own)

    @property
    def fixed_workers(self) -> "Iterator[FixedWorkers]":
        """The numbers of workers that commands pass, other than in ``addopts``, and that no comment explains."""
        from repoaudit.subjects.tools.workers import fixed_workers

        return fixed_workers(self)

    def _inherited(self, command: Command) -> tuple[Argument, ...]:
        """Return the words in front of the command's own; another configuration file brings its own addopts."""
        override = [
            each for each in command.options("-o", "--override-ini") if (each.value or "").startswith("addopts")
        ]
        configured = () if override else self._configured(command)
        variable = command.environment.get("PYTEST_ADDOPTS", "")
        place = command.script.place
        return configured + tuple(words_of(variable, Origin(place.path, lambda: place), self.scope))

    def _configured(self, command: Command) -> tuple[Argument, ...]:
        """Return the words of ``addopts`` in the file that a command names, else in the one in effect.

        Raises:
            UnknownError: it cannot be told what the file holds.

        """
        option = command.option("-c", "--config-file")
        path = join(command.folder or "", option.value or "") if option and option.is_static else None
        winner = self.configuration.winner
        if option is None or (winner and winner.table.path == path):
            return self.addopts
        start = self.scope.path("")
        if path and path.startswith(start) and command.folder is not None:
            name, own = path.rpartition("/")[2], path.removeprefix(start)
            facts = (fact for fact in self.configuration.fact.sources if fact.file == name and not fact.since)
            tables = (table_of(self.scope, fact._replace(file=own)) for fact in facts)
            found = next((table for table in tables if table is not None), None)
            if found is not None:
                return tuple(self._words_in(found))
        raise UnknownError("pytest is given another configuration file", command.place.path, command.place.span)

    def _words_in(self, table: "Table") -> Iterator[Argument]:
        raw = table.get("addopts")
        origin = Origin(table.path, cache(partial(table.place, "addopts")), lambda value: table.set(value, "addopts"))
        return words_of(raw, origin, self.scope)
