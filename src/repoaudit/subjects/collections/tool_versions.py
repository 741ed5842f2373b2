"""Which version of a tool runs here: what a hook, a lock file, a pin or a range says, and what is possible together."""

from collections.abc import Iterator

from repoaudit.choice import Choice
from repoaudit.documents.pep508 import parse_requirement
from repoaudit.documents.toml import parse_toml
from repoaudit.documents.versions import Specifiers, Version
from repoaudit.errors import UnknownError
from repoaudit.facts.programs import Purpose
from repoaudit.facts.versions import BROUGHT_BY, HOOK_REPOSITORIES, REQUIRED_VERSION
from repoaudit.finding import Place
from repoaudit.record import NamedTuple
from repoaudit.subjects.collections.dependencies import Dependencies
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.documents.pep508 import Requirement
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Argument, Command
    from repoaudit.subjects.files.hooks import Hook, Hooks
    from repoaudit.subjects.files.manifests import Declared

TOOLS: Final = (
    "ruff",
    "mypy",
    "black",
    "isort",
    "flake8",
    "pylint",
    "pytest",
    "pytest-xdist",
    "pytest-cov",
    "coverage",
    "pre-commit",
    "uv",
)


class Strength(Choice):
    """What a place says about the version."""

    HOOK = "hook"
    LOCK = "lock"
    PIN = "pin"
    RANGE = "range"


class VersionPlace(NamedTuple):
    """One place that speaks of a tool's version; ``exact`` is None for a range, ``allowed`` None for anything."""

    strength: Strength
    exact: Version | None
    allowed: Specifiers | None
    source: "Place | Declared"

    @property
    def place(self) -> Place:
        """Where it is said; that of a requirement is looked up when somebody wants to see it."""
        return self.source if isinstance(self.source, Place) else self.source.place

    @property
    def is_conditional(self) -> bool:
        """Whether it is a requirement that holds in some environments only."""
        requirement = None if isinstance(self.source, Place) else self.source.requirement
        return bool(requirement and requirement.marker)


class ToolVersion:
    """One tool in one project, and every place that says which version of it runs."""

    __slots__ = ("_lowest", "exact", "places", "scope", "tool")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope", tool: str) -> None:
        self.scope = scope
        self.tool = tool
        self.places: tuple[VersionPlace, ...] = tuple(_places(scope, tool))
        self.exact = tuple(sorted({place.exact for place in self.places if place.exact}))
        """The versions that are certain to run somewhere (hook, lock, pin), the lowest first, each once."""
        self._lowest: tuple[Version | None] | None = None

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield every tool that some place names."""
        for tool in TOOLS:
            version = cls(scope, tool)
            if version.places:
                yield version

    @property
    def only(self) -> Version | None:
        """The one version that runs everywhere; None when none is fixed, or several are."""
        return self.exact[0] if len(self.exact) == 1 else None

    @property
    def is_open(self) -> bool:
        """Whether a plugin of pytest runs it in the newest version, beside a hook: no lock and no list says which."""
        plugin = BROUGHT_BY.get(self.tool)
        if plugin is None or any(place.strength is not Strength.HOOK for place in self.places):
            return False
        return any(scope.all(Dependencies)[0].named(plugin) for scope in (self.scope, self.scope.root))

    @property
    def lowest(self) -> Version | None:
        """The lowest version that may run: the lowest fixed one, else the lower bound of the ranges."""
        if self.exact:
            return self.exact[0]
        if self._lowest is None:  # each command of a tool asks
            bounds = [place.allowed.lower_bound for place in self.places if place.allowed]
            self._lowest = (max((bound.version for bound in bounds if bound), default=None),)
        return self._lowest[0]

    def at_least(self, text: str) -> bool | None:
        """Say whether every version that may run is so new; None where older and newer ones are possible."""
        wanted = Version.parse(text)
        lowest = self.lowest
        if wanted is None or lowest is None:
            return None
        if lowest >= wanted:
            return True
        is_older = self.exact and self.exact[-1] < wanted and not self.is_open and not self._may_reach(text)
        return False if is_older else None

    def _may_reach(self, wanted: str) -> bool:
        """Say whether every fixed version has a condition, and a requirement without one admits such a new one."""
        newer = Specifiers.parse(f">={wanted}")
        if newer is None or not all(place.is_conditional for place in self.places if place.exact):
            return False
        others = (place for place in self.places if not (place.exact or place.is_conditional))
        return any(place.allowed is None or place.allowed.intersects(newer) for place in others)


def tool_version(scope: "Scope", tool: str) -> ToolVersion:
    """Return what is known of one tool's version in one project, whether some place names it or not."""
    return scope.once_for(ToolVersion, tool)


