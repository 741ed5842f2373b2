"""pytest: its configuration, and its runs with the arguments that are in effect."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, ClassVar, Final, Self

from repoaudit.errors import UnknownError
from repoaudit.finding import ABSENT, Place
from repoaudit.record import NamedTuple
from repoaudit.scope import Memo
from repoaudit.subjects.collections.commands import Argument, Command, Option, last_option
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.files.scripts import Runner, Script, Where
from repoaudit.subjects.tools.configuration import Configuration, Setting
from repoaudit.subjects.tools.readers import read_bool, read_lines, read_words
from repoaudit.text import Span

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.workers import FixedWorkers

DEFAULT_FILES: Final = ("test_*.py", "*_test.py")
DEFAULT_NORECURSE: Final = ("*.egg", ".*", "_darcs", "build", "CVS", "dist", "node_modules", "venv", "{arch}")


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
        if self.flag("--no-cov"):
            return None
        return next((each for each in self.arguments if each.text == "--cov" or each.text.startswith("--cov=")), None)

    @property
    def workers(self) -> Option | None:
        """The option that distributes tests over processes (pytest-xdist), None without one."""
        return self.option("-n", "--numprocesses")


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
    def testpaths(self) -> Setting[tuple[str, ...]]:
        """Where collection starts when no path is given."""
        return self.configuration.setting("testpaths", read=read_words, default=())

    @property
    def has_shadowed_testpaths(self) -> bool:
        """Whether a configuration that pytest never reads says where collection starts."""
        return any(source.table.get("testpaths") is not ABSENT for source in self.configuration.shadowed)

    @property
    def python_files(self) -> Setting[tuple[str, ...]]:
        """Name patterns of test files."""
        return self.configuration.setting("python_files", read=read_words, default=DEFAULT_FILES)

    @property
    def markers(self) -> Setting[tuple[str, ...]]:
        """Registered markers, each as ``name: description``."""
        return self.configuration.setting("markers", read=read_lines, default=())

    @property
    def filterwarnings(self) -> Setting[tuple[str, ...]]:
        """Filters of warnings, the last match counts."""
        return self.configuration.setting("filterwarnings", read=read_lines, default=())

    @property
    def strict_markers(self) -> Setting[bool]:
        """Whether an unregistered marker is an error (a setting since pytest 9)."""
        return self.configuration.setting("strict_markers", read=read_bool, default=False)

    @property
    def addopts(self) -> tuple[Argument, ...]:
        """The words of ``addopts``, each with its place."""
        return self._memo.once("addopts", self._read_addopts)

    def _read_addopts(self) -> tuple[Argument, ...]:
        winner = self.configuration.winner
        if winner is None or winner.table.get("addopts") is ABSENT:
            return ()
        table = winner.table
        origin = _Origin(table.path, cache(partial(table.place, "addopts")))
        return tuple(_words(table.get("addopts"), origin, self.scope))

    @property
    def runs(self) -> tuple[PytestRun, ...]:
        """Every invocation in this project."""
        return self._memo.once("runs", self._find_runs)

    def _find_runs(self) -> tuple[PytestRun, ...]:
        commands = (command for command in commands_of(self.scope) if command.tool == "pytest")
        return tuple(PytestRun(command, self._inherited(command)) for command in commands)

    @property
    def fixed_workers(self) -> "Iterator[FixedWorkers]":
        """The numbers of workers that commands pass, other than in ``addopts``, and that no comment explains."""
        from repoaudit.subjects.tools.workers import fixed_workers

        return fixed_workers(self)

    def _inherited(self, command: Command) -> tuple[Argument, ...]:
        """Return the words in front of the command's own; an explicit configuration file brings its own addopts."""
        if command.option("-c", "--config-file"):
            raise UnknownError("pytest is given another configuration file", command.place.path, command.place.span)
        override = [
            each for each in command.options("-o", "--override-ini") if (each.value or "").startswith("addopts")
        ]
        configured = () if override else self.addopts
        variable = command.environment.get("PYTEST_ADDOPTS", "")
        place = command.script.place
        return configured + tuple(_words(variable, _Origin(place.path, lambda: place), self.scope))


class _Origin(NamedTuple):
    """Where options are written: the file, and what finds the value in it."""

    path: str
    find: Callable[[], Place]


def _words(raw: object, origin: _Origin, scope: "Scope") -> Iterator[Argument]:
    """Split ``addopts`` as pytest does (shlex), keeping the place of each word where the text holds it unchanged."""
    if isinstance(raw, list):
        for item in raw:
            if isinstance(item, str):
                yield Argument(_script(item, origin, scope), item, Span(0, len(item)), is_static=True)
    elif isinstance(raw, str) and raw:
        yield from _split(raw, _script(raw, origin, scope))


def _script(text: str, origin: _Origin, scope: "Scope") -> Script:
    where = Where(Runner.SHELL, "addopts", origin.path)
    return Script(text, origin.find, where, offset=partial(_offset, text, origin, scope), dialect="argv")


def _split(text: str, script: Script) -> Iterator[Argument]:
    from repoaudit.documents.shell import parse_shell

    for command in parse_shell(text, dialect="argv").commands:
        for word in command.words:
            yield Argument(script, word.text, word.span, is_static=True)


def _offset(text: str, origin: _Origin, scope: "Scope", index: int) -> int | None:
    """Map an index of the value to the file, where the file holds that line of the value exactly once."""
    place = origin.find()
    if place.span is None:
        return None
    written = scope.repository.read(place.path)[place.span.start : place.span.end]
    first, end = text.rfind("\n", 0, index) + 1, text.find("\n", index)
    line = text[first : end if end >= 0 else len(text)]
    start = written.find(line)
    if start < 0 or written.find(line, start + 1) >= 0:
        return None
    return place.span.start + start + index - first
