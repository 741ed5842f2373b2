"""Selectors that the ruff of a project does not know, has removed or renamed, or selects in preview only."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from repoaudit.documents.versions import Version
from repoaudit.facts.ruff_codes import IGNORABLE_SINCE, UNKNOWN_WARNED_SINCE
from repoaudit.facts.ruff_selectors import Standing
from repoaudit.finding import Applicability, Fix, Place, Severity
from repoaudit.record import NamedTuple
from repoaudit.subjects.tools.ruff import Ruff
from repoaudit.subjects.tools.ruff.releases import Verdict, judge, versions_for
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import DataPath
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command, Option
    from repoaudit.subjects.tools.ruff.layers import Layer

_SELECTING: Final = ("select", "extend-select")
_IGNORING: Final = ("ignore", "extend-ignore")
_FILES: Final = ("per-file-ignores", "extend-per-file-ignores")


class Written(NamedTuple):
    """One selector where it is written, with the others of its list.

    ``replaced`` and ``removed`` phrase its edits, None where there is none.
    """

    text: str
    setting: str
    find: Callable[[], Place]
    command: "Command | None"
    replaced: "partial[Fix] | None" = None
    removed: "partial[Fix | None] | None" = None
    others: tuple[object, ...] = ()

    @property
    def place(self) -> Place:
        """The selector; in TOML that takes a scan of the file, and nearly all selectors are in order."""
        return self.find()


class UnknownSelector:
    """One such selector."""

    __slots__ = ("_has_preview", "_verdict", "_written", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope", written: Written, verdict: Verdict, *, has_preview: bool) -> None:
        self.scope = scope
        self._has_preview = has_preview
        self._written = written
        self._verdict = verdict

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield those in files and on command lines of one project."""
        ruff = scope.all(Ruff)[0]
        seen: set[tuple[str, Place]] = set()
        for written in (*_in_files(ruff), *_in_commands(ruff)):
            verdict = judge(written.text, versions_for(ruff.version, written.command), ruff.version)
            if not verdict or not _matters(ruff, written, verdict.answer.standing):
                continue
            key = (written.text, written.place)
            if key not in seen:
                yield cls(scope, written, verdict, has_preview=_is_in_preview(ruff, written.command))
            seen.add(key)

    @property
    def text(self) -> str:
        """The selector."""
        return self._written.text

    @property
    def place(self) -> Place:
        """Where it is written."""
        return self._written.place

    @property
    def setting(self) -> str:
        """The setting or option that it is part of."""
        return self._written.setting

    @property
    def stops(self) -> bool:
        """Whether ruff ends with an error because of it."""
        if self.standing is Standing.REMOVED:
            name = self.setting.lstrip("-")
            return name in _SELECTING or (name in _IGNORING and self._is_before(IGNORABLE_SINCE))
        if self.standing is Standing.UNKNOWN:
            return not self._has_preview or self._is_before(UNKNOWN_WARNED_SINCE)
        return False

    def _is_before(self, since: str) -> bool:
        release, bound = Version.parse(self.release), Version.parse(since)
        return release is not None and bound is not None and release < bound

    @property
    def standing(self) -> Standing:
        """What ruff makes of it."""
        return self._verdict.answer.standing

    @property
    def new(self) -> str:
        """What ruff takes it for, "" where it has no other name."""
        return self._verdict.answer.new

    @property
    def release(self) -> str:
        """The release that makes this of it."""
        return self._verdict.release

    @property
    def message(self) -> str:
        """What ruff makes of it, and what to do."""
        where, named = f"`{self.text}` in `{self.setting}`", f"`{self.text}` (in `{self.setting}`)"
        if self.standing is Standing.RENAMED:
            advice = "remove it, as that is there, too" if self._is_there else "write that"
            return f"{where} is an old name, which ruff takes for `{self.new}`: {advice}"
        if self.standing is Standing.PREVIEW:
            return f"{where} has no effect: its rules are in preview in ruff {self.release}; set `preview` or remove it"
        if self.standing is Standing.UNKNOWN and not self.stops:
            return f"ruff {self.release} knows no rule {named}, and only warns of it with `preview`: remove it"
        if self.standing is Standing.UNKNOWN:
            return f"ruff {self.release} knows no rule {named}, and stops: remove it"
        if self.stops:
            return f"ruff {self.release} has removed {named}, and stops: remove it"
        return f"ruff {self.release} has removed {named}, so that it has no effect: remove it"

    @property
    def _is_there(self) -> bool:
        return self.new in self._written.others

    @property
    def severity(self) -> Severity:
        """Error where ruff stops for certain; info for a new name."""
        if self.standing is Standing.RENAMED:
            return Severity.INFO
        return Severity.ERROR if self.stops and self._verdict.is_certain else Severity.WARNING

    @property
    def mended(self) -> Fix | None:
        """The fix that writes the new name, which is safe, or takes the selector out, which is only beside that."""
        if self.new and self._written.replaced and not self._is_there:
            return self._written.replaced(self.new).titled(f"write `{self.new}`").but(Applicability.SAFE)
        removed = self._written.removed() if self._written.removed else None
        applicability = Applicability.SAFE if self._is_there else Applicability.UNSAFE
        return removed and removed.titled(f"remove `{self.text}`").but(applicability)


