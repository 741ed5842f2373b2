"""The commands that measure coverage, each with the configuration that it reads and the words that are in effect."""

from collections.abc import Iterator

from repoaudit.documents.ini import parse_ini
from repoaudit.documents.toml import parse_toml
from repoaudit.errors import UnknownError
from repoaudit.facts.coverage import PLUGIN_SETTINGS, RUN_SOURCES, RUN_VALUED, SOURCE_SETTINGS
from repoaudit.facts.sources import SourceFact
from repoaudit.finding import ABSENT, Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.repository import join
from repoaudit.subjects.collections.commands import Argument, Command, last_option, read_options
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.files.tables import IniTable, TomlTable
from repoaudit.subjects.tools.configuration import Configuration, Setting, Source
from repoaudit.subjects.tools.coverage.values import list_setting, switch_setting
from repoaudit.subjects.tools.pytest import Pytest, PytestRun, cov_word
from repoaudit.typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from repoaudit.scope import Scope

_PREFIX: Final = "coverage:"
_IN_TOX: Final = lazy(r"^\{(?:toxinidir|tox_root)\}/")
_IN_CHECKOUT: Final = lazy(r"^(?:\$\{\{\s*github\.workspace\s*\}\}|\$\{?(?:GITHUB_WORKSPACE|CI_PROJECT_DIR)\b\}?)/")
"""The folder of the repository, as GitHub and GitLab name it."""

_OPEN: Final = frozenset("{$")
_SEARCHED: Final = ".coveragerc"
"""Naming this file means the usual search: it is the default of ``--rcfile`` and ``--cov-config``."""


class Word(NamedTuple):
    """One value that a command or a configuration gives: its text, its place, and whether it is certain."""

    text: str
    place: Place
    is_static: bool = True


class NamedConfiguration(Configuration):
    """The configuration of a command that names its file, which then is the only one that counts."""

    __slots__ = ()

    def __init__(self, scope: "Scope", path: str) -> None:
        super().__init__(scope, "coverage")
        table = _toml_table(scope, path) if path.endswith(".toml") else _ini_table(scope, path)
        section = "tool.coverage" if table.is_toml else table.section if isinstance(table, IniTable) else ""
        self.sources = (Source(SourceFact(path, section, table.is_toml, wins_empty=True), table),)


def _toml_table(scope: "Scope", path: str) -> TomlTable:
    document = scope.document(parse_toml, path)
    prefix = ("tool", "coverage")
    return TomlTable(document, () if document.get(prefix) is ABSENT and not path.endswith("pyproject.toml") else prefix)


def _ini_table(scope: "Scope", path: str) -> IniTable:
    document = scope.document(parse_ini, path)
    is_shared = any(section.name.startswith(_PREFIX) for section in document.sections)
    return IniTable(document, _PREFIX if is_shared else "")


class Measurement:
    """One command that measures: ``pytest --cov`` or ``coverage run``; ``addopts`` where no command runs pytest.

    ``arguments`` are the words that configure the measuring: all that pytest gets, or those of ``coverage run`` up to
    what it runs.
    """

    __slots__ = ("arguments", "command", "configuration", "is_pytest", "place")

    def __init__(
        self,
        arguments: tuple[Argument, ...],
        configuration: Configuration,
        place: Place,
        command: Command | None,
        *,
        is_pytest: bool,
    ) -> None:
        self.arguments = arguments
        self.configuration = configuration
        self.place = place
        self.command = command
        self.is_pytest = is_pytest

    def list_of(self, key: str) -> Setting[tuple[str, ...]]:
        """Return a list of ``[run]``."""
        return list_setting(self.configuration, "run", key)

    def switch(self, key: str) -> Setting[bool]:
        """Return a switch of ``[run]``."""
        return switch_setting(self.configuration, "run", key)

    def is_decided_by_plugin(self, key: str) -> bool:
        """Say whether a plugin of coverage sets a setting by itself."""
        return any(key in PLUGIN_SETTINGS.get(plugin, ()) for plugin in self.list_of("plugins").value)

    @property
    def named(self) -> tuple[Word, ...]:
        """What its own words say is measured: the values of ``--cov``, ``--source`` and the like, "" for a bare one."""
        if self.is_pytest:
            return tuple(_cov_values(self.arguments))
        found = read_options(self.arguments, RUN_SOURCES)
        return tuple(
            Word(text.strip(), option.place, option.is_static)
            for option in found
            for text in (option.value or "").split(",")
        )

    @property
    def is_limited(self) -> bool:
        """Whether anything says what to measure: a word, a setting, a plugin."""
        if any(word.text for word in self.named) or any(argument.text == "--cov=" for argument in self.arguments):
            return True  # `--cov=` asks for everything
        if any(self.list_of(key).is_set for key in SOURCE_SETTINGS):
            return True
        return list_setting(self.configuration, "report", "include").is_set or self.is_decided_by_plugin("source")

    @property
    def runs_script(self) -> bool:
        """Whether it runs a file of Python, which may exercise something other than the package."""
        if self.is_pytest or self.command is None:
            return False
        rest = self.command.arguments[len(self.arguments) :]
        return bool(rest) and rest[0].text.endswith(".py")

    @property
    def measures_branches(self) -> bool:
        """Whether branches are measured: by a flag, the configuration, or a plugin."""
        flag = "--cov-branch" if self.is_pytest else "--branch"
        if any(argument.text == flag for argument in self.arguments):
            return True
        return self.switch("branch").value or self.is_decided_by_plugin("branch")

    def must_be_static(self) -> None:
        """Raise `UnknownError` for a word that a variable fills: it may hold any option."""
        for argument in self.arguments:
            if argument.may_be_any_option or (not argument.is_static and "branch" in argument.text):
                raise UnknownError(f"what `{argument.text}` stands for is not known", *argument.place[:2])


