"""Linters and sorters of imports that object to what the formatter of a project makes."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.ruff import FORMATTER_CONFLICTS
from repoaudit.finding import Fix, Place, Related
from repoaudit.subjects.tools.ruff import Ruff
from repoaudit.subjects.tools.ruff.selection import decide
from repoaudit.subjects.views.python_runs import place_of, python_runs
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.collections.commands import Command
    from repoaudit.subjects.tools.ruff.settings import RuffSettings

_COMMENT: Final = "conflicts with the formatter"
_OF_FLAKE8: Final = ("E203", "W503")


class FormatterConflict:
    """One tool that objects to a formatter: ``codes`` are its rules, none for isort."""

    __slots__ = ("codes", "fix", "formatter", "place", "related", "scope", "tool")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(  # noqa: PLR0913  # a record
        self,
        scope: "Scope",
        tool: str,
        place: Place,
        formatter: str,
        *,
        codes: tuple[str, ...] = (),
        fix: Fix | None = None,
        related: tuple[Related, ...] = (),
    ) -> None:
        self.scope = scope
        self.tool = tool
        self.place = place
        self.formatter = formatter
        self.codes = codes
        self.fix = fix
        self.related = related

    @property
    def message(self) -> str:
        """Who objects to what, and what to do."""
        codes = " and ".join(f"`{code}`" for code in self.codes)
        if self.tool == "ruff":
            warns = ", of which it warns on every run" if self.fix else ""
            return f"ruff's own formatter conflicts with {codes}{warns}: ignore {self._them}"
        if self.tool == "flake8":
            return f"flake8 reports {codes} for code as {self.formatter} writes it: ignore {self._them}"
        advice = 'set `profile = "black"`'
        return f"isort wraps imports in another way than {self.formatter}, and each undoes the other: {advice}"

    @property
    def _them(self) -> str:
        return "both" if len(self.codes) > 1 else "it"

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each conflict in one project. What is known comes first, `UnknownError` is raised behind it."""
        own = python_runs(scope, "ruff format")
        runs = [("`ruff format`", run) for run in own] + [("black", run) for run in python_runs(scope, "black")]
        if own:
            yield from cls._of_ruff(scope)
        unknown: UnknownError | None = None
        for find in (cls._of_isort, cls._of_flake8) if runs else ():
            try:
                yield from find(scope, runs)
            except UnknownError as error:
                unknown = error
        if unknown:
            raise unknown

    @classmethod
    def _of_ruff(cls, scope: "Scope") -> Iterator[Self]:
        ruff = scope.all(Ruff)[0]
        seen: set[Place] = set()
        for settings in ruff.effective:  # the formatter warns whether the linter runs or not
            codes = tuple(code for code in _conflicting(ruff) if settings.reports(code))
            places = tuple(dict.fromkeys(each.place for code in codes if (each := settings.selector_of(code))))
            if places and places[0] not in seen:
                seen.add(places[0])
                fix = _ignored(scope, settings, codes)
                others = tuple(Related(place, "this selector turns on the other one") for place in places[1:])
                yield cls(scope, "ruff", places[0], "`ruff format`", codes=codes, fix=fix, related=others)

    @classmethod
    def _of_isort(cls, scope: "Scope", runs: "list[tuple[str, Command]]") -> Iterator[Self]:
        from repoaudit.subjects.tools.isort import Isort

        isort = scope.all(Isort)[0]
        for run in python_runs(scope, "isort"):
            label = _meeting(scope, run, runs)
            if label and not isort.agrees_with_black(run):
                place = isort.profile.place if isort.configuration.winner else place_of(run, scope)
                yield cls(scope, "isort", place, label)
                return

    @classmethod
    def _of_flake8(cls, scope: "Scope", runs: "list[tuple[str, Command]]") -> Iterator[Self]:
        from repoaudit.subjects.tools.flake8 import Flake8

        flake8 = scope.all(Flake8)[0]
        for run in python_runs(scope, "flake8"):
            label = "" if run.flag("--exit-zero") else _meeting(scope, run, runs)  # which lets every file pass
            codes = tuple(code for code in _OF_FLAKE8 if label and flake8.reports(code, run))
            if label and codes and not flake8.ignores_in_files(codes[0]):
                place = flake8.ignore_place if flake8.configuration.winner else place_of(run, scope)
                yield cls(scope, "flake8", place, label, codes=codes)
                return


def _conflicting(ruff: Ruff) -> tuple[str, ...]:
    """Return the rules that every release of ruff which may run warns of beside its formatter."""
    if ruff.version.lowest is None:
        return FORMATTER_CONFLICTS[0][1]
    possible: list[frozenset[str]] = []
    newer = ""
    for since, codes in FORMATTER_CONFLICTS:
        if ruff.version.at_least(since) is not False and not (newer and ruff.version.at_least(newer)):
            possible.append(frozenset(codes))
        newer = since
    return tuple(sorted(frozenset.intersection(*possible))) if possible else ()


def _ignored(scope: "Scope", settings: "RuffSettings", codes: tuple[str, ...]) -> Fix | None:
    """Phrase the fix that ignores them in the file; None where a command line selects them, which no file undoes."""
    from repoaudit.subjects.tools.ruff.ignoring import ignoring, judged

    if settings.command and decide([settings.flagged], codes[0], default=lambda: False).is_on:
        return None
    fix = ignoring(settings, codes, _COMMENT)
    return fix and fix.but(judged(scope, settings, codes))


def _meeting(scope: "Scope", run: "Command", runs: "list[tuple[str, Command]]") -> str:
    """Return the formatter whose run may treat the same files as another run, "" for none."""
    from repoaudit.subjects.tools.targets import may_meet

    return next((label for label, each in runs if may_meet(run, each, scope.repository)), "")
