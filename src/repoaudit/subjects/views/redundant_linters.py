"""Linters that ruff replaces, in a repository that uses ruff: they run beside it, or only their settings are left."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.facts.code_tools import (
    DOCSTRING_CODES,
    LINES_CONTINUED,
    REPLACED_BY,
    REPLACING_CODES,
    SETTINGS_READERS,
    Role,
)
from repoaudit.subjects.tools.ruff import Ruff
from repoaudit.subjects.views.legacy_linters import runs_many
from repoaudit.subjects.views.project import Project
from repoaudit.subjects.views.python_runs import Run, may_meet, runs_of
from repoaudit.subjects.views.tool_use import ToolUse, ToolUses
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.ruff.settings import RuffSettings

_NAMES: Final = tuple(name for name in REPLACED_BY if name != "pylint")
"""Of pylint ruff has only a part."""

_WHITESPACE: Final = ("E111", "E201", "E225", "E231", "E302")
"""Some of flake8's rules that ruff 0.17.6 has in preview only; a formatter makes them needless."""


class RedundantLinter:
    """A linter that ruff replaces, in a repository that uses ruff.

    ``ruff`` is where ruff does the same; None where nothing runs the linter and only its settings are left.
    """

    __slots__ = ("name", "place", "ruff", "scope")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scope: "Scope", name: str, place: "Place", ruff: "Place | None") -> None:
        self.scope = scope
        self.name = name
        self.place = place
        self.ruff = ruff

    @property
    def replacement(self) -> str:
        """The rules of ruff that replace it, as a message names them."""
        return REPLACED_BY[self.name]

    @property
    def leaves_whitespace(self) -> bool:
        """Whether it alone looks at whitespace: ruff has such rules of flake8 in preview only, and nothing formats."""
        if self.name != "flake8" or self.scope.root.all(ToolUses)[0].may_run(Role.FORMATTER):
            return False
        from repoaudit.subjects.tools.flake8 import Flake8

        flake8 = self.scope.all(Flake8)[0]
        return any(flake8.reports(code, run) for run in flake8.commands for code in _WHITESPACE)

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield each linter that runs beside ruff, and the settings of each that nothing runs."""
        checks = () if scope.all(Ruff)[0].is_for_some_files else tuple(runs_of(scope, "ruff"))
        for name in _NAMES if checks else ():
            pair = next(_doubled(scope, name, checks), None)
            if pair and not scope.all(Project)[0].name.startswith(name):
                yield cls(scope, name, *pair)
        for name, place in _idle(scope) if scope.is_root else ():
            yield cls(scope, name, place, None)


def _doubled(scope: "Scope", name: str, checks: tuple[Run, ...]) -> "Iterator[tuple[Place, Place]]":
    """Yield where the linter and ruff run over the same files and report the same."""
    ruff = scope.all(Ruff)[0]
    for run in runs_of(scope, name):
        for check in checks:
            settings = ruff.settings_of(check.command) if check.command and may_meet(run, check, scope) else None
            if settings and _replaces(scope, name, settings):
                yield run.place, check.place


def _replaces(scope: "Scope", name: str, settings: "RuffSettings") -> bool:
    """Say whether ruff reports with some settings what another linter does.

    Raises:
        UnknownError: it depends on the version of ruff, or on a value that is not known.

    """
    from repoaudit.subjects.views.flake8_plugins import replaces_plugins

    if name == "pydocstyle":
        return any(map(settings.reports, DOCSTRING_CODES))
    if not all(map(settings.reports, REPLACING_CODES[name])):
        return False
    return name != "flake8" or (replaces_plugins(scope, settings) and not _selects_other(scope))


def _selects_other(scope: "Scope") -> bool:
    """Say whether flake8 is told to report what ruff has not, as in doctests, or is given a file of its own."""
    from repoaudit.subjects.tools.flake8 import Flake8

    flake8 = scope.all(Flake8)[0]
    if flake8.checks_doctests or any(map(flake8.ignores_in_files, LINES_CONTINUED)):
        return True
    try:
        return not all(any(flake8.reports(code, run) for code in ("F401", "F821", "E711")) for run in flake8.commands)
    except UnknownError:
        return True


def _idle(scope: "Scope") -> "Iterator[tuple[str, Place]]":
    """Yield the settings of linters that nothing runs, declares or names, in a repository that runs ruff."""
    tools = scope.all(ToolUses)[0]
    if not tools.of("ruff").is_run or runs_many(tools) or any(tools.of(name).is_used for name in SETTINGS_READERS):
        return
    for use in map(tools.of, _NAMES):
        if use.is_configured and not use.is_declared and not use.may_be_run and not _is_told(use):
            yield from ((use.name, place) for place in use.settings)


def _is_told(use: ToolUse) -> bool:
    """Say whether some text tells people to run it."""
    from repoaudit.subjects.files.instructions import instructions

    return any(use.name in text for path, text in instructions(use.scope) if not path.endswith(_SETTINGS))


_SETTINGS: Final = (".cfg", ".ini", ".toml")
