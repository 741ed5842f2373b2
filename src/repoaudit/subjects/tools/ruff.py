"""ruff: its configuration, its runs, and the linter settings that are in effect for each of them."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Self

from repoaudit.documents.versions import Version
from repoaudit.errors import UnknownError
from repoaudit.facts.ruff import COMMANDS, DEFAULT_TARGETS, LINE_LENGTH, preview_codes
from repoaudit.subjects.collections.commands import Command
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.collections.profile import profiles
from repoaudit.subjects.collections.tool_versions import ToolVersion, tool_version
from repoaudit.subjects.files.metadata import requires_python
from repoaudit.subjects.files.tables import TomlTable
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.subjects.tools.lengths import DEFAULT, Length, flagged_length
from repoaudit.subjects.tools.ruff_files import FileIgnore
from repoaudit.subjects.tools.ruff_layers import Layer, layer_of_options, layers_of, selection_of, table_at
from repoaudit.subjects.tools.ruff_selection import Decision, Selection, Selector, decide, is_default

if TYPE_CHECKING:
    from repoaudit.finding import Fix
    from repoaudit.scope import Scope


class RuffSettings:
    """Linter settings in effect: those of the configuration, or of one run whose options change them.

    ``layers`` are the files, the farthest first, then ``--config``; ``command`` is None for the configuration itself.
    """

    __slots__ = ("_ruff", "command", "layers")

    def __init__(self, ruff: "Ruff", layers: tuple[Layer, ...], command: Command | None = None) -> None:
        self._ruff = ruff
        self.layers = layers
        self.command = command

    @property
    def flagged(self) -> Selection:
        """What the options of the run select."""
        return selection_of(self.command) if self.command else Selection()

    def decision(self, code: str) -> Decision:
        """Say whether a rule is on, and which selector turned it on.

        Raises:
            UnknownError: it depends on a version or a value that is not known.

        """
        if not self.is_preview and code in preview_codes():
            return Decision(is_on=False)
        selections = (*(layer.selection for layer in self.layers), self.flagged)
        return decide(selections, code, partial(is_default, code, self._ruff.version))

    def reports(self, code: str) -> bool:
        """Say whether a rule is on, in files that no ``per-file-ignores`` covers. Raises `UnknownError`."""
        return self.decision(code).is_on

    def selector_of(self, code: str) -> Selector | None:
        """Return the selector that turns a rule on; None where it is off, or one of the defaults."""
        return self.decision(code).selector

    @property
    def is_preview(self) -> bool:
        """Whether rules in preview may be selected."""
        if self.command and self.command.flag("--preview", "--no-preview"):
            return self.command.flag("--preview") is not None
        stated = [layer.is_preview for layer in self.layers if layer.is_preview is not None]
        return stated[-1] if stated else False

    @property
    def file_ignores(self) -> tuple[FileIgnore, ...]:
        """The entries of ``per-file-ignores``, where the nearest counts, and all of ``extend-per-file-ignores``."""
        nearest: tuple[FileIgnore, ...] = ()
        further: tuple[FileIgnore, ...] = ()
        for layer in self.layers:
            stated = layer.file_ignores("per-file-ignores")
            nearest = nearest if stated is None else stated
            further += layer.file_ignores("extend-per-file-ignores") or ()
        return nearest + further + self._flagged_file_ignores()

    def _flagged_file_ignores(self) -> tuple[FileIgnore, ...]:
        options = self.command.options("--per-file-ignores", "--extend-per-file-ignores") if self.command else ()
        pairs = [pair.rpartition(":") for option in options for pair in (option.value or "").split(",")]
        return tuple(FileIgnore(pattern, (selector.strip(),), "") for pattern, _, selector in pairs)

    @property
    def ignored_names(self) -> tuple[str, ...]:
        """The patterns of names that pep8-naming leaves alone, beside its defaults."""
        found: tuple[str, ...] = ()
        for key in ("ignore-names", "extend-ignore-names"):
            stated = [layer.names("pep8-naming", key) for layer in self.layers]
            found += next((names for names in reversed(stated) if names is not None), ())
        return found

    @property
    def line_length(self) -> Length:
        """The length that the formatter keeps."""
        return self._length("line_length_keys") or self._default_length()

    @property
    def limit(self) -> Length:
        """The length above which E501 reports a line."""
        return self._length("limit_keys") or self.line_length

    def _length(self, attribute: str) -> Length | None:
        for option in reversed(self.command.options("--line-length") if self.command else ()):
            if attribute == "line_length_keys":
                return flagged_length(option)
        for layer in reversed(self.layers):
            keys: tuple[str, ...] | None = getattr(layer, attribute)
            if keys:
                value = layer.table.get(*keys)
                return Length(int(str(value)), layer.place(*keys), partial(_set, layer, keys))
        return None

    def _default_length(self) -> Length:
        home = self._ruff.configuration.home
        return Length(LINE_LENGTH, home.place("line-length"), lambda to: home.set(to, "line-length"), DEFAULT)


class Ruff:
    """ruff in one project."""

    __slots__ = ("configuration", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.configuration = scope.once_for(Configuration, "ruff")

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield ruff for every project, used there or not."""
        yield cls(scope)

    @property
    def version(self) -> ToolVersion:
        """What is known of the version that runs."""
        return tool_version(self.scope, "ruff")

    @property
    def is_ml(self) -> bool:
        """Whether the project is one of machine learning."""
        return "ml" in profiles(self.scope)

    @property
    def checks(self) -> tuple[Command, ...]:
        """Every run of the linter."""
        return tuple(command for command in self._commands() if _subcommand(command) == "check")

    @property
    def formats(self) -> tuple[Command, ...]:
        """Every run of the formatter."""
        return tuple(command for command in self._commands() if _subcommand(command) == "format")

    def _commands(self) -> Iterator[Command]:
        return (command for command in commands_of(self.scope) if command.tool == "ruff")

    @property
    def configured(self) -> RuffSettings | None:
        """The settings of the configuration alone; None where there is none.

        Raises:
            UnknownError: it extends a file that is not in the repository.

        """
        winner = self.configuration.winner
        if winner is None or not isinstance(winner.table, TomlTable):
            return None
        return RuffSettings(self, layers_of(self.scope, winner.table))

    def settings_of(self, command: Command) -> RuffSettings:
        """Return the settings in effect for one run.

        Raises:
            UnknownError: it is given a configuration that is not in the repository, or one that a variable names.

        """
        options = command.options("--config")
        given = tuple(layer_of_options(options))
        return RuffSettings(self, (*self._files_of(command), *given), command)

    def _files_of(self, command: Command) -> tuple[Layer, ...]:
        if command.flag("--isolated"):
            return ()
        named = [option for option in command.options("--config") if "=" not in (option.value or "=")]
        if not named:
            return self.configured.layers if self.configured else ()
        from posixpath import join, normpath

        path = normpath(join(command.folder or "", named[-1].value or ""))
        if command.folder is None or path.startswith(("..", "/")) or not self.scope.repository.is_file(path):
            raise UnknownError("ruff is given a file that is not in the repository", *named[-1].place[:2])
        return layers_of(self.scope, table_at(self.scope, path))

    @property
    def effective(self) -> tuple[RuffSettings, ...]:
        """The settings of the configuration, and of each run of the linter whose options select rules or files.

        Raises:
            UnknownError: one of them cannot be known.

        """
        own = [command for command in self.checks if _selects(command)]
        configured = (self.configured,) if self.configured else ()
        if not configured and len(own) < len(self.checks):
            configured = (RuffSettings(self, ()),)
        return (*configured, *(self.settings_of(command) for command in own))

    @property
    def target(self) -> Version | None:
        """The Python that ruff assumes: ``target-version``, else the lower bound of ``requires-python``, its default.

        Raises:
            UnknownError: it depends on the version of ruff, which is not known.

        """
        for layer in reversed(self.configured.layers if self.configured else ()):
            stated = layer.table.get("target-version")
            if isinstance(stated, str):
                return Version.parse(f"{stated[2:3]}.{stated[3:]}")
        required = requires_python(self.scope)
        oldest = required.oldest if required and not required.place.anchor.startswith("tool.poetry") else None
        return oldest or self._default_target()

    def _default_target(self) -> Version | None:
        for since, target in DEFAULT_TARGETS:
            is_newer = self.version.at_least(since)
            if is_newer is None:
                raise UnknownError("the Python that ruff assumes depends on its version")
            if is_newer:
                return Version.parse(target)
        return None


def _subcommand(command: Command) -> str:
    words = (argument.text for argument in command.arguments)
    return next((word for word in words if word in COMMANDS), "check")


def _selects(command: Command) -> bool:
    flags = ("--select", "--extend-select", "--ignore", "--extend-ignore", "--config", "--per-file-ignores")
    return bool(command.flag("--isolated") or command.options(*flags))


def _set(layer: Layer, keys: tuple[str, ...], value: int) -> "Fix | None":
    return None if layer.shown else layer.table.set(value, *keys)
