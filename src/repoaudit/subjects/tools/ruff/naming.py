"""What ruff says of the names that code of machine learning uses, and how it is told to leave them alone."""

from collections.abc import Iterator

from repoaudit.errors import UnknownError
from repoaudit.globs import matches_part
from repoaudit.subjects.files.scripts import Runner
from repoaudit.subjects.tools.ruff import Ruff
from repoaudit.subjects.tools.ruff.selection import decide
from repoaudit.subjects.tools.ruff.settings import RuffSettings
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.finding import Fix, Place
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.ruff.selection import Selector

CODES: Final = ("N803", "N806")
_NAMES: Final = ("X", "X_train")
_COMMENT: Final = "ML code names its matrices X and X_train"


class MlNaming:
    """Settings of ruff in a project of machine learning that forbid a matrix called ``X``; ``codes`` say so."""

    __slots__ = ("_ruff", "_settings", "codes")
    reads: ClassVar[tuple[str, ...]] = ()

    def __init__(self, ruff: Ruff, settings: RuffSettings, codes: tuple[str, ...]) -> None:
        self._ruff = ruff
        self._settings = settings
        self.codes = codes

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield the configuration and each run that forbid such names, in a project with the profile ``ml``."""
        ruff = scope.all(Ruff)[0]
        seen: set[tuple[Place, tuple[str, ...]]] = set()
        for settings in ruff.effective:
            naming = cls(ruff, settings, tuple(_loud(scope, settings)))
            selector = naming.selector if naming.codes else None
            key = (selector.place, naming.codes) if selector and ruff.is_ml else None
            if key and key not in seen:
                seen.add(key)
                yield naming

    @property
    def selector(self) -> "Selector":
        """The selector that turns the first of them on."""
        selector = self._settings.selector_of(self.codes[0])
        if selector is None:
            raise UnknownError(f"ruff reports {self.codes[0]} by default")
        return selector

    @property
    def places(self) -> "tuple[Place, ...]":
        """The selectors of all of them, each once."""
        found = (self._settings.selector_of(code) for code in self.codes)
        return tuple(dict.fromkeys(selector.place for selector in found if selector))

    @property
    def silenced(self) -> "Fix | None":
        """The fix that ignores them where the project ignores rules; None where there is nothing to edit.

        It is safe unless a comment suppresses one of them already, which ruff then calls unused (RUF100).
        """
        from repoaudit.subjects.tools.ruff.ignoring import ignoring, judged

        fix = self._ignored_by_command() if self._is_flagged else ignoring(self._settings, self.codes, _COMMENT)
        return fix and fix.but(judged(self._ruff.scope, self._settings, CODES))

    @property
    def _is_flagged(self) -> bool:
        return decide([self._settings.flagged], self.codes[0], default=lambda: False).is_on

    def _ignored_by_command(self) -> "Fix | None":
        command = self._settings.command
        option = command.option("--ignore", "--extend-ignore") if command else None
        added = ",".join(self.codes)
        if option is not None:
            fix = option.argument.replace(f"{option.argument.text},{added}")
        else:
            last = command.option("--select", "--extend-select") if command else None
            glue = "=" if command and command.where.runner is Runner.HOOK else " "  # one item of a list
            fix = last.argument.replace(f"{last.argument.text} --ignore{glue}{added}") if last else None
        return fix and fix.titled(f"ignore {' and '.join(self.codes)}")


def _loud(scope: "Scope", settings: RuffSettings) -> Iterator[str]:
    if any(matches_part(pattern, name) for pattern in settings.ignored_names for name in _NAMES):
        return
    from repoaudit.subjects.tools.ruff.files import covers_source

    for code in CODES:
        if settings.reports(code) and not covers_source(settings.file_ignores, code, scope):
            yield code
