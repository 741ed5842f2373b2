"""Rules about imports and names that ruff would report, but for an ignore that covers the whole project."""

from collections.abc import Iterator

from repoaudit.facts.programs import Purpose
from repoaudit.facts.ruff import DESCRIPTIONS
from repoaudit.subjects.collections.gathering import commands_of
from repoaudit.subjects.files.reasons import says_more
from repoaudit.subjects.tools.ruff import Ruff
from repoaudit.subjects.tools.ruff.selection import Selection, decide, is_default, rank
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.ruff.selection import Selector
    from repoaudit.subjects.tools.ruff.settings import RuffSettings

CODES: Final = ("F821", "F811", "F401", "E402")
_COMMON: Final = frozenset(
    "and any are but can don for from ignore ignored ignores ignoring level noqa not off rule rules ruff the this "
    "turn use variable variables pyflakes pycodestyle flake linter linting".split()
)
_WHOLE: Final = frozenset({"*", "**", "**/*", "*.py", "**/*.py", "**.py"})


class IgnoredImportRules:
    """One selector in an ignore of ruff, and the rules about imports and names that it takes away everywhere."""

    __slots__ = ("codes", "place", "scope", "text")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope", text: str, place: "Place", codes: tuple[str, ...]) -> None:
        self.scope = scope
        self.text = text
        self.place = place
        self.codes = codes

    @property
    def type_checker(self) -> str:
        """The first type checker that some command runs, which finds undefined names, too; "" without one."""
        found = (command.tool for command in commands_of(self.scope) if command.purpose is Purpose.TYPES)
        return next(found, "")

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each selector once, with the codes that only it keeps from being reported.

        Raises:
            UnknownError: it depends on the version of ruff, or on a value that is not known.

        """
        found: dict[Place, tuple[str, list[str]]] = {}
        for settings in _own_settings(scope.all(Ruff)[0]):
            for code in CODES:
                for text, place in _ignores(settings, code):
                    codes = found.setdefault(place, (text, []))[1]
                    codes += [code] if code not in codes else []
        for place, (text, codes) in found.items():
            if not says_more(scope, place, text, _described(codes)):
                yield cls(scope, text, place, tuple(codes))


def _described(codes: list[str]) -> frozenset[str]:
    """Return the words with which a comment says what some rules are, rather than why they are off."""
    words = {word for code in codes for word in DESCRIPTIONS[code].split()}
    return _COMMON.union(words, (f"{word}s" for word in words))


def _own_settings(ruff: Ruff) -> "tuple[RuffSettings, ...]":
    """Return the settings in effect; what a member inherits is the root's to change."""
    winner = ruff.configuration.winner
    if winner is None or ruff.scope.is_root or winner.table.path.startswith(f"{ruff.scope.folder}/"):
        return ruff.effective
    return ()


def _ignores(settings: "RuffSettings", code: str) -> "Iterator[tuple[str, Place]]":
    selector, patterns = silencer(settings, code), tuple(_whole_ignores(settings, code))
    if not (selector or patterns):
        return  # whether it is on by default does not matter then
    if settings.reports(code):
        yield from patterns
    elif selector and would_report(settings, code):
        yield selector.text, selector.place


def silencer(settings: "RuffSettings", code: str) -> "Selector | None":
    """Return the most specific selector of the nearest ignore that takes a rule away."""
    selections = (*(layer.selection for layer in settings.layers), settings.flagged)
    for selection in reversed(selections):
        matching = [each for each in selection.ignored if rank(each.text, code) >= 0]
        if matching:
            return max(matching, key=lambda each: rank(each.text, code))
    return None


def would_report(settings: "RuffSettings", code: str) -> bool:
    """Say whether ruff would report a rule if nothing were ignored."""
    selections = (*(layer.selection for layer in settings.layers), settings.flagged)
    bare = (Selection(each.select, each.extended) for each in selections)
    return decide(bare, code, lambda: is_default(code, settings.version, preview=settings.is_preview)).is_on


def _whole_ignores(settings: "RuffSettings", code: str) -> "Iterator[tuple[str, Place]]":
    """Yield what silences a rule by a pattern of ``per-file-ignores`` that matches every module."""
    for layer in settings.layers:
        for key in ("per-file-ignores", "extend-per-file-ignores"):
            for entry in layer.file_ignores(key) or ():
                if entry.pattern in _WHOLE:
                    yield from (
                        (text, layer.place(*(layer.lint_keys(key) or ()), entry.pattern))
                        for text in entry.selectors
                        if rank(text, code) >= 0
                    )