def _places(scope: "Scope", tool: str) -> Iterator[VersionPlace]:
    yield from _hooked(scope, tool)
    yield from _locked(scope, tool)
    yield from _declared(scope, tool)
    yield from _required(scope, tool)
    yield from _installed(scope, tool)


def _hooked(scope: "Scope", tool: str) -> Iterator[VersionPlace]:
    if not any(scope.root.exists(name) for name in (".pre-commit-config.yaml", ".pre-commit-config.yml", "prek.toml")):
        return
    from repoaudit.subjects.files.hooks import Hooks

    repositories = HOOK_REPOSITORIES.get(tool, ())
    for hooks in scope.root.all(Hooks):
        for repo in hooks.repos:
            if repo.slug in repositories and repo.version:
                yield VersionPlace(Strength.HOOK, repo.version, None, repo.rev_place)
        for hook, requirement, place in scope.root.once_for(_beside, hooks):
            specifiers = requirement.specifiers
            if requirement.canonical == tool and specifiers and _runs(hook, tool):
                strength = Strength.PIN if specifiers.exact else Strength.RANGE
                yield VersionPlace(strength, specifiers.exact, specifiers, place)


def _beside(_: "Scope", hooks: "Hooks") -> "tuple[tuple[Hook, Requirement, Place], ...]":
    """Return the dependencies of all hooks of one configuration."""
    return tuple((hook, *dependency) for hook in hooks.hooks for dependency in hook.additional_dependencies)


def _runs(hook: "Hook", tool: str) -> bool:
    """Say whether a hook's command is a tool or a suite of tests: mypy's hook installs pytest for its types only."""
    from repoaudit.documents.shell import parse_shell
    from repoaudit.subjects.collections.unwrapping import unwrap

    parsed = parse_shell(hook.command or hook.id, dialect="argv")
    names = {found.tool for command in parsed.commands for found in unwrap(command.words)}
    return tool in names or tool.partition("-")[0] in names


def _locked(scope: "Scope", tool: str) -> Iterator[VersionPlace]:
    for lock in scope.all(Dependencies)[0].locks:
        for package in lock.named(tool):
            version = Version.parse(package.version) if package.version else None
            if version and package.version_span:
                yield VersionPlace(
                    Strength.LOCK, version, None, Place(lock.path, package.version_span, f"{tool}.version")
                )


def _declared(scope: "Scope", tool: str) -> Iterator[VersionPlace]:
    scopes = (scope,) if scope.is_root else (scope, scope.root)
    for declared in (each for one in scopes for each in one.all(Dependencies)[0].named(tool)):
        specifiers = declared.requirement.specifiers if declared.requirement else None
        exact = specifiers.exact if specifiers else None
        yield VersionPlace(Strength.PIN if exact else Strength.RANGE, exact, specifiers, declared)


def _required(scope: "Scope", tool: str) -> Iterator[VersionPlace]:
    """Read the constraint that a tool's own configuration puts on its version."""
    path = REQUIRED_VERSION.get(tool)
    if path is None or not scope.exists("pyproject.toml"):
        return
    try:
        document = scope.document(parse_toml, scope.path("pyproject.toml"))
    except UnknownError:
        return
    value = document.get(path)
    text = value if isinstance(value, str) else ""
    if text:
        requirement = parse_requirement(f"{tool}{text}" if text[:1] in "<>=!~" else f"{tool}>={text}")
        specifiers = requirement.specifiers if requirement else None
        yield VersionPlace(Strength.RANGE, specifiers.exact if specifiers else None, specifiers, document.place(path))


def _installed(scope: "Scope", tool: str) -> Iterator[VersionPlace]:
    """Read pins on command lines: ``pip install mypy==1.10``, ``uvx ruff@0.5.0``, ``uv run --with``."""
    for command, text, argument in scope.once(_pins):
        if text.lower().replace("_", "-").startswith(tool) and (argument or command.tool == tool):
            requirement = parse_requirement(text)
            specifiers = requirement.specifiers if requirement and requirement.canonical == tool else None
            if specifiers and specifiers.exact:
                place = argument.place if argument else command.place
                yield VersionPlace(Strength.PIN, specifiers.exact, specifiers, place)


def _pins(scope: "Scope") -> "tuple[tuple[Command, str, Argument | None], ...]":
    return tuple(_words_with_pins(scope))


def _words_with_pins(scope: "Scope") -> "Iterator[tuple[Command, str, Argument | None]]":
    """Yield every word of a command that may pin something; without a word where a wrapper provides it."""
    for command in commands_of(scope):
        words = [argument for argument in command.arguments if "==" in argument.text]
        if words and command.purpose is Purpose.INSTALL:
            yield from ((command, argument.text, argument) for argument in words)
        texts = [text.replace("@", "==") for text in command.provided]
        yield from ((command, text, None) for text in texts if "==" in text)
