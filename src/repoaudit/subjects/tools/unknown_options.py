"""Options that a command line passes and its tool does not have, in the versions that may run."""

from collections.abc import Iterable, Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.options import COVERAGE_VALUED, HINTS, OPTIONS
from repoaudit.facts.pytest_markers import KNOWN
from repoaudit.facts.pytest_plugins import COV_OPTIONS, PLUGINS, XDIST_OPTIONS
from repoaudit.facts.pytest_plugins import OPTIONS as PLUGIN_OPTIONS
from repoaudit.regex import lazy
from repoaudit.subjects.collections.commands import Argument, Command
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.collections.tool_versions import Strength, tool_version
from repoaudit.subjects.files.scripts import Runner
from repoaudit.subjects.tools.option_tables import Options, Versions, options_of
from repoaudit.subjects.tools.pytest import Pytest
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope

_TOOLS: Final = frozenset(key.partition(" ")[0] for key in OPTIONS)
_LONG: Final = lazy(r"--[A-Za-z][\w-]*(?:=.*)?")
_SHORT: Final = lazy(r"-[A-Za-z].*")


class UnknownOption:
    """One such option where it is passed."""

    __slots__ = ("argument", "name", "options", "tool", "versions")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, tool: str, argument: Argument, options: Options, versions: Versions) -> None:
        self.tool = tool
        self.argument = argument
        self.options = options
        self.versions = versions
        self.name = _name(argument)

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield every such option of one project."""
        for command in commands_of(scope):
            options = options_of(command.tool, command.subcommand) if command.tool in _TOOLS else None
            if options:
                yield from cls._among(scope, command.tool, _words(command), options, command)
        pytest = options_of("pytest", "")
        if pytest:
            yield from cls._among(scope, "pytest", _addopts(scope), pytest)

    @classmethod
    def _among(
        cls, scope: "Scope", tool: str, words: Iterable[Argument], options: Options, command: Command | None = None
    ) -> Iterator[Self]:
        suspects = [each for each in words if not options.is_certain(_name(each))]
        versions = _versions(scope, tool, command) if suspects else Versions()
        for argument in suspects:
            found = cls(tool, argument, options, versions)
            if options.lacks(found.name, versions) and not (tool == "pytest" and found.may_be_added(scope)):
                yield found

    @property
    def label(self) -> str:
        """The program, with its version where that is fixed."""
        fixed = self.versions.fixed
        return f"{self.tool} {fixed[0]}" if fixed else self.tool

    @property
    def place(self) -> "Place":
        """Where it is passed."""
        return self.argument.place

    @property
    def hint(self) -> str:
        """What may be meant, or when the option came or went; "" where nothing is known."""
        story, near = self.options.story(self.name), self.options.near(self.name)
        if story:
            return f"it {story}"
        return HINTS.get((self.tool, self.name), f"did you mean `{near}`?" if near else "")

    def may_be_added(self, scope: "Scope") -> bool:
        """Say whether a plugin or a conftest may add it to pytest: all but near misses of pytest's own."""
        if self.name in PLUGIN_OPTIONS or self.name in COV_OPTIONS or self.name in XDIST_OPTIONS:
            return True
        if not self.options.story(self.name) and not self.options.near(self.name):
            return True
        return _has_unknown_plugin(scope) or _is_added(scope, self.name)


def _name(argument: Argument) -> str:
    """Return an option without its value: ``--jobs`` of ``--jobs=4``, ``-j`` of ``-j4``."""
    return argument.text.partition("=")[0] if argument.text.startswith("--") else argument.text[:2]


def _words(command: Command) -> Iterator[Argument]:
    """Yield the options of a command, without words that hold variables."""
    words = _of_coverage(command) if command.tool == "coverage" else _own(command)
    for word in words:
        is_short = command.tool == "mypy" and _SHORT.fullmatch(word.text)
        if word.is_static and (is_short or _is_long(word.text)):
            yield word


def _own(command: Command) -> Iterator[Argument]:
    """Yield the words before ``--``, of ruff those behind its sub-command."""
    is_behind = command.tool != "ruff"
    for word in command.arguments:
        if word.text == "--":
            return
        if is_behind:
            yield word
        is_behind = is_behind or word.text == command.subcommand


def _of_coverage(command: Command) -> Iterator[Argument]:
    """Yield the words between the sub-command and the first that is no option: the rest is for the program it runs."""
    words = iter(command.arguments)
    if next((word.text for word in words), "") != command.subcommand:
        return
    for word in words:
        if not word.text.startswith("-") or word.text == "--" or (command.subcommand == "run" and word.text == "-m"):
            return
        yield word
        if word.text in COVERAGE_VALUED:
            next(words, None)


def _addopts(scope: "Scope") -> Iterator[Argument]:
    try:
        words = scope.all(Pytest)[0].addopts
    except UnknownError:
        return
    yield from (word for word in words if _is_long(word.text))


def _is_long(text: str) -> bool:
    return text.startswith("--") and _LONG.fullmatch(text) is not None


def _versions(scope: "Scope", tool: str, command: Command | None) -> Versions:
    """Return the versions that may run: for a hook, which may have its own, all that any place fixes."""
    found = tool_version(scope, tool)
    is_hook = command is not None and command.where.runner is Runner.HOOK
    places = [place for place in found.places if is_hook or place.strength is not Strength.HOOK]
    if any(place.strength is Strength.HOOK and place.exact is None for place in places):
        return Versions()
    fixed = {place.exact for place in places if place.exact}
    return Versions(tuple(sorted(fixed)), None if found.exact else found.lowest)


def _has_unknown_plugin(scope: "Scope") -> bool:
    """Say whether a plugin is declared of which nothing is known."""
    plugins = (each.name for each in scope.all(Dependencies)[0].all if "pytest" in each.name)
    return any(name not in KNOWN and name not in PLUGINS for name in plugins)


def _is_added(scope: "Scope", name: str) -> bool:
    """Say whether some Python file of the repository names the option, as its ``pytest_addoption`` would."""
    return any(path.endswith(".py") and name in _read(scope, path) for path in scope.repository.files())


def _read(scope: "Scope", path: str) -> str:
    try:
        return scope.repository.read(path)
    except UnknownError:
        return ""
