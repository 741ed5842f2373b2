"""How a tool compares the keys that it reads, and what somebody meant who wrote another."""

from repoaudit.facts.settings import SettingsFact
from repoaudit.facts.settings.plugins import PLUGIN_KEYS
from repoaudit.subjects.tools.settings.schema import Known, Level, nearest
from repoaudit.typing import Final

_BOOLEAN: Final = "boolean"
_NOBODY: Final[frozenset[str]] = frozenset()


class Spelling:
    """The spelling of one tool's keys."""

    __slots__ = ("_fact", "_foreign")

    def __init__(self, tool: str, fact: SettingsFact) -> None:
        self._fact = fact
        self._foreign = PLUGIN_KEYS.get(tool, _NOBODY)

    def known(self, written: str, level: Level) -> Known | None:
        """Return what is known of a key as it is written."""
        return level.setting(self._folded(written))

    def below(self, written: str, level: Level) -> Level | None:
        """Return the table of a key as it is written."""
        return level.below(self._folded(written))

    def _folded(self, written: str) -> str:
        return written.removeprefix("--").replace("_", "-") if self._fact.folds else written

    def is_free(self, written: str, level: Level) -> bool:
        """Say whether a key may be anything, is a plugin's, or turns a known one around."""
        return (
            written.startswith(self._fact.free)
            or self._folded(written) in self._foreign
            or any(self._turns(written, old, new, level) for old, new in self._fact.inverted)
        )

    @staticmethod
    def _turns(written: str, old: str, new: str, level: Level) -> bool:
        known = level.setting(new + written.removeprefix(old)) if written.startswith(old) else None
        return known is not None and known.kind == _BOOLEAN

    def meant(self, written: str, level: Level, slips: int) -> str:
        """Return the key that somebody probably meant, with the dashes of the one that was written; "" for none."""
        near = nearest(written, level.names, slips)
        if near and self._fact.folds and "_" in written:
            return near.replace("-", "_")
        return near or ""
