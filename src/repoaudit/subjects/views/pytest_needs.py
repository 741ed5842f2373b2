"""What the runs of pytest need installed, by pytest's own name or by the options of its plugins, and do not have."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from repoaudit.facts.pytest_plugins import COV_OPTIONS, OPTIONS, XDIST_OPTIONS
from repoaudit.finding import Related
from repoaudit.record import NamedTuple
from repoaudit.subjects.collections.commands import Argument, Command
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.installs import Installs
from repoaudit.subjects.tools.pytest import Pytest
from repoaudit.subjects.views.test_suite import TestSuite
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Fix, Place
    from repoaudit.scope import Scope

_MAX_RELATED: Final = 10


class Missing(NamedTuple):
    """A package that a run needs and nothing installs.

    ``option`` is the word that needs it, "" for pytest itself; ``place`` where the package would be declared, else
    where it is needed; ``then`` tells to bring the lock file up to date, "" without one.
    """

    package: str
    option: str
    place: "Place"
    related: tuple[Related, ...]
    fix: "Fix | None"
    then: str


class PytestNeeds:
    """The packages that the runs of pytest in one project need."""

    __slots__ = ("dependencies", "installs", "pytest", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.pytest = scope.all(Pytest)[0]
        self.installs = scope.all(Installs)[0]
        self.dependencies = scope.all(Dependencies)[0]

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the needs of every project."""
        yield cls(scope)

    @property
    def missing_cov(self) -> Missing | None:
        """pytest-cov, where one of its options is given and nothing installs it."""
        return self._missing_plugin(("pytest-cov",), COV_OPTIONS.__contains__)

    @property
    def missing_xdist(self) -> Missing | None:
        """pytest-xdist, likewise."""
        return self._missing_plugin(("pytest-xdist",), XDIST_OPTIONS.__contains__)

    @property
    def missing_plugins(self) -> Iterator[Missing]:
        """Every other plugin, likewise, unless a conftest adds the option itself."""
        for plugins in self._plugins_used():
            missing = self._missing_plugin(plugins, partial(_belongs, plugins))
            if missing and not self._adds_itself(missing.option):
                yield missing

    @property
    def missing_pytest(self) -> Missing | None:
        """The runner itself, where a command runs it and nothing installs it."""
        commands = [run.command for run in self.pytest.runs]
        lacking = self.installs.missing_for("pytest", commands) if commands else ()
        if not lacking:
            return None
        related = tuple(Related(each, "so does this") for each in _distinct(command.place for command in lacking)[1:])
        return Missing("pytest", "", lacking[0].place, related, None, "")

    def _plugins_used(self) -> dict[tuple[str, ...], None]:
        arguments = [*self.pytest.addopts, *(each for run in self.pytest.runs for each in run.arguments)]
        return {OPTIONS[name]: None for each in arguments if (name := _name(each)) in OPTIONS}

    def _missing_plugin(self, plugins: tuple[str, ...], is_its: Callable[[str], bool]) -> Missing | None:
        used = self._used(is_its)
        commands = [command for _, command in used if command is not None]
        if not used or any(self.installs.declares(plugin) for plugin in plugins):
            return None
        if commands:
            lacking = set.intersection(*(set(self.installs.missing_for(each, commands)) for each in plugins))
            words = [argument for argument, command in used if command in lacking]
        else:
            words = [argument for argument, _ in used if all(self.installs.is_nowhere(each) for each in plugins)]
        return self._finding(plugins[0], words) if words else None

    def _used(self, is_its: Callable[[str], bool]) -> list[tuple[Argument, Command | None]]:
        """Return the words of runs that are options of a plugin; those of ``addopts`` where nothing runs it."""
        runs = self.pytest.runs
        found: list[tuple[Argument, Command | None]] = [
            (argument, run.command) for run in runs for argument in _first_options(run.arguments, is_its)
        ]
        if runs or not self.scope.all(TestSuite)[0].is_configured:
            return found
        return [(each, None) for each in _first_options(self.pytest.addopts, is_its)]

    def _finding(self, package: str, words: list[Argument]) -> Missing:
        from repoaudit.subjects.views.additions import addition, beside_pytest

        beside = beside_pytest(self.dependencies)
        places = _distinct(word.place for word in words)
        option = _name(words[0])
        if beside is None:
            related = tuple(Related(each, f"pytest is given an option of {package} here too") for each in places[1:])
            return Missing(package, option, places[0], related, None, "")
        related = tuple(Related(each, f"pytest is given an option of {package} here") for each in places)
        command = self.dependencies.lock_command(beside.list)
        fix = addition(self.dependencies, package, beside)
        return Missing(package, option, beside.place, related, fix, f", then run `{command}`" if command else "")

    def _adds_itself(self, option: str) -> bool:
        """Say whether the project's own code adds an option."""
        return self.scope.all(TestSuite)[0].mentions_in_plugins(option)


def _belongs(plugins: tuple[str, ...], name: str) -> bool:
    return OPTIONS.get(name) == plugins


def _first_options(arguments: Iterable[Argument], is_its: Callable[[str], bool]) -> Iterator[Argument]:
    """Yield the first option of a plugin among the words of one run."""
    for argument in arguments:
        if argument.text == "--":
            return
        if is_its(_name(argument)):
            yield argument
            return


def _name(argument: Argument) -> str:
    """Return the name of an option: ``--cov`` of ``--cov=demo``, ``-n`` of ``-n4``."""
    text = argument.text.partition("=")[0]
    return text[:2] if text[:2] == "-n" and (text[2:] in {"auto", "logical"} or text[2:].isdecimal()) else text


def _distinct(places: "Iterable[Place]") -> "tuple[Place, ...]":
    return tuple(dict.fromkeys(places))[: _MAX_RELATED + 1]