def measurements(scope: "Scope") -> tuple[Measurement, ...]:
    """Return every command of a project that measures in its folder: coverage looks for its configuration only there.

    Raises:
        UnknownError: a command names its configuration by a variable, or one that cannot be read.

    """
    return scope.once(_measurements)


def _measurements(scope: "Scope") -> tuple[Measurement, ...]:
    return (*_by_pytest(scope), *_by_coverage(scope))


def _by_pytest(scope: "Scope") -> Iterator[Measurement]:
    pytest = scope.all(Pytest)[0]
    for run in pytest.runs:
        if run.measures_coverage and run.command.folder in {scope.folder, None}:
            yield _pytest_measurement(run, scope)
    if not pytest.runs and (word := cov_word(pytest.own_addopts)):
        configuration = _named_by(pytest.addopts, "--cov-config", "", scope)
        yield Measurement(pytest.addopts, configuration, word.place, None, is_pytest=True)


def _pytest_measurement(run: PytestRun, scope: "Scope") -> Measurement:
    variable = run.command.environment.get("COVERAGE_RCFILE", "")
    configuration = _named_by(run.arguments, "--cov-config", variable, scope)
    return Measurement(run.arguments, configuration, run.place, run.command, is_pytest=True)


def _by_coverage(scope: "Scope") -> Iterator[Measurement]:
    for command in commands_of(scope):
        if command.tool == "coverage" and command.subcommand == "run" and command.folder in {scope.folder, None}:
            words = own_words(command)
            variable = command.environment.get("COVERAGE_RCFILE", "")
            configuration = _named_by(words, "--rcfile", variable, scope)
            yield Measurement(words, configuration, command.place, command, is_pytest=False)


def own_words(command: Command) -> tuple[Argument, ...]:
    """Return the words of ``coverage run`` up to the program or module that it runs."""
    found: list[Argument] = []
    is_value = False
    for argument in command.arguments:
        text = argument.text
        if not is_value and text != "run" and (text in {"-m", "--module", "--"} or not text.startswith(("-", "$"))):
            break
        found.append(argument)
        is_value = text in RUN_VALUED
    return tuple(found)


def _named_by(arguments: tuple[Argument, ...], flag: str, variable: str, scope: "Scope") -> Configuration:
    """Return the configuration in effect: the file that a flag or the environment names, else what is found."""
    option = last_option(arguments, flag)
    name = (option.value or "") if option else variable
    found = scope.once_for(Configuration, "coverage")
    if name in {"", _SEARCHED}:
        return found
    path = _path_of(name, scope)
    if path is None or not scope.repository.is_file(path) or not _OPEN.isdisjoint(path):
        raise UnknownError(f"coverage is given `{name}` as its configuration, which cannot be read")
    is_found_anyway = any(source.table.path == path for source in found.sources[:1])
    return found if is_found_anyway else scope.once_for(NamedConfiguration, path)


def _path_of(name: str, scope: "Scope") -> str | None:
    """Return the path of a file that a command names from its folder, from tox's, or from that of the repository."""
    within = _IN_CHECKOUT.sub("", name, count=1)
    return join("", within) if within != name else join(scope.folder, _IN_TOX.sub("", name.replace("{/}", "/")))


def _cov_values(arguments: tuple[Argument, ...]) -> Iterator[Word]:
    """Yield the values of ``--cov``, which takes the next word unless that is an option; ``--cov-reset`` forgets.

    A bare ``--cov`` takes back what others name (pytest-cov 7.1.0): the configuration says what is measured.
    """
    found: list[Word] = []
    bare: Word | None = None
    for index, argument in enumerate(arguments):
        if argument.text == "--cov-reset":
            found, bare = [], None
        elif argument.text.startswith("--cov="):
            found.append(Word(argument.text[len("--cov=") :], argument.place, argument.is_static))
        elif argument.text == "--cov":
            following = arguments[index + 1] if index + 1 < len(arguments) else None
            if following is not None and not following.text.startswith("-"):
                found.append(Word(following.text, following.place, following.is_static))
            else:
                bare = Word("", argument.place, argument.is_static)
    yield from [bare] if bare else found
