"""The settings of ruff in effect for its configuration, or for one run of it."""

from functools import partial

from repoaudit.facts.ruff import INCOMPATIBLE, LINE_LENGTH, OFF_BY_CONVENTION, REMOVED, preview_codes
from repoaudit.subjects.tools.ruff.layers import Layer, selection_of
from repoaudit.subjects.tools.ruff.selection import Decision, Selection, Selector, decide, is_default
from repoaudit.typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repoaudit.finding import Fix
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.collections.tool_versions import ToolVersion
    from repoaudit.subjects.tools.lengths import Length
    from repoaudit.subjects.tools.ruff import Ruff
    from repoaudit.subjects.tools.ruff.files import FileIgnore


class RuffSettings:
    """Linter settings in effect: those of the configuration, or of one run whose options change them.

    ``layers`` are the files, the farthest first, then ``--config``; ``command`` is None for the configuration itself.
    """

    __slots__ = ("_ruff", "command", "layers")

    def __init__(self, ruff: "Ruff", layers: tuple[Layer, ...], command: "Command | None" = None) -> None:
        self._ruff = ruff
        self.layers = layers
        self.command = command

    @property
    def version(self) -> "ToolVersion":
        """What is known of the version of ruff."""
        return self._ruff.version

    @property
    def flagged(self) -> Selection:
        """What the options of the run select."""
        return selection_of(self.command) if self.command else Selection()

    def decision(self, code: str) -> Decision:
        """Say whether a rule is on, and which selector turned it on.

        Raises:
            UnknownError: it depends on a version or a value that is not known.

        """
        decision = self._selected(code)
        rival = INCOMPATIBLE.get(code)
        if not decision.is_on or self._is_off_by_convention(code, decision) or (rival and self.reports(rival)):
            return Decision(is_on=False)
        return decision

    def _selected(self, code: str) -> Decision:
        """Say what the selectors alone decide."""
        in_preview = code in preview_codes()
        if code in REMOVED or (in_preview and not self.is_preview):
            return Decision(is_on=False)
        selections = (*(layer.selection for layer in self.layers), self.flagged)
        if in_preview and self._flag_of_layers("explicit-preview-rules"):
            return decide((selection.of_whole(code) for selection in selections), code, default=lambda: False)
        default = partial(is_default, code, self._ruff.version, preview=self.is_preview)
        return decide(selections, code, default)

    def _is_off_by_convention(self, code: str, decision: Decision) -> bool:
        stated = [layer.lint("pydocstyle", "convention") for layer in self.layers]
        convention = next((each for each in reversed(stated) if isinstance(each, str)), "")
        is_whole = decision.selector is not None and decision.selector.text == code
        return code in OFF_BY_CONVENTION.get(convention, ()) and not is_whole

    def _flag_of_layers(self, key: str) -> bool:
        return _last_flag([layer.lint(key) for layer in self.layers], default=False)

    def reports(self, code: str) -> bool:
        """Say whether a rule is on, in files that no ``per-file-ignores`` covers. Raises `UnknownError`."""
        return self.decision(code).is_on

    def selector_of(self, code: str) -> Selector | None:
        """Return the selector that turns a rule on; None where it is off, or one of the defaults."""
        return self.decision(code).selector

    @property
    def is_preview(self) -> bool:
        """Whether rules in preview may be selected: the linter's own setting counts more than that for all of ruff."""
        if self.command and self.command.flag("--preview", "--no-preview"):
            return self.command.flag("--preview") is not None
        linter = [layer.table.get("lint", "preview") for layer in self.layers]
        shared = [layer.table.get("preview") for layer in self.layers]
        return _last_flag(linter, default=_last_flag(shared, default=False))

    @property
    def file_ignores(self) -> "tuple[FileIgnore, ...]":
        """The entries of ``per-file-ignores``, where the nearest counts, and all of ``extend-per-file-ignores``."""
        nearest: tuple[FileIgnore, ...] = ()
        further: tuple[FileIgnore, ...] = ()
        for layer in self.layers:
            stated = layer.file_ignores("per-file-ignores")
            nearest = nearest if stated is None else stated
            further += layer.file_ignores("extend-per-file-ignores") or ()
        return nearest + further + self._flagged_file_ignores()

    def _flagged_file_ignores(self) -> "tuple[FileIgnore, ...]":
        from repoaudit.subjects.tools.ruff.files import FileIgnore

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
    def line_length(self) -> "Length":
        """The length that the formatter keeps."""
        return self._length("line_length_keys") or self._default_length()

    @property
    def limit(self) -> "Length":
        """The length above which E501 reports a line."""
        return self._length("limit_keys") or self.line_length

    def _length(self, attribute: str) -> "Length | None":
        from repoaudit.subjects.tools.lengths import Length, flagged_length

        options = self.command.options("--line-length") if self.command else ()
        if options:
            return flagged_length(options[-1])  # for the formatter and for E501 alike
        for layer in reversed(self.layers):
            keys: tuple[str, ...] | None = getattr(layer, attribute)
            if keys:
                value = layer.table.get(*keys)
                return Length(int(str(value)), layer.place(*keys), partial(_set, layer, keys))
        return None

    def _default_length(self) -> "Length":
        from repoaudit.subjects.tools.lengths import DEFAULT, Length

        home = self._ruff.configuration.home
        return Length(LINE_LENGTH, home.place("line-length"), lambda to: home.set(to, "line-length"), DEFAULT)


def _last_flag(stated: list[object], *, default: bool) -> bool:
    return next((each for each in reversed(stated) if isinstance(each, bool)), default)


def _set(layer: Layer, keys: tuple[str, ...], value: int) -> "Fix | None":
    return None if layer.shown else layer.table.set(value, *keys)
