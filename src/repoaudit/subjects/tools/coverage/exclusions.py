"""The lines that coverage leaves out: by its own patterns, and by those of the configuration."""

import re
from collections.abc import Iterator

from repoaudit.documents.patterns import search
from repoaudit.errors import UnknownError
from repoaudit.facts.coverage import (
    EXCLUDE_ALSO,
    EXCLUDES_TYPE_CHECKING,
    PLUGIN_SETTINGS,
    PRAGMA_LINES,
    TYPE_CHECKING_LINES,
)
from repoaudit.finding import Applicability, Place
from repoaudit.record import NamedTuple
from repoaudit.regex import lazy
from repoaudit.subjects.collections.tool_versions import tool_version
from repoaudit.subjects.files.python_files import below, own_python_files, python_files
from repoaudit.subjects.tools.coverage import Coverage
from repoaudit.subjects.tools.coverage.file_patterns import name_file
from repoaudit.subjects.tools.coverage.values import list_setting, patterns_setting
from repoaudit.text import Span
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from collections.abc import Callable

    from repoaudit.finding import Fix
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.configuration import Setting

PRAGMA: Final = "# pragma: no cover"
_DEFAULTS: Final = frozenset({*TYPE_CHECKING_LINES, r"\.\.\."})  # since coverage 7.10.1 and 7.10.0
_BLOCK: Final = lazy(r"^[ \t]*(if (?:[a-z]\w*\.)?TYPE_CHECKING:)[^\n]*", re.MULTILINE)
_HALF: Final = 50.0
"""Percent from which on leaving out a line that runs with one that does not never lowers the figure."""


class CountedBlock(NamedTuple):
    """A block for type checkers that counts as code which no test runs, and the pattern that leaves it out."""

    condition: str
    place: Place

    @property
    def pattern(self) -> str:
        """The pattern: the condition, or one for the name of a module as well."""
        if self.condition == TYPE_CHECKING_LINES[0]:
            return self.condition
        return r"if (typing\.)?TYPE_CHECKING:" if "typing." in self.condition else r"if (\w+\.)?TYPE_CHECKING:"


