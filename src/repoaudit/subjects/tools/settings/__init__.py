"""The settings that a project gives to a tool: keys that the tool does not know, and values that it cannot read."""

from collections.abc import Iterator

from repoaudit.facts.hooks import CONFIGURATION
from repoaudit.facts.settings import SETTINGS, SettingsFact
from repoaudit.finding import Applicability
from repoaudit.scope import Memo
from repoaudit.subjects.collections.tool_versions import ToolVersion, tool_version
from repoaudit.subjects.tools.configuration import Configuration
from repoaudit.subjects.tools.settings.places import given_to, is_for_prek_alone
from repoaudit.subjects.tools.settings.schema import Schema, schema_of
from repoaudit.subjects.tools.settings.spelling import Spelling
from repoaudit.subjects.tools.settings.unknown import Judge, Setting, UnknownSetting, walk
from repoaudit.subjects.tools.settings.wrong import WrongSetting, described, wrong_in
from repoaudit.typing import TYPE_CHECKING, ClassVar, Final, Self

if TYPE_CHECKING:
    from repoaudit.scope import Scope
    from repoaudit.subjects.tools.settings.sources import Given
    from repoaudit.subjects.tools.settings.values import Wrong

_HOOKS: Final = "pre-commit"
_TRUE: Final = (True, "true", "1", "yes", "on")
_STRICT_FLAG: Final = "--strict-config"
_CODES_MATTER: Final = "6.0"
"""The first flake8 that stops at what is no code."""


class ToolSettings:
    """The settings that one tool reads in one project."""

    __slots__ = ("_found", "_spelling", "fact", "scope", "tool")
    reads: ClassVar[tuple[str, ...]] = (*Configuration.reads, CONFIGURATION)

    def __init__(self, scope: "Scope", tool: str) -> None:
        self.scope = scope
        self.tool = tool
        self.fact: SettingsFact = SETTINGS[tool]
        self._spelling = Spelling(tool, self.fact)
        self._found = Memo()

    def __repr__(self) -> str:
        return f"<ToolSettings {self.tool}>"

    @classmethod
    def all_in(cls, scope: "Scope") -> Iterator[Self]:
        """Yield every tool whose settings are known; those that a project does not configure have none."""
        return (cls(scope, tool) for tool in SETTINGS)

    @property
    def given(self) -> "Given":
        """The settings that the tool reads. Raises `UnknownError` where that cannot be known."""
        return self._found.once("given", self._given)

    def _given(self) -> "Given":
        return given_to(self.scope, self.tool)

    @property
    def schema(self) -> Schema:
        """What the tool knows."""
        return schema_of(self.tool)

    @property
    def version(self) -> ToolVersion:
        """What is known of the tool's version."""
        return tool_version(self.scope, self.tool)

    @property
    def reader(self) -> str:
        """How messages call the tool: with its version where only one runs."""
        return f"{self.tool} {self.version.only}" if self.version.only else self.tool

    def ignores(self, setting: UnknownSetting) -> str:
        """Return what the tool does with a key that it does not know."""
        if self.fact.loud_since and self.version.at_least(self.fact.loud_since) is False:
            return "ignores it in silence"
        return "stops" if self._is_strict else self.fact.inside.get(setting.group, self.fact.ignores)

    @property
    def settings(self) -> tuple[Setting, ...]:
        """Every key that is given in a table of which the keys are known."""
        return self._found.once("settings", self._settings)

    def _settings(self) -> tuple[Setting, ...]:
        data = self.given.data
        return tuple(walk(self.schema.top, data, self._spelling)) if data else ()

    @property
    def stops_at_unknown(self) -> bool:
        """Whether an unknown key stops the tool, or costs it all other settings."""
        return self.fact.stops or self._is_strict

    @property
    def _is_strict(self) -> bool:
        """Whether pytest makes an error of what it otherwise warns of."""
        if self.tool != "pytest":
            return False
        data = self.given.data
        is_flagged = _STRICT_FLAG in str(data.get("addopts", ""))
        return is_flagged or any(data.get(key) in _TRUE for key in ("strict_config", "strict"))

    @property
    def unknown(self) -> tuple[UnknownSetting, ...]:
        """The keys that no version that may run knows, or that are spelled nearly like one that it does."""
        if not any(setting.is_doubtful for setting in self.settings):
            return ()
        judge = Judge(self.fact, self.schema, self.version, self._spelling)
        found = (judge.mistake(setting, self.given.place) for setting in self.settings)
        mistakes = tuple(mistake for mistake in found if mistake)
        return () if mistakes and self._is_for_prek_alone else mistakes

    @property
    def wrong(self) -> tuple[WrongSetting, ...]:
        """The values that the tool cannot read."""
        given = self.given
        found = [(setting, wrong) for setting in self.settings if (wrong := self._wrong(given, setting))]
        if not found or self._is_of_another_time or self._is_for_prek_alone:
            return ()
        quoting = Applicability.SAFE if self.tool == _HOOKS else Applicability.UNSAFE
        return tuple(
            described(self.given, setting, wrong, quoting)._replace(effect=f"{self.tool} {self._effect(setting)}")
            for setting, wrong in found
        )

    def _effect(self, setting: Setting) -> str:
        return self.fact.special.get(setting.known.kind if setting.known else "", self.fact.rejects)

    def _wrong(self, given: "Given", setting: Setting) -> "Wrong | None":
        if setting.known and setting.known.kind == "codes" and self.version.at_least(_CODES_MATTER) is False:
            return None
        return wrong_in(given, setting, is_native=given.is_typed)

    @property
    def _is_of_another_time(self) -> bool:
        """Whether a version runs that may take other values: one that is older than those whose settings are known.

        A newer one only of tools that change fast, and stop, so that a mistake is noticed anyway.
        """
        exact, schema = self.version.exact, self.schema
        return bool(exact) and (exact[0] < schema.oldest or (self.fact.stops and exact[-1] > schema.newest))

    @property
    def _is_for_prek_alone(self) -> bool:
        return self.tool == _HOOKS and is_for_prek_alone(self.scope)
