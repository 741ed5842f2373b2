"""What the user decided: every setting of ``[tool.repoaudit]`` and of the command line, checked."""

from collections.abc import Mapping
from types import MappingProxyType

from repoaudit.finding import Severity
from repoaudit.record import NamedTuple
from repoaudit.typing import Final

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})

PROFILES: Final = ("ml", "library", "application")
PRESETS: Final = ("default", "strict")
DEFAULT_MINIMUM_COVERAGE: Final = 80.0


class PerFileIgnore(NamedTuple):
    """Rules that are off for the paths that a pattern matches."""

    pattern: str
    selectors: tuple[str, ...]


class Policy(NamedTuple):
    """The effective settings; ``origins`` says for each one that was set where it comes from.

    ``select`` is None where the preset decides. ``profiles`` is None where it is inferred. ``options`` holds the
    options of each rule as they were written. Selectors are rule names, codes, code prefixes or ``ALL``. ``today`` is
    the day of the run (ISO), which only the command line reads from a clock; "" is the day of the tables of facts.
    """

    profiles: frozenset[str] | None = None
    preset: str = "default"
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: Mapping[str, str] = _NOTHING
    per_file_ignores: tuple[PerFileIgnore, ...] = ()
    severity: Mapping[str, Severity] = MappingProxyType({})
    exclude: tuple[str, ...] = ()
    projects: tuple[str, ...] | None = None
    minimum_coverage: float = DEFAULT_MINIMUM_COVERAGE
    baseline: str | None = None
    fixable: tuple[str, ...] = ("ALL",)
    unfixable: tuple[str, ...] = ()
    fail_on: Severity | None = Severity.WARNING
    options: Mapping[str, Mapping[str, object]] = MappingProxyType({})
    origins: Mapping[str, str] = _NOTHING
    today: str = ""
    extends: tuple[str, ...] = ()

    def origin(self, setting: str) -> str:
        """Say where a setting comes from: ``pyproject.toml:12``, ``--select`` or ``default``."""
        return self.origins.get(setting, "default")