def _matters(ruff: Ruff, written: Written, standing: Standing) -> bool:
    """Say whether a standing is worth a word: previews only where they are selected, and nowhere turned on."""
    if standing is Standing.PREVIEW:
        return written.setting.lstrip("-") in _SELECTING and not _has_preview(ruff)
    return standing is not Standing.KNOWN


def _is_in_preview(ruff: Ruff, command: "Command | None") -> bool:
    """Say whether whatever reads a selector has ``preview`` turned on: one run, or all that read the files."""
    if command:
        return ruff.settings_of(command).is_preview
    runs = [ruff.settings_of(each).is_preview for each in ruff.checks]
    return all(runs) if runs else ruff.configured is not None and ruff.configured.is_preview


def _has_preview(ruff: Ruff) -> bool:
    runs = (ruff.settings_of(command) for command in ruff.checks)
    return any(settings.is_preview for settings in (*((ruff.configured,) if ruff.configured else ()), *runs))


def _in_files(ruff: Ruff) -> Iterator[Written]:
    configured = ruff.configured
    for layer in configured.layers if configured else ():
        if layer.shown is None and _belongs(layer, ruff.scope):
            for key in (*_SELECTING, *_IGNORING):
                keys = layer.lint_keys(key)
                if keys:
                    yield from _items(layer, key, keys)
            yield from _in_patterns(layer)


def _belongs(layer: "Layer", scope: "Scope") -> bool:
    """Say whether a file is the project's own, not one that it inherits or that a member reports."""
    if not scope.is_root:
        return layer.table.path.startswith(f"{scope.folder}/")
    return not any(layer.table.path.startswith(f"{member.folder}/") for member in scope.members)


def _in_patterns(layer: "Layer") -> Iterator[Written]:
    for key in _FILES:
        keys = layer.lint_keys(key)
        for pattern in layer.table.keys(*keys) if keys else ():
            yield from _items(layer, key, (*(keys or ()), pattern))


def _items(layer: "Layer", key: str, keys: tuple[str, ...]) -> Iterator[Written]:
    items = layer.table.get(*keys)
    if not isinstance(items, list):
        return
    path: DataPath = (*layer.table.prefix, *keys)
    for index, text in enumerate(items):
        if isinstance(text, str):
            at = (*path, index)
            others = (*items[:index], *items[index + 1 :])
            removed = partial(_without, layer, path, index) if others else None
            place = partial(layer.document.place, at)
            yield Written(text, key, place, None, partial(_set, layer, at), removed, others)


def _set(layer: "Layer", path: "DataPath", new: str) -> Fix:
    from repoaudit.documents.toml.edits import set_value

    return Fix("", (partial(set_value, layer.document, path, new),))


def _without(layer: "Layer", path: "DataPath", index: int) -> Fix | None:
    from repoaudit.documents.toml.edits import remove_items

    return Fix("", (partial(remove_items, layer.document, path, [index]),))


def _in_commands(ruff: Ruff) -> Iterator[Written]:
    for command in ruff.checks:
        for name in ("--select", "--extend-select", "--ignore", "--extend-ignore"):
            for option in command.options(name):
                if option.is_static:
                    yield from _words(command, option)
        for option in command.options("--per-file-ignores", "--extend-per-file-ignores"):
            pairs = (pair.rpartition(":") for pair in (option.value or "").split(","))
            yield from (Written(text.strip(), option.name, partial(_place, option), command) for _, _, text in pairs)


def _words(command: "Command", option: "Option") -> Iterator[Written]:
    words = [word.strip() for word in (option.value or "").split(",")]
    for index, word in enumerate(words):
        rest = [*words[:index], *words[index + 1 :]]
        removed = partial(_rewritten, option, rest) if rest else None
        replaced = partial(_replaced, option, words, index)
        yield Written(word, option.name, partial(_place, option), command, replaced, removed, tuple(rest))


def _place(option: "Option") -> Place:
    return option.place


def _replaced(option: "Option", words: Iterable[str], index: int, new: str) -> Fix:
    changed = [new if number == index else word for number, word in enumerate(words)]
    return _rewritten(option, changed) or Fix("", ())


def _rewritten(option: "Option", words: Iterable[str]) -> Fix | None:
    argument = option.argument
    return argument.replace(argument.text.removesuffix(option.value or "") + ",".join(words))
