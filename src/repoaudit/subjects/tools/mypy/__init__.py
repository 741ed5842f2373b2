"""mypy: its configuration, its runs, and the oldest Python that it accepts."""

from collections.abc import Callable, Iterator
from functools import partial

from repoaudit.documents.versions import Version
from repoaudit.errors import UnknownError
from repoaudit.facts.mypy import FALLS_BACK_TO_FLOOR
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.commands import Command, Option
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.collections.tool_versions import ToolVersion, tool_version
from repoaudit.subjects.files.metadata import RequiresPython, requires_python
from repoaudit.subjects.tools.configuration import Configuration, Setting
from repoaudit.subjects.tools.mypy.cache import CacheLoss, configured_losses, flagged_losses
from repoaudit.subjects.tools.mypy.imports import IgnoredImports, ignored_imports
from repoaudit.subjects.tools.mypy.release import Release, parsed, release_in, release_of
from repoaudit.subjects.tools.mypy.settings import settings_of
from repoaudit.subjects.tools.readers import read_bool
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Fix, Place
    from repoaudit.scope import Scope


_WHY: Final = lazy(r"https?://|#\d|\bstubs?\b|\bsyntax\b|\brejects?\b|\bbecause\b|\bissues?\b|\bworkaround\b|\bcrash")
"""Words of comments that say why mypy checks for another Python: most often, stubs of a dependency need a newer one."""


class TargetPython(NamedTuple):
    """A Python that some mypy is told to check for; ``set`` phrases the fix that tells it another."""

    value: Version
    release: Release
    find: "Callable[[], Place]"
    on_command_line: bool
    set: "Callable[[Version], Fix | None]"

    @property
    def place(self) -> "Place":
        """Where it is told so; in TOML that takes a scan of the file."""
        return self.find()


class Mypy:
    """mypy in one project."""

    __slots__ = ("configuration", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.configuration = scope.once_for(Configuration, "mypy")

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield mypy for every project, used there or not."""
        yield cls(scope)

    @property
    def version(self) -> ToolVersion:
        """What is known of the version that runs."""
        return tool_version(self.scope, "mypy")

    @property
    def requires_python(self) -> RequiresPython | None:
        """The range of Pythons that the project asks for."""
        return requires_python(self.scope)

    @property
    def release(self) -> Release:
        """The oldest mypy that may run here."""
        return release_in(self.scope)

    @property
    def falls_back_to_floor(self) -> bool:
        """Whether a value below the floor in a file certainly makes mypy use the floor."""
        return self.version.at_least(FALLS_BACK_TO_FLOOR) is True

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every run of mypy."""
        return tuple(command for command in commands_of(self.scope) if command.tool in {"mypy", "dmypy"})

    @property
    def target_pythons(self) -> tuple[TargetPython, ...]:
        """Every Python that mypy is told to check for, in its configuration and on its command lines."""
        return (*self._configured(), *self._flagged())

    def says_why(self, target: TargetPython) -> bool:
        """Say whether a comment beside the setting gives the reason for that Python."""
        from repoaudit.subjects.files.reasons import speaks_of

        return speaks_of(self.scope, target.place, _WHY)

    @property
    def cache_losses(self) -> tuple[CacheLoss, ...]:
        """Whatever keeps it from using the cache of an earlier run, CI left out."""
        return (*configured_losses(self.scope, settings_of(self.scope)), *flagged_losses(self.commands))

    @property
    def ignored_imports(self) -> tuple[IgnoredImports, ...]:
        """Wherever it is told to ignore every import that it cannot find, and no comment beside it may say why."""
        from repoaudit.subjects.files.reasons import is_explained

        found = ignored_imports(settings_of(self.scope), self.commands)
        return tuple(each for each in found if not is_explained(self.scope, each.place))

    @property
    def is_lenient(self) -> bool:
        """Whether it is used, and neither its settings nor a run are strict, nor do they have the core of it."""
        from repoaudit.subjects.tools.mypy.strictness import is_strict_here

        settings, commands = settings_of(self.scope), self.commands
        is_inherited = settings is None and self.configuration.winner is not None
        names_file = settings is None and any(command.option("--config-file") for command in commands)
        if is_inherited or names_file or not (settings or commands):
            return False  # it is not used here, or reads what other projects have, or what is not known
        return not is_strict_here(settings, commands)

    @property
    def strict(self) -> Setting[bool]:
        """Whether all that ``strict`` stands for is on."""
        return self.configuration.setting("strict", read=read_bool, default=False)

    @property
    def made_strict(self) -> "Fix | None":
        """The fix that makes it strict, None where there is no file for it."""
        has_home = self.configuration.winner is not None or self.scope.exists("pyproject.toml")
        return self.strict.set(value=True) if has_home else None

    def serves_below(self, target: Version) -> bool:
        """Say whether a project below that reads the same settings supports no older Python than a target."""
        floors = (requires_python(member) for member in self.scope.members if _reads_file_above(member))
        return any(each is not None and each.oldest == target for each in floors)

    @property
    def _speaks_for_its_file(self) -> bool:
        """Whether the file is its own, or one above that no project has, and no other reads it for an older Python."""
        if not _reads_file_above(self.scope):
            return True
        if requires_python(self.scope.root) is not None:
            return False
        readers = [(each.oldest, member) for member in self.scope.root.members if (each := _stated_below(member))]
        oldest = min((oldest for oldest, _ in readers if oldest), default=None)
        return next((member for floor, member in readers if floor == oldest), None) is self.scope

    def _configured(self) -> Iterator[TargetPython]:
        setting = self.configuration.setting("python_version", read=_read_version, default=parsed("3.4"))
        if setting.is_set and isinstance(setting.raw, float) and str(setting.raw) == "3.1":
            raise UnknownError("an unquoted 3.10 is read as 3.1", *setting.place[:2])
        if setting.is_set and self._speaks_for_its_file:
            yield TargetPython(
                setting.value,
                self.release,
                lambda: setting.place,
                on_command_line=False,
                set=lambda to: setting.set(str(to)),
            )

    def _flagged(self) -> Iterator[TargetPython]:
        for command in self.commands:
            for option in command.options("--python-version"):
                version = Version.parse(option.value or "") if option.is_static else None
                if version:
                    yield TargetPython(
                        version,
                        release_of(self.scope, command),
                        partial(_place_of, option),
                        on_command_line=True,
                        set=partial(_rewrite, option),
                    )


def _reads_file_above(scope: "Scope") -> bool:
    """Say whether mypy finds its settings in a folder above the project."""
    configuration = scope.once_for(Configuration, "mypy")
    return not configuration.sources and configuration.winner is not None


def _stated_below(member: "Scope") -> RequiresPython | None:
    return requires_python(member) if _reads_file_above(member) else None


def _place_of(option: Option) -> "Place":
    return option.place


def _rewrite(option: Option, version: Version) -> "Fix | None":
    text = option.argument.text.removesuffix(option.value or "") + str(version)
    return option.argument.replace(text)


def _read_version(raw: object) -> Version | None:
    return Version.parse(str(raw)) if isinstance(raw, (str, float)) and not isinstance(raw, bool) else None