class Exclusions:
    """What coverage leaves out in one project."""

    __slots__ = ("coverage", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope") -> None:
        self.scope = scope
        self.coverage = scope.all(Coverage)[0]

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the exclusions of every project, which may have none."""
        yield cls(scope)

    @property
    def lines(self) -> "Setting[tuple[str, ...]]":
        """Patterns that replace the default exclusions."""
        return patterns_setting(self.coverage.configuration, "report", "exclude_lines")

    @property
    def also(self) -> "Setting[tuple[str, ...]]":
        """Patterns that are added to the default exclusions (coverage 7.2)."""
        return patterns_setting(self.coverage.configuration, "report", "exclude_also")

    @property
    def with_also(self) -> "Fix | None":
        """The fix that turns ``exclude_lines`` into ``exclude_also``; None where coverage is too old to know that.

        Patterns that are there already, or certainly defaults, are left out, unless a comment among them would be lost.
        """
        if self._is_at_least(EXCLUDE_ALSO) is False:
            return None
        surplus = {*self.also.value, *(_DEFAULTS if self._is_at_least(EXCLUDES_TYPE_CHECKING) else ())}
        patterns = [pattern for pattern in dict.fromkeys(self.lines.value) if pattern not in surplus]
        if not self.also.is_set and (len(patterns) == len(self.lines.value) or self._has_comments):
            return self.lines.rename("exclude_also")
        removed = self.lines.remove()
        fix = self.also.set([*self.also.value, *patterns]).and_also(removed) if patterns else removed
        return fix.titled("use `exclude_also`")

    @property
    def _has_comments(self) -> bool:
        """Whether a comment may stand among the patterns."""
        place = self.lines.place
        written = _text(self.scope, place.path)[slice(*place.span)] if place.span else ""
        return "#" in written

    @property
    def lost_pragma(self) -> Place | None:
        """Where measured code uses ``# pragma: no cover`` although ``exclude_lines`` replaces that pattern."""
        if not self.lines.is_set or self._is_left_to_plugin:
            return None
        if any(search(pattern, PRAGMA) for pattern in self.lines.value):
            return None
        for path in filter(self._measured, python_files(self.scope)):
            start = _text(self.scope, path).find(PRAGMA)
            if start >= 0:
                return Place(path, Span(start, start + len(PRAGMA)), "pragma")
        return None

    @property
    def _is_left_to_plugin(self) -> bool:
        """Whether a plugin adds patterns of its own, the comment and blocks for type checkers among them."""
        return any("exclude_lines" in PLUGIN_SETTINGS.get(plugin, ()) for plugin in self.coverage.plugins.value)

    @property
    def counted_block(self) -> CountedBlock | None:
        """An ``if TYPE_CHECKING:`` whose block counts, None where none does or that depends on the version."""
        coverage = self.coverage
        if coverage.measured_at is None and not coverage.is_configured:
            return None
        if self._is_left_to_plugin:
            return None
        if not self.lines.is_set and self._is_at_least(EXCLUDES_TYPE_CHECKING) is not False:
            return None
        return None if self.lost_pragma else self._first_counted_block()

    def _first_counted_block(self) -> CountedBlock | None:
        """Return the first such block, or one of another spelling whose pattern leaves out that of all others, too."""
        widest: CountedBlock | None = None
        for each in self._counted_blocks():
            if widest is None or not search(widest.pattern, each.condition):
                widest = each
        return widest

    def _counted_blocks(self) -> Iterator[CountedBlock]:
        patterns = (*(self.lines.value if self.lines.is_set else (PRAGMA_LINES,)), *self.also.value)
        for path in filter(self._measured, below(own_python_files(self.scope), self.scope.folder)):
            text = _text(self.scope, path)
            for match in _BLOCK.finditer(text) if "TYPE_CHECKING:" in text else ():
                if not any(search(pattern, match[0]) for pattern in patterns):
                    place = Place(path, Span(*match.span(1)), "TYPE_CHECKING")
                    yield CountedBlock(match[1], place)

    @property
    def _measured(self) -> "Callable[[str], bool]":
        """What is true of an own file that is measured, as far as folders and patterns tell."""
        words = [word for each in self.coverage.measurements for word in each.named if word.text]
        names = [word.text for word in words] or [*self._list("run", "source"), *self._list("run", "source_pkgs")]
        folders = [_folder_of(name) for name in names]
        omitted = (*self._list("run", "omit"), *self._list("report", "omit"))
        included = (*self._list("run", "include"), *self._list("report", "include"))
        folder = self.scope.folder

        def is_measured(path: str) -> bool:
            if folders and not any(each in f"/{path}" for each in folders):
                return False
            return not name_file(omitted, path, folder) and (not included or name_file(included, path, folder))

        return is_measured

    def _list(self, *keys: str) -> tuple[str, ...]:
        return list_setting(self.coverage.configuration, *keys).value

    def _is_at_least(self, version: str) -> bool | None:
        return tool_version(self.scope, "coverage").at_least(version)

    @property
    def setting_for_blocks(self) -> "Setting[tuple[str, ...]]":
        """The setting to which the pattern belongs that leaves the blocks out."""
        if self.also.is_set or (not self.lines.is_set and self._is_at_least(EXCLUDE_ALSO)):
            return self.also
        return self.lines

    def without(self, block: CountedBlock) -> "Fix | None":
        """Phrase the fix that leaves the blocks out; safe unless a minimum below a half could then be missed.

        None where ``exclude_lines`` would have to be made, with coverage's own patterns in it.
        """
        from repoaudit.subjects.files.list_edits import add_to_list

        setting = self.setting_for_blocks
        if setting.keys[-1] == "exclude_lines" and not setting.is_set:
            return None
        fix = add_to_list(self.coverage.configuration.home, block.pattern, *setting.keys)
        return fix.but(Applicability.SAFE if self._only_passes_above_half else Applicability.UNSAFE)

    @property
    def _only_passes_above_half(self) -> bool:
        try:
            return all(minimum.value >= _HALF for minimum in self.coverage.minima)
        except UnknownError:
            return False

    def place_for(self, block: CountedBlock) -> Place:
        """Return where the pattern belongs; the block where coverage has no configuration yet."""
        return self.coverage.place_of(self.setting_for_blocks, block.place)

    def advice_for(self, block: CountedBlock) -> str:
        """Say what to write."""
        name = self.setting_for_blocks.keys[-1]
        if name == "exclude_lines" and not self.lines.is_set:
            return f"set `{name}` to `{PRAGMA}` and `{block.pattern}`"
        return f"add `{block.pattern}` to `{name}`"


def _folder_of(name: str) -> str:
    """Return what the path of a file holds that belongs to what ``source`` names: a folder, or a package anywhere."""
    inner = name.removeprefix("./").rstrip("/")
    inner = inner if "/" in inner else inner.replace(".", "/")
    return f"/{inner}/" if inner.strip("/") else "/"


def _text(scope: "Scope", path: str) -> str:
    try:
        return scope.repository.read(path)
    except UnknownError:
        return ""
